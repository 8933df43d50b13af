"""What was written in advance: the question, the filters, the smallest loss that matters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import pandas as pd

from ....errors import ParamsError, Problem
from ....measures.inquiry import FEWEST, LEAST

FILTERS = {
    "site": "site_id",
    "vendor": "vendor_id",
    "queue": "queue_id",
    "label": "label_id",
    "sop_version": "sop_version",
    "person": "person_id",
}
"""The columns behind the words of a filter."""
WORDS = {column: name.replace("_", " ").replace("sop", "SOP") for name, column in FILTERS.items()}
"""The words of the columns, as printed."""
_MOST_NAMED = 8


@dataclass(frozen=True)
class Asked:
    """`filters` are (column, value) pairs; several values of one column are alternatives."""

    question: str = ""
    rule: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    least: float = LEAST
    fewest: int = FEWEST

    @property
    def columns(self) -> dict[str, list[str]]:
        """The values asked for, by column."""
        found: dict[str, list[str]] = {}
        for column, value in self.filters:
            found.setdefault(column, []).append(value)
        return found

    def picks(self, rows: pd.DataFrame) -> pd.Series:
        """Which rows are asked about; all, without a filter."""
        masks = [rows[column].isin(values) for column, values in self.columns.items()]
        return reduce(pd.Series.__and__, masks, pd.Series(True, index=rows.index))


def asked(
    question: str, *, where: str = "", rule: str = "", least: float = LEAST, fewest: int = FEWEST
) -> Asked:
    """
    What a notebook's parameters ask; `where` has one filter on a line, such as site=batam.

    Raises ParamsError for a filter that is none.
    """
    lines = [line.strip() for line in where.splitlines() if line.strip()]
    pairs = [line.partition("=") for line in lines]
    if wrong := [
        line for line, (name, _, value) in zip(lines, pairs, strict=True) if name not in FILTERS or not value
    ]:
        remedy = f"write site=batam; have {', '.join(FILTERS)}"
        raise ParamsError(Problem(f"{wrong[0]!r} filters nothing", "where", remedy))
    return Asked(question, rule, tuple((FILTERS[name], value) for name, _, value in pairs), least, fewest)


def check(asked: Asked, labels: pd.DataFrame) -> None:
    """Raise ParamsError for values that no label of the window has: a typo must not read as "no audits"."""
    problems = []
    for column, values in asked.columns.items():
        known = sorted(labels[column].dropna().astype(str).unique())
        named = ", ".join(known[:_MOST_NAMED]) + (", …" if len(known) > _MOST_NAMED else "")
        problems += [
            Problem(f"no label of these weeks has {column} {value!r}", "where", f"have {named}")
            for value in values
            if value not in known
        ]
    if problems:
        raise ParamsError(*problems)
