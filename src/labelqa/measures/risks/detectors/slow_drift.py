"""Slow drifts: accuracy that falls bit by bit, so that no single week shows it."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
from scipy import special, stats

from ....findings import Entity
from ...control_charts import anhoej, ewma
from ...proportions import Floats, mover_difference
from ..calm_market import calm_market
from ..cases import Case
from ..charts import charts, of_all, together
from ..detector import CHARTS, WRONG, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DAY, DetectorData
from ..evidence import entity, failed

FEWEST_POINTS = 20  # weeks, for runs


def slow_drift(data: DetectorData) -> Iterator[Case]:
    """
    A drift downwards by EWMA (lambda .2) or by Anhoej's runs, where no week is beyond three deviations.

    p: the smaller of both, doubled. Runs need 20 weeks. Only to be watched.
    """
    for chart in charts(data):
        now = chart.now
        if now["z"].min() < -3:
            continue
        average = ewma(chart.weeks["z"])
        deviates = 3 * average["value"] / average["limit"]
        p = min(
            of_all(float(special.ndtr(deviates[chart.weeks["now"].to_numpy()].min())), len(now)),
            _runs(chart.weeks["value"].to_numpy(float)),
        )
        recent = together(now)
        yield Case(
            entity(data, *chart.key),
            mover_difference(recent, chart.baseline),
            0.0,
            p=min(1.0, 2 * p),
            wrong=chart.lost(now[now["value"] < chart.centre], recent.n),
            weight=data.weight_of(*chart.key),
            within=entity(data) if chart.by else None,
            watched=True,
            evidence=functools.partial(failed, data, *chart.key),
            parts=functools.partial(dict, weeks=recent, before=chart.baseline),
        )


def _runs(values: Floats) -> float:
    """The p value of the runs around the median, downwards; 1 with too few weeks."""
    if len(values) < FEWEST_POINTS or values[len(values) // 2 :].mean() >= values[: len(values) // 2].mean():
        return 1.0
    runs = anhoej(values, float(np.median(values)))
    crossings = float(stats.binom.cdf(runs.crossings, runs.n - 1, 0.5))
    return min(1.0, 2 * min(crossings, longest_run(runs.n, runs.longest)))


def longest_run(n: int, length: int) -> float:
    """
    P(n fair tosses have `length` or more of one side in a row).

    That is length - 1 times "the same again" in a row among n - 1, of which the share q without has
    q(m) = q(m - 1) - q(m - length) / 2^length (Feller 1968, XIII.7).
    """
    run = length - 1
    if run < 1:
        return 1.0
    without = [1.0] * run
    for tosses in range(run, n):
        ended = 0.5 * without[0] if tosses == run else 0.25 * without[tosses - run - 1]
        without.append(without[-1] - ended * 0.5 ** (run - 1))
    return 1 - without[n - 1]


def _example() -> Example:
    """A market whose every 35th audit finds one more wrong label from the end of September on."""
    market = calm_market().without("targets", "gold_answers")
    rank = market.frames[AUDITS][DAY].rank(method="first")
    market = market.erring(lambda rows: (rows[DAY] >= "2026-09-28") & (rank % 35 == 0), 1.0)
    return Example(market.unplaced().frames, Entity.of("market", market_id="ID"))


DETECTOR = Detector(
    slug="slow_drift",
    number="R4",
    title="Accuracy is drifting down",
    rules=(DetectorRule(CHARTS, slow_drift, (AUDITS,), "watching"),),
    words=Words(
        told=("Accuracy is drifting down: {value:signed}",),
        wrong=f"{WRONG} more than before",
        parts=("weeks",),
    ),
    example=_example,
)
