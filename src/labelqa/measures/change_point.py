"""Since when: the week, or the run of weeks, from which more was wrong than in the others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..errors import DataError, Problem
from .proportions import Floats

MOST_WEEKS = 104
PERMUTATIONS, SEED = 1999, 20
AS_GOOD = 1.92  # half the 95 % quantile of chi-squared with one degree: what fits no worse than chance would
_AT_ONCE = 200  # permutations scanned together
_ODD = 2  # steps between neighbours that one odd week makes

Runs = tuple[np.ndarray, np.ndarray]  # where each begins, and where it has ended


@dataclass(frozen=True)
class Change:
    """
    The weeks [`start`, `end`) in which more was wrong; `end` is the number of weeks where it lasts.

    `ratio` is their log-likelihood ratio, `p` the share of permutations with a greater one somewhere;
    starts from `earliest` to `latest` fit as well, given the end.
    """

    start: int
    end: int
    ratio: float
    p: float
    earliest: int
    latest: int
    weeks: int

    @property
    def lasts(self) -> bool:
        """Whether it had not ended with the last week."""
        return self.end == self.weeks


def change(
    wrong: ArrayLike,
    audits: ArrayLike,
    *,
    lasting: bool = False,
    reaching: int = 0,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> Change | None:
    """
    The run of weeks that stands out most from the others, by scan; the first week never begins one.

    `wrong` of `audits` by week, or by stratum (rows) and week (columns): then what is expected of a week
    follows its strata. Binomial log-likelihood ratio, sum O log(O / E) over inside and outside, wrong and
    right (Kulldorff 1997), only for runs with more wrong than expected that end after week `reaching`. A
    run that ends is taken where it is better by AS_GOOD than the best that lasts, and never with `lasting`,
    which is the search for one change point. p: outcomes permuted among weeks within strata (Levin and
    Kline 1985). Ratios, those of permutations too, are divided by how much more neighbouring weeks differ
    than they would by chance. None without two weeks, or without a wrong audit or a right one. Raises
    DataError for more than MOST_WEEKS weeks.
    """
    k, n = (np.atleast_2d(np.asarray(counts, float).round()) for counts in (wrong, audits))
    weeks = k.shape[1]
    if weeks > MOST_WEEKS:
        raise DataError(Problem(f"{weeks} weeks are too many to scan", remedy=f"give at most {MOST_WEEKS}"))
    if weeks < 2 or not 0 < k.sum() < n.sum():
        return None
    runs, level = _runs(weeks, reaching, lasting=lasting), _Level.of(k, n)
    drawn = _permuted(k, n, permutations, np.random.default_rng(seed))
    usual = float(level.unrest(drawn).mean())
    series = k.sum(axis=0)[None]
    found = level.ratios(series, runs)[0] / level.excess(series, usual)[0]
    best = _best(found, runs[1] == weeks)
    near = runs[0][(runs[1] == runs[1][best]) & (found >= found[best] - AS_GOOD)]
    p = (1 + _beaten(level, runs, drawn, usual, float(found.max()))) / (1 + permutations)
    start, end = int(runs[0][best]), int(runs[1][best])
    return Change(start, end, float(found[best]), p, int(near.min()), int(near.max()), weeks)


def _beaten(level: _Level, runs: Any, drawn: Any, usual: float, most: float) -> int:
    """How many permutations have a run that stands out as much."""
    return sum(
        int((level.ratios(part, runs).max(axis=1) / level.excess(part, usual) >= most - 1e-9).sum())
        for part in np.array_split(drawn, math.ceil(len(drawn) / _AT_ONCE))
    )


def _runs(weeks: int, reaching: int, *, lasting: bool) -> Runs:
    """Start and end of every run that may be the answer."""
    start, end = np.triu_indices(weeks + 1, 1)
    kept = (start > 0) & (end > min(reaching, weeks - 1))
    if lasting:
        kept &= end == weeks
    return start[kept], end[kept]


@dataclass(frozen=True)
class _Level:
    """What is expected of each week by its strata, its standard error, and its audits."""

    expected: Floats
    spread: Floats
    audits: Floats

    @classmethod
    def of(cls, wrong: Floats, audits: Floats) -> _Level:
        share = (wrong.sum(axis=1) / np.maximum(audits.sum(axis=1), 1))[:, None]
        spread = np.sqrt((audits * share * (1 - share)).sum(axis=0))
        return cls((audits * share).sum(axis=0), spread, audits.sum(axis=0))

    def ratios(self, series: Floats, runs: Runs) -> Floats:
        """The log-likelihood ratio of each run (columns) in each series of wrong audits by week (rows)."""
        start, end = runs
        sums = [np.concatenate([np.zeros((*each.shape[:-1], 1)), each.cumsum(axis=-1)], axis=-1)
                for each in (series, self.expected, self.audits)]  # fmt: skip
        inside, usual, n = (each[..., end] - each[..., start] for each in sums)
        total, of = sums[0][..., -1:], sums[2][-1]
        ratio = _against(inside, usual) + _against(n - inside, n - usual)
        ratio += _against(total - inside, total - usual)
        ratio += _against(of - n - total + inside, of - n - total + usual)
        return np.where(inside > usual, ratio, 0.0)

    def unrest(self, series: Floats) -> Floats:
        """How far neighbouring weeks are apart, in squared standard errors, the two odd ones left out."""
        z = np.divide(series - self.expected, self.spread, out=np.zeros(series.shape), where=self.spread > 0)
        steps = np.sort(np.abs(np.diff(z, axis=1)), axis=1)
        return np.asarray(steps[:, : max(1, steps.shape[1] - _ODD)].mean(axis=1) ** 2)

    def excess(self, series: Floats, usual: float) -> Floats:
        """How much more weeks vary than chance would have it, at least 1."""
        return np.maximum(1.0, self.unrest(series) / usual) if usual > 0 else np.ones(len(series))


def _against(observed: Floats, expected: Floats) -> Floats:
    some = (observed > 0) & (expected > 0)
    return np.where(some, observed * np.log(np.where(some, observed, 1) / np.where(some, expected, 1)), 0.0)


def _best(ratios: Floats, lasting: np.ndarray) -> int:
    """Which run to name: the best that lasts, unless one that ends is better by more than chance."""
    ends, lasts = (int(np.argmax(np.where(which, ratios, -1.0))) for which in (~lasting, lasting))
    return ends if (~lasting).any() and ratios[ends] > ratios[lasts] + AS_GOOD else lasts


def _permuted(wrong: Floats, audits: Floats, permutations: int, rng: np.random.Generator) -> Floats:
    """Series of wrong audits by week, the outcomes of each stratum dealt anew among its weeks."""
    drawn = np.zeros((permutations, audits.shape[1]))
    for n, k in zip(audits, wrong.sum(axis=1), strict=True):
        drawn += rng.multivariate_hypergeometric(n.astype(int), int(k), permutations, method="marginals")
    return drawn
