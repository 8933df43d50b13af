"""Sums that tell too much of one of their parts, and how well a cell is to be hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DOMINANCE = "dominance"
P_PERCENT = "the p % rule"


@dataclass(frozen=True)
class Levels:
    """
    How far from a cell's value what others can say of it must reach, at least.

    Down to value - `lower` and up to value + `upper`, over a width of `sliding` wherever it lies
    (Fischetti and Salazar 2000).
    """

    lower: float
    upper: float
    sliding: float = 0.0


@dataclass(frozen=True)
class Sensitive:
    """Why a cell cannot be told (for the run record only), and what hides it well enough."""

    why: str
    levels: Levels


@dataclass(frozen=True)
class Rules:
    """
    When a sum of several holdings' amounts cannot be told: above `share` held by the `largest` of them.

    `p_percent` must stay secret. By that rule a sum of one holding is never told, nor one of two where they
    read it themselves.
    """

    p_percent: float
    largest: int = 1
    share: float = 0.9


def sensitive_amount(parts: Sequence[float], rules: Rules, *, told_to_parts: bool = True) -> Sensitive | None:
    """
    Whether the sum of `parts`, one amount of each holding, tells too much of one of them.

    (n, k) dominance: the n largest hold more than k of the sum X. p % rule: whoever knows its own x2 could
    find the largest x1 to within p %, which is where X - x1 - x2 < p/100 x1; x2 is the second-largest, or
    nothing where none of them is told. The upper level is what the rule lacks: sum of the n largest / k - X,
    or p/100 x1 - (X - x1 - x2) (Hundepool et al. 2012, 4.2); the lower one is as much, down to 0.
    """
    ranked = np.sort(np.asarray(parts, float))[::-1]
    total, remainder = float(ranked.sum()), float(ranked[1 + told_to_parts :].sum())
    lacks = {
        DOMINANCE: float(ranked[: rules.largest].sum()) / rules.share - total,
        P_PERCENT: rules.p_percent / 100 * float(ranked[:1].sum()) - remainder,
    }
    broken = [rule for rule, lack in lacks.items() if lack > 0]
    upper = max(lacks.values())
    return Sensitive(" and ".join(broken), Levels(min(upper, total), upper)) if broken else None
