"""What a market's report prints of it, each interval beside what is true by the generator's own arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from labelqa.estimates import Estimate
from labelqa.report import Report
from labelqa.sample.labels import CLASS_IDS, event_ids
from labelqa.sample.taxonomy import QUEUE, SKIP

from .companies import UNTIL, Market

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Held:
    """An interval that a report prints, and the truth that it is to hold."""

    figure: str
    market: str
    low: float
    high: float
    truth: float

    @property
    def covered(self) -> bool:
        """Whether it does; an open interval holds what nobody was watched long enough to see."""
        return self.low <= self.truth <= self.high


def held(market: Market) -> Iterator[Held]:
    """Accuracy, the true share of each label, and wrong labels: of the period, and handed over in it."""
    for figure, estimate, true in _printed(market.report, Truth.of(market)):
        if estimate.exists:
            yield Held(figure, market.id, estimate.low, estimate.high, true)


def _printed(asked: Report, truth: Truth) -> Iterator[tuple[str, Estimate, float]]:
    wrong, work = truth.given != truth.right, truth.month & ~np.isin(truth.given, SKIP)
    accuracy = 1 - float(wrong[truth.month].mean())
    yield "accuracy.audit", asked.accuracy().only(), accuracy
    yield "accuracy.adjusted", asked.accuracy.adjusted().only(), accuracy
    for keys, share in asked.labels.prevalence():
        there = work & (truth.queue == QUEUE[keys["queue_id"]])
        is_it = truth.right[there] == CLASS_IDS.index(keys["label_id"])
        yield "labels.true", share, float(is_it.mean())
    yield "impact.wrong_labels", asked.accuracy.wrong_labels().only(), float(wrong[work].sum())
    left = truth.handed_over & (truth.final != truth.right)
    yield "impact.delivered", asked.impact.wrong_labels().only(), float(left.sum())


@dataclass(frozen=True)
class Truth:
    """
    Of each of a market's decisions: its queue, the label given, the final one and the right one.

    `final` is after corrections. `month` are the decisions of the period, `handed_over` those in batches
    delivered in it; gold items are neither.
    """

    queue: NDArray[np.int64]
    given: NDArray[np.int64]
    final: NDArray[np.int64]
    right: NDArray[np.int64]
    month: Mask
    handed_over: Mask

    @classmethod
    def of(cls, market: Market) -> Truth:
        """Of a market; only what was corrected, which is a deed and no estimate, is read from its tables."""
        there = market.there
        labels, calendar = there.labels, there.roster.calendar
        month = calendar.month(labels.decisions.day) == np.datetime64(UNTIL)
        return cls(
            labels.decisions.queue,
            labels.given,
            _final(market),
            labels.items.truth,
            month & (labels.items.gold < 0),
            _handed_over(market),
        )


def _final(market: Market) -> NDArray[np.int64]:
    """The labels as handed over: what a QA corrected before has the QA's label, right or not."""
    labels = market.there.labels
    audits = market.report.rows("audited_labels")
    fixed = audits[audits["corrected_before_delivery"].eq(True)]
    ids = event_ids(market.there.roster, np.arange(len(labels.given)))
    final = labels.given.copy()
    final[pd.Index(ids.to_numpy(zero_copy_only=False)).get_indexer(fixed["label_event_id"])] = [
        CLASS_IDS.index(label) for label in fixed["ref_label_id"]
    ]
    return final


def _handed_over(market: Market) -> Mask:
    demand, zone = market.there.demand, ZoneInfo(market.there.roster.market.zone)
    days = pd.to_datetime([row["delivered_at"] for row in demand.deliveries], utc=True).tz_convert(zone)
    inside = np.append(days.strftime("%Y-%m") == UNTIL, False)  # the last stands for no batch, -1
    handed_over: Mask = inside[demand.batch]
    return handed_over
