"""What every exhibit needs to know: the period, how numbers print, what ids are called, what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...estimates import Estimate, Estimates, Outcome, Target, Verdict, judge
from ...extracts import Context
from ...signs import bare, isolated
from ..language.numerals import Numerals
from ..language.vocabulary import ENTITIES, term
from . import families, family_words
from .targets import USUAL, Targets


@dataclass(frozen=True)
class Setting:
    """
    `names` gives the words for ids by column.

    With each measure that a notebook makes of its own grow `own_targets`, by its name, and `own_days`, by the
    name of its figure: the days of its rows, in words.
    """

    context: Context
    numerals: Numerals
    names: Mapping[str, Mapping[str, str]]
    targets: Targets
    own_targets: dict[str, Target] = field(default_factory=dict, compare=False)
    own_days: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def period(self) -> str:
        """The period in words."""
        return self.context.period.label

    def days(self, *measures: Estimates) -> str:
        """The days that measures are of, in words: the period, but for a notebook's own of other rows."""
        told = [self.own_days.get(each.figure, self.period) for each in measures]
        return ", ".join(dict.fromkeys(told))

    def name(self, column: str, key: str) -> str:
        """What an id is called; the id itself where it has no name. It turns nothing beside it round."""
        return self.names.get(column, {}).get(key) or isolated(key)

    def called(self, column: str, key: str) -> str:
        """What an id is called; one without a name by what it is the id of: team batam-01."""
        name = self.name(column, key)
        return f"{ENTITIES[column]} {name}" if bare(name) == key and column in ENTITIES else name

    def title(self, by: Mapping[str, str]) -> str:
        """What a row is called, from the values of its `by` columns."""
        return ", ".join(self.name(column, key) for column, key in by.items())

    def target(self, metric: str) -> Target | None:
        """The market-wide target of a metric; None where none was agreed and none is usual or its own."""
        return self.own_targets.get(metric) or self.targets.get(metric) or USUAL.get(metric)

    def verdict(self, estimate: Estimate, target: Target | None) -> Verdict | None:
        """The verdict on one estimate; None without a target or without data."""
        return judge(estimate, target, decided=self.context.decided) if target else None

    def verdicts(self, estimates: Estimates, target: Target | None) -> list[Verdict | None]:
        """
        The verdict of every row: on the target agreed for just that row, else on `target`, if any.

        Of a search through many units they are held as one family (`families`).
        """
        if target is None and not self.targets.own:
            return [None] * len(estimates)
        metric = term(estimates.name).metric
        alone = [self.verdict(e, self.targets.get(metric, by) or target) for by, e in estimates]
        return families.held(estimates.by, alone, self.context.decided)

    def allowance(self, estimates: Estimates, verdicts: Sequence[Verdict | None]) -> str:
        """What an exhibit says of judging so many rows at once; nothing of fewer than two verdicts."""
        return family_words.allowance(estimates.by, verdicts, self.context.decided, self.numerals)

    def together(self, units: str) -> str:
        """What an exhibit says whose marks are held as those of one family of such units."""
        return family_words.together(units, self.context.decided, self.numerals)

    def missed(self, estimates: Estimates, target: Target | None) -> list[str]:
        """What the rows are called that missed their target."""
        verdicts = self.verdicts(estimates, target)
        return [
            self.title(by)
            for (by, _), verdict in zip(estimates, verdicts, strict=True)
            if verdict and verdict.outcome is Outcome.MISSED
        ]
