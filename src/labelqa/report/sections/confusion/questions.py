"""Which labels are mistaken for which."""

from __future__ import annotations

import pandas as pd

from ....estimates import Estimates
from ....measures import accuracy, confusion
from ...data.asking import AUDITS, Asking


class ConfusionQuestions(Asking):
    """Confusions weighted to all labels."""

    def confusion_pairs(self) -> Estimates:
        """The costliest confusions of the period, weighted to all labels and by severity."""
        given = ("label_id", "ref_label_id")
        if why := self._rows.why_none(AUDITS):
            return Estimates.missing("confusion.pairs", given, why)
        delivered = {keys[0]: count for keys, count in self._delivered(("label_id",), "period").items()}
        return confusion.pairs(self._drawn(self._rows.cut(AUDITS)), delivered, self.severity())

    def confusion_matrix(self, queue: str) -> tuple[pd.DataFrame, pd.Series]:
        """Shares of a queue's labels by given and true label, and the audits they rest on by given label."""
        audits = self._drawn(self._rows.cut(AUDITS))
        audits = accuracy.judged(audits[audits["queue_id"] == queue])
        return confusion.matrix(audits), audits.groupby("label_id", observed=True).size()
