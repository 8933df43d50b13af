"""After the cover: key findings and the page of results. They ask sections, never the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...components import KeyPoints
from ...errors import ParamsError, Problem
from ...estimates import Estimate, Estimates, Target
from ...measures.proportions import mover_difference
from ..data.arguments.shapes import OverallQuestion, Split, Spoken, WeeklyQuestion
from ..data.gate import exhibit, of_audits, plain
from ..data.rows import ExtractReader
from ..data.setting import Setting
from ..language.vocabulary import PLURALS, term
from ..page import tiles
from ..page.section_exhibits import SectionExhibits
from ..page.stage import Stage
from ..page.tiles import TileReading
from ..sections.accuracy.exhibits import Accuracy
from ..sections.agents.exhibits import Agents
from ..sections.risks.exhibits import Risks
from ..sections.sampling.exhibits import Sampling
from ..sections.volume.exhibits import Volume
from .answer import answer
from .key_findings import key_findings


@dataclass(frozen=True)
class Sections:
    """The sections whose answers stand on the first pages."""

    accuracy: Accuracy
    agents: Agents
    risks: Risks
    sampling: Sampling
    volume: Volume


class Executive(SectionExhibits):
    """What a reader in a hurry reads."""

    _name = "r.executive"

    def __init__(self, rows: ExtractReader, setting: Setting, stage: Stage, sections: Sections) -> None:
        super().__init__(rows, setting, stage)
        self._of = sections

    @of_audits
    def change(self, question: OverallQuestion) -> Estimate:
        """
        The change of an overall figure on the period before.

        >>> r.executive.change(r.accuracy)
        """
        return mover_difference(question().only(), question(span="previous").only())

    @plain
    def readings(self, *questions: WeeklyQuestion) -> tuple[TileReading, ...]:
        """
        Measures as tiles read them: now, their change, their weeks and their target.

        Where there are no audits but gold, accuracy is read on gold items, and named so.

        >>> r.executive.readings(r.accuracy, r.time.utilisation)
        """
        found = [self._reading(question) for question in questions]
        on_gold = self._reading(self._of.accuracy.on_gold)
        return tuple(
            on_gold if r.now.name == "accuracy.audit" and not len(r.now) and len(on_gold.now) else r
            for r in found
        )

    @exhibit
    def key_findings(self, readings: tuple[TileReading, ...], *others: Spoken) -> None:
        """
        Up to six sentences: on the readings, the gravest risks, what is split by site, pair or person.

        >>> r.executive.key_findings(r.executive.readings(r.accuracy), r.accuracy(by="site"))
        """
        with_targets = [(other, self._target_of(other)) for other in others]
        found = key_findings(self._setting, readings, self._of.risks.findings(), *with_targets)
        self._stage.emit(KeyPoints(points=found))

    @plain
    def answer(self, readings: tuple[TileReading, ...], *parts: Split) -> str:
        """
        The report in one line: which targets were missed, undecided or met.

        `parts` are the first reading's measure by site, queue or the like: how many of them missed its
        target is said where the market did not.

        >>> r.executive.answer(r.executive.readings(r.accuracy), r.accuracy(by="site"))
        """
        self._of_first(readings, parts)
        missed = [
            (PLURALS[part.by[0]], len(self._setting.missed(part, self._target_of(part))), len(part))
            for part in parts
        ]
        judged = tiles.judged(self._setting, readings)
        return answer(judged, self._setting.numerals, missed)

    @exhibit
    def tiles(self, readings: tuple[TileReading, ...]) -> None:
        """
        The page's tiles; a measure without data is left out and named in the note.

        >>> r.executive.tiles(r.executive.readings(r.accuracy, r.time.utilisation))
        """
        self._stage.emit(tiles.tiles(self._setting, readings))

    @exhibit
    def data_notes(self) -> None:
        """
        What a reader must know of the data: audits, rejected rows, missing tables, unobserved columns.

        >>> r.executive.data_notes()
        """
        right, drawn = self._of.accuracy, self._of.sampling
        removed = (right.on_gold(), *right.on_gold_with_removed())
        self._of.volume.data_notes(right(), drawn.blind_share(), drawn.audit_lag(), removed=removed)

    def _reading(self, question: WeeklyQuestion) -> TileReading:
        now = question()
        target = self._target(term(now.name).metric)
        return TileReading(now, self.change(question), question(by="week"), target)

    def _of_first(self, readings: tuple[TileReading, ...], parts: Sequence[Estimates]) -> None:
        """Raise ParamsError for parts of another measure than the first reading's: its line is about that."""
        measure = readings[0].now.name if readings else ""
        for part in parts:
            if len(part) and part.name != measure:
                raise ParamsError(
                    Problem(
                        f"these are parts of {term(part.name).noun}, the first reading is of another measure",
                        f"{self._name}.answer, parts",
                        "give the first reading's own measure by site or queue, or put its reading first",
                    )
                )

    def _target_of(self, estimates: Estimates) -> Target | None:
        """The target that estimates are judged by."""
        if estimates.name == "agents.accuracy":
            return self._of.agents.target()
        return self._target(term(estimates.name).metric)
