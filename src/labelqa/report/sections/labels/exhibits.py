"""Each label on its own, as a chart and a table."""

from __future__ import annotations

from ...page.showing import Showing
from .dumbbell import dumbbell
from .questions import LabelQuestions
from .tables import label_table


class LabelExhibits(Showing, LabelQuestions):
    """Labels as given and as true, right and found."""

    def labels_given_and_true(self) -> None:
        """The labels whose given share is farthest from the true one."""
        if self._there((results := self.label_results()).true):
            self._stage.emit(dumbbell(self._setting, results, "labels-given-and-true"))

    def label_table(self) -> None:
        """Given share, true share, precision and recall of the labels that most wrong labels are about."""
        if self._there((results := self.label_results()).true):
            self._stage.emit(label_table(self._setting, results, "labels"))
