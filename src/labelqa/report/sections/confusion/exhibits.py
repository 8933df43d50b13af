"""Confusions as tables."""

from __future__ import annotations

from ....components import Prose
from ....disclosure.rounding import FEWEST
from ...data.arguments.shapes import ByQueue, Pairs
from ...data.gate import exhibit
from ...page.section_exhibits import SectionExhibits
from . import words
from .questions import ConfusionQuestions
from .tables import matrix_table, pairs_table


class Confusion(SectionExhibits, ConfusionQuestions):
    """The costliest pairs, and the matrix of one queue."""

    _name = "r.confusion"

    @exhibit
    def pairs_table(self, pairs: Pairs) -> None:
        """
        The costliest confusions.

        >>> r.confusion.pairs_table(r.confusion.pairs())
        """
        if self._there(pairs):
            self._stage.emit(pairs_table(self._setting, pairs, self._severity(), "confusion-pairs"))

    @exhibit
    def worst_matrix(self, by_queue: ByQueue) -> None:
        """
        The confusion matrix of the queue that is most surely low: by its interval's upper end.

        >>> r.confusion.worst_matrix(r.accuracy(by="queue"))
        """
        if not self._there(by_queue):
            return
        queue = str(by_queue.rows.sort_values(["high", "queue_id"]).iloc[0]["queue_id"])
        matrix, audits = self.matrix(queue)
        if matrix.notna().any(axis=None):
            self._stage.emit(matrix_table(self._setting, matrix, queue, audits, "confusion-matrix"))
            return
        name = self._setting.name("queue_id", queue)
        self._stage.emit(Prose(paragraphs=(self._say(words.FEW, queue=name, fewest=FEWEST),)))
