"""How far apart the labels of a taxonomy are: on nominal and ordinal scales, and where labels are sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from .proportions import Floats

Metric = Callable[[tuple[str, ...], Floats], Floats]
"""Squared distances (labels x labels) of labels given `margins` (draws x labels) times, or one a draw."""


Members = Mapping[str, frozenset[str]]
"""The labels that a combined one is made of; any other label is one of itself."""
_SUBSET, _OVERLAP = 2 / 3, 1 / 3


def parts(label: str, members: Members) -> frozenset[str]:
    """The labels that a label is made of."""
    return members.get(label, frozenset({label}))


@dataclass(frozen=True)
class SetDistance:
    """
    MASI: 1 - |A & B| / |A | B| times 1 for equal sets, 2/3 for one within the other, 1/3 for a mere overlap.

    (Passonneau 2006.) Of labels that are no sets it is nominal.
    """

    members: Members

    def __call__(self, labels: tuple[str, ...], margins: Floats) -> Floats:
        """The distance itself stands for a squared one, as it does for sets."""
        del margins
        sets = [parts(label, self.members) for label in labels]
        return np.array([[_masi(one, other) for other in sets] for one in sets])


def _masi(one: frozenset[str], other: frozenset[str]) -> float:
    if one == other:
        return 0.0
    within = one <= other or other <= one
    return 1 - len(one & other) / len(one | other) * (_SUBSET if within else _OVERLAP)


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
