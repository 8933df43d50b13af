"""One suspicion looked into: is it real, since when, where, why, and what it cost."""

from __future__ import annotations

import pandas as pd

from ...contracts.needs import NEEDS
from ...estimates import Estimates
from ...measures.followup import local
from ...measures.inquiry import LEAST
from ...measures.subgroups import where as search
from .. import procedures, volume
from ..arguments.shapes import InnerShare
from ..inquiry import asked as writing
from ..inquiry import cost, found, sides
from ..inquiry.cost import Touched
from ..inquiry.found import Found, Since
from .asking import AUDITS, LABELS, Asking

_LATELY, _WEEK = pd.Timedelta(weeks=4), pd.Timedelta(weeks=1)


class InvestigationQuestions(Asking):
    """The days asked about are the period; what was before is the rest of the window."""

    def investigate(
        self, question: str, *, where: str = "", rule: str = "", least: InnerShare = LEAST
    ) -> Found:
        """
        All that can be said to a question that was written in advance.

        `where`: one filter on a line, such as site=batam. `least`: the smallest loss of accuracy that
        matters, a share. Raises ParamsError for a filter that no label meets.
        """
        written = writing.asked(question, where=where, rule=rule, least=least)
        compared = self._sides(written)
        level, weeks = found.level(compared), found.since(compared, self._rows.span("period")[0])
        return Found(
            written,
            compared,
            level,
            found.judge(level, written, self._setting.context.decided),
            weeks,
            search(compared.before, compared.after, compared.dimensions, alike=compared.alike),
            found.causes(compared, self._versions(compared, weeks)) if not compared.why else (),
        )

    def investigation_wrong(self, suspicion: Found) -> Estimates:
        """Wrong labels among those asked about, in these days."""
        return cost.wrong(suspicion)

    def investigation_excess(self, suspicion: Found) -> Estimates:
        """The wrong labels beyond those that would have been made before, of the same mix."""
        return cost.excess(suspicion)

    def investigation_kinds(self, suspicion: Found) -> Estimates:
        """The wrong labels by kind: missed and unfounded violations, one for another, others."""
        return cost.by_kind(suspicion, self._violations())

    def investigation_batches(self, suspicion: Found) -> Touched:
        """The batches that labels of the weeks found went into."""
        counts = (
            self._rows.table("delivered_labels") if self._rows.holds("delivered_labels") else pd.DataFrame()
        )
        return cost.touched(suspicion, self._delivered_on(), counts, self._violations())

    def incidents_then(self, suspicion: Found) -> pd.DataFrame:
        """What is on record as having happened in the days asked about or the weeks found."""
        if not self._rows.holds("incidents"):
            return pd.DataFrame()
        table, zone = self._rows.table("incidents"), self.context.market.timezone
        began, ended = (local(table[column], zone) for column in ("started_at", "ended_at"))
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        if suspicion.since.certain and suspicion.since.first:
            start = min(start, pd.Timestamp(suspicion.since.first))
        there = (began < end) & (ended.isna() | (ended >= start))
        sites = suspicion.asked.columns.get("site_id")
        if sites:
            there &= table["site_id"].isna() | table["site_id"].isin(sites)
        return table.assign(began=began, ended=ended)[there].sort_values("began")

    def _sides(self, written: writing.Asked) -> sides.Sides:
        reasons = (self._rows.why_none(name, "window") for name in NEEDS["investigation_section"])
        if why := next(filter(None, reasons), ""):
            return sides.Sides(pd.DataFrame(), why=why)
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        writing.check(written, self._rows.cut(LABELS, "window"))
        audits = self._drawn(self._rows.cut(AUDITS, "window"))
        audits = audits[audits["local_date"] < end]
        people = self._rows.table("people") if self._rows.holds("people") else pd.DataFrame()
        rows = sides.told(audits, people, written, start)
        here = self._rows.cut(LABELS)
        labels = volume.delivered(here[written.picks(here)], ()).get((), 0)
        return sides.Sides(rows, labels, sides.compared_by(rows, written))

    def _versions(self, compared: sides.Sides, since: Since) -> list[tuple[str, tuple[str, ...], str]]:
        """
        New procedures of the queues asked about that may be to blame.

        From a week before the first week in which it may have begun, or else from four weeks before the days
        asked about.
        """
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        start = pd.Timestamp(since.earliest) - _WEEK if since.certain and since.earliest else start - _LATELY
        queues = set(compared.after["queue_id"]) if len(compared.after) else set()
        return [
            (each.name, each.queues, each.version)
            for each in procedures.versions(self._rows)
            if start <= pd.Timestamp(each.day) < end and queues & set(each.queues)
        ]

    def _violations(self) -> set[str]:
        if not self._rows.holds("label_classes"):
            return set()
        classes = self._rows.table("label_classes")
        return set(classes.loc[classes["is_violation"].astype(bool), "label_id"])

    def _delivered_on(self) -> pd.DataFrame:
        if not self._rows.holds("deliveries"):
            return pd.DataFrame()
        table = self._rows.table("deliveries")
        return table.assign(delivered_on=local(table["delivered_at"], self.context.market.timezone).dt.date)
