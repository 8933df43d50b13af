"""What was handed over in the period: the batches, and the audits of their labels."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ...measures.impact import with_kinds
from .rows import ExtractReader

BATCHES, COUNTS, AUDITS = "deliveries", "delivered_labels", "audited_labels"


@dataclass(frozen=True)
class HandedOver:
    """
    `batches` has batch_id, delivered_on (local), consumer, lot_verdict, queues and labels, by batch.

    `audits` are all audits of their labels, with batch_id, consumer and the kind of each wrong one
    (measures.impact.with_kinds); `why` says in one line why there are none.
    """

    batches: pd.DataFrame
    audits: pd.DataFrame
    why: str = ""

    def labels(self, by: str = "") -> dict[tuple[str, ...], int]:
        """The labels handed over, by the values of a column of `batches` if any."""
        if not by:
            return {(): int(self.batches["labels"].sum())}
        sums = self.batches.groupby(by)["labels"].sum()
        return {(str(key),): int(count) for key, count in sums.items()}


def handed_over(rows: ExtractReader) -> HandedOver:
    """The batches of the period by their local day of delivery, with the labels that they hold."""
    for table in (BATCHES, COUNTS, AUDITS):
        if why := rows.why_none(table, "window"):
            return HandedOver(pd.DataFrame(), pd.DataFrame(), why)
    batches = _batches(rows)
    if batches.empty:
        return HandedOver(batches, pd.DataFrame(), f"nothing was handed over in {rows.words('period')}")
    audits = rows.table(AUDITS).rename(columns={"delivered_batch_id": "batch_id"})
    audits = audits.merge(batches[["batch_id", "consumer"]], on="batch_id")
    why = "" if len(audits) else f"nothing handed over in {rows.words('period')} was audited"
    return HandedOver(batches, with_kinds(audits, _violations(rows)), why)


def _batches(rows: ExtractReader) -> pd.DataFrame:
    table, zone = rows.table(BATCHES), rows.extract.context.market.timezone
    day = pd.to_datetime(table["delivered_at"], utc=True).dt.tz_convert(zone).dt.date
    start, end = rows.span("period")
    batches = table.assign(delivered_on=day)[(day >= start) & (day < end)]
    counts = rows.table(COUNTS)
    held = counts[counts["batch_id"].isin(batches["batch_id"])].groupby("batch_id", observed=True)
    counts = pd.DataFrame({"labels": held["labels"].sum(), "queues": held["queue_id"].agg(_each)})
    columns = ["batch_id", "delivered_on", "consumer", "lot_verdict"]
    return batches[columns].merge(counts, left_on="batch_id", right_index=True).reset_index(drop=True)


def _each(queues: pd.Series) -> tuple[str, ...]:
    return tuple(sorted(set(queues.dropna())))


def _violations(rows: ExtractReader) -> set[str]:
    if not rows.holds("label_classes"):
        return set()
    classes = rows.table("label_classes")
    return set(classes.loc[classes["is_violation"].astype(bool), "label_id"])
