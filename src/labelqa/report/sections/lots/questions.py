"""Which lots were handed over, and what became of them."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from ....estimates import Estimates
from ....measures import lots
from ....measures.standard_plans import Strictness, inspection_due
from ...data.gate import of_own_work
from ...data.rows import Span, columns
from ...data.section_questions import AUDITS, SectionQuestions
from . import words
from .tables import LotRows

DELIVERIES = "deliveries"


class LotQuestions(SectionQuestions):
    """Delivered lots by their inspection and by the audits of their labels."""

    @of_own_work
    def passed(self, by: Literal["queue"] | None = None, *, span: Span | None = None) -> Estimates:
        """
        The share of inspected lots that were accepted.

        >>> r.lots.passed(by="queue")
        """
        if why := self._why_no_lots(span or "period"):
            return Estimates.missing("lots.passed", columns(by), why)
        return lots.passed(self._handed_over(span or "period"), by=columns(by))

    def _why_no_lots(self, span: Span) -> str:
        if why := self._rows.why_none(DELIVERIES):
            return why
        if len(self._handed_over(span)):
            return ""
        return words.NO_LOT(self._setting.numerals, span=self._rows.words(span))

    def _lots(self) -> LotRows:
        """The period's lots with all that is known of each."""
        rows = self._handed_over("period")
        audits = pd.DataFrame() if self._rows.why_none(AUDITS, "window") else self._audits_of(rows)
        return LotRows(
            rows,
            lots.rejected_labels(rows),
            lots.chance(rows, rows["tolerated"]),
            lots.outgoing_limit(rows),
            lots.audited(audits),
            lots.found_wrong(audits),
            self._inspection_due(),
        )

    def _handed_over(self, span: Span) -> pd.DataFrame:
        """
        The lots of a span, by business day, with their request's queue and the share `tolerated` wrong.

        Tolerated is what the request's quality target leaves, or the accuracy target where it has none;
        missing without either.
        """
        table, zone = self._rows.table(DELIVERIES), ZoneInfo(self._context.market.timezone)
        at = pd.to_datetime(table["delivered_at"], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
        first, last = (pd.Timestamp(day) for day in self._rows.span(span))
        rows = table.assign(at=at)[(at >= first) & (at < last)].sort_values(["at", "batch_id"])
        if self._rows.holds("requests"):
            asked = self._rows.table("requests").set_index("request_id")[["queue_id", "quality_target"]]
            rows = rows.join(asked, on="request_id")
        else:
            rows = rows.assign(queue_id=None, quality_target=np.nan)
        target = self._target("accuracy")
        wanted = rows["quality_target"].astype(float).fillna(target.value if target else np.nan)
        return rows.assign(tolerated=1 - wanted).reset_index(drop=True)

    def _audits_of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """All drawn audits; those of other lots belong to none."""
        audits = self._drawn(self._rows.cut(AUDITS, "window"))
        batch = audits["delivered_batch_id"]
        return audits.assign(delivered_batch_id=batch.where(batch.isin(rows["batch_id"])))

    def _inspection_due(self) -> dict[str, Strictness]:
        """How the next lot of each queue is to be inspected, by the lots of the window."""
        seen = lots.inspected_lots(self._handed_over("window"))
        accepted = seen.assign(accepted=seen["lot_verdict"] == "accepted")
        return {
            str(queue): inspection_due(part["accepted"])
            for queue, part in accepted.groupby("queue_id", observed=True)
        }
