"""Scores from 0 to 100, asked and shown: a section where labels or audits have some, nothing elsewhere."""

from __future__ import annotations

from ....components import Lede, Section
from ....estimates import Estimates, Unit
from ....measures import scores
from ...data.gate import exhibit, of_audits
from ...data.rows import Span, columns
from ...data.section_questions import AUDITS, By, SectionQuestions
from ...language.sentences import headline
from ...language.vocabulary import DIMENSIONS, PLURALS, term
from ...page.records import records
from ...page.section_exhibits import SectionExhibits
from ...page.side_by_side import side_by_side
from . import words

LABELS = "score_days"
SPLITS: tuple[By, ...] = ("queue", "site", "vendor")


class ScoreQuestions(SectionQuestions):
    """The mean score, and whether anything was scored."""

    @of_audits
    def score(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The mean score from 0 to 100: of all labels scored, or by design where only audits gave one.

        >>> r.accuracy.score(by="queue")
        """
        if not self._scored:
            return Estimates.missing(scores.NAME, columns(by), words.NO_SCORES, Unit.INDEX)
        if self._audits_scored and not self._labels_scored:
            return self._ask(scores.NAME, AUDITS, by, span, scores.of_audits)
        return self._ask(scores.NAME, LABELS, by, span, scores.of_labels)

    @property
    def _labels_scored(self) -> bool:
        """Whether any decision that was not audited has a score."""
        if self._rows.why_none(LABELS, "window"):
            return False
        days = self._rows.cut(LABELS, "window")
        return bool((days["scored"] > days["audited"]).any())

    @property
    def _audits_scored(self) -> bool:
        if self._rows.why_none(AUDITS, "window"):
            return False
        audits = self._rows.cut(AUDITS, "window")
        return "score" in audits and bool(audits["score"].notna().any())

    @property
    def _scored(self) -> bool:
        return self._audits_scored or self._labels_scored


class ScoreExhibits(SectionExhibits, ScoreQuestions):
    """A section of its own, for a score is not a share of right labels."""

    @exhibit
    def score_section(self) -> None:
        """
        A section on scores, where there are any: the mean against its target, and by queue, site and vendor.

        >>> r.accuracy.score_section()
        """
        if not self._scored:
            return
        overall = self.score()
        title = headline(
            term(overall.name), overall.only(), self._verdict_on(overall), self._setting.numerals
        )
        self._stage.emit(Section(name="scores", title=title))
        figures = records(overall, [self._verdict_on(overall)])
        self._stage.emit(Lede(text=self._result(overall), figures=figures))
        for by in SPLITS:
            found = self.score(by=by)
            if len(found) > 1 and found.rows["value"].notna().any():
                noun = PLURALS[DIMENSIONS[str(by)]][0]
                title = self._say(words.SCORED, noun=noun)
                self._stage.emit(side_by_side(self._setting, title, (found,), f"scores-by-{noun}"))
