"""Markets side by side: verdicts, trends, and what many of them share."""

from __future__ import annotations

import dataclasses

from ...components import KeyPoints
from ...findings import Findings
from ...measures import control_charts
from ..data.arguments.shapes import ByMarket, MarketWeeks
from ..data.gate import exhibit
from ..front_matter.key_findings import MOST, key_findings
from ..language.vocabulary import term
from ..page.section_exhibits import SectionExhibits, exhibit_id
from .multiples import multiples
from .tables import together, verdict_map, verdicts_on


class OverviewExhibits(SectionExhibits):
    """They take answers by market."""

    @exhibit
    def verdict_map(self, *measures: ByMarket) -> None:
        """
        Every market's verdict on every measure; a measure that no market has says why in a line.

        >>> r.verdict_map(r.each("accuracy"), r.each("time.utilisation"))
        """
        there = [estimates for estimates in measures if self._there(estimates)]
        if there:
            self._stage.emit(verdict_map(self._setting, there, "verdicts-by-market"))

    @exhibit
    def key_findings(self, *measures: ByMarket) -> None:
        """
        How many figures met their targets, then which markets missed which.

        >>> r.key_findings(r.each("accuracy"), r.each("time.utilisation"))
        """
        judged = verdicts_on(self._setting, measures)
        first = (f"{together(self._setting, judged)}.",) if judged else ()
        with_targets = ((each, self._target(term(each.name).metric)) for each in measures)
        missed = key_findings(self._setting, (), Findings((), ()), *with_targets)
        self._stage.emit(KeyPoints(points=(*first, *missed)[:MOST]))

    @exhibit
    def multiples(self, weekly: MarketWeeks) -> None:
        """
        Each market's weeks on its own control limits.

        >>> r.multiples(r.each("accuracy", by="week"))
        """
        if not self._there(weekly):
            return
        start, metric = self._context.period.start.isoformat(), term(weekly.name).metric
        controls, targets = {}, {}
        for market, rows in weekly.rows.groupby("market_id", sort=True):
            mine = dataclasses.replace(weekly, by=("week",), rows=rows.drop(columns="market_id"))
            before = sum(by["week"] < start for by, _ in mine)
            controls[str(market)] = control_charts.laney(mine, baseline=before or None)
            targets[str(market)] = self._setting.targets.get(metric, {"market_id": str(market)})
        chart = multiples(self._setting, weekly, controls, targets, exhibit_id("trends", weekly))
        self._stage.emit(chart)
