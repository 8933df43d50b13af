"""An analyst's own rows, checked where they come in: of which columns a figure is made, split and counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api import types

from ...contracts import CANONICAL, FROZEN
from ...errors import ParamsError, Problem
from ...estimates import VALUE_COLUMNS
from ...measures.clusters import PERSON
from ..language.vocabulary import DIMENSIONS
from .arguments.known import quoted, require

DAY = "local_date"
_OURS = {*VALUE_COLUMNS, "weight", "over", "under", "square", "rows", "people", "squares", "se", "score"}
"""What measures call the columns that they make."""
_ROW_IDS = {
    table.key[0] for table in {**CANONICAL, **FROZEN}.values() if len(table.key) == 1 and table.at is not None
}
"""Columns by which a row of a table that has a time is told from all others."""


@dataclass(frozen=True)
class OwnRows:
    """
    Rows of an analyst's, `by` the columns that they are split by.

    `weight` is the column of what a row counts, empty for one each. `where` names the question in errors.
    """

    frame: pd.DataFrame
    by: tuple[str, ...]
    weight: str
    where: str

    @property
    def independent(self) -> bool:
        """Whether rows are taken as independent: no person is behind them, or each group is one person's."""
        return PERSON not in self.frame or PERSON in self.by

    @property
    def repeated(self) -> str:
        """The id of rows that stands more than once, where no other tells them apart; empty else."""
        ids = [column for column in self.frame if column in _ROW_IDS]
        twice = [column for column in ids if self.frame[column].duplicated().any()]
        return twice[0] if ids and len(ids) == len(twice) else ""

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last local_date; None where the rows have none."""
        return days_of(self.frame)

    def yes_or_no(self, column: str) -> pd.Series:
        """A column of true and false, or 1 and 0, as 1.0 and 0.0. Raises ParamsError for any other."""
        values = self._numbers(column)
        if values is not None and values.dropna().isin([0, 1]).all():
            return values
        remedy = f'make it one: rows.assign({column}=rows["{column}"] == "..."), or ask r.mean'
        raise ParamsError(Problem("holds more than true and false", self._at(column), remedy))

    def numbers(self, column: str, *, least: float = -np.inf) -> pd.Series:
        """A column of finite numbers from `least` on. Raises ParamsError for any other."""
        values = self._numbers(column)
        if values is None:
            raise ParamsError(Problem("holds no numbers", self._at(column), self._have_numbers()))
        if np.isinf(values).any() or (values < least).any():
            what = "holds numbers that are not finite" + ("" if least < 0 else ", or below 0")
            raise ParamsError(Problem(what, self._at(column), "replace them, or leave their rows out"))
        return values

    def made(self, **values: pd.Series) -> pd.DataFrame:
        """
        The columns that measures read: `values`, `by`, weight and person_id, of rows that lack no value.

        Raises ParamsError for weights that are missing or not above 0.
        """
        person = self.frame[PERSON] if PERSON in self.frame else np.arange(len(self.frame))
        columns = {**values, "weight": self._weights(), PERSON: person}
        made = self.frame[[*self.by]].assign(**columns)
        return made.dropna(subset=[*values]).reset_index(drop=True)

    def counted(self, column: str) -> pd.DataFrame:
        """What a count reads: `by`, and as `value` a column, or without one the row itself."""
        if column:
            require(column, self.frame.columns, noun="column", where=self.where)
        return self.frame[[*self.by]].assign(value=self.frame[column] if column else 1)

    def _weights(self) -> pd.Series:
        if not self.weight:
            return pd.Series(1.0, self.frame.index)
        weights = self.numbers(self.weight)
        if not (weights > 0).all():
            raise ParamsError(
                Problem("holds weights that are missing or not above 0", self._at(self.weight), "mend them")
            )
        return weights

    def _numbers(self, column: str) -> pd.Series | None:
        """The numbers of a column, nan where missing; None where it holds anything else."""
        require(column, self.frame.columns, noun="column", where=self.where)
        values = self.frame[column].astype(object).infer_objects().convert_dtypes()
        if not types.is_numeric_dtype(values.dtype) and values.notna().any():
            return None
        return pd.Series(values.to_numpy(dtype=float, na_value=np.nan), self.frame.index)

    def _have_numbers(self) -> str:
        there = [str(column) for column in self.frame if types.is_numeric_dtype(self.frame[column].dtype)]
        return f"have numbers in {', '.join(there)}" if there else "no column of these rows holds any"

    def _at(self, column: str) -> str:
        return f"{self.where}, column {quoted(column)}"


def days_of(frame: pd.DataFrame) -> tuple[dt.date, dt.date] | None:
    """The first and the last local_date of a frame; None where it has none."""
    if DAY not in frame:
        return None
    found = pd.to_datetime(frame[DAY], errors="coerce").dropna()
    return None if found.empty else (found.min().date(), found.max().date())


def own_rows(
    rows: pd.DataFrame, by: str | tuple[str, str] | None, *, where: str, weight: str = ""
) -> OwnRows:
    """
    The rows with the levels of their index as columns, and what they are split and counted by.

    `by` names columns, or dimensions as everywhere: "site". Raises ParamsError for columns that there are
    none of, that stand twice, or that are called as measures call theirs.
    """
    frame = _flat(rows, where)
    split = tuple(_column(each, frame) for each in ([by] if isinstance(by, str) else by or ()))
    for column in (*split, *filter(None, [weight])):
        require(column, frame.columns, noun="column", where=where)
    if taken := sorted(_OURS.intersection(split)):
        remedy = f'call it otherwise: rows.rename(columns={{"{taken[0]}": "..."}})'
        raise ParamsError(Problem(f"cannot be split by a column called {taken[0]}", where, remedy))
    return OwnRows(frame, split, weight, where)


def _flat(rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """Columns only, each by its own name."""
    named = [name for name in rows.index.names if name is not None and name not in rows.columns]
    frame = rows.reset_index(level=named).reset_index(drop=True) if named else rows.reset_index(drop=True)
    if twice := _twice(frame.columns):
        raise ParamsError(
            Problem(f"has several columns called {twice}", where, "give each a name of its own")
        )
    if not all(isinstance(column, str) for column in frame.columns):
        remedy = 'name them: frame.columns = ["site", "share"]'
        raise ParamsError(Problem("has columns whose names are not text", where, remedy))
    return frame


def _twice(names: Iterable[object]) -> str:
    seen = pd.Index(list(names))
    return str(seen[seen.duplicated()][0]) if seen.has_duplicates else ""


def _column(word: str, frame: pd.DataFrame) -> str:
    """The column of a split: the one called so, else that of a dimension as sections know it."""
    return word if word in frame else DIMENSIONS.get(word, word)
