"""Alpha of labels that are seldom equal but may be near: sets of classes, spans of text, boxes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from ..estimates import Estimate, Estimates, Unit
from .accuracy import few_people
from .agreement import SEED
from .chance import ONE_LABEL
from .clusters import PERSON
from .grouping import grouped, named
from .proportions import Floats, wilson
from .ratings import LABEL, UNIT, by_queue, independent

Distance = Callable[[Any, Any], float]
"""How far apart two labels are, 0 to 1; labels as `json.loads` reads them."""

Codes = NDArray[np.int64]

MOST_PAIRS = 20_000  # pairs of labels of a queue that are compared for what chance would make


def sets(a: Sequence[str], b: Sequence[str]) -> float:
    """
    1 - J M of two lists of classes: J is Jaccard's share of common ones (Passonneau 2006, MASI).

    M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap otherwise, else 0.
    """
    one, other = set(a), set(b)
    if one == other:
        return 0.0
    common = len(one & other)
    monotone = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - common / len(one | other) * monotone if common else 1.0


def spans(a: Sequence[Sequence[float]], b: Sequence[Sequence[float]]) -> float:
    """1 - the common length over the joint length of two lists of spans [start, end], `end` not within."""
    one, other = _joined(a), _joined(b)
    if one == other:
        return 0.0
    common = sum(max(0.0, min(e, f) - max(s, t)) for s, e in one for t, f in other)
    joint = sum(e - s for s, e in one) + sum(f - t for t, f in other) - common
    return 1 - common / joint if joint else 1.0


def boxes(a: Sequence[float], b: Sequence[float]) -> float:
    """1 - the common area over the joint area of two boxes [left, top, right, bottom]."""
    common = _area((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))
    joint = _area(a) + _area(b) - common
    return 1 - common / joint if joint else float(list(a) != list(b))


def alpha(
    rows: pd.DataFrame, by: tuple[str, ...] = (), *, distance: Distance, unit: str = UNIT, seed: int = SEED
) -> Estimates:
    """
    Krippendorff's alpha of `rows` of overlaps whose label_id is JSON, by any `distance`.

    1 - sum o / sum e: o the mean distances within units, e each label's mean distance to the labels of
    its queue, at most MOST_PAIRS pairs drawn by `seed`. Interval: Student's, linearised over units. Where
    no two labels of a unit differ, Wilson's bound on the share of units that might; where no unit differs
    from another, all that is possible.
    """
    name = "agreement.alpha"
    if rows.empty:
        return Estimates.missing(name, by, "no labels", Unit.INDEX)
    groups = grouped(named(independent(rows, unit), by), by)
    found = [(keys[: len(by)], _alpha(part, distance, unit, seed)) for keys, part in groups]
    return Estimates.of(name, by, found, Unit.INDEX)


@dataclass(frozen=True)
class _Units:
    """By unit: labels m; distances within and to the queue's labels; the latter as m labels usually have."""

    m: Floats
    observed: Floats
    expected: Floats
    usual: Floats


def _alpha(rows: pd.DataFrame, distance: Distance, unit: str, seed: int) -> Estimate:
    people = rows[PERSON].nunique()
    if people < 2:
        return Estimate.absent("one rater agrees with nobody", Unit.INDEX)
    paired = rows[rows.groupby(unit, observed=True)[LABEL].transform("size") > 1]
    if paired.empty:
        return Estimate.absent("no unit has two labels", Unit.INDEX)
    parts = [_units(part, distance, unit, seed) for part in by_queue(paired)]
    m, o, e, usual = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("m", "observed", "expected", "usual")
    )
    observed, expected, n = float(o.sum()), float(e.sum()), len(m)
    if expected == 0:
        return Estimate.absent(ONE_LABEL, Unit.INDEX)
    value = 1 - observed / expected
    pull = -o / expected + observed / expected**2 * (2 * e - usual)
    half = float(np.sqrt(n / max(n - 1, 1) * (pull**2).sum()) * stats.t.ppf(0.975, max(n - 1, 1)))
    method, low, high = "linearised-t", max(-1.0, value - half), min(1.0, value + half)
    if half < 1e-12:
        low, high = -1.0, 1.0
    if observed == 0:
        share = 1 - float(wilson(n, n)[0])
        method, low = "wilson", max(-1.0, 1 - share * float(m.sum()) / expected)
    return Estimate(value, low, high, n, float(n), method, Unit.INDEX, few_people(people))


def _units(rows: pd.DataFrame, distance: Distance, unit: str, seed: int) -> _Units:
    apart, code = _Known.of(rows[LABEL], distance)
    place, _ = pd.factorize(rows[unit], sort=True)
    m: Floats = np.bincount(place).astype(np.float64)
    members = np.split(code[np.argsort(place, kind="stable")], np.cumsum(m).astype(int)[:-1])
    within = [2 * sum(apart(*pair) for pair in combinations(each, 2)) / (len(each) - 1) for each in members]
    partners = _partners(len(rows), seed)
    own = np.mean([[apart(*pair) for pair in zip(code, code[met], strict=True)] for met in partners], axis=0)
    expected: Floats = np.bincount(place, own).astype(np.float64)
    return _Units(m, np.array(within, np.float64), expected, m * own.mean())


def _partners(labels: int, seed: int) -> list[Codes]:
    """For each label another one to compare it with, several times: every other one, or some."""
    times = labels - 1
    order = np.arange(labels)
    if labels * times > MOST_PAIRS:
        times = max(1, MOST_PAIRS // labels)
        order = np.random.default_rng(seed).permutation(labels)
    found = []
    for step in range(1, times + 1):
        partner = np.empty(labels, np.int64)
        partner[order] = np.roll(order, step)
        found.append(partner)
    return found


@dataclass(frozen=True)
class _Known:
    """Distances of a queue's distinct labels, each measured once."""

    labels: list[Any]
    distance: Distance
    found: dict[tuple[int, int], float]

    @classmethod
    def of(cls, texts: pd.Series, distance: Distance) -> tuple[_Known, Codes]:
        code, distinct = pd.factorize(texts.astype(str), sort=True)
        return cls([json.loads(text) for text in distinct], distance, {}), code

    def __call__(self, i: int, j: int) -> float:
        pair = (min(i, j), max(i, j))
        if pair not in self.found:
            self.found[pair] = self.distance(self.labels[pair[0]], self.labels[pair[1]])
        return self.found[pair]


def _joined(found: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Spans in order, those that touch or overlap made one."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted((float(s), float(e)) for s, e in found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _area(box: Sequence[float]) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
