"""How a section asks: rows cut to a span and a dimension, handed to a measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar, Literal

import pandas as pd

from ...errors import ParamsError, Problem
from ...estimates import Estimates, Target
from ...extracts import Context
from ...measures import designs, volume
from ..language.vocabulary import DIMENSIONS, term
from .absence import NONE_DRAWN
from .arguments import Checked
from .rows import ExtractReader, Span, columns, worded
from .setting import Setting

AUDITS, GOLD, LABELS, TIMES, HISTOGRAMS = (
    "audited_labels",
    "gold_answers",
    "label_days",
    "time_days",
    "handling_days",
)

Dimension = Literal["week", "site", "queue", "vendor"]
By = Dimension | tuple[Dimension, Dimension]
Estimator = Callable[..., Estimates]


class SectionQuestions(Checked):
    """What every section's questions stand on. Where there are no data an answer has no rows and says why."""

    _name: ClassVar[str] = "r"
    """What a notebook calls it by."""

    def __init__(self, rows: ExtractReader, setting: Setting) -> None:
        self._rows = rows
        self._setting = setting

    @property
    def _context(self) -> Context:
        """Market, period, edition and provenance."""
        return self._setting.context

    def _severity(self) -> dict[str, float]:
        """What a wrong label costs, by true label; the greatest where taxonomies differ."""
        weights: dict[str, float] = designs.severity(self._held("label_classes")).to_dict()
        return weights

    def _target(self, metric: str) -> Target | None:
        """The market-wide target of a metric; None where none was agreed and none is usual."""
        return self._setting.target(metric)

    def _ask(
        self, name: str, table: str, by: By | None, span: Span | None, estimator: Estimator, **options: Any
    ) -> Estimates:
        split, days, unit = columns(by), span or usual(by), term(name).unit
        if why := self._rows.why_none(table, days):
            return Estimates.missing(name, split, why, unit)
        rows = self._rows.cut(table, days, split)
        self._require_column(name, rows, by)
        if table == AUDITS:
            rows = self._drawn(rows)
        if rows.empty:
            return Estimates.missing(name, split, NONE_DRAWN, unit)
        if unknown := [word for word in worded(by) if rows[DIMENSIONS[word]].isna().all()]:
            return Estimates.missing(name, split, f"no {unknown[0]} is recorded", unit)
        return estimator(rows, by=split, **options)

    def _require_column(self, name: str, rows: pd.DataFrame, by: By | None) -> None:
        """Raise ParamsError where the rows that a measure counts say nothing of a dimension."""
        for lacking in (word for word in worded(by) if DIMENSIONS[word] not in rows):
            there = [word for word, column in DIMENSIONS.items() if column in rows]
            what = f"{term(name).noun} cannot be split by {lacking}: its rows do not say which"
            raise ParamsError(Problem(what, "by", f"have {', '.join(['week', *there])}"))

    def _states(self, definition: str) -> tuple[str, ...]:
        """The states that a definition of the project names."""
        named = self._context.definitions.get(definition)
        return tuple(str(state) for state in named) if isinstance(named, list) else ()

    def _is_whole(self, monday: str) -> bool:
        """Whether the window holds all days of a week."""
        _, end = self._rows.span("window")
        return dt.date.fromisoformat(monday) + dt.timedelta(days=7) <= end

    def _drawn(self, audits: pd.DataFrame) -> pd.DataFrame:
        """The audits that estimates rest on; see measures.designs."""
        return designs.drawn(audits, self._held("sample_designs"))

    def _held(self, table: str) -> pd.DataFrame:
        """A whole table; an empty frame where there is none."""
        return self._rows.table(table) if self._rows.holds(table) else pd.DataFrame()

    def _delivered(self, split: tuple[str, ...], span: Span) -> dict[tuple[str, ...], int]:
        if self._rows.why_none(LABELS, span):
            return {}
        return volume.delivered(self._rows.cut(LABELS, span, split), split)


def usual(by: str | tuple[str, str] | None) -> Span:
    """Weeks are asked of the whole window, everything else of the period."""
    return "window" if "week" in worded(by) else "period"
