"""Labels that became others: a queue's distribution against the months before, and whose doing it is."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from ....estimates import Z95, Estimate, Unit
from ....findings import Entity
from ...clusters import clustered_share
from ...confusion import GIVEN, REFERENCE, placed
from ...proportions import Floats, mover_difference
from ...volume import made
from ..calm_market import calm_market
from ..cases import Case, scaled
from ..detector import QUEUES, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DAY, LABELS, QUARTER, DetectorData, weekly
from ..evidence import shown

FEWEST_LABELS, FEWEST_WEEKS = 500, 8
SHIFTED = 0.05  # of labels that became others, that nobody minds
UNASKED = Estimate.absent("too little has shifted to be split", Unit.INDEX)


def label_shift(data: DetectorData) -> Iterator[Case]:
    """
    A queue's labels distributed otherwise than in the three months before.

    Chi-squared over the dispersion of the months' weeks among themselves, at least 1 (Rao and Scott 1981,
    first order, with weeks as clusters); its effect the share of labels that became others, the total
    variation distance, which must be above SHIFTED. Split by the audits: the part of the shift that
    what is true made as well is the items'; where it is half or more nobody labels otherwise, and the intake
    is to be checked. Guard: 500 labels.
    """
    for queue, table in data.once("shifts", lambda: dict(_weekly_labels(data))).items():
        yield from _shift(data, queue, table)


def _weekly_labels(data: DetectorData) -> Iterator[tuple[str, pd.DataFrame]]:
    """Labels by week (rows; the last row is the period) and label, for each queue."""
    base = data.once("label weeks", lambda: _by_week(data.table(LABELS)), lasting=True)
    week = base["week"]
    base = base[(week >= data.start - QUARTER) & (week + pd.Timedelta(days=6) < data.start)]
    if base.empty or data.made.empty:
        return
    before = base.pivot_table(
        index=["queue_id", "week"], columns=GIVEN, values="made", aggfunc="sum", fill_value=0, observed=True
    )
    now = data.made.pivot_table(
        index="queue_id", columns=GIVEN, values="made", aggfunc="sum", fill_value=0, observed=True
    )
    for queue in now.index:
        if queue in before.index.get_level_values(0):
            rows = pd.concat([before.loc[queue], now.loc[[queue]]]).fillna(0.0)
            yield str(queue), rows.loc[:, rows.sum() > 0]


def _by_week(label_days: pd.DataFrame) -> pd.DataFrame:
    rows = weekly(made(label_days))
    keys = ["queue_id", "week", GIVEN]
    return rows.groupby(keys, as_index=False, observed=True)["made"].sum()


def _shift(data: DetectorData, queue: str, table: pd.DataFrame) -> Iterator[Case]:
    counts = table.to_numpy(float)
    base, now = counts[:-1], counts[-1]
    if now.sum() < FEWEST_LABELS or len(base) < FEWEST_WEEKS or counts.shape[1] < 2:
        return
    share, past = now / now.sum(), base.sum(axis=0) / base.sum()
    degrees = counts.shape[1] - 1
    usual = _chi(base, past).sum() / (degrees * (len(base) - 1))
    pooled = (now + base.sum(axis=0)) / counts.sum()
    spread = _chi(now[None], pooled).sum() + _chi(base.sum(axis=0)[None], pooled).sum()
    distance = float(np.abs(share - past).sum() / 2)
    p = float(stats.chi2.sf(spread / max(usual, 1.0), degrees)) if distance > SHIFTED else 1.0
    error = float(np.sqrt(max(usual, 1.0) * (share * (1 - share) / now.sum()).sum())) / 2
    method, n = "total-variation", int(now.sum())
    low, high = max(0.0, distance - Z95 * error), min(1.0, distance + Z95 * error)
    estimate = Estimate(distance, low, high, n, n / max(usual, 1.0), method)
    moved = str(table.columns[int(np.argmax(np.abs(share - past)))])
    change = float((share - past)[table.columns.get_loc(moved)])
    of_items = _of_items(data, queue, moved, change) if p < 1 else UNASKED
    items = of_items.exists and of_items.value >= 0.5
    labels = float(data.volume("queue_id").get(queue, 0.0))
    affected = scaled(estimate, labels)
    yield Case(
        Entity.of("queue", queue_id=queue),
        estimate,
        SHIFTED,
        p=p,
        wrong=scaled(estimate, 0.0 if items else labels),
        affected=affected,
        weight=float(data.queue_weights.get(queue, data.weight)),
        cause="items" if items else "labellers" if of_items.exists else "",
        watched=items or not of_items.exists,
        parts=functools.partial(dict, of_items=of_items),
        evidence=functools.partial(shown, "label_classes", pd.Series([moved])),
    )


def _chi(counts: Floats, share: Floats) -> Floats:
    """The chi-squared of each row of counts against the shares."""
    expected = counts.sum(axis=1, keepdims=True) * share
    parts = np.divide((counts - expected) ** 2, expected, out=np.zeros_like(expected), where=expected > 0)
    chi: Floats = parts.sum(axis=1)
    return chi


def _of_items(data: DetectorData, queue: str, label: str, change: float) -> Estimate:
    """The part of a label's change that its true share has made as well, by the audits of the queue."""
    spans = [data.audits, data.drawn(data.base(AUDITS))]
    shares = []
    for rows in spans:
        rows = placed(rows[rows["queue_id"] == queue]) if len(rows) else rows
        if rows.empty:
            return Estimate.absent("no audits of the queue", Unit.INDEX)
        shares.append(clustered_share(rows, rows[REFERENCE] == label))
    true = mover_difference(*shares)
    ends = sorted([true.low / change, true.high / change])
    return Estimate(true.value / change, ends[0], ends[1], true.n, true.n_eff, "mover", Unit.INDEX)


def _example() -> Example:
    """On every other day of October what used to be fine is false, in truth as labelled."""
    market = calm_market().without("targets", "gold_answers")
    for table, columns in ((LABELS, [GIVEN]), (AUDITS, [GIVEN, REFERENCE])):
        rows = market.frames[table]
        moved = (rows[DAY] >= "2026-10-01") & (rows[DAY].dt.day % 2 == 0)
        now = {each: rows[each].mask(moved & (rows[each] == "fine"), "false") for each in columns}
        market = market.with_table(table, rows.assign(**now))
    return Example(market.frames, Entity.of("queue", queue_id="ads"))


DETECTOR = Detector(
    slug="label_shift",
    number="R18",
    title="The mix of labels shifted",
    rules=(DetectorRule(QUEUES, label_shift, (LABELS,), "intake_check"),),
    words=Words(
        told=("{value} of labels moved to other classes",),
        by_cause={
            "items": "{value} of labels moved to other classes, as the items did",
            "labellers": "{value} of labels moved to other classes, though the items did not",
        },
        affected="{n:label|labels} that became others",
    ),
    example=_example,
)
