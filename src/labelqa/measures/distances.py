"""How far apart the labels of a taxonomy are: on nominal and ordinal scales."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from .proportions import Floats

Metric = Callable[[tuple[str, ...], Floats], Floats]
"""Squared distances (labels x labels) of labels given `margins` (draws x labels) times, or one a draw."""


def nominal(labels: tuple[str, ...], margins: Floats) -> Floats:
    """Equal or not."""
    del margins
    return 1 - np.eye(len(labels))


def ordinal(order: Mapping[str, float]) -> Metric:
    """
    The labels between two on a scale, (sum of n_g from c to k - (n_c + n_k) / 2)^2 (Krippendorff 2011).

    `order` is each label's place on the scale. The metric depends on how often labels were given.
    """

    def metric(labels: tuple[str, ...], margins: Floats) -> Floats:
        along = np.argsort([order[label] for label in labels], kind="stable")
        middle = np.empty_like(margins)
        middle[:, along] = np.cumsum(margins[:, along], axis=1) - margins[:, along] / 2
        apart: Floats = (middle[:, :, None] - middle[:, None, :]) ** 2
        return apart

    return metric
