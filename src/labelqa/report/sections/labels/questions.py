"""Each label on its own, and what labels are worth to whoever acts on them."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from ....estimates import Estimates, Unit
from ....measures import labels, quality
from ...data.absence import NONE_DRAWN
from ...data.gate import of_audits
from ...data.rows import Span, columns
from ...data.section_questions import AUDITS, By, SectionQuestions, usual


class LabelQuestions(SectionQuestions):
    """Precision, recall and true share by queue and label, and the figures made of them."""

    @of_audits
    def results(self, *, span: Span = "period") -> labels.LabelResults:
        """
        Given and true share, precision, recall, and wrong labels of every label of every queue.

        >>> r.labels.results()
        """
        if why := self._why_no_draw(span):
            return labels.LabelResults.missing(why)
        return labels.by_label(self._drawn(self._rows.cut(AUDITS, span)), self._given(span))

    @of_audits
    def precision(self, *, span: Span = "period") -> Estimates:
        """
        Of the labels given, the share that are right, by queue and label.

        >>> r.labels.precision()
        """
        return self.results(span=span).precision

    @of_audits
    def recall(self, *, span: Span = "period") -> Estimates:
        """
        Of what should have a label, the share that was given it, by queue and label.

        >>> r.labels.recall()
        """
        return self.results(span=span).recall

    @of_audits
    def prevalence(self, *, span: Span = "period") -> Estimates:
        """
        The share of a queue's labels made that truly are the label, by queue and label.

        >>> r.labels.prevalence()
        """
        return self.results(span=span).true

    @of_audits
    def balanced_accuracy(self, by: Literal["queue"] | None = None, *, span: Span | None = None) -> Estimates:
        """
        The mean recall of the labels, each counting alike.

        >>> r.labels.balanced_accuracy(by="queue")
        """
        return labels.balanced(self.recall(span=span or "period"), columns(by))

    @of_audits
    def quality_score(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The share of the cost of deciding without labels that labels save; mistakes by their severity.

        >>> r.labels.quality_score(by="site")
        """
        name, split, span = "quality.score", columns(by), span or usual(by)
        if why := self._why_no_draw(span):
            return Estimates.missing(name, split, why, Unit.INDEX)
        audits = self._drawn(self._rows.cut(AUDITS, span, split))
        return quality.score(audits, self._given(span), self._severity(), split)

    def _why_no_draw(self, span: Span) -> str:
        if why := self._rows.why_none(AUDITS, span):
            return why
        return "" if len(self._drawn(self._rows.cut(AUDITS, span))) else NONE_DRAWN

    def _given(self, span: Span) -> pd.Series:
        """The labels made by queue and label."""
        counts = self._delivered(labels.LABEL, span)
        index = pd.MultiIndex.from_tuples(list(counts), names=labels.LABEL)
        return pd.Series(list(counts.values()), index=index, dtype=float)
