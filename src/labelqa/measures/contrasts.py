"""Differences of shares, and differences of differences, stratum by stratum, with errors by people."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from scipy import stats

from ..estimates import Estimate, Unit
from .clusters import PERSON

CELL, STRATUM = "cell", "stratum"


def contrast(
    rows: pd.DataFrame, signs: Mapping[str, int], *, outcome: str = "correct", method: str = "contrast"
) -> Estimate:
    """
    The sum over cells of their `signs` times their share of `outcome`, in points.

    `rows` have person_id, weight, cell (those of other cells than `signs` do not count), `outcome` and, if
    they come in strata, stratum: what a difference is taken within. Strata that lack a cell say nothing; the
    others count by 1 / sum(1 / n), n Kish's of their cells, which for two cells are Mantel and Haenszel's
    weights (1959). Standard error linearised and robust to people, Student's t on one less than the people of
    the smaller side, which a cell's first word names. n counts rows, n_eff people. Absent without a whole
    stratum, or with one person on a side.
    """
    rows = rows[rows[CELL].isin([*signs])]
    strata = [rows] if STRATUM not in rows else [part for _, part in rows.groupby(STRATUM, observed=True)]
    parts = [_part(part, signs, outcome) for part in strata if set(signs) <= set(part[CELL])]
    if not parts:
        return Estimate.absent("no rows to compare", Unit.POINTS)
    total = sum(weight for weight, _, _ in parts)
    value = sum(weight * value for weight, value, _ in parts) / total
    pull = pd.concat([weight / total * pull for weight, _, pull in parts])
    people = pull.groupby(level=0).sum()
    used = rows[rows[PERSON].isin(people.index)]
    fewest = int(used.groupby(used[CELL].map(_side(signs)), observed=True)[PERSON].nunique().min())
    if fewest < 2:
        return Estimate.absent("one person is too few for an interval", Unit.POINTS)
    g = len(people)
    half = float(stats.t.ppf(0.975, fewest - 1)) * math.sqrt(g / (g - 1) * float((people**2).sum()))
    n = sum(len(pull) for _, _, pull in parts)
    return Estimate(value, value - half, value + half, n, float(g), method, Unit.POINTS)


def _part(rows: pd.DataFrame, signs: Mapping[str, int], outcome: str) -> tuple[float, float, pd.Series]:
    """A stratum's weight, its value, and how each row pulls at it, by person."""
    weight, y = rows["weight"].astype(float), rows[outcome].astype(float)
    sums = pd.DataFrame({"w": weight, "wy": weight * y, "ww": weight**2}).groupby(rows[CELL]).sum()
    mean = sums["wy"] / sums["w"]
    sign = rows[CELL].map(dict(signs)).astype(float)
    pull = sign * weight / rows[CELL].map(sums["w"]) * (y - rows[CELL].map(mean))
    worth = float((sums["ww"] / sums["w"] ** 2).sum())
    value = float(sum(signs[str(cell)] * share for cell, share in mean.items()))
    return 1 / worth, value, pd.Series(pull.to_numpy(), index=rows[PERSON].to_numpy())


def _side(signs: Mapping[str, int]) -> dict[str, str]:
    """Of which side a cell is: what stands before its first space."""
    return {cell: cell.partition(" ")[0] for cell in signs}
