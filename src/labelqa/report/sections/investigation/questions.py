"""One suspicion looked into: is it real, since when, where, why, and what it reach."""

from __future__ import annotations

import pandas as pd

from ....contracts.needs import NEEDS
from ....estimates import Estimates
from ....measures.followup import local
from ....measures.inquiry import FEWEST, LEAST
from ....measures.investigation import investigate, reach
from ....measures.investigation.frames import Frames
from ....measures.investigation.reach import Touched
from ....measures.investigation.request import InvestigationRequest
from ....measures.investigation.result import InvestigationResult
from ...data import procedures
from ...data.arguments.shapes import InnerShare, Many
from ...data.gate import of_audits, of_own_work
from ...data.section_questions import AUDITS, GOLD, LABELS, SectionQuestions
from . import words
from .request import WORDS, check, request

OVERLAPS, TIMES = "overlaps", "handling_people"


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
    ) -> InvestigationResult:
        """
        All that can be said to a question that was written in advance.

        `where`: one filter on a line, such as site=batam. `least`: the smallest loss of accuracy that
        matters, a share. `fewest`: the known answers without which nothing is decided. Raises ParamsError for
        a filter that no label meets.

        >>> r.investigation.ask("Did accuracy fall?", least=0.02)
        """
        asked = request(question, where=where, rule=rule, least=least, fewest=fewest)
        return investigate(asked, self._frames(asked), decided=self._context.decided)

    @of_audits
    def wrong_labels(self, suspicion: InvestigationResult) -> Estimates:
        """
        Wrong labels among those asked about, in these days.

        >>> r.investigation.wrong_labels(r.investigation.ask("Did accuracy fall?"))
        """
        return reach.wrong(suspicion)

    @of_audits
    def excess(self, suspicion: InvestigationResult) -> Estimates:
        """
        The wrong labels beyond those that would have been made before, of the same mix.

        >>> r.investigation.excess(r.investigation.ask("Did accuracy fall?"))
        """
        return reach.excess(suspicion)

    @of_audits
    def kinds(self, suspicion: InvestigationResult) -> Estimates:
        """
        The wrong labels by kind: missed and unfounded violations, one for another, others.

        >>> r.investigation.kinds(r.investigation.ask("Did accuracy fall?"))
        """
        return reach.by_kind(suspicion, self._violations())

    @of_audits
    def batches(self, suspicion: InvestigationResult) -> Touched:
        """
        The batches that labels of the weeks found went into.

        >>> r.investigation.batches(r.investigation.ask("Did accuracy fall?"))
        """
        counts, violations = self._held("delivered_labels"), self._violations()
        return reach.touched(suspicion, self._delivered_on(), counts, violations)

    @of_own_work
    def incidents(self, suspicion: InvestigationResult) -> pd.DataFrame:
        """
        What is on record as having happened in the days asked about or the weeks found.

        >>> r.investigation.incidents(r.investigation.ask("Did accuracy fall?"))
        """
        if not self._rows.holds("incidents"):
            return pd.DataFrame()
        table, zone = self._rows.table("incidents"), self._context.market.timezone
        began, ended = (local(table[column], zone) for column in ("started_at", "ended_at"))
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        if suspicion.episode.certain and suspicion.episode.first:
            start = min(start, pd.Timestamp(suspicion.episode.first))
        there = (began < end) & (ended.isna() | (ended >= start))
        sites = suspicion.request.columns.get("site_id")
        if sites:
            there &= table["site_id"].isna() | table["site_id"].isin(sites)
        return table.assign(began=began, ended=ended)[there].sort_values("began")

    def _frames(self, request: InvestigationRequest) -> Frames:
        """The window's frames; raises ParamsError for a filter that none of its labels meets."""
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        missing = {
            "labels": self._rows.why_none(LABELS, "window"),
            "audits": self._why_no_audits(),
            "times": self._why_no_trace(TIMES, request),
            "overlaps": self._why_no_trace(OVERLAPS, request),
        }
        labels = self._rows.cut(LABELS, "window") if not missing["labels"] else pd.DataFrame()
        if not missing["labels"]:
            check(request, labels)
        return Frames(
            start,
            end,
            labels,
            audits=pd.DataFrame() if missing["audits"] else self._drawn(self._rows.cut(AUDITS, "window")),
            gold=pd.DataFrame() if self._rows.why_none(GOLD, "window") else self._rows.cut(GOLD, "window"),
            people=self._held("people"),
            times=pd.DataFrame() if missing["times"] else self._rows.cut(TIMES, "window"),
            overlaps=pd.DataFrame() if missing["overlaps"] else self._overlaps(),
            missing=missing,
            versions=tuple(procedures.versions(self._rows)),
        )

    def _why_no_audits(self) -> str:
        reasons = (self._rows.why_none(name, "window") for name in NEEDS["investigation"])
        return next(filter(None, reasons), "")

    def _why_no_trace(self, table: str, request: InvestigationRequest) -> str:
        """Why a table says nothing on what is asked about: it is missing, or does not know the filters."""
        if why := self._rows.why_none(table, "window"):
            return why
        known = self._overlaps() if table == OVERLAPS else self._rows.table(table)
        if unknown := sorted(set(request.columns) - set(known.columns)):
            filters = ", ".join(WORDS[column] for column in unknown)
            return words.NOT_KNOWN(self._setting.numerals, filters=filters)
        return ""

    def _overlaps(self) -> pd.DataFrame:
        """Double labels by business day, with their people's site, and vendor unless they name one."""
        table = self._rows.table(OVERLAPS)
        rows = table.assign(
            local_date=local(table["submitted_at"], self._context.market.timezone).dt.normalize()
        )
        if self._rows.holds("people"):
            places = self._rows.table("people").drop_duplicates("person_id").set_index("person_id")
            of_people = rows[["person_id"]].join(places[["vendor_id", "site_id"]], on="person_id")
            vendor = of_people["vendor_id"]
            rows = rows.assign(
                vendor_id=rows["vendor_id"].fillna(vendor) if "vendor_id" in rows else vendor,
                site_id=of_people["site_id"],
            )
        return rows

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
