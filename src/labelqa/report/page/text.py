"""What any report may show in words: sections, sentences on figures, an analyst's own, how it was made."""

from __future__ import annotations

from typing import Literal

from ...components import Callout, Lede, Prose, Section
from ...estimates import Target
from ..data.arguments.known import require
from ..data.arguments.shapes import Overall, SectionName
from ..data.gate import exhibit, plain
from ..language.sentences import headline
from ..language.vocabulary import term
from ..language.words import sentence
from . import methods
from .formulas import formula, of_measures
from .records import records
from .section_exhibits import SectionExhibits


class Text(SectionExhibits):
    """Each call emits components; nothing is shown in a section that is off."""

    @exhibit
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

        >>> r.section("trend", "Week by week", needs=("audited_labels",))
        """
        reasons = [self._why_none(need) for need in needs]
        off = "; ".join(dict.fromkeys(filter(None, reasons)))
        self._stage.emit(Section(name=name, title=title, off=sentence(off), layout=layout))

    @plain
    def headline(self, estimates: Overall) -> str:
        """
        A section's title from an overall figure and its verdict.

        >>> r.headline(r.accuracy())
        """
        verdict = self._verdict_on(estimates)
        return headline(term(estimates.name), estimates.only(), verdict, self._setting.numerals)

    @exhibit
    def tell(self, *overall: Overall) -> None:
        """
        A lede of one sentence per overall figure: value, interval and verdict.

        >>> r.tell(r.accuracy(), r.accuracy.critical())
        """
        self._alike("tell, overall", *overall)
        said = [self._result(estimates) for estimates in overall]
        figures = tuple(
            figure
            for estimates in overall
            for figure in records(
                estimates, self._setting.verdicts(estimates, self._target(term(estimates.name).metric))
            )
        )
        self._stage.emit(Lede(text=" ".join(said), figures=figures))

    @exhibit
    def prose(self, *paragraphs: str) -> None:
        """
        An analyst's own paragraphs.

        >>> r.prose("The new site joined in October.")
        """
        self._stage.emit(Prose(paragraphs=paragraphs))

    @exhibit
    def callout(self, title: str, text: str, *, tone: Literal["note", "caution", "action"] = "note") -> None:
        """
        A box: a note, a caution or a recommendation.

        >>> r.callout("Next month", "Gold items are replaced.", tone="action")
        """
        self._stage.emit(Callout(title=title, text=text, tone=tone))

    @exhibit
    def methods(self, *, formulas: bool = False) -> None:
        """
        How the numbers printed so far were made; with `formulas` also as mathematics writes it.

        >>> r.methods()
        """
        setting = self._setting
        self._stage.emit(methods.methods(self._context.decided, setting.numerals, self._stage.printed))
        for each in of_measures() if formulas else ():
            self._stage.emit(each)

    @exhibit
    def formula(self, title: str, tex: str, *, words: str, note: str = "") -> None:
        """
        A formula in TeX, as matplotlib's mathtext knows it; `words` read it out for who cannot see it.

        `note` says what its letters stand for, and whose it is.

        >>> r.formula("Share", r"p = k / n", words="p is k over n")
        """
        self._stage.emit(formula(title, tex, words, note))

    @plain
    def target(self, metric: str) -> Target | None:
        """
        The market-wide target of a metric, such as "accuracy"; None where none was agreed.

        Raises ParamsError for a metric that no measure has and nobody agreed on.

        >>> r.target("accuracy")
        """
        known = self._setting.targets.metrics() | {""}
        require(metric, known, noun="metric", where=f"{self._name}.target, metric")
        return self._target(metric)

    def _why_none(self, need: str) -> str:
        """Why none of the tables that a need names has rows in the period; empty where one has."""
        tables = need.split(" or ")
        for table in tables:
            self._rows.require(table, "needs")
        reasons = [self._rows.why_none(table) for table in tables]
        return "" if "" in reasons else "; ".join(dict.fromkeys(reasons))
