"""Weeks out of the ordinary: accuracy that falls at once."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pandas as pd
from scipy import special

from ....findings import Entity
from ...proportions import mover_difference
from ..calm_market import calm_market
from ..cases import Case
from ..charts import charts, of_all
from ..detector import CHARTS, WRONG, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DAY, DetectorData
from ..evidence import entity, failed

OUT = 2.0  # standard deviations from which a week belongs to the episode of one that is beyond three


def sudden_shift(data: DetectorData) -> Iterator[Case]:
    """
    A week of the period beyond three standard deviations of Laney's chart, downwards: one alarm a chart.

    z is the normal deviate of the exact mid-p value, for few errors are skewed, over Laney's sigma_z of at
    least 1; p = 1 - (1 - P(Z <= min z))^weeks (Sidak 1967). Baseline: 12 weeks or more before the period.
    """
    for chart in charts(data):
        now = chart.now
        worst = now.loc[now["z"].idxmin()]
        p = of_all(float(special.ndtr(worst["z"])), len(now))
        week = chart.of_week(worst["week"])
        yield Case(
            entity(data, *chart.key),
            mover_difference(week, chart.baseline),
            0.0,
            p=p,
            wrong=chart.lost(now[now["z"] <= -OUT], week.n),
            weight=data.weight_of(*chart.key),
            within=entity(data) if chart.by else None,
            evidence=functools.partial(failed, data, *chart.key),
            parts=functools.partial(dict, week=week, before=chart.baseline),
            cause=str(pd.Timestamp(worst["week"]).date()),
        )


def _example() -> Example:
    """A site whose labels are wrong one time in three, in one week of October."""
    market = (
        calm_market()
        .without("targets", "gold_answers")
        .erring(lambda rows: (rows["site_id"] == "bth") & rows[DAY].between("2026-10-12", "2026-10-18"), 0.35)
    )
    return Example(market.unplaced().frames, Entity.of("site", site_id="bth"))


DETECTOR = Detector(
    slug="sudden_shift",
    number="R3",
    title="Accuracy fell in a week",
    rules=(DetectorRule(CHARTS, sudden_shift, (AUDITS,), "investigate"),),
    words=Words(
        told=("Accuracy fell in the week from {week}: {value:signed}",),
        wrong=f"{WRONG} more in such weeks",
    ),
    example=_example,
    of_accuracy=True,
)
