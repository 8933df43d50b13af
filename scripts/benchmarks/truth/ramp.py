"""How soon joiners are proficient: what each report prints, beside the joiners of all other companies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from labelqa.measures.competing_risks import (
    aalen_johansen,
    incidence_by,
    incidence_quantile,
    quantile_interval,
)
from labelqa.measures.gates import Gate
from labelqa.report.data.rows import ExtractReader
from labelqa.report.sections.ramp_up.joiner_cohorts import watch

from .companies import Market
from .figures import Held

SHARES = "ramp.proficient.day_{day}"
MEDIAN = "ramp.time_to_proficiency.median"
DAYS = (60, 90)
SURE, EVEN = 0.8, 0.5
"""By the usual rule, SURE, half are not proficient in the days that a report watches; by EVEN they are."""


def outcomes(market: Market) -> pd.DataFrame:
    """What became of a market's joiners by both rules: rule, duration and cause, as of measures.ramp_up."""
    rows, zone = ExtractReader(market.extract), ZoneInfo(market.there.roster.market.zone)
    watched = {
        sure: watch(rows, zone, market.report.ramp_up.proficiency_rule(sure=sure), Gate()).outcomes
        for sure in (SURE, EVEN)
    }
    return pd.concat({sure: each[["duration", "cause"]] for sure, each in watched.items()}, names=["rule"])


def held(companies: Sequence[Mapping[str, pd.DataFrame]]) -> Iterator[Held]:
    """
    The joiners of each company's markets against those of the same market in all others.

    That a joiner is proficient is known by audits alone, so the truth of a rule is what it makes of many
    joiners of the same kind, whom the interval has not seen.
    """
    for number, company in enumerate(companies):
        for market, own in company.items():
            others = [other[market] for place, other in enumerate(companies) if place != number]
            if others:
                yield from _held(market, own, pd.concat(others))


def _held(market: str, own: pd.DataFrame, others: pd.DataFrame) -> Iterator[Held]:
    for rule in (SURE, EVEN):
        mine, truth = (
            aalen_johansen(rows["duration"], rows["cause"]) for rows in (own.loc[rule], others.loc[rule])
        )
        said = "" if rule == SURE else f", sure {rule}"
        for day in DAYS:
            share, true = (incidence_by(curve, day) for curve in (mine, truth))
            if share.exists:
                yield Held(f"{SHARES.format(day=day)}{said}", market, share.low, share.high, true.value)
        soonest, latest = quantile_interval(mine)
        median = incidence_quantile(truth)
        if soonest < np.inf:
            yield Held(f"{MEDIAN}{said}", market, soonest, latest, median.value if median.exists else np.inf)
