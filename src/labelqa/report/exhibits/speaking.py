"""What any report may show in words: key points, sections, sentences, tiles, notes."""

from __future__ import annotations

from typing import Literal

from ...components import Callout, KeyPoints, Lede, Prose, Section
from ...estimates import Estimates, Target
from .. import methods, points, tiles, words
from ..definitions import definitions
from ..records import records
from ..tiles import Reading
from ..vocabulary import PLURALS, term
from .showing import Showing, only_estimates


class Speaking(Showing):
    """Each call emits components; nothing is shown in a section that is off."""

    def key_points(self, readings: tuple[Reading, ...], *others: Estimates) -> None:
        """Up to six sentences: on the readings, then on what is split by site, pair or person."""
        with_targets = [(only_estimates(other), self._target_of(other)) for other in others]
        found = points.points(self._setting, readings, *with_targets)
        self._stage.emit(KeyPoints(points=found))

    def section(
        self, name: str, title: str, *, needs: tuple[str, ...] = (), **layout: Literal["annex"]
    ) -> None:
        """
        Start a section. It is off, with its reason, where a table it needs has no rows.

        A need may name alternatives: "audited_labels or gold_answers".
        """
        reasons = [self.why_none(need) for need in needs]
        off = "; ".join(reason for reason in reasons if reason)
        self._stage.emit(Section(name=name, title=title, off=words.sentence(off), **layout))

    def answer(self, readings: tuple[Reading, ...], *parts: Estimates) -> str:
        """
        The report in one line: which targets were missed, undecided or met.

        `parts` are the first reading's measure by site, queue or the like: how many of them missed its
        target is said where the market did not.
        """
        missed = [
            (PLURALS[part.by[0]], len(self._setting.missed(part, self._target_of(part))), len(part))
            for part in parts
        ]
        judged = tiles.judged(self._setting, readings)
        return words.executive_headline(judged, self._setting.numerals, missed)

    def headline(self, estimates: Estimates) -> str:
        """A section's title from an overall figure and its verdict."""
        estimate, said = only_estimates(estimates).only(), term(estimates.name)
        verdict = self._setting.verdict(estimate, self.target(said.metric))
        return words.headline(said, estimate, verdict, self._setting.numerals)

    def tell(self, *overall: Estimates) -> None:
        """A lede of one sentence per overall figure: value, interval and verdict."""
        said = [self._sentence(estimates) for estimates in overall]
        figures = tuple(
            figure
            for estimates in overall
            for figure in records(estimates, self._setting.verdicts(estimates, self._target_of(estimates)))
        )
        self._stage.emit(Lede(text=" ".join(said), figures=figures))

    def tiles(self, readings: tuple[Reading, ...]) -> None:
        """The executive page's tiles; a measure without data is left out and named in the note."""
        self._stage.emit(tiles.tiles(self._setting, readings))

    def lede(self, text: str) -> None:
        """An analyst's own lede."""
        self._stage.emit(Lede(text=text))

    def prose(self, *paragraphs: str) -> None:
        """An analyst's own paragraphs."""
        self._stage.emit(Prose(paragraphs=paragraphs))

    def callout(self, title: str, text: str, *, tone: Literal["note", "caution", "action"] = "note") -> None:
        """A box: a note, a caution or a recommendation."""
        self._stage.emit(Callout(title=title, text=text, tone=tone))

    def definitions(self) -> None:
        """How the company counts time, people and rules kept."""
        self._stage.emit(definitions(self._setting.context.definitions, self._setting.numerals))

    def methods(self) -> None:
        """How the numbers were made."""
        self._stage.emit(methods.methods(self._setting.context.decided, self._setting.numerals))

    def _target_of(self, estimates: Estimates) -> Target | None:
        """The target that estimates are judged by."""
        return self.target(term(estimates.name).metric)

    def _sentence(self, estimates: Estimates) -> str:
        estimate, said = only_estimates(estimates).only(), term(estimates.name)
        verdict = self._setting.verdict(estimate, self.target(said.metric))
        return words.result(said, estimate, verdict, self._setting.numerals)
