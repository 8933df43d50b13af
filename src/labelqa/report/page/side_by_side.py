"""Several measures beside one another, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...components import Cell, Column, Table
from ...estimates import Estimate, Estimates
from ..data.setting import Setting
from ..language.vocabulary import PLURALS, term
from ..language.words import with_interval
from . import words
from .records import records, sheet_of_many

MOST_PAIRS = 3  # measures with a column each for their intervals; more would break words and numbers


def side_by_side(setting: Setting, title: str, measures: Sequence[Estimates], table_id: str) -> Table:
    """
    Several measures by the same column: value and interval of each, one row per value.

    Beyond MOST_PAIRS measures the interval stands in brackets behind its value; what was counted has none.
    """
    shown = [_Shown(estimates, apart=len(measures) <= MOST_PAIRS) for estimates in measures]
    rows = [
        (Cell(text=setting.title(by)), *(Cell(text=text) for one in shown for text in one.texts(setting, by)))
        for by, _ in measures[0]
    ]
    name = Column(name=PLURALS[measures[0].by[0]][0].capitalize(), share=0.24)
    return Table(
        id=table_id,
        title=title,
        measure=words.SIDE_BY_SIDE(setting.numerals, period=setting.days(*measures)),
        columns=(name, *(column for one in shown for column in one.columns(0.76 / len(measures)))),
        rows=tuple(rows),
        data=sheet_of_many(table_id, measures),
        figures=tuple(figure for estimates in measures for figure in records(estimates)),
    )


@dataclass(frozen=True)
class _Shown:
    """A measure beside others, its interval `apart` in a column of its own or in brackets."""

    estimates: Estimates
    apart: bool

    @property
    def counted(self) -> bool:
        """Whether no row has an interval: all there are were counted."""
        return all(each.low == each.high for _, each in self.estimates if each.exists)

    def columns(self, share: float) -> tuple[Column, ...]:
        head = Column(name=term(self.estimates.name).column, numeric=True, share=share)
        if self.counted or not self.apart:
            return (head,)
        between = Column(name=words.INTERVAL, numeric=True, share=0.6 * share)
        return head.model_copy(update={"share": 0.4 * share}), between

    def texts(self, setting: Setting, by: Mapping[str, str]) -> tuple[str, ...]:
        held = (each for keys, each in self.estimates if keys == by)
        estimate, numerals = next(held, Estimate.absent(words.NO_DATA)), setting.numerals
        if self.counted:
            return (numerals.estimate(estimate),)
        if self.apart:
            return numerals.estimate(estimate), numerals.interval(estimate)
        return (with_interval(estimate, numerals),)
