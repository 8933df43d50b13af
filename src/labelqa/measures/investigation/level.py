"""Is it real: accuracy before and in the days asked about, by audits, and its change."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...estimates import Estimate, Unit
from ..accuracy import by_design
from ..agents import FEWEST_PEERS, beta, described, fit_beta_binomial
from ..decomposition import Decomposition, decompose
from ..exact_test import more_wrong
from ..transfer import difference_in_differences
from ..unlike import Mixture, Pair
from .groups import Groups


@dataclass(frozen=True)
class AccuracyLevel:
    """
    Accuracy before and in the days asked about, and what is to be said of its change.

    `others`: the change of all others; `difference`: the change less theirs; `drawn`: accuracy in these days,
    drawn to that of the weeks before or, with the probability `unlike`, by these days' audits and answers on
    gold alone, which are quite unlike them; `p`: of as many wrong, exact. Absent with their reason.
    """

    before: Estimate
    after: Estimate
    parts: Decomposition
    others: Estimate
    difference: Estimate
    drawn: Estimate
    unlike: float
    p: float


def level(groups: Groups) -> AccuracyLevel:
    """Whether the change is real, as far as numbers can say."""
    before, after = (share(side) for side in (groups.before, groups.after))
    parts = decompose(groups.before, groups.after, groups.alike)
    others = decompose(
        groups.part(here=False, after=False), groups.part(here=False, after=True), groups.alike
    ).change
    if not others.exists:
        others = Estimate.absent("there are no others", Unit.POINTS)
    return AccuracyLevel(
        before,
        after,
        parts,
        others,
        _against_others(groups) if others.exists else others,
        *_drawn(groups, after),
        _exact(groups),
    )


def share(rows: pd.DataFrame) -> Estimate:
    """The share right of the labels that some audits stand for."""
    if rows.empty:
        return Estimate.absent("no audits")
    return by_design(rows.assign(part="all"), ("part",)).first()


def _against_others(groups: Groups) -> Estimate:
    if groups.rows.groupby(["here", "after"]).ngroups < 4:
        return Estimate.absent("no audits of others", Unit.POINTS)
    return difference_in_differences(groups.rows, treated="here")


def _drawn(groups: Groups, after: Estimate) -> tuple[Estimate, float]:
    """
    Accuracy in these days drawn to that of the weeks before: what is left of it by chance goes away.

    Beside, the probability that what is known of these days is quite unlike those weeks, as the record of an
    agent has it (measures.unlike).
    """
    weeks = by_design(groups.before, ("week",)).rows if len(groups.before) else groups.before
    if len(weeks) < FEWEST_PEERS or not after.exists:
        return Estimate.absent(
            f"fewer than {FEWEST_PEERS} weeks before" if after.exists else "no audits"
        ), 0.0
    audits = np.array([after.value * after.n_eff]), np.array([after.n_eff])
    prior = _spread(weeks["value"] * weeks["n_eff"], weeks["n_eff"])
    found = Mixture.of_checks(beta(prior, *audits), (audits, prior), *_by_gold(groups))
    row = described(found, after.value).iloc[0]
    value, low, high = (float(row[each]) for each in ("mean", "low", "high"))
    drawn = replace(after, value=value, low=low, high=high, method="beta-binomial", flags=())
    return drawn, float(found.unlike[0])


def _by_gold(groups: Groups) -> list[tuple[Pair, Pair]]:
    """The answers on gold of these days, and what those of the weeks before make known; none without both."""
    before, now = (groups.answers(after=after) for after in (False, True))
    weeks = before.groupby("week")["correct"].agg(["sum", "size"]) if len(before) else before
    if len(weeks) < FEWEST_PEERS or now.empty:
        return []
    return [((np.array([now["correct"].sum()]), np.array([len(now)])), _spread(weeks["sum"], weeks["size"]))]


def _spread(k: pd.Series, n: pd.Series) -> tuple[float, float]:
    """The Beta that weeks come from."""
    return fit_beta_binomial(k.to_numpy(float), n.to_numpy(float), boundary_avoiding=True)


def _exact(groups: Groups) -> float:
    """The exact p value of so many wrong audits, at like queues and labels."""
    if groups.before.empty or groups.after.empty:
        return math.nan
    rows = groups.rows[groups.rows["here"]]
    rows = rows.assign(wrong=(~rows["correct"]).astype(int), all=1)
    table = rows.pivot_table(
        index=[*groups.alike], columns="after", values=["wrong", "all"], aggfunc="sum", fill_value=0
    )
    columns = [(name, after) for after in (True, False) for name in ("wrong", "all")]
    return more_wrong(*(table[column].to_numpy() for column in columns))
