"""What a notebook may show in words: cover, key points, sections, sentences, tiles, notes on the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ...components import Callout, KeyPoints, Lede, Prose, Section
from ...estimates import Estimates, Target
from .. import health, methods, points, tiles, words
from ..cover import cover
from ..questions import Questions
from ..records import records
from ..tiles import Reading
from ..vocabulary import PLURALS, term
from .showing import Showing, only_estimates


class Display(Showing, Questions):
    """Each call emits components; nothing is shown in a section that is off."""

    def cover(self) -> None:
        """The first page, with the market's weeks as dots where it has audits or gold."""
        weekly = self.weeks_of_cover()
        target = self.target(term(weekly.name).metric)
        self._stage.emit(cover(self._setting, weekly, target, health.scope(self._setting, self._rows)))

    def readings(self, *questions: Callable[..., Estimates]) -> tuple[Reading, ...]:
        """
        Measures as tiles read them: `r.readings(r.accuracy, r.utilisation)`.

        Where there are no audits but gold, accuracy is read on gold items, and named so.
        """
        found = [self.reading(question) for question in questions]
        on_gold = self.reading(self.gold_accuracy)
        return tuple(
            on_gold if r.now.name == "accuracy.audit" and not len(r.now) and len(on_gold.now) else r
            for r in found
        )

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
        reasons = [self._lack(need) for need in needs]
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

    def summary(self) -> None:
        """The lede of the executive page: how much was labelled and looked at."""
        figures = (*records(self.labels()), *records(self.people()))
        self._stage.emit(Lede(text=health.summary(self._setting, self._rows), figures=figures))

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

    def data_notes(self) -> None:
        """What a reader must know of the data: audits, rejected rows, missing tables, unobserved columns."""
        asked = (self.accuracy(), self.blind_share(), self.audit_lag())
        self._stage.emit(health.notes(self._setting, self._rows, *asked))

    def definitions(self) -> None:
        """How the company counts time."""
        self._stage.emit(methods.definitions(self._setting.context.definitions))

    def methods(self) -> None:
        """How the numbers were made."""
        self._stage.emit(methods.methods(self._setting.context.decided, self._setting.numerals))

    def provenance(self) -> None:
        """What the report was made of."""
        extract = self._rows.extract
        counts = {name: len(self._rows.table(name)) for name in extract.tables()}
        self._stage.emit(methods.provenance(extract.context, counts, self._setting.numerals))

    def _lack(self, need: str) -> str:
        """Why none of the tables named by a need has rows; empty where one has."""
        reasons = [self._rows.why_none(table) for table in need.split(" or ")]
        return "" if "" in reasons else "; ".join(dict.fromkeys(reasons))

    def _target_of(self, estimates: Estimates) -> Target | None:
        if estimates.name == "agents.accuracy":
            return self.target_of_agents()
        return self.target(term(estimates.name).metric)

    def _sentence(self, estimates: Estimates) -> str:
        estimate, said = only_estimates(estimates).only(), term(estimates.name)
        verdict = self._setting.verdict(estimate, self.target(said.metric))
        return words.result(said, estimate, verdict, self._setting.numerals)
