"""Kappas: agreement beyond the chance that raters' own habits would make, for two raters and for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from statsmodels.stats.inter_rater import cohens_kappa

from ..estimates import Estimate, Unit
from .chance import ONE_LABEL, beyond_chance
from .clusters import PERSON
from .proportions import Floats, wilson
from .ratings import LABEL, UNIT, Counts, Ratings, independent


def cohen(table: ArrayLike, *, weights: Sequence[float] | None = None) -> Estimate:
    """
    Cohen's kappa of two raters from their square `table` of counts, rows and columns in one order.

    `weights` (one a label, such as 0, 1, 2) make it linearly weighted. Normal interval from the
    asymptotic standard error (Fleiss, Cohen and Everitt 1969). Where that is 0, as when they never
    differ, Wilson's bounds on how often they might. Absent where one of them used one label only, for
    then kappa is 0 whatever the other did. ValueError for a table that is not square.
    """
    counts = np.asarray(table, float)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(f"a square table is needed, not one of shape {counts.shape}")
    n, rows, columns = float(counts.sum()), counts.sum(axis=1), counts.sum(axis=0)
    if n == 0:
        return Estimate.absent("no pairs of labels", Unit.INDEX)
    if max(rows.max(), columns.max()) == n:
        return Estimate.absent(ONE_LABEL, Unit.INDEX)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = cohens_kappa(counts, weights=None if weights is None else np.asarray(weights, float))
    value, low, high = map(float, (found.kappa, found.kappa_low, found.kappa_upp))
    method = "cohen-ase"
    if high - low < 1e-12:
        chance = float(rows @ columns) / n**2
        method, ends = "wilson", wilson(np.trace(counts), n)
        low, high = ((float(end) - chance) / (1 - chance) for end in ends)
    return Estimate(
        value, max(-1.0, min(low, value)), min(1.0, max(high, value)), int(n), n, method, Unit.INDEX
    )


def crossed(first: pd.Series, second: pd.Series, labels: Sequence[str] | None = None) -> Floats:
    """
    The square table of two raters' labels of the same units, in the order of `labels` or sorted.

    ValueError where a label that was given is not among `labels`.
    """
    order = sorted({*first, *second}) if labels is None else list(labels)
    codes = tuple(pd.Index(order).get_indexer(side) for side in (first, second))
    if min(each.min(initial=0) for each in codes) < 0:
        raise ValueError("a label that was given is not among `labels`")
    square = np.zeros((len(order), len(order)))
    np.add.at(square, codes, 1.0)
    return square


def scott(table: ArrayLike) -> Estimate:
    """Scott's pi of two raters from their square `table`: Fleiss' kappa of two, by unit."""
    counts = np.asarray(table, float).astype(int)
    first, second = np.nonzero(counts)
    times, size = counts[first, second], len(counts)
    units = np.repeat(np.eye(size)[first] + np.eye(size)[second], times, axis=0)
    return fleiss(units)


def fleiss(counts: ArrayLike) -> Estimate:
    """
    Fleiss' kappa from `counts` (units x labels): pe = sum pi_k^2, pi the mean share of a label by unit.

    Units may have unequal numbers of raters: pa is the mean over those with two or more (Fleiss 1971,
    in the general form of Gwet 2014). Interval as in `beyond_chance`. Absent with one label.
    """
    return beyond_chance(_rated(counts), _fleiss_chance)


def randolph(counts: ArrayLike, labels: int | None = None) -> Estimate:
    """Randolph's free-marginal kappa from `counts` (units x labels): pe = 1 / q, q all `labels` on offer."""
    size = labels or np.asarray(counts).shape[1]
    return beyond_chance(_rated(counts), lambda queue: np.full(len(queue.table), 1 / size))


def conger(rows: pd.DataFrame, *, unit: str = UNIT) -> Estimate:
    """
    Conger's kappa of `rows` of overlaps: pe is what pairs of people would agree by their own habits.

    pe = mean over pairs g < h of sum_k p_gk p_hk, p_gk the share of k among the labels of person g
    (Conger 1980); with two people it is Cohen's. Interval as in `beyond_chance`.
    """
    rows = independent(rows, unit)
    if rows[PERSON].nunique() < 2:
        return Estimate.absent("one rater agrees with nobody" if len(rows) else "no labels", Unit.INDEX)
    unit_of, units = pd.factorize(rows[unit])
    person, people = pd.factorize(rows[PERSON])
    label, labels = pd.factorize(rows[LABEL].astype(str), sort=True)
    table = np.zeros((len(units), len(labels)))
    np.add.at(table, (unit_of, label), 1.0)
    habit = np.zeros((len(people), len(labels)))
    np.add.at(habit, (person, label), 1.0)
    given = habit.sum(axis=1)
    habit /= given[:, None]
    others = habit.sum(axis=0) - habit
    usual = (habit * others).sum(axis=1)
    # NOTE: a label changes its giver's habit, and by it how often every other person meets the giver.
    pull = (others[person, label] - usual[person]) * len(units) / given[person]
    parts = np.bincount(unit_of, pull, len(units)) + usual.sum()
    pairs = len(people) * (len(people) - 1)
    rated = Ratings((Counts(tuple(map(str, labels)), table),), len(people))
    return beyond_chance(rated, lambda _: parts / pairs)


def _rated(counts: ArrayLike) -> Ratings:
    table = np.asarray(counts, float)
    return Ratings((Counts(tuple(map(str, range(table.shape[1]))), table),), None)


def _fleiss_chance(counts: Counts) -> Floats:
    share = counts.table / counts.per_unit[:, None]
    parts: Floats = share @ share.mean(axis=0)
    return parts
