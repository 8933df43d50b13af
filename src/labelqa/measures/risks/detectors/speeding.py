"""Work that nobody looked at: labels made faster than anyone can judge."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ....estimates import Estimate
from ....findings import Entity
from ...clusters import PERSON
from ...false_discovery import mid_p
from ...joiners import tenured
from ...proportions import wilson
from ..calm_market import calm_market
from ..cases import Case, counted, standing_for
from ..detector import ABOVE_TARGET, AGENTS, Detector, DetectorRule, Example, Words
from ..detector_data import DAY, PEOPLE, DetectorData
from ..evidence import failed
from ..people import BY_RECORD, RECORD, expected, people_table, record_of, rests_on

FEWEST = 200  # labels in the period
FASTEST = 0.01  # share of the labels of the tenured that are as fast
MOST_TIMES = 5.0  # as many labels as fast, for people's paces differ
RUSHED = 0.05  # of a wrong label: what one stands for that was made faster than anyone looks
TIMES = "handling_people"


def speeding(data: DetectorData) -> Iterator[Case]:
    """
    The share of a person's labels that are as fast as one in a hundred of the tenured, queue by queue.

    Limits are ends of bins up to which at most 1 % of the tenured's times lie in the three months before;
    the share that lies there is known, and expected. Exact binomial mid-p of at most MOST_TIMES as
    many, for people's paces differ. The loss is the person's own errors by the record, and at least that
    nobody looked at labels so fast. Handling times carry no verdict, so the tenured's wrong labels are among
    theirs. Guard: 200 labels.
    """
    counts = _fast(data)
    if counts.empty:
        return
    people = people_table(data)
    for row in counts.to_dict("records"):
        person, n, fast, chance = str(row[PERSON]), row["timed"], row["fast"], row["expected"]
        usual = min(0.5, chance / n * MOST_TIMES)
        low, high = (float(end) for end in wilson(fast, n))
        affected = counted((fast - chance, n * low - chance, n * high - chance), int(n), "wilson")
        rushed = standing_for(affected, RUSHED)
        record = record_of(people, person)
        yield Case(
            Entity.of("person", person_id=person),
            Estimate(fast / n, low, high, int(n), n, "wilson"),
            chance / n,
            p=float(mid_p(n - fast, n, 1 - usual)),
            wrong=_at_least(rushed, expected(record, "above")),
            affected=affected,
            weight=data.weight_of(PERSON, person),
            parts=functools.partial(rests_on, record),
            evidence=functools.partial(failed, data, PERSON, person, quarter=True),
        )


def _at_least(rushed: Estimate, own: Estimate) -> Estimate:
    """The wrong labels of a person above the target, where they are more than those rushed stand for."""
    return own if own.exists and own.value > rushed.value else rushed


def _fast(data: DetectorData) -> pd.DataFrame:
    """By person with enough labels: timed, fast and expected ones."""
    base, month, people = data.base(TIMES), data.month(TIMES), data.table(PEOPLE)
    if base.empty or month.empty:
        return pd.DataFrame()
    if len(people):
        settled = tenured(people, base[DAY].min().date(), data.end.date())[PERSON]
        theirs = base[base[PERSON].isin(settled)]
        base = base if theirs.empty else theirs
    bins = base.groupby(["queue_id", "bin_ms"], observed=True)["timed"].sum()
    upto = (bins.groupby(level=0).cumsum() / bins.groupby(level=0).transform("sum")).rename("usual")
    limits = upto[upto <= FASTEST].reset_index().groupby("queue_id", observed=True)[["bin_ms", "usual"]].max()
    rows = month.join(limits.rename(columns={"bin_ms": "limit"}), on="queue_id").dropna(subset=["limit"])
    fast = rows["timed"].where(rows["bin_ms"] <= rows["limit"], 0)
    rows = rows.assign(fast=fast, expected=rows["timed"] * rows["usual"])
    sums = (
        rows.groupby(PERSON, observed=True)[["timed", "fast", "expected"]].sum().astype(float).reset_index()
    )
    return sums[(sums["timed"] >= FEWEST) & (sums["expected"] > 0)]


def _example() -> Example:
    """One agent of 36 who from October on takes a fifth of the time."""
    market = calm_market()
    days = market.frames["label_days"].groupby([DAY, PERSON, "queue_id"])["labels"].sum().reset_index()
    rushed = (days[PERSON] == "p07") & (days[DAY] >= "2026-10-01")
    paces = [
        days.assign(bin_ms=np.where(rushed, ms // 5, ms), timed=(days["labels"] * 10 * share).round())
        for ms, share in ((6_000, 0.008), (30_000, 0.7), (60_000, 0.292))
    ]
    market = market.with_table(TIMES, pd.concat(paces, ignore_index=True))
    return Example(market.frames, Entity.of("person", person_id="p07"))


DETECTOR = Detector(
    slug="speeding",
    number="R9",
    title="Labels are made too fast",
    rules=(DetectorRule(AGENTS, speeding, (TIMES,), "throttle"),),
    words=Words(
        told=("{value} of labels are as fast as the fastest {usual} of tenured people's",),
        wrong=ABOVE_TARGET,
        affected="{n:label|labels} made too fast",
        unless_by=BY_RECORD,
        parts=RECORD,
    ),
    example=_example,
    personal=True,
)
