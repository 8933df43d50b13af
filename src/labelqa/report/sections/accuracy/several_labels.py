"""Gold items whose right answer is a set of labels: each label where it was given, and where it was due."""

from __future__ import annotations

from ....estimates import Estimates
from ....measures import label_sets
from ...data import taxonomy
from ...data.gate import exhibit, of_audits
from ...data.rows import Span
from ...data.section_questions import GOLD, SectionQuestions
from ...page.section_exhibits import SectionExhibits
from ...page.side_by_side import side_by_side
from . import words

_BY = (label_sets.LABEL,)


class SeveralLabelsQuestions(SectionQuestions):
    """The figure of record is the share of sets that are wholly right; these say of which labels it fails."""

    @of_audits
    def gold_precision(self, *, span: Span = "period") -> Estimates:
        """
        By label, how often it was right where it was given in an answer to a gold item, alone or in a set.

        >>> r.accuracy.gold_precision()
        """
        if why := self._rows.why_none(GOLD, span):
            return Estimates.missing(label_sets.PRECISION, _BY, why)
        return label_sets.precision(self._rows.cut(GOLD, span), taxonomy.members(self._rows))

    @of_audits
    def gold_recall(self, *, span: Span = "period") -> Estimates:
        """
        By label, how often it was given where a gold item has it, alone or in a set.

        >>> r.accuracy.gold_recall()
        """
        if why := self._rows.why_none(GOLD, span):
            return Estimates.missing(label_sets.RECALL, _BY, why)
        return label_sets.recall(self._rows.cut(GOLD, span), taxonomy.members(self._rows))


class SeveralLabelsExhibits(SectionExhibits, SeveralLabelsQuestions):
    """Only where decisions are of several labels."""

    @exhibit
    def gold_label_table(self) -> None:
        """
        Precision and recall of each label on gold items; nothing where each decision is of one label.

        >>> r.accuracy.gold_label_table()
        """
        if not taxonomy.members(self._rows):
            return
        if shown := self._those_there(self.gold_precision(), self.gold_recall()):
            self._stage.emit(side_by_side(self._setting, words.BY_LABEL, shown, "gold-labels"))
