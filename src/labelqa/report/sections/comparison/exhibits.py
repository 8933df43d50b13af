"""Sites and vendors on the same work, and what units have in common."""

from __future__ import annotations

from ....components import Prose
from ....measures.heterogeneity import pooled
from ...data.arguments.shapes import SplitShares
from ...data.gate import exhibit
from ...data.rows import ExtractReader
from ...data.setting import Setting
from ...language.vocabulary import PLURALS, term
from ...language.words import joined, plural
from ...page.records import record
from ...page.section_exhibits import SectionExhibits, exhibit_id
from ...page.stage import Stage
from ..accuracy.questions import AccuracyQuestions
from . import words
from .peers import BENCHMARKS, peers_table
from .questions import ComparisonQuestions, Unlike
from .tables import comparison_table


class PooledExhibits(SectionExhibits):
    """What units have in common, and how much they differ beyond chance."""

    @exhibit
    def pooled(self, estimates: SplitShares) -> None:
        """
        Two sentences on units such as markets: their mean, how they differ, where one more may lie.

        Nothing in a vendor's edition: it would be of its own sites only.

        >>> r.comparison.pooled(r.accuracy(by="site"))
        """
        if self._context.vendor or not self._there(estimates):
            return
        found, (unit, units) = pooled(estimates), PLURALS[estimates.by[0]]
        name = f"{estimates.name}.over_{units}"
        figures = (
            record(f"{name}.mean", found.mean),
            record(f"{name}.predicted", found.predicted),
            record(f"{name}.beyond_chance", found.beyond_chance),
        )
        if not found.mean.exists:
            text = self._say(words.NOT_POOLED, units=units, mean=found.mean)
            self._stage.emit(Prose(paragraphs=(text,), figures=figures))
            return
        numerals, n = self._setting.numerals, int(estimates.rows["value"].notna().sum())
        over, measure = plural(n, (unit, units), numerals), term(estimates.name).noun
        known = {"unit": unit, "ends": numerals.interval(found.predicted).split(" to ")}
        text = joined(
            self._say(words.POOLED, units=over, measure=measure, mean=found.mean),
            self._say(words.ALIKE, **known)
            if found.beyond_chance.low == 0
            else self._say(words.UNLIKE, **known, beyond=found.beyond_chance),
        )
        self._stage.emit(Prose(paragraphs=(text,), figures=figures))


class Comparison(PooledExhibits, ComparisonQuestions):
    """Units as they are and on one mix of work; no league table."""

    _name = "r.comparison"

    def __init__(
        self, rows: ExtractReader, setting: Setting, stage: Stage, accuracy: AccuracyQuestions
    ) -> None:
        super().__init__(rows, setting, stage)
        self._accuracy = accuracy

    @exhibit
    def table(self, by: Unlike = "site") -> None:
        """
        Each unit as it is, had all done the same work, and the ranks that chance leaves open.

        >>> r.comparison.table(by="vendor")
        """
        crude, standardised = self._accuracy(by), self.standardised(by)
        if not self._there(standardised):
            return
        ranks = self.ranks(standardised)
        table_id = exhibit_id("comparison", standardised)
        self._stage.emit(comparison_table(self._setting, crude, standardised, ranks, table_id))

    @exhibit
    def peers(self) -> None:
        """
        A vendor's own rates and those of all others together; nothing in an internal edition.

        >>> r.comparison.peers()
        """
        if self._rows.holds(BENCHMARKS):
            told = self._rows.table(BENCHMARKS).set_index("metric")["value"]
            own = {"accuracy.audit": self._accuracy(), "accuracy.gold": self._accuracy.on_gold()}
            self._stage.emit(peers_table(self._setting, own, told))
