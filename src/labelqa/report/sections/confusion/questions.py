"""Which labels are mistaken for which."""

from __future__ import annotations

import pandas as pd

from ....disclosure.rounding import FEWEST
from ....estimates import Estimates
from ....measures import accuracy, confusion
from ...data.gate import Declaration, of_audits
from ...data.section_questions import AUDITS, SectionQuestions


def _of_many(found: tuple[pd.DataFrame, pd.Series]) -> tuple[pd.DataFrame, pd.Series]:
    """A confusion matrix and its audits by given label: rows of too few audits are missing."""
    shares, audits = found
    few = audits.reindex(shares.index).fillna(0) < FEWEST
    return shares.mask(few, axis=0), audits


class ConfusionQuestions(SectionQuestions):
    """Confusions weighted to all labels."""

    @of_audits
    def pairs(self) -> Estimates:
        """
        The costliest confusions of the period, weighted to all labels and by severity.

        >>> r.confusion.pairs()
        """
        given = ("label_id", "ref_label_id")
        if why := self._rows.why_none(AUDITS):
            return Estimates.missing("confusion.pairs", given, why)
        delivered = {keys[0]: count for keys, count in self._delivered(("label_id",), "period").items()}
        return confusion.pairs(self._drawn(self._rows.cut(AUDITS)), delivered, self._severity())

    @Declaration(_of_many)
    def matrix(self, queue: str) -> tuple[pd.DataFrame, pd.Series]:
        """
        Shares of a queue's labels by given and true label, and the audits they rest on by given label.

        >>> r.confusion.matrix(r.accuracy(by="queue").rows["queue_id"][0])
        """
        audits = self._drawn(self._rows.cut(AUDITS))
        audits = accuracy.judged(audits[audits["queue_id"] == queue])
        return confusion.matrix(audits), audits.groupby("label_id", observed=True).size()
