"""Distances between the labels of a taxonomy."""

from __future__ import annotations

import numpy as np
from builders.ratings import PLACES

from labelqa.measures import distances

LABELS = ("1", "2", "5")
MARGINS = np.array([[4.0, 2.0, 2.0], [1.0, 1.0, 6.0]])


def test_nominal_labels_are_equal_or_not():
    """Off the diagonal 1."""
    assert [[0, 1, 1], [1, 0, 1], [1, 1, 0]] == distances.nominal(LABELS, MARGINS).tolist()


def test_ordinal_labels_are_as_far_apart_as_labels_lie_between():
    """Krippendorff's (n_c / 2 + those between + n_k / 2)^2, for each draw of its own."""
    found = distances.ordinal(PLACES)(LABELS, MARGINS)

    assert [[0, 9, 25], [9, 0, 4], [25, 4, 0]] == found[0].tolist()
    assert [[0, 1, 20.25], [1, 0, 12.25], [20.25, 12.25, 0]] == found[1].tolist()


def test_a_scale_need_not_be_the_order_of_the_names():
    """The place decides."""
    turned = distances.ordinal({"1": 9, "2": 1, "5": 5})(LABELS, MARGINS)[0]

    assert [[0, 25, 9], [25, 0, 4], [9, 4, 0]] == turned.tolist()
