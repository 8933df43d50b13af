"""Accuracy put to the test: by second looks at its verdicts, and across new versions of procedures."""

from __future__ import annotations

from ....components import Prose
from ....estimates import Estimate, Unit
from ...data.arguments.shapes import Many, Share
from ...data.gate import exhibit
from ...language.words import sentence
from ...page.records import record
from . import words
from .questions import AccuracyQuestions
from .scores import ScoreExhibits
from .several_labels import SeveralLabelsExhibits
from .sop_versions import SopQuestions
from .tables import adjustment_table, sop_table


class Accuracy(ScoreExhibits, SeveralLabelsExhibits, AccuracyQuestions, SopQuestions):
    """What is left of accuracy after second looks, and what new versions cost."""

    _name = "r.accuracy"

    @exhibit
    def adjustment_table(self) -> None:
        """
        From accuracy as audited to accuracy after second looks.

        >>> r.accuracy.adjustment_table()
        """
        found = self.second_looks()
        if found.adjusted.exists:
            self._stage.emit(adjustment_table(self._setting, found, "second-looks"))
            return
        text = sentence(self._say(words.NO_SECOND_LOOKS, why=found.adjusted))
        self._stage.emit(
            Prose(paragraphs=(text,), figures=(record("accuracy.adjusted.overall", found.adjusted),))
        )

    @exhibit
    def no_worse_since_sop(self, margin: Share, *, weeks: Many = 4) -> None:
        """
        Whether accuracy is no worse, by more than `margin`, since each new version of a procedure.

        Of the three months to the end of the period, but for minor ones; nothing where there was none.

        >>> r.accuracy.no_worse_since_sop(0.02)
        """
        if effects := self.sop_effects(margin, weeks=weeks):
            self._stage.emit(sop_table(self._setting, effects, weeks, "since-new-versions"))
        elif why := self._rows.why_none("sop_versions"):
            figure = record("accuracy.sop_change.by_version", Estimate.absent(why, Unit.POINTS))
            text = self._say(words.NO_VERSIONS, why=why)
            self._stage.emit(Prose(paragraphs=(text,), figures=(figure,)))
