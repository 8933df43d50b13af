"""What an investigation is asked in advance: the question, its filters, the smallest loss that matters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import pandas as pd

from ..inquiry import FEWEST, LEAST


@dataclass(frozen=True)
class InvestigationRequest:
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
