"""Kinds by the name that an annotation has: estimates of a shape, numbers in a range."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from ....estimates import Estimates, Target, Unit
from ...language.vocabulary import OWN, PLURALS, TERMS, term
from .kinds import Question, Slip
from .known import quoted

_UNITS = {Unit.SHARE: "a share, such as accuracy"}


@dataclass(frozen=True)
class Shape:
    """
    Estimates as an exhibit can show them; `example` is a question that gives such.

    `by`: exactly these columns, none for an overall figure; without it any one column that has a name.
    `unit` and `name` of the measure, where only one will do; `or_named`: measures taken whatever their shape.
    """

    example: str
    by: tuple[str, ...] | None = None
    unit: Unit | None = None
    name: str = ""
    or_named: tuple[str, ...] = ()

    def slip(self, value: Estimates) -> Slip | None:
        """Estimates of another measure, unit or split."""
        remedy = f"pass such as {self.example}"
        if value.name in self.or_named:
            return None
        if self.name and value.name != self.name:
            return Slip(f"takes {_called(self.name)}, not {_called(value.name)}", remedy)
        if self.unit and value.unit is not self.unit:
            wrong = f"{_called(value.name)}, which is in {value.unit.value.replace('_', ' ')}"
            return Slip(f"takes {_UNITS[self.unit]}, not {wrong}", remedy)
        if self.by is None:
            fits = len(value.by) == 1 and value.by[0] in PLURALS
            return None if fits else Slip(f"takes what is split by one thing, not {_split(value)}", remedy)
        if value.by == self.by:
            return None
        takes = f"what is split by {_named(self.by)}" if self.by else "one figure over all"
        return Slip(f"takes {takes}, not {_split(value)}", remedy)


@dataclass(frozen=True)
class Range:
    """Numbers from `low` to `high`, with its ends unless it is `inside`."""

    low: float
    high: float | None = None
    inside: bool = False

    def slip(self, value: float) -> Slip | None:
        """A number beyond an end."""
        short = value <= self.low if self.inside else value < self.low
        long = self.high is not None and (value >= self.high if self.inside else value > self.high)
        if not (short or long):
            return None
        if self.high is None:
            ends = f"{'above' if self.inside else 'from'} {self.low:g}{'' if self.inside else ' on'}"
        else:
            ends = (
                f"between {self.low:g} and {self.high:g}" if self.inside else f"{self.low:g} to {self.high:g}"
            )
        return Slip(f"{quoted(value)} is out of range", f"give a number {ends}")


@dataclass(frozen=True)
class Name:
    """A stable name, as summary.json has it: small letters, digits and underscores."""

    def slip(self, value: str) -> Slip | None:
        """A text that a name cannot be."""
        if re.fullmatch("[a-z][a-z0-9_]*", value):
            return None
        remedy = "write it in small letters, digits and underscores, such as data_health"
        return Slip(f"{quoted(value)} is no name", remedy)


@dataclass(frozen=True)
class OfShares:
    """A target that a share can be held against."""

    def slip(self, value: Target) -> Slip | None:
        """A target of anything else."""
        if unit_of(value) is Unit.SHARE and 0 <= value.value <= 1:
            return None
        return Slip(
            f"takes a target of a share, not {value.metric} {value.value:g}",
            "pass r.calibration.pass_mark(0.9)",
        )


@dataclass(frozen=True)
class Drawn:
    """A figure of matplotlib's, its axes, or a grid of seaborn's: whatever belongs to a figure."""

    def slip(self, value: Any) -> Slip | None:
        """Anything else."""
        if hasattr(getattr(value, "figure", None), "get_figure"):
            return None
        what = f"takes a figure, not {quoted(value)}"
        return Slip(what, "pass a matplotlib figure or axes, or what seaborn gives")


OwnFigure = Annotated[Any, Drawn()]
Overall = Annotated[Estimates, Shape("r.accuracy()", by=())]
Split = Annotated[Estimates, Shape('r.accuracy(by="site")')]
SplitShares = Annotated[Estimates, Shape('r.accuracy(by="site")', unit=Unit.SHARE)]
Spoken = Annotated[
    Estimates, Shape('r.accuracy(by="site"), r.confusion.pairs()', or_named=("confusion.pairs",))
]
WeeklyShares = Annotated[Estimates, Shape('r.accuracy(by="week")', by=("week",), unit=Unit.SHARE)]
ByQueue = Annotated[Estimates, Shape('r.accuracy(by="queue")', by=("queue_id",))]
ByAgent = Annotated[Estimates, Shape("r.agents()", name="agents.accuracy", by=("person_id",))]
Pairs = Annotated[
    Estimates, Shape("r.confusion.pairs()", name="confusion.pairs", by=("label_id", "ref_label_id"))
]
Coverage = Annotated[Estimates, Shape('r.sampling.coverage(by="queue")', name="audits.coverage")]
ByMarket = Annotated[Estimates, Shape('r.each("accuracy")', by=("market_id",))]
MarketWeeks = Annotated[
    Estimates, Shape('r.each("accuracy", by="week")', by=("market_id", "week"), unit=Unit.SHARE)
]
OverallQuestion = Annotated[Callable[..., Estimates], Question(("span",))]
WeeklyQuestion = Annotated[Callable[..., Estimates], Question(("by", "span"))]
Many = Annotated[int, Range(1)]
Share = Annotated[float, Range(0, 1)]
InnerShare = Annotated[float, Range(0, 1, inside=True)]
Positive = Annotated[float, Range(0, inside=True)]
SectionName = Annotated[str, Name()]
PassMark = Annotated[Target, OfShares()]


def unit_of(target: Target) -> Unit:
    """What a target is in; a share where no measure has its metric."""
    return next((said.unit for said in TERMS.values() if said.metric == target.metric != ""), Unit.SHARE)


def misfit(estimates: Estimates, target: Target) -> Slip | None:
    """Why estimates cannot be held against a target: it is of something else; None where they can."""
    own = term(estimates.name).metric
    free = not own or estimates.name in OWN
    if target.metric in ("", own) or (free and estimates.unit is unit_of(target)):
        return None
    remedy = f"pass target=r.target({own!r})" if own else "leave the target away"
    what = f"a target of {target.metric} says nothing of {_called(estimates.name)}"
    return Slip(what, remedy)


def unlike(first: Estimates, other: Estimates) -> Slip | None:
    """Why an exhibit cannot put two measures into one row: they are split differently."""
    if first.by == other.by:
        return None
    what = f"{_called(first.name)} is {_split(first)}, {_called(other.name)} is {_split(other)}"
    return Slip(what, "ask for both by the same")


def _called(name: str) -> str:
    return term(name).noun


def _split(value: Any) -> str:
    return f"split by {_named(value.by)}" if value.by else "one figure over all"


def _named(by: tuple[str, ...]) -> str:
    return " and ".join(PLURALS[column][0] if column in PLURALS else column for column in by)
