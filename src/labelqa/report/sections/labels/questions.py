"""Each label on its own, and what labels are worth to whoever acts on them."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from ....estimates import Estimates, Unit
from ....measures import labels, quality
from ...data.asking import AUDITS, Asking, By, usual
from ...data.rows import When, columns


class LabelQuestions(Asking):
    """Precision, recall and true share by queue and label, and the figures made of them."""

    def label_results(self, *, when: When = "period") -> labels.LabelResults:
        """Given and true share, precision, recall, and wrong labels of every label of every queue."""
        if why := self._why_no_draw(when):
            return labels.LabelResults.missing(why)
        return labels.by_label(self._drawn(self._rows.cut(AUDITS, when)), self._given(when))

    def precision(self, *, when: When = "period") -> Estimates:
        """Of the labels given, the share that are right, by queue and label."""
        return self.label_results(when=when).precision

    def recall(self, *, when: When = "period") -> Estimates:
        """Of what should have a label, the share that was given it, by queue and label."""
        return self.label_results(when=when).recall

    def prevalence(self, *, when: When = "period") -> Estimates:
        """The share of a queue's labels made that truly are the label, by queue and label."""
        return self.label_results(when=when).true

    def balanced_accuracy(self, by: Literal["queue"] | None = None, *, when: When | None = None) -> Estimates:
        """The mean recall of the labels, each counting alike."""
        return labels.balanced(self.recall(when=when or "period"), columns(by))

    def quality_score(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The share of the cost of deciding without labels that labels save; mistakes by their severity."""
        name, split, span = "quality.score", columns(by), when or usual(by)
        if why := self._why_no_draw(span):
            return Estimates.missing(name, split, why, Unit.INDEX)
        audits = self._drawn(self._rows.cut(AUDITS, span, split))
        return quality.score(audits, self._given(span), self.severity(), split)

    def _why_no_draw(self, when: When) -> str:
        if why := self._rows.why_none(AUDITS, when):
            return why
        return "" if len(self._drawn(self._rows.cut(AUDITS, when))) else "no audit was drawn at random"

    def _given(self, when: When) -> pd.Series:
        """The labels made by queue and label."""
        counts = self._delivered(labels.LABEL, when)
        index = pd.MultiIndex.from_tuples(list(counts), names=labels.LABEL)
        return pd.Series(list(counts.values()), index=index, dtype=float)
