"""Sites and vendors on the same work, and what units have in common."""

from __future__ import annotations

from ....components import Prose
from ....measures.heterogeneity import pooled
from ...data.arguments.shapes import SplitShares
from ...language import words
from ...language.vocabulary import PLURALS, term
from ...page.records import record
from ...page.showing import Showing, exhibit_id
from ..accuracy.questions import AccuracyQuestions
from .questions import ComparisonQuestions, Unlike
from .tables import comparison_table


class PooledExhibits(Showing):
    """What units have in common, and how much they differ beyond chance."""

    def pooled(self, estimates: SplitShares) -> None:
        """
        Two sentences on units such as markets: their mean, how they differ, where one more may lie.

        Nothing in a vendor's edition: it would be of its own sites only.
        """
        if self.context.vendor or not self._there(estimates):
            return
        found, numerals = pooled(estimates), self._setting.numerals
        forms, measure = PLURALS[estimates.by[0]], term(estimates.name)
        name = f"{estimates.name}.over_{forms[1]}"
        figures = (
            record(f"{name}.mean", found.mean),
            record(f"{name}.predicted", found.predicted),
            record(f"{name}.beyond_chance", found.beyond_chance),
        )
        if not found.mean.exists:
            text = words.sentence(
                f"What {forms[1]} have in common cannot be said: {words.reason(found.mean)}"
            )
            self._stage.emit(Prose(paragraphs=(text,), figures=figures))
            return
        units = words.plural(int(estimates.rows["value"].notna().sum()), forms, numerals)
        mean, beyond = (
            f"{numerals.estimate(each)} ({numerals.interval(each)})"
            for each in (found.mean, found.beyond_chance)
        )
        ends = numerals.interval(found.predicted).replace(" to ", " and ")
        differ = (
            f"They differ no more than chance allows; one more {forms[0]} would be expected"
            if found.beyond_chance.low == 0
            else f"Of the variance between them {beyond} is not chance; one more {forms[0]} would be expected"
        )
        text = f"Over {units} {measure.noun} has a mean of {mean}. {differ} between {ends}."
        self._stage.emit(Prose(paragraphs=(text,), figures=figures))


class ComparisonExhibits(PooledExhibits, AccuracyQuestions, ComparisonQuestions):
    """Units as they are and on one mix of work; no league table."""

    def comparison_table(self, by: Unlike = "site") -> None:
        """Each unit as it is, had all done the same work, and the ranks that chance leaves open."""
        crude, standardised = self.accuracy(by), self.standardised_accuracy(by)
        if not self._there(standardised):
            return
        ranks = self.ranks(standardised)
        table_id = exhibit_id("comparison", standardised)
        self._stage.emit(comparison_table(self._setting, crude, standardised, ranks, table_id))
