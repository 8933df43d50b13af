"""What an investigation finds: is it real, since when, where, why."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd
from scipy import stats

from ....estimates import Z95, Estimate, Estimates, Unit
from ....measures.accuracy import by_design
from ....measures.change_point import Change, change
from ....measures.decomposition import decompose
from ....measures.false_discovery import q_values
from ....measures.inquiry import Judgement, Rule
from ....measures.proportions import Floats
from ....measures.subgroups import FALSE_DISCOVERIES, Where
from .asked import Asked
from .judging import Basis, deciding
from .level import Level, share
from .sides import WRONG, Sides
from .signs import Sign

CERTAIN = 0.05
"""The p value up to which a change counts as found."""
_NO_WEEK = Estimate.absent("no week stands out")
_NO_CHANGE = Estimate.absent("no week stands out", Unit.POINTS)


@dataclass(frozen=True)
class Since:
    """
    The weeks that stand out; `first` and `last` are the Mondays of the first and the last of them.

    `accuracy` is that of these weeks, `lost` its change on the weeks before at the same mix.
    """

    weekly: Estimates
    change: Change | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    accuracy: Estimate = _NO_WEEK
    lost: Estimate = _NO_CHANGE

    @property
    def certain(self) -> bool:
        """Whether chance is ruled out."""
        return self.change is not None and self.change.p <= CERTAIN


@dataclass(frozen=True)
class Cause:
    """
    Something else that changed: `name` as printed, and what of the change it explains, in points.

    `elsewhere`: the change of all others under the same; None where there is no such thing. `q`: its false
    discovery rate among all that were looked at.
    """

    name: str
    explains: Estimate
    elsewhere: Estimate | None = None
    q: float = math.nan

    @property
    def stands(self) -> bool:
        """Whether it surely explains some of the loss."""
        return self.explains.exists and self.explains.value < 0 and self.q <= FALSE_DISCOVERIES


@dataclass(frozen=True)
class Found:
    """All that an investigation found."""

    asked: Asked
    sides: Sides
    rule: Rule
    level: Level
    bases: tuple[Basis, ...]
    signs: tuple[Sign, ...]
    since: Since
    where: Where
    causes: tuple[Cause, ...] = ()

    @property
    def basis(self) -> Basis:
        """What the answer rests on."""
        return deciding(self.bases)

    @property
    def judgement(self) -> Judgement:
        """The answer."""
        return self.basis.judgement

    @property
    def why(self) -> str:
        """Why nothing could be found by audits; empty where there are some."""
        return self.sides.why

    @property
    def unknown(self) -> str:
        """Why nothing is known of what is right; empty where there are audits, or answers on gold."""
        return "" if len(self.bases) > 1 else self.sides.why

    @property
    def leading(self) -> list[tuple[str, str]]:
        """The (column, value) pairs of the subgroup that tells most, if it stands."""
        rows = self.where.standing(self.where.subgroups)
        return list(rows["cells"].iloc[0]) if len(rows) else []

    @property
    def confused(self) -> list[str]:
        """The two labels confused most beyond what was usual, if that stands."""
        rows = self.where.standing(self.where.pairs)
        return list(rows["labels"].iloc[0]) if len(rows) else []

    @property
    def blamed(self) -> list[Cause]:
        """What surely explains some of the loss, the most first."""
        return sorted((each for each in self.causes if each.stands), key=lambda each: each.explains.value)

    @property
    def tests(self) -> tuple[int, int, int]:
        """How many tests were made on the way: of runs of weeks, of subgroups and pairs, of causes."""
        return (int(self.since.change is not None), self.where.tests, len(self.causes))

    @property
    def standing(self) -> tuple[int, float]:
        """How many of them stand, and at most how many of these are to be expected by chance."""
        groups = sum(len(self.where.standing(each)) for each in (self.where.subgroups, self.where.pairs))
        among = groups + sum(each.q <= FALSE_DISCOVERIES for each in self.causes)
        return among + self.since.certain, FALSE_DISCOVERIES * among + CERTAIN * self.since.certain

    @property
    def touched(self) -> pd.DataFrame:
        """The audits of the weeks that stand out, or of the days asked about where none surely does."""
        rows, since = self.sides.rows, self.since
        if not since.certain or rows.empty:
            return self.sides.after
        return rows[rows["here"] & (rows["week"] >= since.first) & (rows["week"] <= since.last)]


def since(sides: Sides, start: dt.date) -> Since:
    """The weeks that stand out among all of the window, ending in the days asked about or later."""
    rows = sides.rows[sides.rows["here"]] if len(sides.rows) else sides.rows
    if rows.empty:
        return Since(Estimates.missing("investigation.accuracy", ("week",), sides.why or "no audits"))
    weekly = replace(by_design(rows, ("week",)), name="investigation.accuracy")
    first, last = rows["week"].min(), rows["week"].max()
    weeks = [first + dt.timedelta(weeks=i) for i in range((last - first).days // 7 + 1)]
    found = change(*_by_week(rows, sides.alike, weeks), reaching=sum(week <= start for week in weeks) - 1)
    if found is None:
        return Since(weekly)
    inside = rows["week"].between(weeks[found.start], weeks[found.end - 1])
    return Since(
        weekly,
        found,
        weeks[found.start],
        weeks[found.end - 1],
        weeks[found.earliest],
        weeks[found.latest],
        share(rows[inside]),
        decompose(rows[rows["week"] < weeks[found.start]], rows[inside], sides.alike).rate,
    )


def _by_week(rows: pd.DataFrame, alike: tuple[str, str], weeks: list[dt.date]) -> tuple[Floats, Floats]:
    """Wrong and all audits by stratum (rows) and week (columns)."""
    rows = rows.assign(wrong=(~rows["correct"]).astype(float), all=1.0)
    wrong, audits = (
        rows.pivot_table(index=[*alike], columns="week", values=name, aggfunc="sum", fill_value=0.0)
        .reindex(columns=weeks, fill_value=0.0)
        .to_numpy(float)
        for name in ("wrong", "all")
    )
    return wrong, audits


def causes(sides: Sides, versions: list[tuple[str, tuple[str, ...], str]]) -> tuple[Cause, ...]:
    """
    What else changed, and what it explains; `versions` are (name, queues, version) of new procedures.

    Of what is labelled, by whom and how, the part of the change that a different mix makes; of a new version
    and of wrong suggestions followed, the change of the labels concerned, by their share. q of all of them
    together (Benjamini and Hochberg), p normal from the interval.
    """
    looked = [each for each in _looked_at(sides, versions) if each.explains.exists]
    errors = [(each.explains.high - each.explains.low) / (2 * Z95) for each in looked]
    z = [
        abs(each.explains.value) / error if error else 0.0 for each, error in zip(looked, errors, strict=True)
    ]
    q = q_values(2 * stats.norm.sf(z))
    return tuple(replace(each, q=float(one)) for each, one in zip(looked, q, strict=True))


def _looked_at(sides: Sides, versions: list[tuple[str, tuple[str, ...], str]]) -> Iterator[Cause]:
    mixes = (("Other queues", ("queue_id",)), ("Other items, by queue and label", sides.alike),
             ("Other people", ("person_id",)), ("More or fewer joiners", ("tenure",)),
             ("More or fewer wrong suggestions shown", ("suggestion",)))  # fmt: skip
    for name, by in mixes:
        if any(len(sides.rows[column].unique()) > 1 for column in by):
            yield Cause(name, decompose(sides.before, sides.after, by).mix)
    wrong = sides.rows["suggestion"] == WRONG
    if wrong.any():
        yield Cause("Wrong suggestions followed", _by_part(sides, wrong))
    for name, queues, version in versions:
        of = sides.rows["queue_id"].isin(queues) & (
            ~sides.rows["after"] | (sides.rows["sop_version"] == version)
        )
        if (of & sides.rows["after"] & sides.rows["here"]).any():
            yield Cause(f"{name} in force", _by_part(sides, of), _elsewhere(sides, of))


def _by_part(sides: Sides, of: pd.Series) -> Estimate:
    """The change of some of the labels asked about, by their share in these days."""
    rows = sides.rows[of & sides.rows["here"]]
    found = decompose(rows[~rows["after"]], rows[rows["after"]], sides.alike).rate
    if not found.exists:
        return found
    weight = sides.after["weight"]
    share = float(weight[of.reindex(weight.index)].sum() / weight.sum())
    value, low, high = (share * end for end in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high)


def _elsewhere(sides: Sides, of: pd.Series) -> Estimate:
    rows = sides.rows[of & ~sides.rows["here"]]
    return decompose(rows[~rows["after"]], rows[rows["after"]], sides.alike).rate
