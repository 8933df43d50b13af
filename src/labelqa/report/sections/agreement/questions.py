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
from ....measures.ratings import UNIT
from ....measures.weeks import mondays
from ...data import taxonomy
from ...data.asking import AUDITS, Asking, usual
from ...data.rows import When
from ...language.vocabulary import term

DOUBLES, FINAL = "overlaps", "adjudications"
Split = Literal["week", "queue", "label"]
Measure = Callable[[pd.DataFrame, tuple[str, ...]], Estimates]
_COLUMNS = {"week": "week", "queue": "queue_id", "label": "label_id"}


class AgreementQuestions(Asking):
    """Double labels are items that two people or more labelled independently; each counts on its last day."""

    def alpha(self, by: Split | None = None, *, when: When | None = None) -> Estimates:
        """Krippendorff's alpha; by label, each label against the rest."""
        return self._doubles("agreement.alpha", by, when, agreement.alpha)

    def ordinal_alpha(self, *, when: When | None = None) -> Estimates:
        """Krippendorff's alpha on the scale of each queue whose labels stand in an order."""
        places = taxonomy.places_on_scales(self._rows)
        return self._doubles(
            "agreement.alpha_ordinal",
            "queue",
            when,
            lambda rows, _: agreement.ordinal_alpha(rows, places),
        )

    def ac1(self, by: Split | None = None, *, when: When | None = None) -> Estimates:
        """Gwet's AC1 over all labels of a queue's taxonomy; by label, each label against the rest."""
        offered = taxonomy.labels_on_offer(self._rows)
        return self._doubles("agreement.ac1", by, when, partial(agreement.ac1, classes=offered))

    def raw_agreement(self, by: Split | None = None, *, when: When | None = None) -> Estimates:
        """The share of equal pairs; by label, how likely another person gives a label too."""
        if by == "label":
            return self._doubles("agreement.specific", by, when, agreement.specific)
        return self._doubles("agreement.raw", by, when, agreement.raw)

    def blind_doubles(self, *, when: When | None = None) -> Estimates:
        """The share of double labels that were given without sight of another."""
        return self._doubles("agreement.blind", None, when, lambda rows, _: agreement.blind(rows))

    def sop_share(self, *, when: When = "period") -> Estimates:
        """The share of errors that audits laid to the SOP, weighted to all labels."""
        if why := self._rows.why_none(AUDITS, when):
            return Estimates.missing(ambiguity.NAME, (), why)
        return ambiguity.sop_share(self._drawn(self._rows.cut(AUDITS, when)), reasons=self._sop_reasons())

    def ambiguity_by_clause(self, *, when: When = "period") -> Estimates:
        """The same by clause, with the wrong labels under it; the clauses with most of them first."""
        if why := self._rows.why_none(AUDITS, when):
            return Estimates.missing(ambiguity.NAME, (ambiguity.CLAUSE,), why)
        audits = self._drawn(self._rows.cut(AUDITS, when))
        delivered = self._delivered((), when).get((), 0)
        return ambiguity.by_clause(audits, delivered, reasons=self._sop_reasons())

    def competent_disagreement(self, by: Split | None = None, *, when: When | None = None) -> Estimates:
        """The share of items on which competent people differ; who is competent is learnt from all weeks."""
        people = self._competent
        return self._doubles(
            "ambiguity.disagreement",
            by,
            when,
            lambda rows, split: ambiguity.disagreement(rows, people, split),
        )

    def item_entropy(self, by: Split | None = None, *, when: When | None = None) -> Estimates:
        """How undecided competent people are on an item, in bits."""
        people = self._competent
        return self._doubles(
            "ambiguity.entropy", by, when, lambda rows, split: ambiguity.entropy(rows, people, split)
        )

    def variance_shares(self) -> VarianceShares:
        """Whether right and wrong lie in the items or in the people, from the double labels of all weeks."""
        why = self._rows.why_none(DOUBLES) or self._rows.why_none(FINAL)
        if why:
            return VarianceShares.missing(why)
        return variance_shares(against_truth(self._double_labels("window"), self._rows.table(FINAL)))

    def _doubles(self, name: str, by: Split | None, when: When | None, measure: Measure) -> Estimates:
        split, span, unit = (_COLUMNS[by],) if by else (), when or usual(by), term(name).unit
        if why := self._rows.why_none(DOUBLES):
            return Estimates.missing(name, split, why, unit)
        rows = self._double_labels(span)
        if rows.empty:
            return Estimates.missing(name, split, f"no double labels in {self._rows.words(span)}", unit)
        return measure(rows, split)

    def _double_labels(self, when: When) -> pd.DataFrame:
        """Independent labels of the same items, with the day and week of an item's last one."""
        table = self._rows.table(DOUBLES)
        if "purpose" in table:
            table = table[table["purpose"].isna() | (table["purpose"] == "agreement")]
        zone = ZoneInfo(self._setting.context.market.timezone)
        local = pd.to_datetime(table["submitted_at"], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
        day = local.dt.normalize().groupby(table[UNIT]).transform("max")
        start, end = (pd.Timestamp(each) for each in self._rows.span(when))
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
