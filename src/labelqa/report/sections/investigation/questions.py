"""One suspicion looked into: is it real, since when, where, why, and what it cost."""

from __future__ import annotations

import pandas as pd

from ....contracts.needs import NEEDS
from ....estimates import Estimates
from ....measures.followup import local
from ....measures.inquiry import FEWEST, LEAST, Rule
from ....measures.subgroups import where as search
from ...data import procedures, volume
from ...data.arguments.shapes import InnerShare, Many
from ...data.gate import of_audits, of_own_work
from ...data.section_questions import AUDITS, GOLD, LABELS, SectionQuestions
from . import asked as writing
from . import cost, found, judging, sides
from . import level as real
from .cost import Touched
from .found import Found, Since
from .signs import Sign, Traces, signs

OVERLAPS, TIMES = "overlaps", "handling_people"
_LATELY, _WEEK = pd.Timedelta(weeks=4), pd.Timedelta(weeks=1)


class InvestigationQuestions(SectionQuestions):
    """The days asked about are the period; what was before is the rest of the window."""

    @of_audits
    def ask(
        self,
        question: str,
        *,
        where: str = "",
        rule: str = "",
        least: InnerShare = LEAST,
        fewest: Many = FEWEST,
    ) -> Found:
        """
        All that can be said to a question that was written in advance.

        `where`: one filter on a line, such as site=batam. `least`: the smallest loss of accuracy that
        matters, a share. `fewest`: the known answers without which nothing is decided. Raises ParamsError for
        a filter that no label meets.
        """
        written = writing.asked(question, where=where, rule=rule, least=least, fewest=fewest)
        compared, rules = self._sides(written), Rule(least, self._context.decided, fewest)
        level, weeks = real.level(compared), found.since(compared, self._rows.span("period")[0])
        return Found(
            written,
            compared,
            rules,
            level,
            judging.bases(compared, level, rules),
            self._signs(compared, written),
            weeks,
            search(compared.before, compared.after, compared.dimensions, alike=compared.alike),
            found.causes(compared, self._versions(compared, weeks)) if not compared.why else (),
        )

    @of_audits
    def wrong_labels(self, suspicion: Found) -> Estimates:
        """Wrong labels among those asked about, in these days."""
        return cost.wrong(suspicion)

    @of_audits
    def excess(self, suspicion: Found) -> Estimates:
        """The wrong labels beyond those that would have been made before, of the same mix."""
        return cost.excess(suspicion)

    @of_audits
    def kinds(self, suspicion: Found) -> Estimates:
        """The wrong labels by kind: missed and unfounded violations, one for another, others."""
        return cost.by_kind(suspicion, self._violations())

    @of_audits
    def batches(self, suspicion: Found) -> Touched:
        """The batches that labels of the weeks found went into."""
        counts = (
            self._rows.table("delivered_labels") if self._rows.holds("delivered_labels") else pd.DataFrame()
        )
        return cost.touched(suspicion, self._delivered_on(), counts, self._violations())

    @of_own_work
    def incidents(self, suspicion: Found) -> pd.DataFrame:
        """What is on record as having happened in the days asked about or the weeks found."""
        if not self._rows.holds("incidents"):
            return pd.DataFrame()
        table, zone = self._rows.table("incidents"), self._context.market.timezone
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
        if why := self._rows.why_none(LABELS, "window"):
            return sides.Sides(pd.DataFrame(), pd.DataFrame(), why=why)
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        labels = self._rows.cut(LABELS, "window")
        writing.check(written, labels)
        gold, audits, alike = pd.DataFrame(), pd.DataFrame(), sides.TRUE_LABEL
        if not self._rows.why_none(GOLD, "window"):
            answers = self._rows.cut(GOLD, "window")
            gold = sides.answered(answers[answers["local_date"] < end], written, start)
        reasons = (self._rows.why_none(name, "window") for name in NEEDS["investigation"])
        why = next(filter(None, reasons), "")
        if not why:
            drawn = self._drawn(self._rows.cut(AUDITS, "window"))
            people = self._rows.table("people") if self._rows.holds("people") else pd.DataFrame()
            audits = sides.told(drawn[drawn["local_date"] < end], people, written, start)
            alike = sides.compared_by(audits, written)
        made = labels[written.picks(labels)]
        here, before = (made[made["local_date"] >= start], made[made["local_date"] < start])
        now, earlier = (
            volume.delivered(rows[rows["local_date"] < end], ()).get((), 0) for rows in (here, before)
        )
        return sides.Sides(audits, gold, now, earlier, alike, why)

    def _signs(self, compared: sides.Sides, written: writing.Asked) -> tuple[Sign, ...]:
        """Every kind of evidence; none where nothing was labelled."""
        if self._rows.why_none(LABELS, "window"):
            return ()
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        missing = {
            name: self._why_no_trace(table, written)
            for name, table in (("times", TIMES), ("overlaps", OVERLAPS), ("labels", LABELS))
        }
        labels = volume.made(self._rows.cut(LABELS, "window"))
        traces = Traces(
            labels[labels["local_date"] < end],
            pd.DataFrame() if missing["times"] else self._rows.cut(TIMES, "window"),
            pd.DataFrame() if missing["overlaps"] else self._overlaps(end),
            missing,
        )
        return signs(compared, traces, written, start)

    def _why_no_trace(self, table: str, written: writing.Asked) -> str:
        """Why a table says nothing on what is asked about: it is missing, or does not know the filters."""
        if why := self._rows.why_none(table, "window"):
            return why
        known = self._overlaps(None) if table == OVERLAPS else self._rows.table(table)
        if unknown := sorted(set(written.columns) - set(known.columns)):
            return f"not known by {', '.join(writing.WORDS[column] for column in unknown)}"
        return ""

    def _overlaps(self, end: pd.Timestamp | None) -> pd.DataFrame:
        """Double labels by business day, with the vendor and site of their people."""
        table = self._rows.table(OVERLAPS)
        rows = table.assign(
            local_date=local(table["submitted_at"], self._context.market.timezone).dt.normalize()
        )
        if self._rows.holds("people"):
            places = self._rows.table("people").drop_duplicates("person_id").set_index("person_id")
            rows = rows.join(places[["vendor_id", "site_id"]], on="person_id")
        return rows if end is None else rows[rows["local_date"] < end]

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
        return table.assign(delivered_on=local(table["delivered_at"], self._context.market.timezone).dt.date)
