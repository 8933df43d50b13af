"""Each label on its own, as a chart and a table."""

from __future__ import annotations

from ...data.gate import exhibit
from ...page.section_exhibits import SectionExhibits
from .dumbbell import dumbbell
from .questions import LabelQuestions
from .tables import label_table


class Labels(SectionExhibits, LabelQuestions):
    """Labels as given and as true, right and found."""

    _name = "r.labels"

    @exhibit
    def given_and_true(self) -> None:
        """
        The labels whose given share is farthest from the true one.

        >>> r.labels.given_and_true()
        """
        if self._there((results := self.results()).true):
            self._stage.emit(dumbbell(self._setting, results, "labels-given-and-true"))

    @exhibit
    def table(self) -> None:
        """
        Given share, true share, precision and recall of the labels that most wrong labels are about.

        >>> r.labels.table()
        """
        if self._there((results := self.results()).true):
            self._stage.emit(label_table(self._setting, results, "labels"))
