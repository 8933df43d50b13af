"""What the rows of one file hold, column by column, judged on all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..engines import Engine
from .times import TimeForm, fitting

_EXAMPLES = 40
_OF_TIME = re.compile(r"time|date|(^|_)(at|ts|epoch)($|_)|created|submitted|started|completed")
_NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"


@dataclass(frozen=True)
class Column:
    """One column: how many rows fill it, with how many values, and its most frequent ones."""

    name: str
    rows: int
    filled: int
    distinct: int
    examples: tuple[str, ...]
    numeric: bool
    times: tuple[TimeForm, ...]

    @property
    def unique(self) -> bool:
        """Whether every row has a value of its own."""
        return 0 < self.rows == self.filled == self.distinct

    @property
    def repeats(self) -> bool:
        """Whether values come again and again, as those of people, items and answers do."""
        return 1 < self.distinct <= max(2, self.filled // 2)

    @property
    def few(self) -> bool:
        """Whether its values are so few that they may be classes."""
        return self.repeats and self.distinct <= _EXAMPLES


class Profile:
    """The rows of a view in an engine; every question is answered from all rows."""

    def __init__(self, engine: Engine, view: str) -> None:
        self._engine, self._view = engine, view
        self._found = engine.found(f"SELECT * FROM {view}")

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All columns by name, in the file's order; those without a name or a value are left out."""
        names = [name for name in self._found if name not in ("source_file", "source_row")]
        return {name: column for name in names if (column := self._column(name)).filled}

    @cached_property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self._one(f"SELECT COUNT(*) FROM {self._view}"))

    def sql(self, name: str) -> str:
        """A column's value as text, without the spaces around it, null where there is nothing."""
        return f"NULLIF(TRIM({self._engine.text(self._engine.quoted(name))}), '')"

    def is_list(self, name: str) -> bool:
        """Whether a column's values are lists."""
        return self._found[name] == "texts"

    def given(self, name: str) -> str:
        """The condition that a column has a value, for sources.yml."""
        called = self._engine.quoted(name)
        conditions = {"text": f"{called} <> ''", "texts": f"len({called}) > 0"}
        return conditions.get(self._found[name], f"{called} IS NOT NULL")

    def values(self, name: str, at_most: int = 500) -> tuple[str, ...]:
        """The different values of a column, in order."""
        found = self._rows(
            f"SELECT DISTINCT {self.sql(name)} AS value FROM {self._view} ORDER BY value LIMIT {at_most}"
        )
        return tuple(row["value"] for row in found if row["value"] is not None)

    def most_within(self, outer: str, names: Sequence[str], where: str = "TRUE") -> dict[str, int]:
        """By column of `names` the most different values that rows of one value of `outer` have."""
        if not names:
            return {}
        counts = ", ".join(f"COUNT(DISTINCT {self.sql(name)}) AS c{n}" for n, name in enumerate(names))
        most = ", ".join(f"MAX(c{n}) AS c{n}" for n in range(len(names)))
        key = self.sql(outer)
        inner = f"SELECT {counts} FROM {self._view} WHERE {key} IS NOT NULL AND ({where}) GROUP BY {key}"
        [row] = self._rows(f"SELECT {most} FROM ({inner}) AS each_one")
        return {name: int(row[f"c{n}"] or 0) for n, name in enumerate(names)}

    def counted(self, condition: str) -> int:
        """How many rows meet a condition."""
        return int(self._one(f"SELECT COUNT(*) FROM {self._view} WHERE {condition}"))

    def span(self, name: str, form: TimeForm) -> tuple[str, str]:
        """The first and the last month that a column of times shows, as YYYY-MM; empty where none is read."""
        shown = self._instant(name, form)
        row = self._rows(
            f"SELECT STRFTIME(MIN(shown), '%Y-%m') AS first, STRFTIME(MAX(shown), '%Y-%m') AS last"
            f" FROM (SELECT {shown} AS shown FROM {self._view}) AS times"
        )[0]
        return row["first"] or "", row["last"] or ""

    def months(self, name: str, form: TimeForm) -> int:
        """How many different months a column of times shows."""
        shown = f"STRFTIME({self._instant(name, form)}, '%Y-%m')"
        return int(self._one(f"SELECT COUNT(DISTINCT {shown}) FROM {self._view}"))

    def _instant(self, name: str, form: TimeForm) -> str:
        value = self.sql(name)
        if self._found[name] in ("instant", "date", "zoned"):
            return f"CAST({self._engine.quoted(name)} AS TIMESTAMP)"
        if form.format in ("epoch", "epoch_ms"):
            unit = 1 if form.format == "epoch" else 1000
            return f"epoch_ms(CAST(CAST({value} AS DOUBLE) * {1000 // unit} AS BIGINT))"
        if form.format:
            bare = re.sub(r" ?%Z", "", form.format)
            value = f"REGEXP_REPLACE({value}, ' [A-Z]{{3,5}}', '')" if bare != form.format else value
            return f"TRY_STRPTIME({value}, '{bare}')"
        return f"TRY_CAST(SUBSTR(REPLACE({value}, 'T', ' '), 1, 19) AS TIMESTAMP)"

    def _column(self, name: str) -> Column:
        value = self.sql(name)
        [row] = self._rows(
            f"SELECT COUNT({value}) AS filled, COUNT(DISTINCT {value}) AS distinct_values,"
            f" COUNT(*) FILTER (WHERE REGEXP_FULL_MATCH({value}, '{_NUMBER}')) AS numbers FROM {self._view}"
        )
        filled, distinct = int(row["filled"]), int(row["distinct_values"])
        found = self._rows(
            f"SELECT {value} AS value, COUNT(*) AS n FROM {self._view} WHERE {value} IS NOT NULL"
            f" GROUP BY 1 ORDER BY n DESC, value LIMIT {_EXAMPLES}"
        )
        examples = tuple(each["value"] for each in found)
        times = self._times(name, examples, filled)
        return Column(name, self.rows, filled, distinct, examples, filled == int(row["numbers"]), times)

    def _times(self, name: str, examples: tuple[str, ...], filled: int) -> tuple[TimeForm, ...]:
        kind = self._found[name]
        if kind in ("instant", "date", "zoned"):
            return (TimeForm(named=kind == "zoned"),)
        value = self.sql(name)

        def counted(form: str) -> int:
            return self.counted(f"TRY_STRPTIME({value}, '{form}') IS NOT NULL")

        forms = fitting(examples, counted, filled)
        # NOTE: ten digits may be any id; only a name tells that they count seconds.
        counts = any(form.format in ("epoch", "epoch_ms") for form in forms)
        return () if counts and not _OF_TIME.search(name.lower()) else forms

    def _rows(self, query: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._engine.fetch(query).to_pylist()
        return rows

    def _one(self, query: str) -> Any:
        [row] = self._engine.fetch(query).to_pylist()
        return next(iter(row.values()))


def quoted_text(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"
