"""How right the labels are, and what wrong ones cost."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ....estimates import Estimate, Estimates, Unit
from ....measures import accuracy, adjustment, qa
from ...data.absence import NONE_DRAWN
from ...data.gate import of_audits
from ...data.rows import Span, columns
from ...data.section_questions import AUDITS, GOLD, By, SectionQuestions, usual
from . import words

REMOVED = "removed_answers"
GIVEN = ["person_id", "correct"]


class AccuracyQuestions(SectionQuestions):
    """Accuracy by audits and on gold items, and the wrong labels made."""

    @of_audits
    def __call__(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Label accuracy, by the sampling design of the audits.

        >>> r.accuracy(by="site")
        """
        return self._ask("accuracy.audit", AUDITS, by, span, accuracy.by_design)

    @of_audits
    def critical(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The share of labels without a critical error, by the sampling design of the audits.

        >>> r.accuracy.critical(by="site")
        """
        return self._ask("accuracy.critical", AUDITS, by, span, accuracy.critical)

    @of_audits
    def first_pass(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The share of first attempts that were right.

        >>> r.accuracy.first_pass(by="site")
        """
        return self._ask("accuracy.first_pass", AUDITS, by, span, accuracy.first_pass)

    @of_audits
    def defects(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Wrong labels in a thousand.

        >>> r.accuracy.defects(by="site")
        """
        return accuracy.defects(self(by, span=span))

    @of_audits
    def second_looks(self, *, span: Span = "period") -> adjustment.Adjusted:
        """
        Accuracy as audits saw it and as second looks at their verdicts do.

        >>> r.accuracy.second_looks()
        """
        apparent = self(span=span).only()
        if why := self._rows.why_none(AUDITS, span) or self._rows.why_none("audit_reviews"):
            return adjustment.Adjusted.missing(apparent, why)
        audits = self._drawn(self._rows.cut(AUDITS, span))
        if audits.empty:
            return adjustment.Adjusted.missing(apparent, NONE_DRAWN)
        return adjustment.double_sampled(apparent, qa.reviewed(audits, self._rows.table("audit_reviews")))

    @of_audits
    def adjusted(self, *, span: Span = "period") -> Estimates:
        """
        Label accuracy with the mistakes of QA taken out, by second looks at a part of its verdicts.

        >>> r.accuracy.adjusted()
        """
        return Estimates.of("accuracy.adjusted", (), [((), self.second_looks(span=span).adjusted)])

    @of_audits
    def on_gold(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Accuracy on gold items, with an interval that takes people as clusters.

        >>> r.accuracy.on_gold(by="site")
        """
        return self._ask("accuracy.gold", GOLD, by, span, accuracy.on_gold)

    @of_audits
    def on_gold_by_rows(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Accuracy on gold items, with an interval that takes answers as independent.

        >>> r.accuracy.on_gold_by_rows(by="site")
        """
        return self._ask("accuracy.gold.rows", GOLD, by, span, accuracy.on_gold_rows)

    @of_audits
    def on_gold_with_removed(self) -> tuple[Estimates, ...]:
        """
        Accuracy on gold items as it would be with answers removed since: those not tainted, and all given.

        Nothing where none was removed, or for a vendor: two accuracies a few answers apart tell how those
        were. Without them accuracy is that of the answers that stand.

        >>> r.accuracy.on_gold_with_removed()
        """
        if self._context.vendor or self._rows.why_none(REMOVED):
            return ()
        removed = self._rows.cut(REMOVED)
        standing = removed.iloc[:0] if self._rows.why_none(GOLD) else self._rows.cut(GOLD)
        kept = {
            "accuracy.gold.untainted": removed[~removed["is_tainted"].eq(True)],
            "accuracy.gold.given": removed,
        }
        return tuple(
            replace(accuracy.on_gold(pd.concat([standing, rows])[GIVEN]), name=name)
            for name, rows in kept.items()
        )

    @of_audits
    def wrong_labels(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Labels made that are wrong, by the audits' accuracy.

        >>> r.accuracy.wrong_labels(by="site")
        """
        name, unit, split = "impact.wrong_labels", Unit.COUNT, columns(by)
        right = self(by, span=span)
        if not len(right):
            return Estimates.missing(name, split, right.why, unit)
        delivered = self._delivered(split, span or usual(by))
        found: list[tuple[tuple[object, ...], Estimate]] = [
            (tuple(keys.values()), accuracy.wrong_labels(estimate, delivered.get(tuple(keys.values()), 0)))
            for keys, estimate in right
            if "week" not in keys or self._is_whole(keys["week"])
        ]
        return Estimates.of(name, split, found, unit)

    @of_audits
    def weeks_of_cover(self) -> Estimates:
        """
        Accuracy by week and site, or what else splits the market; on gold items without audits.

        >>> r.accuracy.weeks_of_cover()
        """
        for table, estimator in ((AUDITS, accuracy.by_design), (GOLD, accuracy.on_gold)):
            if self._rows.why_none(table, "window"):
                continue
            rows = self._rows.cut(table, "window", ("week",))
            recorded = [
                column for column in ("site_id", "vendor_id", "queue_id") if rows[column].notna().any()
            ]
            split = ("week", *recorded[:1])
            return estimator(self._drawn(rows) if table == AUDITS else rows, by=split)
        return Estimates.missing("accuracy.audit", ("week",), words.NO_AUDITS)
