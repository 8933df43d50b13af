"""Rows into groups and groups into Estimates; the group of rows that name none is "unknown"."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..estimates import VALUE_COLUMNS, Estimates, Unit

UNKNOWN = "unknown"


def named(frame: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """`frame` with the missing values of its columns `by` called UNKNOWN."""
    gaps = [column for column in by if frame[column].isna().any()]
    return frame.assign(**{column: frame[column].astype(object).fillna(UNKNOWN) for column in gaps})


def grouped(frame: pd.DataFrame, by: tuple[str, ...]) -> Any:
    """The groups of rows with equal `by`, in order; all rows are one group, (0,), without `by`."""
    keys: list[Any] = [*by] or [np.zeros(len(frame), int)]
    return frame.groupby(keys, observed=True)


def tabulated(
    table: pd.DataFrame, name: str, by: tuple[str, ...], method: str, unit: Unit = Unit.SHARE
) -> Estimates:
    """
    Estimates from a table indexed by `by` with the columns value, low, high and n.

    n_eff, method and flags are n, `method` and none unless the table has them as columns.
    """
    rows = table.reset_index(drop=not by).assign(n=lambda t: t["n"].astype(int))
    defaults = {"n_eff": rows["n"].astype(float), "method": method, "flags": [()] * len(rows)}
    rows = rows.assign(**{column: value for column, value in defaults.items() if column not in rows})
    return Estimates(name, by, rows[[*by, *VALUE_COLUMNS]], unit, "" if len(rows) else "no data")
