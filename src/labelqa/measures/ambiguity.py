"""Where the rules may be at fault: errors laid to the SOP, and disagreement among the competent."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from ..estimates import VALUE_COLUMNS, Estimate, Estimates, Unit
from . import dawid_skene
from .accuracy import judged
from .clusters import PERSON, few_people
from .grouping import grouped, named, tabulated
from .proportions import Floats, wilson
from .ratings import UNIT, Ratings, by_queue, ratings

CLAUSE, REASON = "clause_id", "reason_id"
NAME, NO_REASON = "ambiguity.sop", "no error has its reason recorded"
SOP_REASONS = ("sop_gap", "sop_ambiguous")
"""Reasons that lay an error to the SOP: it says nothing, or what it says can be read in two ways."""


def sop_share(
    audits: pd.DataFrame, by: tuple[str, ...] = (), *, reasons: Collection[str] = SOP_REASONS
) -> Estimates:
    """
    The share of errors that were laid to the SOP, of those whose reason was recorded.

    Errors are weighted by 1 / incl_prob; Wilson on Kish's n_eff, n the errors with a reason.
    """
    rows = judged(audits) if len(audits) else audits
    if why := _why_none(rows):
        return Estimates.missing(NAME, by, why)
    return tabulated(_shares(named(rows[~rows["correct"]], by), by, frozenset(reasons)), NAME, by, "wilson")


def by_clause(audits: pd.DataFrame, delivered: float, *, reasons: Collection[str] = SOP_REASONS) -> Estimates:
    """
    `sop_share` of each clause, and what its errors cost.

    Columns beside: errors, those found; wrong, wrong_low and wrong_high, the expected wrong labels under
    the clause among those `delivered`, Wilson on the share of all audits; unclear, the part of them laid
    to the SOP; cumulative, the running share of all wrong labels. Most wrong labels first; errors of no
    clause are "unknown".
    """
    by = (CLAUSE,)
    rows = judged(audits) if len(audits) else audits
    if why := _why_none(rows):
        return Estimates.missing(NAME, by, why)
    table = _shares(named(rows[~rows["correct"]], by), by, frozenset(reasons)).reset_index()
    weights = 1 / rows["incl_prob"].to_numpy(float)
    share, n_eff = table["weight"] / weights.sum(), weights.sum() ** 2 / (weights**2).sum()
    low, high = wilson(share * n_eff, n_eff)
    table = table.assign(wrong=delivered * share, wrong_low=delivered * low, wrong_high=delivered * high)
    table = table.sort_values(["wrong", CLAUSE], ascending=[False, True], ignore_index=True)
    table = table.assign(
        method="wilson",
        unclear=table["wrong"] * table["value"],
        cumulative=table["weight"].cumsum() / table["weight"].sum(),
    )
    beside = ["errors", "wrong", "wrong_low", "wrong_high", "unclear", "cumulative"]
    return Estimates(NAME, by, table[[*by, *VALUE_COLUMNS, *beside]])


def _why_none(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "no audits"
    wrong = rows[~rows["correct"]]
    if wrong.empty:
        return "no audit found a wrong label"
    return NO_REASON if wrong[REASON].isna().all() else ""


def _shares(wrong: pd.DataFrame, by: tuple[str, ...], reasons: frozenset[str]) -> pd.DataFrame:
    """By group: value, low, high, n, n_eff and flags; errors, and the weight of them all."""
    weight, known = 1 / wrong["incl_prob"].astype(float), wrong[REASON].notna()
    sums = wrong.assign(
        errors=1,
        n=known.astype(int),
        weight=weight,
        known=weight.where(known, 0),
        squares=weight.where(known, 0) ** 2,
        sop=weight.where(wrong[REASON].isin(reasons), 0),
    )
    table: pd.DataFrame = grouped(sums, by)[["errors", "n", "weight", "known", "squares", "sop"]].sum()
    some = table["n"] > 0
    n_eff = (table["known"] ** 2 / table["squares"].where(some)).fillna(0)
    value = table["sop"] / table["known"].where(some)
    low, high = wilson(value * n_eff, n_eff)
    flags = [() if n else (NO_REASON,) for n in table["n"]]
    return table.assign(value=value, low=low, high=high, n_eff=n_eff, flags=flags)


def competent(rows: pd.DataFrame, *, unit: str = UNIT) -> frozenset[str]:
    """
    The people of `rows` of overlaps whose skill is the median or better, by Dawid and Skene's model.

    The model is fitted to each queue, for a taxonomy is a queue's; a person's skill is over all of them.
    It is learnt from agreement itself, so the competent agree a little more than they would elsewhere.
    """
    parts = [] if rows.empty else by_queue(rows)
    fitted = [dawid_skene.skill(dawid_skene.fit(part, unit=unit), part, unit=unit).rows for part in parts]
    if not fitted:
        return frozenset()
    people = pd.concat(fitted)
    people = people.assign(right=people["value"] * people["n"]).groupby(PERSON)[["right", "n"]].sum()
    skill = people["right"] / people["n"]
    return frozenset(skill.index[skill >= skill.median()].astype(str))


def entropy(
    rows: pd.DataFrame, people: Collection[str], by: tuple[str, ...] = (), *, unit: str = UNIT
) -> Estimates:
    """
    How undecided the `people` are on a unit, -sum p log2 p over their labels of it, in bits: the mean.

    0 where they agree, 1 where two halves differ. Units of fewer than two of their labels are left out.
    Interval: the mean as a share of the greatest possible one, Wilson with n_eff = s (1 - s) / Var(s).
    """
    found = [(keys, _entropy(rated)) for keys, rated in _of(rows, people, by, unit)]
    return _told("ambiguity.entropy", by, found, Unit.INDEX)


def disagreement(
    rows: pd.DataFrame, people: Collection[str], by: tuple[str, ...] = (), *, unit: str = UNIT
) -> Estimates:
    """The share of units on which the `people`, two or more of them, do not all give one label: Wilson."""
    found = [(keys, _disagreement(rated)) for keys, rated in _of(rows, people, by, unit)]
    return _told("ambiguity.disagreement", by, found, Unit.SHARE)


def _of(
    rows: pd.DataFrame, people: Collection[str], by: tuple[str, ...], unit: str
) -> list[tuple[tuple[str, ...], Ratings]]:
    chosen = rows[rows[PERSON].isin(people)] if len(rows) else rows
    return list(ratings(chosen, by, unit=unit))


def _told(
    name: str, by: tuple[str, ...], found: list[tuple[tuple[str, ...], Estimate]], unit: Unit
) -> Estimates:
    if not found:
        return Estimates.missing(name, by, "no labels of competent people", unit)
    return Estimates.of(name, by, [(keys, estimate) for keys, estimate in found], unit)


def _entropy(rated: Ratings) -> Estimate:
    if rated.why_none:
        return Estimate.absent(rated.why_none, Unit.INDEX)
    tables = [queue.paired().table for queue in rated.queues]
    bits = np.concatenate([_bits(table) for table in tables])
    most = float(np.log2(max(table.sum(axis=1).max() for table in tables if len(table))))
    share, n = float(bits.mean()) / most, len(bits)
    square = float(bits.var()) / most**2 / max(n - 1, 1)
    n_eff = min(float(rated.labels), share * (1 - share) / square) if square > 0 else float(n)
    low, high = (float(end) * most for end in wilson(share * n_eff, n_eff))
    flags = few_people(rated.people or 0)
    return Estimate(share * most, low, high, n, n_eff, "wilson-effective-n", Unit.INDEX, flags)


def _bits(table: Floats) -> Floats:
    share = table / table.sum(axis=1, keepdims=True)
    bits: Floats = -(share * np.log2(np.where(share > 0, share, 1))).sum(axis=1)
    return np.maximum(bits, 0)


def _disagreement(rated: Ratings) -> Estimate:
    if rated.why_none:
        return Estimate.absent(rated.why_none)
    differ = np.concatenate([queue.paired().agreed < 1 for queue in rated.queues])
    n, k = len(differ), int(differ.sum())
    low, high = wilson(k, n)
    flags = few_people(rated.people or 0)
    return Estimate(k / n, float(low), float(high), n, float(n), "wilson", flags=flags)
