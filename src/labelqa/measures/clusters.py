"""Ratios whose observations come in clusters: what one person does is alike, so people are what counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .grouping import grouped

PERSON = "person_id"


def clustered_ratio(frame: pd.DataFrame, over: str, under: str, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """
    The ratio R = sum(over) / sum(under) by group, with its standard error robust to clusters of people.

    Linearised over the G people: se = sqrt(G / (G - 1) sum (over_g - R under_g)^2) / sum(under)
    (Woodruff 1971). With `under` 1 on every row this is least squares on a constant with
    cluster-robust errors (Liang and Zeger 1986). Columns: over, under, value, se, people; se is nan
    where there is but one person. Groups in which `under` sums to 0 are left out.
    """
    people = frame.groupby([*by, PERSON], observed=True, dropna=False)[[over, under]].sum()
    people = people.astype(float).set_axis(["over", "under"], axis=1).reset_index()
    totals = grouped(people, by)[["over", "under"]].transform("sum")
    people = people[totals["under"] > 0]
    error = people["over"] - totals["over"] / totals["under"] * people["under"]
    people = people.assign(people=1, squares=error**2)
    table = grouped(people, by)[["over", "under", "people", "squares"]].sum()
    count = table["people"].where(table["people"] > 1)
    table["value"] = table["over"] / table["under"]
    table["se"] = np.sqrt(count / (count - 1) * table["squares"]) / table["under"]
    return table


def rows_per_person(frame: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.Series:
    """How many rows the person behind an average row has, by group: sum(m^2) / sum(m) (Kish 1965)."""
    sizes = frame.groupby([*by, PERSON], observed=True, dropna=False).size().rename("m").reset_index()
    sums = grouped(sizes.assign(square=sizes["m"] ** 2), by)[["square", "m"]].sum()
    return sums["square"] / sums["m"]
