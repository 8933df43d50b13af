"""Is it real: accuracy before and in the days asked about, by audits, and its change."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pandas as pd

from ...estimates import Estimate, Unit
from ...measures.accuracy import by_design
from ...measures.agents import FEWEST_PEERS, fit_beta_binomial, posterior
from ...measures.decomposition import Decomposition, decompose
from ...measures.exact_test import more_wrong
from ...measures.transfer import difference_in_differences
from .sides import Sides


@dataclass(frozen=True)
class Level:
    """
    Accuracy before and in the days asked about, and what is to be said of its change.

    `others`: the change of all others; `difference`: the change less theirs; `drawn`: accuracy in these days,
    drawn to that of the weeks before; `p`: of as many wrong, exact. Absent with their reason.
    """

    before: Estimate
    after: Estimate
    parts: Decomposition
    others: Estimate
    difference: Estimate
    drawn: Estimate
    p: float


def level(sides: Sides) -> Level:
    """Whether the change is real, as far as numbers can say."""
    before, after = (share(side) for side in (sides.before, sides.after))
    parts = decompose(sides.before, sides.after, sides.alike)
    others = decompose(
        sides.part(here=False, after=False), sides.part(here=False, after=True), sides.alike
    ).change
    if not others.exists:
        others = Estimate.absent("there are no others", Unit.POINTS)
    return Level(
        before,
        after,
        parts,
        others,
        _against_others(sides) if others.exists else others,
        _drawn(sides.before, after),
        _exact(sides),
    )


def share(rows: pd.DataFrame) -> Estimate:
    """The share right of the labels that some audits stand for."""
    if rows.empty:
        return Estimate.absent("no audits")
    return by_design(rows.assign(part="all"), ("part",)).first()


def _against_others(sides: Sides) -> Estimate:
    if sides.rows.groupby(["here", "after"]).ngroups < 4:
        return Estimate.absent("no audits of others", Unit.POINTS)
    return difference_in_differences(sides.rows, treated="here")


def _drawn(before: pd.DataFrame, after: Estimate) -> Estimate:
    """Accuracy in these days drawn to that of the weeks before: what is left of it by chance goes away."""
    weeks = by_design(before, ("week",)).rows if len(before) else before
    if len(weeks) < FEWEST_PEERS or not after.exists:
        return Estimate.absent(f"fewer than {FEWEST_PEERS} weeks before" if after.exists else "no audits")
    n = weeks["n_eff"].to_numpy(float)
    prior = fit_beta_binomial(weeks["value"].to_numpy(float) * n, n, boundary_avoiding=True)
    row = posterior([after.value * after.n_eff], [after.n_eff], prior, after.value).iloc[0]
    low, high = sorted((float(row["low"]), float(row["high"])))
    return replace(after, value=float(row["mean"]), low=low, high=high, method="beta-binomial", flags=())


def _exact(sides: Sides) -> float:
    """The exact p value of so many wrong audits, at like queues and labels."""
    if sides.before.empty or sides.after.empty:
        return math.nan
    rows = sides.rows[sides.rows["here"]]
    rows = rows.assign(wrong=(~rows["correct"]).astype(int), all=1)
    table = rows.pivot_table(
        index=[*sides.alike], columns="after", values=["wrong", "all"], aggfunc="sum", fill_value=0
    )
    columns = [(name, after) for after in (True, False) for name in ("wrong", "all")]
    return more_wrong(*(table[column].to_numpy() for column in columns))
