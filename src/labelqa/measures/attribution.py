"""Whether errors lie in the items or in the people: the shares of the variance of correctness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from ..estimates import Estimate, Estimates, Unit
from .clusters import PERSON, few_people
from .proportions import Floats
from .ratings import LABEL, UNIT, independent

NAME, ITEM = "ambiguity.variance", "item_id"
SOURCES = ("item", "agent", "residual")
GROUPS = 40  # of items, and of agents, that are left out in turn
FEWEST_UNITS = 30
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class VarianceShares:
    """The share of each source (item, agent, residual), and the item's less the agent's share."""

    shares: Estimates
    difference: Estimate

    @classmethod
    def missing(cls, why: str) -> VarianceShares:
        """No shares, and the reason."""
        return cls(Estimates.missing(NAME, ("source",), why), Estimate.absent(why, Unit.POINTS))


def against_truth(rows: pd.DataFrame, adjudications: pd.DataFrame) -> pd.DataFrame:
    """
    `rows` of overlaps with the boolean column `correct`: equal to the adjudicated label of the item.

    Where nothing was adjudicated and all gave one label, that label stands: adjudicating only what is
    disputed would otherwise leave the hard items alone. Items disputed and not yet adjudicated are left out.
    """
    rows = independent(rows)
    groups = rows.groupby(UNIT, observed=True)[LABEL]
    agreed = rows[LABEL].where(groups.transform("nunique") == 1)
    final = dict(zip(adjudications[ITEM], adjudications["final_label_id"], strict=True))
    truth = rows[ITEM].map(final).astype(object).fillna(agreed)
    return rows.assign(correct=rows[LABEL] == truth)[truth.notna()]


def variance_shares(rows: pd.DataFrame, *, unit: str = UNIT) -> VarianceShares:
    """
    Which share of the variance of `correct` is due to the `unit`, to the person, and to neither.

    Crossed random effects y = m + a_unit + b_person + e, by the method of moments for unbalanced data
    (Gao and Owen 2017); components below 0 count as 0. Standard errors for both clusterings: jackknife
    over GROUPS groups of units, plus that over people, less that over labels (Cameron, Gelbach and Miller
    2011); interval Student's, cut to [0, 1]. It covers 94 to 96 % of item shares, and of agent shares
    86 % with 20 people, 95 % with 80. Item share high: clarify the SOP; agent share high: coach.
    """
    if why := _why_none(rows, unit):
        return VarianceShares.missing(why)
    y = rows["correct"].to_numpy(float)
    item, person = (pd.factorize(rows[column], sort=True)[0] for column in (unit, PERSON))
    parts = np.maximum(_components(y, item, person), 0)
    value = parts / parts.sum()
    figures = [*value, value[0] - value[1]]
    half = _half_widths(y, item, person)
    n, flags = int(item.max()) + 1, few_people(int(person.max()) + 1)
    ends = [(0.0, 1.0)] * len(SOURCES) + [(-1.0, 1.0)]
    *shares, gap = (_estimate(*each, n, flags) for each in zip(figures, half, ends, strict=True))
    found: list[tuple[tuple[object, ...], Estimate]] = [
        ((source,), share) for source, share in zip(SOURCES, shares, strict=True)
    ]
    return VarianceShares(Estimates.of(NAME, ("source",), found), gap)


def _why_none(rows: pd.DataFrame, unit: str) -> str:
    if rows.empty:
        return "no labels whose truth is known"
    if rows["correct"].nunique() < 2:
        return "all labels are right" if rows["correct"].iloc[0] else "no label is right"
    units, people = rows[unit].nunique(), rows[PERSON].nunique()
    if units < FEWEST_UNITS or people < 3 or len(rows) - units < FEWEST_UNITS:
        return "too few double labels to tell items from people"
    return ""


def _components(y: Floats, item: Codes, person: Codes) -> Floats:
    """Variances due to item, person and neither, from sums of squares within each and over all."""
    n = float(len(y))
    within, squares, groups = [], [], []
    for codes in (item, person):
        size = np.bincount(codes).astype(float)
        mean = np.bincount(codes, y) / np.maximum(size, 1)
        within.append(float(((y - mean[codes]) ** 2).sum()))
        squares.append(float((size**2).sum()))
        groups.append(float((size > 0).sum()))
    total = n * float(((y - y.mean()) ** 2).sum())
    moments = np.array(
        [
            [0, n - groups[0], n - groups[0]],
            [n - groups[1], 0, n - groups[1]],
            [n**2 - squares[0], n**2 - squares[1], n**2 - n],
        ]
    )
    parts: Floats = np.linalg.lstsq(moments, np.array([*within, total]), rcond=None)[0]
    return parts


def _half_widths(y: Floats, item: Codes, person: Codes) -> Floats:
    """Half of the interval's width for each share, and for the item's less the agent's."""
    units, people, labels = (
        _jackknife(y, item, person, codes) for codes in (item, person, np.arange(len(y)))
    )
    square = np.maximum(units, units + people - labels)
    freedom = min(GROUPS, int(person.max()) + 1) - 1
    half: Floats = np.sqrt(square) * float(stats.t.ppf(0.975, freedom))
    return half


def _jackknife(y: Floats, item: Codes, person: Codes, codes: Codes) -> Floats:
    """Variances of the shares and of the difference, from leaving out each group of `codes` in turn."""
    groups = min(GROUPS, int(codes.max()) + 1)
    left = [codes % groups != each for each in range(groups)]
    parts = np.array([_components(y[kept], item[kept], person[kept]) for kept in left])
    parts /= parts.sum(axis=1, keepdims=True)
    shares = np.column_stack([parts, parts[:, 0] - parts[:, 1]])
    square: Floats = (groups - 1) / groups * ((shares - shares.mean(axis=0)) ** 2).sum(axis=0)
    return square


def _estimate(
    value: float, half: float, ends: tuple[float, float], n: int, flags: tuple[str, ...]
) -> Estimate:
    low, high = max(ends[0], value - half), min(ends[1], value + half)
    unit = Unit.POINTS if ends[0] < 0 else Unit.SHARE
    return Estimate(float(value), low, high, n, float(n), "moments-jackknife", unit, flags)
