"""Alpha of sets, spans and boxes: near misses count as near."""

from __future__ import annotations

import json

import krippendorff
import numpy as np
import pandas as pd
import pytest
from builders.ratings import drawn
from scipy import stats

from labelqa.measures import agreement, shapes


def labelled(*units: tuple[object, ...]) -> pd.DataFrame:
    """The labels of each unit, each by another person."""
    rows = [
        (f"u{u}", f"p{p}", json.dumps(label)) for u, unit in enumerate(units) for p, label in enumerate(unit)
    ]
    return pd.DataFrame(rows, columns=["overlap_group_id", "person_id", "label_id"])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (["x", "y"], ["y", "x"], 0),
        (["x"], ["x", "y"], 1 - 1 / 2 * 2 / 3),
        (["x", "y"], ["y", "z"], 1 - 1 / 3 * 1 / 3),
        (["x"], ["y"], 1),
        ([], [], 0),
        ([], ["x"], 1),
    ],
)
def test_sets_are_as_far_apart_as_passonneau_says(a, b, expected):
    """MASI: equal, one within the other, overlapping, disjoint; nothing chosen is a choice."""
    assert expected == pytest.approx(shapes.sets(a, b)) == pytest.approx(shapes.sets(b, a))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([[0, 10]], [[5, 15]], 1 - 5 / 15),
        ([[0, 10]], [[0, 5], [5, 10]], 0),
        ([[0, 6], [4, 10]], [[2, 3]], 1 - 1 / 10),
        ([[0, 1]], [[1, 2]], 1),
        ([], [[1, 2]], 1),
        ([], [], 0),
    ],
)
def test_spans_are_apart_by_what_they_do_not_share(a, b, expected):
    """1 - common / joint characters; spans that touch or overlap are one."""
    assert expected == pytest.approx(shapes.spans(a, b)) == pytest.approx(shapes.spans(b, a))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([0, 0, 2, 2], [1, 1, 3, 3], 1 - 1 / 7),
        ([0, 0, 2, 2], [0, 0, 2, 2], 0),
        ([0, 0, 1, 1], [5, 5, 6, 6], 1),
        ([1, 1, 1, 1], [2, 2, 2, 2], 1),
        ([1, 1, 1, 1], [1, 1, 1, 1], 0),
    ],
)
def test_boxes_are_apart_by_the_area_they_do_not_share(a, b, expected):
    """1 - intersection over union; boxes without area are equal or not."""
    assert expected == pytest.approx(shapes.boxes(a, b)) == pytest.approx(shapes.boxes(b, a))


def test_alpha_with_a_distance_equals_the_library():
    """krippendorff 0.9.0 with MASI as its metric, on forty units of two to four sets."""
    rng = np.random.default_rng(3)
    kinds = [["x"], ["y"], ["x", "y"], ["y", "z"], ["x", "y", "z"]]
    units = [
        tuple(kinds[k] for k in rng.choice(5, rng.integers(2, 5), p=[0.5, 0.2, 0.1, 0.1, 0.1]))
        for _ in range(40)
    ]
    counts = np.array([[unit.count(kind) for kind in kinds] for unit in units])

    def masi(v1, v2, i1, i2, n_v, dtype=np.float64):
        apart = [[shapes.sets(kinds[a], kinds[b]) for b in range(5)] for a in range(5)]
        return np.array(apart, dtype)[
            np.broadcast_arrays(i1, i2)[0].astype(int), np.broadcast_arrays(i1, i2)[1].astype(int)
        ]

    expected = krippendorff.alpha(value_counts=counts, value_domain=np.arange(5), level_of_measurement=masi)
    found = shapes.alpha(labelled(*units), distance=shapes.sets).only()

    assert expected == pytest.approx(found.value)
    assert (40, "linearised-t") == (found.n, found.method)
    assert found.low < found.value < found.high


def test_alpha_with_equal_or_not_is_the_nominal_one():
    """Also where only some pairs are compared, within what that leaves open."""
    rows = drawn(300, 12)
    shaped = rows.assign(label_id=[json.dumps(label) for label in rows["label_id"]])
    exact, near = (
        agreement.alpha(rows).only(),
        shapes.alpha(shaped, distance=lambda a, b: float(a != b)).only(),
    )

    assert exact.value == pytest.approx(near.value, abs=0.01)
    assert exact.value != near.value
    assert (exact.low, exact.high) == pytest.approx((near.low, near.high), abs=0.03)


def test_the_standard_error_is_that_of_leaving_units_out():
    """Half the interval over t equals the jackknife's, within a hundredth."""
    rows = drawn(65, 9, right=0.5, seed=2)
    rows = rows.assign(label_id=[json.dumps([label]) for label in rows["label_id"]])
    whole = shapes.alpha(rows, distance=shapes.sets).only()
    units = rows["overlap_group_id"]
    parts = [shapes.alpha(rows[units != u], distance=shapes.sets).only().value for u in units.unique()]
    jackknife = np.sqrt(64 / 65 * ((np.array(parts) - np.mean(parts)) ** 2).sum())

    assert jackknife == pytest.approx((whole.value - whole.low) / stats.t.ppf(0.975, 64), rel=0.01)


def test_boxes_that_are_near_agree():
    """A pixel beside is no disagreement; elsewhere is."""
    near = labelled(*(([x, 0, x + 50, 50], [x + 1, 0, x + 51, 50]) for x in range(0, 3000, 100)))
    far = labelled(*(([x, 0, x + 50, 50], [x + 40, 0, x + 90, 50]) for x in range(0, 3000, 100)))

    assert shapes.alpha(near, distance=shapes.boxes).only().value > 0.95
    assert shapes.alpha(far, distance=shapes.boxes).only().value < 0.2


def test_units_that_agree_wholly_have_an_interval():
    """Ten of ten: 1, and Wilson's bound below."""
    found = shapes.alpha(labelled(*(([f"c{u % 3}"],) * 2 for u in range(10))), distance=shapes.sets).only()

    assert (1.0, 1.0, "wilson") == (found.value, found.high, found.method)
    assert 0.4 < found.low < 0.7


def test_a_single_unit_says_next_to_nothing():
    """Two boxes of one picture: alpha may be anything."""
    found = shapes.alpha(labelled(([0, 0, 2, 2], [1, 1, 3, 3])), distance=shapes.boxes).only()

    assert (0.0, -1.0, 1.0, 1) == (round(found.value, 9), found.low, found.high, found.n)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (labelled(([1],), ([2],)), "one rater agrees with nobody"),
        (labelled(([1], [1]), ([1], [1])), "only one label was used"),
        (labelled(([1], [1])).assign(overlap_group_id=["a", "b"]), "no unit has two labels"),
        (labelled(), "no labels"),
    ],
)
def test_alpha_of_shapes_that_is_undefined_says_why(rows, why):
    """SP1: neither 0 nor 1."""
    found = shapes.alpha(rows, distance=shapes.sets)

    assert why == (found.only().flags[0] if len(found) else found.why)
