"""How much was labelled and by how many: complete counts, which need no interval."""

from __future__ import annotations

import pandas as pd

from ..estimates import Estimate, Estimates, Unit


def labels(days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Labels delivered, gold items and skips left out; `days` are rows of label_days."""
    return _counts(_work(days), "volume.labels", by, "made", "sum")


def people(days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """People who gave labels."""
    return _counts(days, "volume.people", by, "person_id", "nunique")


def delivered(days: pd.DataFrame, by: tuple[str, ...] = ()) -> dict[tuple[str, ...], int]:
    """Labels without gold items and skips, by the values of at most one column."""
    work = _work(days)
    if not by:
        return {(): int(work["made"].sum())}
    sums = work.groupby(work[by[0]].astype(str))["made"].sum()
    return {(str(key),): int(count) for key, count in sums.items()}


def _work(days: pd.DataFrame) -> pd.DataFrame:
    work = days[~days["is_gold"].astype("boolean").fillna(False)]
    return work.assign(made=work["labels"] - work["skipped"])


def _counts(days: pd.DataFrame, name: str, by: tuple[str, ...], column: str, how: str) -> Estimates:
    groups = days.groupby(list(by), dropna=False) if by else [((), days)]
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for keys, part in groups:
        count = int(part[column].agg(how))
        found.append((keys, Estimate(count, count, count, count, count, "count", Unit.COUNT)))
    return Estimates.of(name, by, found, Unit.COUNT)
