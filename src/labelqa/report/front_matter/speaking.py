"""What any report may show in words: key points, sections, sentences, tiles, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ...components import Callout, KeyPoints, Lede, Prose, Section
from ...errors import ParamsError, Problem
from ...estimates import Estimates, Target
from ...findings import Findings
from ..data.arguments.shapes import Overall, SectionName, Split, Spoken
from ..language import words
from ..language.vocabulary import PLURALS, term
from ..page import methods, tiles
from ..page.definitions import definitions
from ..page.records import records
from ..page.showing import Showing
from ..page.tiles import Reading
from ..sections.volume.totals import totals
from . import points


class Speaking(Showing):
    """Each call emits components; nothing is shown in a section that is off."""

    def key_points(self, readings: tuple[Reading, ...], *others: Spoken) -> None:
        """Up to six sentences: on the readings, the gravest risks, what is split by site, pair or person."""
        with_targets = [(other, self._target_of(other)) for other in others]
        found = points.points(self._setting, readings, self._risks(), *with_targets)
        self._stage.emit(KeyPoints(points=found))

    def section(
        self,
        name: SectionName,
        title: str,
        *,
        needs: tuple[str, ...] = (),
        layout: Literal["normal", "annex"] = "normal",
    ) -> None:
        """
        Start a section. It is off, with its reason, where a table it needs has no rows.

        A need may name alternatives: "audited_labels or gold_answers". Raises ParamsError for a table that
        no report knows.
        """
        reasons = [self.why_none(need) for need in needs]
        off = "; ".join(dict.fromkeys(filter(None, reasons)))
        self._stage.emit(Section(name=name, title=title, off=words.sentence(off), layout=layout))

    def answer(self, readings: tuple[Reading, ...], *parts: Split) -> str:
        """
        The report in one line: which targets were missed, undecided or met.

        `parts` are the first reading's measure by site, queue or the like: how many of them missed its
        target is said where the market did not.
        """
        self._of_first(readings, parts)
        missed = [
            (PLURALS[part.by[0]], len(self._setting.missed(part, self._target_of(part))), len(part))
            for part in parts
        ]
        judged = tiles.judged(self._setting, readings)
        return words.executive_headline(judged, self._setting.numerals, missed)

    def headline(self, estimates: Overall) -> str:
        """A section's title from an overall figure and its verdict."""
        estimate, said = estimates.only(), term(estimates.name)
        verdict = self._setting.verdict(estimate, self.target(said.metric))
        return words.headline(said, estimate, verdict, self._setting.numerals)

    def tell(self, *overall: Overall) -> None:
        """A lede of one sentence per overall figure: value, interval and verdict."""
        self._alike("tell, overall", *overall)
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

    def totals(self) -> None:
        """Which labels each total counts: the report's glossary."""
        self._stage.emit(totals(self._setting, self._rows))

    def methods(self) -> None:
        """How the numbers printed so far were made."""
        setting = self._setting
        self._stage.emit(methods.methods(setting.context.decided, setting.numerals, self._stage.printed))

    def _of_first(self, readings: tuple[Reading, ...], parts: Sequence[Estimates]) -> None:
        """Raise ParamsError for parts of another measure than the first reading's: its line is about that."""
        measure = readings[0].now.name if readings else ""
        for part in parts:
            if len(part) and part.name != measure:
                what = f"these are parts of {term(part.name).noun}, the first reading is of another measure"
                remedy = "give the first reading's own measure by site or queue, or put its reading first"
                raise ParamsError(Problem(what, "r.answer, parts", remedy))

    def _risks(self) -> Findings:
        """What was found wrong; nothing in a report that does not look for it."""
        return Findings((), ())

    def _target_of(self, estimates: Estimates) -> Target | None:
        """The target that estimates are judged by."""
        return self.target(term(estimates.name).metric)

    def _sentence(self, estimates: Estimates) -> str:
        estimate, said = estimates.only(), term(estimates.name)
        verdict = self._setting.verdict(estimate, self.target(said.metric))
        return words.result(said, estimate, verdict, self._setting.numerals)
