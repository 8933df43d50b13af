"""What any report may show in words: sections, sentences on figures, and an analyst's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ...components import Callout, FigureOfRecord, Lede, Prose, Section
from ...errors import ParamsError, Problem
from ...estimates import Direction, Estimates, Target
from ..data.arguments.known import require
from ..data.arguments.shapes import Overall, SectionName
from ..data.gate import exhibit, plain
from ..language.sentences import headline
from ..language.vocabulary import OWN, term
from ..language.words import sentence
from .records import records
from .section_exhibits import SectionExhibits
from .spoken import known, spoken


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
        figures = tuple(figure for estimates in overall for figure in self._recorded(estimates))
        self._stage.emit(Lede(text=" ".join(said), figures=figures))

    @exhibit
    def say(
        self,
        *paragraphs: str,
        title: str = "",
        tone: Literal["note", "caution", "action"] = "note",
        **figures: Overall,
    ) -> None:
        """
        An analyst's own paragraphs; with a `title` a box: a note, a caution or a recommendation.

        `{accuracy}` prints a figure with its interval, one of `figures` or one printed before, by its name in
        summary.json; `{accuracy.value}`, `.interval`, `.n` and `.verdict` print that of it, and `{{` a brace.
        Raises ParamsError for what no figure is called, and for a verdict without a target.

        >>> r.say("The new site joined in October; {right} of {right.n} audits.", right=r.accuracy())
        """
        if self._stage.off:
            return
        if not paragraphs:
            raise ParamsError(Problem("says nothing", f"{self._name}.say", "give it a paragraph"))
        given = {name: self._recorded(each)[0] for name, each in figures.items()}
        said = spoken(paragraphs, {**known(self._stage.printed), **given}, self._setting.numerals)
        if title:
            text = " ".join(said.paragraphs)
            self._stage.emit(Callout(title=title, text=text, tone=tone, figures=said.figures))
        else:
            self._stage.emit(Prose(paragraphs=said.paragraphs, figures=said.figures))

    @plain
    def target(
        self,
        metric: str = "",
        *,
        at_least: float | None = None,
        at_most: float | None = None,
        of: Estimates | None = None,
    ) -> Target | None:
        """
        The market-wide target of a metric, such as "accuracy"; None where none was agreed.

        Or one of one's own: `r.target(at_least=0.9)`. `of` a figure of one's own it is what every exhibit
        judges that by from now on. Raises ParamsError for a metric that no measure has and nobody agreed on,
        for none or several of the three, and `of` a figure of the report's.

        >>> r.target("accuracy")
        """
        if (metric != "") + (at_least is not None) + (at_most is not None) != 1:
            raise ParamsError(
                Problem(
                    "takes a metric, or one end of one's own",
                    f"{self._name}.target",
                    'ask r.target("accuracy"), or say r.target(at_least=0.9)',
                )
            )
        if at_least is not None:
            found: Target | None = Target(at_least, Direction.AT_LEAST)
        elif at_most is not None:
            found = Target(at_most, Direction.AT_MOST)
        else:
            found = self._agreed_on(metric)
        if of is not None and found:
            self._held_to(of, found)
        return found

    def _agreed_on(self, metric: str) -> Target | None:
        known = self._setting.targets.metrics() | self._setting.own_targets.keys()
        require(metric, known, noun="metric", where=f"{self._name}.target, metric")
        return self._target(metric)

    def _held_to(self, own: Estimates, target: Target) -> None:
        if own.name not in OWN:
            raise ParamsError(
                Problem(
                    f"{term(own.name).noun} is the report's own",
                    f"{self._name}.target, of",
                    "its target is agreed in the table targets",
                )
            )
        self._setting.own_targets[own.name] = replace(target, metric=own.name)

    def _recorded(self, overall: Estimates) -> tuple[FigureOfRecord, ...]:
        """A figure over all as it is printed, with the verdict on its target."""
        target = self._target(term(overall.name).metric)
        return records(overall, self._setting.verdicts(overall, target))

    def _why_none(self, need: str) -> str:
        """Why none of the tables that a need names has rows in the period; empty where one has."""
        tables = need.split(" or ")
        for table in tables:
            self._rows.require(table, "needs")
        reasons = [self._rows.why_none(table) for table in tables]
        return "" if "" in reasons else "; ".join(dict.fromkeys(reasons))
