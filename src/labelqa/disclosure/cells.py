"""Cells that tell of too few, or of one: primary suppression, and how well such a cell is to be hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .rounding import COUNT_STEP, FEWEST

TOTAL = "total"  # the name of a margin
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


def sensitive_count(count: int, whole: int | None = None, *, fewest: int = FEWEST) -> Sensitive | None:
    """
    Whether a count of observations is of too few to be told; none at all is, and so are all of few.

    That nobody, or everybody, of a few did something is known of each of them. `whole` is the total that
    the cell belongs to. What hides it reaches from 0 to COUNT_STEP above.
    """
    if count >= fewest:
        return None
    few = f"fewer than {fewest}"
    why = "none at all" if count == 0 else f"all of {few}" if count == whole else few
    return Sensitive(why, Levels(count, COUNT_STEP))


def with_margins(counts: pd.DataFrame) -> pd.DataFrame:
    """A table of counts with the sums of its rows and columns as a last column and row named TOTAL."""
    table = counts.assign(**{TOTAL: counts.sum(axis=1)})
    return pd.concat([table, table.sum().to_frame(TOTAL).T])


def sensitive_counts(
    table: pd.DataFrame, *, fewest: int = FEWEST
) -> Mapping[tuple[object, object], Sensitive]:
    """The cells (row, column) of a table `with_margins` that are of too few, margins among them."""
    found = {}
    for row, counts in table.astype(int).iterrows():
        for column, count in counts.items():
            whole = None if column == TOTAL else counts[TOTAL]
            if sensitive := sensitive_count(count, whole, fewest=fewest):
                found[row, column] = sensitive
    return found
