"""How a question is asked: rows cut to a span and a dimension, handed to a measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal

import pandas as pd

from ...errors import ParamsError, Problem
from ...estimates import Estimates, Target
from ...extracts import Context
from ...measures import designs, volume
from ..language.vocabulary import DIMENSIONS, term
from .arguments import Checked
from .arguments.known import require
from .rows import Rows, When, columns
from .setting import Setting

AUDITS, GOLD, LABELS, TIMES, HISTOGRAMS = (
    "audited_labels",
    "gold_answers",
    "label_days",
    "time_days",
    "handling_days",
)

By = Literal["week", "site", "queue", "vendor"]
Estimator = Callable[..., Estimates]


class Asking(Checked):
    """What every topic's questions stand on. Where there are no data an answer has no rows and says why."""

    def __init__(self, rows: Rows, setting: Setting) -> None:
        self._rows = rows
        self._setting = setting

    @property
    def context(self) -> Context:
        """Market, period, edition and provenance."""
        return self._setting.context

    def target(self, metric: str) -> Target | None:
        """
        The market-wide target of a metric, such as "accuracy"; None where none was agreed.

        Raises ParamsError for a metric that no measure has and nobody agreed on.
        """
        require(metric, self._setting.targets.metrics() | {""}, noun="metric", where="r.target, metric")
        return self._setting.targets.get(metric)

    def why_none(self, need: str) -> str:
        """
        Why none of the tables that a need names has rows in the period; empty where one has.

        A need may name alternatives: "audited_labels or gold_answers". Raises ParamsError for a table that
        no report knows; one that is known may be missing.
        """
        tables = need.split(" or ")
        for table in tables:
            self._rows.require(table, "needs")
        reasons = [self._rows.why_none(table) for table in tables]
        return "" if "" in reasons else "; ".join(dict.fromkeys(reasons))

    def severity(self) -> dict[str, float]:
        """What a wrong label costs, by true label; the greatest where taxonomies differ."""
        weights: dict[str, float] = designs.severity(self._held("label_classes")).to_dict()
        return weights

    def _ask(
        self, name: str, table: str, by: str | None, when: When | None, estimator: Estimator, **options: Any
    ) -> Estimates:
        split, span, unit = columns(by), when or usual(by), term(name).unit
        if why := self._rows.why_none(table, span):
            return Estimates.missing(name, split, why, unit)
        rows = self._rows.cut(table, span, split)
        self._require_column(name, rows, by)
        if table == AUDITS:
            rows = self._drawn(rows)
        if rows.empty:
            return Estimates.missing(name, split, "no audit was drawn at random", unit)
        if split and rows[split[0]].isna().all():
            return Estimates.missing(name, split, f"no {by} is recorded", unit)
        return estimator(rows, by=split, **options)

    def _require_column(self, name: str, rows: pd.DataFrame, by: str | None) -> None:
        """Raise ParamsError where the rows that a measure counts say nothing of a dimension."""
        if by and DIMENSIONS[by] not in rows:
            there = [word for word, column in DIMENSIONS.items() if column in rows]
            what = f"{term(name).noun} cannot be split by {by}: its rows do not say which"
            raise ParamsError(Problem(what, "by", f"have {', '.join(['week', *there])}"))

    def _states(self, definition: str) -> tuple[str, ...]:
        """The states that a definition of the project names."""
        named = self._setting.context.definitions.get(definition)
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

    def _delivered(self, split: tuple[str, ...], when: When) -> dict[tuple[str, ...], int]:
        if self._rows.why_none(LABELS, when):
            return {}
        return volume.delivered(self._rows.cut(LABELS, when, split), split)


def usual(by: str | None) -> When:
    """Weeks are asked of the whole window, everything else of the period."""
    return "window" if by == "week" else "period"
