"""Where more was wrong than before: a search through combinations, with false discoveries under control."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special, stats

from ..estimates import VALUE_COLUMNS, Estimates, Unit
from .accuracy import judged
from .confusion import GIVEN, REFERENCE, placed
from .false_discovery import q_values
from .grouping import UNKNOWN, named

MOST_DIMENSIONS, DEPTH, FEWEST, FALSE_DISCOVERIES = 6, 3, 30, 0.10
QUEUE = "queue_id"
_PRIOR = 10.0  # audits that the level above a cell counts for in it
_SAME = 0.9  # of the audits of a subgroup: one with so many of them says nothing of its own
Cells = tuple[tuple[str, str], ...]  # (column, value) pairs
_SUBGROUPS, _PAIRS = ("subgroup", "cells"), ("pair", "labels")
_BESIDE = ["wrong", "expected", "p", "q", "ratio", "excess", "excess_low", "excess_high"]


@dataclass(frozen=True)
class Where:
    """
    Subgroups by `subgroup` and confusions by `pair`, the most telling first, and how many were tested.

    Each is a relative risk: wrong labels over those expected by the days before. Beside: wrong and expected
    audits, p and q (of both together), ratio (log-likelihood), excess, excess_low and excess_high (wrong
    labels beyond those expected); of subgroups `cells`, their (column, value) pairs; of pairs `labels`.
    """

    subgroups: Estimates
    pairs: Estimates
    tests: int

    def standing(self, found: Estimates) -> pd.DataFrame:
        """The rows that stand at FALSE_DISCOVERIES."""
        return found.rows[found.rows["q"] <= FALSE_DISCOVERIES]


def where(
    before: pd.DataFrame,
    after: pd.DataFrame,
    dimensions: Sequence[str],
    *,
    alike: tuple[str, str] = (QUEUE, REFERENCE),
    fewest: int = FEWEST,
) -> Where:
    """
    The combinations of up to DEPTH of `dimensions`, and the pairs of labels, in which `after` has more wrong.

    Both are audits, with the reference of every wrong one. What is expected of one `after` is the share of
    wrong ones among those `alike` it `before` (queue and label), drawn to that of its queue. So a subgroup
    that did not exist before is held against it too, and a mix of harder items makes none stand out where
    the label is the true one; the given label must then be no dimension, for it decides who is wrong.
    Relative risk: wrong over expected, weighted by 1 / incl_prob, with the exact Poisson interval of what the
    wrong audits are worth (Garwood 1936; Fay and Feuer 1997). p: Poisson mid-p of the audits, more than
    expected; q: Benjamini and Hochberg over all. Most telling first: O log(O / E) - (O - E). Subgroups have
    `fewest` audits; one that holds nine in ten of another's with one dimension less is left out. At most
    MOST_DIMENSIONS dimensions.
    """
    rows = judged(after) if len(after) else after
    if rows.empty:
        nothing = pd.DataFrame()
        return Where(_ordered(nothing, *_SUBGROUPS), _ordered(nothing, *_PAIRS), 0)
    rows = placed(named(rows, tuple(dimensions)))
    base = placed(before) if len(before) else rows
    rows = rows.assign(bad=(~rows["correct"]).astype(float), chance=_chance(base, rows, alike))
    cells = _summed(_combinations(rows, dimensions[:MOST_DIMENSIONS], fewest))
    pairs = _summed(_pairs(base, rows, alike[1], fewest))
    q = q_values(np.concatenate([cells["p"], pairs["p"]]))
    return Where(
        _ordered(cells.assign(q=q[: len(cells)]), *_SUBGROUPS),
        _ordered(pairs.assign(q=q[len(cells) :]), *_PAIRS),
        len(q),
    )


def _chance(base: pd.DataFrame, rows: pd.DataFrame, alike: tuple[str, str]) -> pd.Series:
    """The share of wrong audits that the base leads one to expect, by queue and label."""
    base = base.assign(bad=(~base["correct"]).astype(float))
    overall = max(float(base["bad"].mean()), 0.5 / (len(base) + 1))  # where none was wrong one may yet be
    queues = base.groupby(alike[0], dropna=False)["bad"].agg(["sum", "size"])
    queue = (queues["sum"] + _PRIOR * overall) / (queues["size"] + _PRIOR)
    cells = base.groupby([*alike], dropna=False)["bad"].agg(["sum", "size"]).reset_index()
    cells["prior"] = cells[alike[0]].map(queue)
    cells["chance"] = (cells["sum"] + _PRIOR * cells["prior"]) / (cells["size"] + _PRIOR)
    found = rows[[*alike]].merge(cells[[*alike, "chance"]], on=[*alike], how="left")["chance"]
    return found.set_axis(rows.index).fillna(rows[alike[0]].map(queue)).fillna(overall)


def _combinations(rows: pd.DataFrame, dimensions: Sequence[str], fewest: int) -> Iterable[pd.DataFrame]:
    """Sums by the cells of every combination, with their (column, value) pairs."""
    parts = _parts(rows)
    sizes: dict[Cells, float] = {(): float(len(rows))}
    varied = [column for column in dimensions if len(rows[column].unique()) > 1]
    for depth in range(1, DEPTH + 1):
        for columns in itertools.combinations(varied, depth):
            sums = parts.groupby([rows[column] for column in columns], observed=True).sum()
            keys = [key if isinstance(key, tuple) else (key,) for key in sums.index]
            cells = [tuple(zip(columns, map(str, key), strict=True)) for key in keys]
            sizes |= dict(zip(cells, sums["n"], strict=True))
            told = [sizes[each] < _SAME * _least_whole(each, sizes) for each in cells]
            kept = np.array(told, bool) & (sums["n"] >= fewest).to_numpy()
            yield sums.assign(cells=cells)[kept].reset_index(drop=True)


def _least_whole(cells: Cells, sizes: Mapping[Cells, float]) -> float:
    """The size of the smallest subgroup that has one dimension less."""
    return min(sizes[(*cells[:place], *cells[place + 1 :])] for place in range(len(cells)))


def _pairs(base: pd.DataFrame, rows: pd.DataFrame, label: str, fewest: int) -> Iterable[pd.DataFrame]:
    """The same for each pair of labels confused in either direction, of the audits whose label is of it."""
    kinds = set[tuple[str, str]]()
    for side in (base, rows):
        wrong = side[~side["correct"] & (side[REFERENCE] != UNKNOWN)]
        kinds |= {(min(pair), max(pair)) for pair in zip(wrong[GIVEN], wrong[REFERENCE], strict=True)}
    for pair in sorted(kinds):
        inside, earlier = (side[side[label].isin(pair)] for side in (rows, base))
        if len(inside) < fewest:
            continue
        confused, usual = (_confused(side, pair) for side in (inside, earlier))
        known = usual.groupby(earlier[label]).agg(["sum", "size"])
        chance = inside[label].map((known["sum"] + 0.5) / (known["size"] + 1)).fillna(0.5)
        parts = _parts(inside.assign(bad=confused.astype(float), chance=chance)).sum().to_frame().T
        yield parts.assign(labels=[pair])


def _confused(rows: pd.DataFrame, pair: tuple[str, str]) -> pd.Series:
    return ~rows["correct"] & rows[GIVEN].isin(pair) & rows[REFERENCE].isin(pair)


def _parts(rows: pd.DataFrame) -> pd.DataFrame:
    """What is summed by cell."""
    weight = rows["weight"]
    return pd.DataFrame(
        {
            "n": 1.0,
            "wrong": rows["bad"],
            "expected": rows["chance"],
            "bad": weight * rows["bad"],
            "usual": weight * rows["chance"],
            "squares": weight**2 * rows["bad"],
            "weights": weight,
            "weights_squared": weight**2,
        },
        index=rows.index,
    )


def _summed(found: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """All cells with their relative risk, its interval and its p value."""
    parts = list(found)
    if not parts:
        return pd.DataFrame({"p": pd.Series(dtype=float)})
    sums = pd.concat(parts, ignore_index=True)
    wrong, expected, usual = (sums[name].to_numpy(float) for name in ("wrong", "expected", "usual"))
    each = (sums["squares"] / sums["bad"]).where(sums["bad"] > 0, sums["weights_squared"] / sums["weights"])
    unit, worth = (each / usual).to_numpy(float), (sums["bad"] / each).to_numpy(float)
    value = worth * unit
    low = np.where(worth > 0, stats.gamma.ppf(0.025, np.maximum(worth, 1e-9)), 0.0) * unit
    high = stats.gamma.ppf(0.975, worth + 1) * unit
    return sums.assign(
        value=value,
        low=np.minimum(low, value),
        high=high,
        n_eff=worth,
        p=stats.poisson.sf(wrong, expected) + stats.poisson.pmf(wrong, expected) / 2,
        ratio=np.where(wrong > expected, special.xlogy(wrong, wrong / expected) - (wrong - expected), 0.0),
        excess=usual * (value - 1),
        excess_low=usual * (low - 1),
        excess_high=usual * (high - 1),
    )


def _ordered(table: pd.DataFrame, by: str, cells: str) -> Estimates:
    name = f"investigation.{by}s"
    if table.empty:
        rows = pd.DataFrame(columns=[by, *VALUE_COLUMNS, cells, *_BESIDE])
        return Estimates(name, (by,), rows, Unit.INDEX, "no group has enough audits in these days")
    rows = table.sort_values(["ratio", "n"], ascending=[False, True], ignore_index=True)
    rows = rows.assign(
        n=rows["n"].astype(int),
        method="poisson",
        flags=[()] * len(rows),
        **{by: [_called(each) for each in rows[cells]]},
    )
    return Estimates(name, (by,), rows[[by, *VALUE_COLUMNS, cells, *_BESIDE]], Unit.INDEX)


def _called(cells: Sequence[tuple[str, str]] | Sequence[str]) -> str:
    """The name of a cell: site batam, queue brand; of a pair: counterfeit, brand_misuse."""
    return ", ".join(
        f"{each[0].removesuffix('_id')} {each[1]}" if isinstance(each, tuple) else each for each in cells
    )
