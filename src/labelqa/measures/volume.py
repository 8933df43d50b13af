"""How much was labelled and by how many: complete counts, which need no interval."""

from __future__ import annotations

import pandas as pd

from ..estimates import Estimate, Estimates, Unit


def labels(days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Labels made, without gold items, skips and what was removed since, of rows of label_days."""
    return counts(made(days), "volume.labels", by, "made", "sum")


def people(days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """People who gave labels."""
    return counts(days, "volume.people", by, "person_id", "nunique")


def delivered(days: pd.DataFrame, by: tuple[str, ...] = ()) -> dict[tuple[str, ...], int]:
    """Labels without gold items, skips and what was removed since, by the values of the columns `by`."""
    work = made(days)
    if not by:
        return {(): int(work["made"].sum())}
    sums = work.groupby([work[column].astype(str) for column in by])["made"].sum()
    keys = (key if isinstance(key, tuple) else (key,) for key in sums.index)
    return {tuple(map(str, key)): int(count) for key, count in zip(keys, sums, strict=True)}


def by_day(days: pd.DataFrame) -> pd.DataFrame:
    """Labels delivered: one row per local_date and queue_id, in the column labels."""
    work = made(days)
    sums: pd.DataFrame = work.groupby(["local_date", "queue_id"], as_index=False, observed=True)["made"].sum()
    return sums.rename(columns={"made": "labels"})


def made(days: pd.DataFrame) -> pd.DataFrame:
    """The rows without gold items, with the labels made in the column made."""
    work = without_gold(days)
    if work.empty:
        return work.assign(made=pd.Series(dtype=float))
    # NOTE: a snapshot frozen before removed work was counted has no such column.
    return work.assign(made=work["labels"] - work["skipped"] - work.get("removed", 0))


def without_gold(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows but for those of gold items; what is not known to be one counts."""
    if rows.empty:
        return rows
    return rows[~rows["is_gold"].astype("boolean").fillna(value=False).astype(bool)]


def counts(days: pd.DataFrame, name: str, by: tuple[str, ...], column: str, how: str) -> Estimates:
    """What a column of all rows comes to, by `how`: their sum, or nunique, how many are different."""
    groups = days.groupby(list(by), dropna=False) if by else [((), days)]
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for keys, part in groups:
        count = int(part[column].agg(how))
        found.append((keys, Estimate(count, count, count, count, count, "count", Unit.COUNT)))
    return Estimates.of(name, by, found, Unit.COUNT)
