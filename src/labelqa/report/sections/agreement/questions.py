"""How far double labels agree, and whether the SOP or the people are at fault where labels are wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ....estimates import Estimates
from ....measures import agreement, ambiguity
from ....measures.attribution import VarianceShares, against_truth, variance_shares
from ....measures.distances import SetDistance, nominal
from ....measures.ratings import UNIT
from ....measures.weeks import mondays
from ...data import taxonomy
from ...data.gate import of_audits, of_own_work
from ...data.rows import Span
from ...data.section_questions import AUDITS, SectionQuestions, usual
from ...language.vocabulary import term
from . import words

DOUBLES, FINAL = "overlaps", "adjudications"
Split = Literal["week", "queue", "label"]
Measure = Callable[[pd.DataFrame, tuple[str, ...]], Estimates]
_COLUMNS = {"week": "week", "queue": "queue_id", "label": "label_id"}


class AgreementQuestions(SectionQuestions):
    """Double labels are items that two people or more labelled independently; each counts on its last day."""

    @of_own_work
    def alpha(self, by: Split | None = None, *, span: Span | None = None) -> Estimates:
        """
        Krippendorff's alpha; by label, each label against the rest. Sets of labels by the MASI distance.

        >>> r.agreement.alpha(by="queue")
        """
        metric = SetDistance(sets) if (sets := taxonomy.members(self._rows)) else nominal
        return self._doubles("agreement.alpha", by, span, partial(agreement.alpha, metric=metric))

    @of_own_work
    def ordinal_alpha(self, *, span: Span | None = None) -> Estimates:
        """
        Krippendorff's alpha on the scale of each queue whose labels stand in an order.

        >>> r.agreement.ordinal_alpha()
        """
        places = taxonomy.places_on_scales(self._rows)
        return self._doubles(
            "agreement.alpha_ordinal",
            "queue",
            span,
            lambda rows, _: agreement.ordinal_alpha(rows, places),
        )

    @of_own_work
    def ac1(self, by: Split | None = None, *, span: Span | None = None) -> Estimates:
        """
        Gwet's AC1 over all labels of a queue's taxonomy; by label, each label against the rest.

        >>> r.agreement.ac1(by="queue")
        """
        offered = taxonomy.labels_on_offer(self._rows)
        return self._doubles("agreement.ac1", by, span, partial(agreement.ac1, classes=offered))

    @of_own_work
    def kappa(self, by: Split | None = None, *, span: Span | None = None) -> Estimates:
        """
        Fleiss' kappa; by label, each label against the rest.

        >>> r.agreement.kappa(by="queue")
        """
        return self._doubles("agreement.kappa", by, span, agreement.kappa)

    @of_own_work
    def raw(self, by: Split | None = None, *, span: Span | None = None) -> Estimates:
        """
        The share of equal pairs; by label, how likely another person gives a label too.

        >>> r.agreement.raw(by="queue")
        """
        if by == "label":
            sets = taxonomy.members(self._rows)
            return self._doubles("agreement.specific", by, span, partial(agreement.specific, members=sets))
        return self._doubles("agreement.raw", by, span, agreement.raw)

    @of_own_work
    def blind(self, *, span: Span | None = None) -> Estimates:
        """
        The share of double labels that were given without sight of another.

        >>> r.agreement.blind()
        """
        return self._doubles("agreement.blind", None, span, lambda rows, _: agreement.blind(rows))

    @of_own_work
    def sop_share(self, *, span: Span = "period") -> Estimates:
        """
        The share of errors that audits laid to the SOP, weighted to all labels.

        >>> r.agreement.sop_share()
        """
        if why := self._rows.why_none(AUDITS, span):
            return Estimates.missing(ambiguity.NAME, (), why)
        return ambiguity.sop_share(self._drawn(self._rows.cut(AUDITS, span)), reasons=self._sop_reasons())

    @of_own_work
    def by_clause(self, *, span: Span = "period") -> Estimates:
        """
        The same by clause, with the wrong labels under it; the clauses with most of them first.

        >>> r.agreement.by_clause()
        """
        if why := self._rows.why_none(AUDITS, span):
            return Estimates.missing(ambiguity.NAME, (ambiguity.CLAUSE,), why)
        audits = self._drawn(self._rows.cut(AUDITS, span))
        delivered = self._delivered((), span).get((), 0)
        return ambiguity.by_clause(audits, delivered, reasons=self._sop_reasons())

    @of_own_work
    def competent_disagreement(self, by: Split | None = None, *, span: Span | None = None) -> Estimates:
        """
        The share of items on which competent people differ; who is competent is learnt from all weeks.

        >>> r.agreement.competent_disagreement(by="queue")
        """
        people = self._competent
        return self._doubles(
            "ambiguity.disagreement",
            by,
            span,
            lambda rows, split: ambiguity.disagreement(rows, people, split),
        )

    @of_own_work
    def item_entropy(self, by: Split | None = None, *, span: Span | None = None) -> Estimates:
        """
        How undecided competent people are on an item, in bits.

        >>> r.agreement.item_entropy(by="queue")
        """
        people = self._competent
        return self._doubles(
            "ambiguity.entropy", by, span, lambda rows, split: ambiguity.entropy(rows, people, split)
        )

    @of_audits
    def variance_shares(self) -> VarianceShares:
        """
        Whether right and wrong lie in the items or in the people, from the double labels of all weeks.

        >>> r.agreement.variance_shares()
        """
        why = self._rows.why_none(DOUBLES) or self._rows.why_none(FINAL)
        if why:
            return VarianceShares.missing(why)
        return variance_shares(against_truth(self._double_labels("window"), self._rows.table(FINAL)))

    def _doubles(self, name: str, by: Split | None, span: Span | None, measure: Measure) -> Estimates:
        split, days, unit = (_COLUMNS[by],) if by else (), span or usual(by), term(name).unit
        if why := self._rows.why_none(DOUBLES):
            return Estimates.missing(name, split, why, unit)
        rows = self._double_labels(days)
        if rows.empty:
            why = words.NO_DOUBLES(self._setting.numerals, span=self._rows.words(days))
            return Estimates.missing(name, split, why, unit)
        return measure(rows, split)

    def _double_labels(self, span: Span) -> pd.DataFrame:
        """Independent labels of the same items, with the day and week of an item's last one."""
        table = self._rows.table(DOUBLES)
        if "purpose" in table:
            table = table[table["purpose"].isna() | (table["purpose"] == "agreement")]
        zone = ZoneInfo(self._context.market.timezone)
        local = pd.to_datetime(table["submitted_at"], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
        day = local.dt.normalize().groupby(table[UNIT]).transform("max")
        start, end = (pd.Timestamp(each) for each in self._rows.span(span))
        rows = table.assign(local_date=day)[(day >= start) & (day < end)]
        return rows.assign(week=mondays(rows["local_date"]).dt.date)

    @cached_property
    def _competent(self) -> frozenset[str]:
        """Who is competent, learnt once from the double labels of all weeks."""
        if self._rows.why_none(DOUBLES):
            return frozenset()
        return ambiguity.competent(self._double_labels("window"))

    def _sop_reasons(self) -> tuple[str, ...]:
        """The reasons that the project lays to the SOP, or the usual ones."""
        return self._states("sop_reasons") or ambiguity.SOP_REASONS
