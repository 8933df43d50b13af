"""How well QA judges, how severely and how fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ....estimates import Estimates, Unit
from ....measures import leniency, qa
from ...data.absence import NONE_DRAWN
from ...data.arguments.shapes import InnerShare
from ...data.gate import of_qa
from ...data.rows import Span, columns, midnight
from ...data.section_questions import AUDITS, SectionQuestions
from . import words

REVIEWS, APPEALS = "audit_reviews", "appeals"
Split = Literal["auditor"]


class AuditorQuestions(SectionQuestions):
    """
    QA against second looks at its verdicts.

    Of three months unless asked otherwise: errors are rare among labels passed, so that a month's few
    second looks say next to nothing.
    """

    @of_qa
    def sensitivity(self, by: Split | None = None, *, span: Span = "quarter") -> Estimates:
        """
        The share of the wrong labels audited that QA failed.

        >>> r.auditors.sensitivity(by="auditor")
        """
        return self._of_verdicts("qa.sensitivity", qa.sensitivity, by, span)

    @of_qa
    def specificity(self, by: Split | None = None, *, span: Span = "quarter") -> Estimates:
        """
        The share of the right labels audited that QA passed.

        >>> r.auditors.specificity(by="auditor")
        """
        return self._of_verdicts("qa.specificity", qa.specificity, by, span)

    @of_qa
    def accuracy(self, by: Split | None = None, *, span: Span = "quarter") -> Estimates:
        """
        The share of QA's verdicts that were right.

        >>> r.auditors.accuracy(by="auditor")
        """
        return self._of_verdicts("qa.accuracy", qa.verdicts_right, by, span)

    @of_qa
    def leniency(self, *, span: Span = "quarter") -> Estimates:
        """
        Each auditor's labels failed for every one that a typical one would fail of the same work.

        >>> r.auditors.leniency()
        """
        name, by = "qa.leniency", columns("auditor")
        if why := self._why_hidden("auditor") or self._rows.why_none(AUDITS, span):
            return Estimates.missing(name, by, why, Unit.INDEX)
        return leniency.leniency(self._drawn(self._rows.cut(AUDITS, span)))

    @of_qa
    def audits(self, by: Split | None = "auditor", *, span: Span = "quarter") -> Estimates:
        """
        Audits by each auditor, of any design: a count; without `by` their mean.

        >>> r.auditors.audits(by="auditor")
        """
        if why := self._why_hidden(by) or self._rows.why_none(AUDITS, span):
            return Estimates.missing("qa.audits", columns(by), why, Unit.COUNT)
        return qa.audits_made(self._rows.cut(AUDITS, span), columns(by))

    @of_qa
    def audit_time(
        self, by: Split | None = None, *, q: InnerShare = 0.5, span: Span = "quarter"
    ) -> Estimates:
        """
        The median seconds of an audit, or with `q` = .1 those within which one in ten is done.

        >>> r.auditors.audit_time(q=0.1)
        """
        if why := self._why_hidden(by) or self._rows.why_none(AUDITS, span):
            name = qa.audit_seconds(pd.DataFrame(), q=q).name
            return Estimates.missing(name, columns(by), why, Unit.SECONDS)
        return qa.audit_seconds(self._rows.cut(AUDITS, span), columns(by), q=q)

    @of_qa
    def appeals_overturned(self, *, span: Span = "quarter") -> Estimates:
        """
        The share of the appeals raised then, and decided, that overturned QA's verdict.

        >>> r.auditors.appeals_overturned()
        """
        if why := self._rows.why_none(APPEALS):
            return Estimates.missing("qa.overturned", (), why)
        appeals, zone = self._rows.table(APPEALS), ZoneInfo(self._context.market.timezone)
        start, end = (pd.Timestamp(midnight(day, zone)) for day in self._rows.span(span))
        raised = pd.to_datetime(appeals["raised_at"], utc=True)
        return qa.overturned(appeals[(raised >= start) & (raised < end)])

    def _of_verdicts(
        self, name: str, measure: Callable[..., Estimates], by: Split | None, span: Span
    ) -> Estimates:
        split = columns(by)
        if why := self._why_hidden(by) or self._rows.why_none(AUDITS, span) or self._rows.why_none(REVIEWS):
            return Estimates.missing(name, split, why)
        audits = self._drawn(self._rows.cut(AUDITS, span))
        if audits.empty:
            return Estimates.missing(name, split, NONE_DRAWN)
        return measure(qa.reviewed(audits, self._second_looks()), split)

    def _why_hidden(self, by: Split | None) -> str:
        """Auditors are the company's people: a vendor learns of all of them together only."""
        return words.NOT_ONE_BY_ONE if by and self._context.vendor else ""

    def _second_looks(self) -> pd.DataFrame:
        """The reviews drawn at random; all where designs are not described."""
        reviews = self._rows.table(REVIEWS)
        if not self._rows.holds("sample_designs"):
            return reviews
        designs = self._rows.table("sample_designs")
        judgemental = designs[~designs["is_probability"].astype(bool)]
        return reviews[~reviews["design_id"].isin(judgemental["design_id"])]
