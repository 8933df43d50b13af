"""A notebook's way into all markets at once: ask each the same question, and show the answers together."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...components import Facts, Prose
from ...errors import ParamsError, Problem
from ...estimates import Estimates, Target
from ...extracts import Context, Extract, open_extract
from ...findings import Level
from ..data.arguments.known import have, quoted
from ..data.gate import exhibit, of_audits
from ..data.rows import ExtractReader
from ..data.setting import Setting
from ..front_matter.cover import cover
from ..language.numerals import Numerals
from ..language.vocabulary import term
from ..market import Report, questions_of, setting_of
from ..page import methods
from ..page.charts import Charts
from ..page.made_how import Methods
from ..page.stage import Show, Stage, jupyter
from ..page.text import Text
from ..page.words import PROVENANCE
from ..sections.comparison.exhibits import PooledExhibits
from ..sections.volume.words import FROZEN, SCOPE
from . import words
from .combine_markets import TargetsByMarket, joined
from .exhibits import OverviewExhibits
from .tables import shared_risks


class MethodsOfMarkets(Methods):
    """How the numbers were made, and from what."""

    def __init__(
        self, rows: ExtractReader, setting: Setting, stage: Stage, contexts: Mapping[str, Context]
    ) -> None:
        super().__init__(rows, setting, stage)
        self._contexts = contexts

    @exhibit
    def provenance(self) -> None:
        """
        Which markets' snapshots the report was made of, and which markets are not here.

        >>> r.methods.provenance()
        """
        facts = [
            (self._setting.name("market_id", market), methods.snapshot(context))
            for market, context in self._contexts.items()
        ]
        notes = ((words.NOTE, note) for note in self._context.notes)
        self._stage.emit(Facts(title=PROVENANCE, rows=(*facts, *notes)))


class Overview(OverviewExhibits, Charts, Text, PooledExhibits):
    """
    Every market's data, and what shows them side by side.

    `r.each("accuracy")` asks `r.accuracy()` of every market's report, so that its figures are those of
    the markets' own reports.
    """

    def __init__(
        self, markets: Mapping[str, Report], rows: ExtractReader, setting: Setting, stage: Stage
    ) -> None:
        super().__init__(rows, setting, stage)
        self._markets = markets
        of_each = {market: asked._context for market, asked in markets.items()}
        self.methods = MethodsOfMarkets(rows, setting, stage, of_each)

    @exhibit
    def cover(self) -> None:
        """
        The first page, with every market's weeks as dots where they have audits or gold.

        >>> r.cover()
        """
        asked = [self.each(question, by="week") for question in ("accuracy", "accuracy.on_gold")]
        weekly = next((found for found in asked if len(found)), asked[0])
        target = self._target(term(weekly.name).metric)
        self._stage.emit(cover(self._setting, weekly, target, self._scope()))

    @of_audits
    def each(self, question: str, *, by: str | None = None, **options: Any) -> Estimates:
        """
        The answers of all markets to a question of a market's report, by market and, if given, `by`.

        Raises ParamsError for a question that no report can answer, or that is not answered by estimates.

        >>> r.each("requests.on_time")
        """
        _require(question, questions_of(next(iter(self._markets.values()))), "r.each, question")
        split = {"by": by} if by else {}
        answers = {
            name: operator.attrgetter(question)(market)(**split, **options)
            for name, market in self._markets.items()
        }
        if not all(isinstance(answer, Estimates) for answer in answers.values()):
            raise ParamsError(
                Problem(f"{question} gives no estimates", "r.each, question", 'ask such as "accuracy"')
            )
        return joined(answers)

    @exhibit
    def shared_risks(self) -> None:
        """
        All markets' findings by rule: where they call for action, and where they are watched.

        >>> r.shared_risks()
        """
        found = {market: asked.risks.findings() for market, asked in self._markets.items()}
        if any(findings.at(*Level) for findings in found.values()):
            self._stage.emit(shared_risks(self._setting, found, "shared-risks"))
        else:
            text = self._say(words.NO_RISK, period=self._setting.period)
            self._stage.emit(Prose(paragraphs=(text,)))

    def _why_none(self, need: str) -> str:
        """Why no market has rows for a need; empty where one has."""
        reasons = {market: asked._why_none(need) for market, asked in self._markets.items()}
        if "" in reasons.values():
            return ""
        return "; ".join(f"{market}: {why}" for market, why in reasons.items())

    def _target(self, metric: str) -> Target | None:
        """What every market agreed on; where they differ each row has its own."""
        return self._setting.targets.get(metric)

    def _scope(self) -> tuple[tuple[str, str], ...]:
        """The cover's facts."""
        labels = sum(round(estimate.value) for _, estimate in self.each("volume.labels") if estimate.exists)
        digest = self._context.snapshot.rpartition(":")[2][:12]
        return (
            (SCOPE, self._say(words.IN_SCOPE, markets=len(self._markets), n=labels)),
            (words.MARKETS, ", ".join(self._markets)),
            (FROZEN, self._setting.numerals.day(self._context.frozen_on)),
            (words.SNAPSHOTS, self._say(words.TOGETHER, digest=digest)),
        )


def open_overview(extract: str | Path, *, show: Show = jupyter) -> Overview:
    """
    Open and verify an extract of all markets.

    Raises ParamsError where no extract is named, DataError where a file was altered. `show` takes the MIME
    bundle of each component.
    """
    opened = open_extract(extract)
    parts = opened.markets()
    settings = {market: setting_of(part) for market, part in parts.items()}
    asked = {
        market: Report(ExtractReader(part), settings[market], Stage(_shown_nowhere))
        for market, part in parts.items()
    }
    return Overview(asked, ExtractReader(opened), _joint(opened, settings), Stage(show))


def _require(question: str, known: Sequence[str], where: str) -> None:
    """Raise ParamsError for a question that a market's report does not know, naming those of its section."""
    if question not in known:
        section = question.partition(".")[0]
        near = [name for name in known if name.partition(".")[0] == section]
        listed = near or sorted({name.partition(".")[0] for name in known})
        raise ParamsError(
            Problem(f"no question is called {quoted(question)}", where, have(question, known, listed))
        )


def _shown_nowhere(bundle: dict[str, Any]) -> None:
    """Markets are asked here; what they are is shown side by side."""


def _joint(opened: Extract, settings: Mapping[str, Setting]) -> Setting:
    """What the markets' settings say together: every name, and each market's own targets."""
    names: dict[str, Mapping[str, str]] = {}
    for setting in settings.values():
        for column, named in setting.names.items():
            names[column] = {**names.get(column, {}), **named}
    names["market_id"] = {market: setting.context.market.name for market, setting in settings.items()}
    targets = TargetsByMarket(markets={market: setting.targets for market, setting in settings.items()})
    return Setting(opened.context, Numerals(opened.context.market.locale), names, targets)
