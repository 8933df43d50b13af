"""How right the labels are, and what wrong ones cost."""

from __future__ import annotations

from ...estimates import Estimate, Estimates, Unit
from ...measures import accuracy
from ..rows import When, columns
from .asking import AUDITS, GOLD, Asking, By, usual


class AccuracyQuestions(Asking):
    """Accuracy by audits and on gold items, and the wrong labels delivered."""

    def accuracy(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Label accuracy, by the sampling design of the audits."""
        return self._ask("accuracy.audit", AUDITS, by, when, accuracy.by_design)

    def critical_accuracy(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The share of labels without a critical error, by the sampling design of the audits."""
        return self._ask("accuracy.critical", AUDITS, by, when, accuracy.critical)

    def gold_accuracy(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Accuracy on gold items, with an interval that takes people as clusters."""
        return self._ask("accuracy.gold", GOLD, by, when, accuracy.on_gold)

    def gold_accuracy_by_rows(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Accuracy on gold items, with an interval that takes answers as independent."""
        return self._ask("accuracy.gold.rows", GOLD, by, when, accuracy.on_gold_rows)

    def wrong_labels(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Delivered labels that are wrong, by the audits' accuracy."""
        name, unit, split = "impact.wrong_labels", Unit.COUNT, columns(by)
        right = self.accuracy(by, when=when)
        if not len(right):
            return Estimates.missing(name, split, right.why, unit)
        delivered = self._delivered(split, when or usual(by))
        found: list[tuple[tuple[object, ...], Estimate]] = [
            (tuple(keys.values()), accuracy.wrong_labels(estimate, delivered.get(tuple(keys.values()), 0)))
            for keys, estimate in right
            if by != "week" or self._is_whole(keys["week"])
        ]
        return Estimates.of(name, split, found, unit)

    def weeks_of_cover(self) -> Estimates:
        """Accuracy by week and site, or what else splits the market; on gold items without audits."""
        for table, estimator in ((AUDITS, accuracy.by_design), (GOLD, accuracy.on_gold)):
            if self._rows.why_none(table, "window"):
                continue
            rows = self._rows.cut(table, "window", ("week",))
            recorded = [
                column for column in ("site_id", "vendor_id", "queue_id") if rows[column].notna().any()
            ]
            split = ("week", *recorded[:1])
            return estimator(self._drawn(rows) if table == AUDITS else rows, by=split)
        return Estimates.missing("accuracy.audit", ("week",), "no audits")
