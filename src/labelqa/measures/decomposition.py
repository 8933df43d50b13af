"""Why a share changed: other things are labelled, or the same things are labelled otherwise."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from ..estimates import Estimate, Unit
from .accuracy import SMALLEST_CELL, judged
from .clusters import PERSON
from .grouping import named

OTHER = "other"


@dataclass(frozen=True)
class Decomposition:
    """
    A change of a share in points; `mix` and `rate` add up to `change`.

    `groups` has by group: weight_before and weight_after (parts of the whole), share_before and
    share_after, n_before and n_after, mix and rate.
    """

    change: Estimate
    mix: Estimate
    rate: Estimate
    groups: pd.DataFrame


def decompose(
    before: pd.DataFrame, after: pd.DataFrame, by: tuple[str, ...], *, outcome: str = "correct"
) -> Decomposition:
    """
    The change of the share of `outcome` from `before` to `after`, in mix and rate over the groups `by`.

    Mix: sum (W1 - W0) p, rate: sum W (p1 - p0), with p and W the means of both sides (Kitagawa 1955). Rows
    are audits weighted by 1 / incl_prob; "unsure" counts in neither part. Groups of fewer than
    SMALLEST_CELL audits on a side are put together, but for those that are missing on a side where more
    would be expected: they count as mix. Interval: linearised over clusters of people, Student's t on one
    less than the people of the smaller side; change and rate never narrower than for two independent
    shares with two audits more, one right and one wrong (Agresti and Caffo 2000). Where one person stands
    on a side rows are taken as independent, and flagged.
    """
    sides = [_weighted(rows, outcome) for rows in (before, after)]
    if any(side.empty for side in sides):
        why = "no audits before" if sides[0].empty else "no audits in these days"
        none = Estimate.absent(why, Unit.POINTS)
        return Decomposition(none, none, none, pd.DataFrame())
    first, second = _grouped(named(sides[0], by), named(sides[1], by), by)
    table = _table(first, second)
    pulls = pd.concat([_pulls(first, table, "before", -1), _pulls(second, table, "after", 1)])
    spread = _Spread.of(first, second)
    mix, rate = float(table["mix"].sum()), float(table["rate"].sum())
    return Decomposition(
        spread.around(mix + rate, pulls["mix"] + pulls["rate"], floor=True),
        spread.around(mix, pulls["mix"]),
        spread.around(rate, pulls["rate"], floor=True),
        table,
    )


@dataclass(frozen=True)
class _Spread:
    """Who makes up the clusters of all rows, the degrees of freedom, and the least standard error."""

    clusters: np.ndarray
    freedom: int
    least: float
    flags: tuple[str, ...]

    @classmethod
    def of(cls, first: pd.DataFrame, second: pd.DataFrame) -> _Spread:
        """The clusters of both sides, one below the other."""
        people = min(side[PERSON].nunique() for side in (first, second))
        least = math.sqrt(sum(_added(side) for side in (first, second)))
        if people > 1:
            clusters = pd.concat([first[PERSON], second[PERSON]]).to_numpy()
            return cls(clusters, people - 1, least, ())
        rows = len(first) + len(second)
        return cls(np.arange(rows), max(1, rows - 2), least, ("one person, audits taken as independent",))

    def around(self, value: float, pull: pd.Series, *, floor: bool = False) -> Estimate:
        """A value with its interval from what each row pulls."""
        sums = pull.groupby(self.clusters).sum()
        g = len(sums)
        se = math.sqrt(g / (g - 1) * float((sums**2).sum()))
        half = float(stats.t.ppf(0.975, self.freedom)) * max(se, self.least if floor else 0.0)
        return Estimate(
            value, value - half, value + half, len(pull), float(g), "linearised", Unit.POINTS, self.flags
        )


def _weighted(rows: pd.DataFrame, outcome: str) -> pd.DataFrame:
    if rows.empty:
        return rows
    seen = judged(rows)
    return seen.assign(y=seen[outcome].astype(float), weight=1 / seen["incl_prob"].astype(float))


def _grouped(
    first: pd.DataFrame, second: pd.DataFrame, by: tuple[str, ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both sides with the column `group`."""
    columns = [[side[column].astype(str) for column in by] for side in (first, second)]
    sides = [
        side.assign(group=texts[0].str.cat(texts[1:], sep=" / "))
        for side, texts in zip((first, second), columns, strict=True)
    ]
    counts = pd.DataFrame({place: side["group"].value_counts() for place, side in enumerate(sides)}).fillna(0)
    fewest, expected = counts.min(axis=1), counts.max(axis=1)
    there = np.where(counts[0] > 0, len(first), len(second))
    away = np.where(counts[0] > 0, len(second), len(first))
    missing = (fewest == 0) & (expected / there * away >= SMALLEST_CELL)
    kept = set(counts.index[(fewest >= SMALLEST_CELL) | missing])
    one, other = (side.assign(group=side["group"].where(side["group"].isin(kept), OTHER)) for side in sides)
    return one, other


def _table(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for side, when in ((first, "before"), (second, "after")):
        sums = (
            side.assign(right=side["weight"] * side["y"], n=1)
            .groupby("group")[["weight", "right", "n"]]
            .sum()
        )
        share = sums["right"] / sums["weight"]
        weight = sums["weight"] / sums["weight"].sum()
        parts.append(pd.DataFrame({"weight": weight, "share": share, "n": sums["n"]}).add_suffix(f"_{when}"))
    table = parts[0].join(parts[1], how="outer")
    for when, other in (("before", "after"), ("after", "before")):
        table[f"share_{when}"] = table[f"share_{when}"].fillna(table[f"share_{other}"])
        table[[f"weight_{when}", f"n_{when}"]] = table[[f"weight_{when}", f"n_{when}"]].fillna(0)
    p = (table["share_before"] + table["share_after"]) / 2
    w = (table["weight_before"] + table["weight_after"]) / 2
    return table.assign(
        mix=(table["weight_after"] - table["weight_before"]) * p,
        rate=w * (table["share_after"] - table["share_before"]),
    )


def _pulls(side: pd.DataFrame, table: pd.DataFrame, when: str, sign: int) -> pd.DataFrame:
    """What each row of a side adds to mix and to rate beyond its share of them: their influence."""
    own = table[table[f"n_{when}"] > 0]
    weight, share = own[f"weight_{when}"], own[f"share_{when}"]
    p, step = (own["share_before"] + own["share_after"]) / 2, own["share_after"] - own["share_before"]
    w, moved = (own["weight_before"] + own["weight_after"]) / 2, own["weight_after"] - own["weight_before"]
    at = side["group"].map
    part, error = side["weight"] / side["weight"].sum(), side["y"] - at(share)
    mix = sign * (at(p) - float(weight @ p)) + at(moved / weight) / 2 * error
    rate = (at(step) - float(weight @ step)) / 2 + sign * at(w / weight) * error
    return pd.DataFrame({"mix": part * mix, "rate": part * rate})


def _added(side: pd.DataFrame) -> float:
    """The variance of a side's share with one right and one wrong audit added."""
    n = float(side["weight"].sum() ** 2 / (side["weight"] ** 2).sum())
    share = (float((side["weight"] * side["y"]).sum() / side["weight"].sum()) * n + 1) / (n + 2)
    return share * (1 - share) / (n + 2)
