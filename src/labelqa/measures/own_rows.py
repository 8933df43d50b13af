"""Figures of an analyst's own rows: a share, a mean, a quantile, a rate, each with people as what varies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..estimates import Estimate, Estimates, Unit
from .clusters import PERSON, by_people, clustered_ratio, clustered_shares
from .grouping import grouped, named
from .quantiles import quantile, up_to, woodruff

NONE = "no row has a value"


def own_share(rows: pd.DataFrame, name: str, by: tuple[str, ...], *, independent: bool = False) -> Estimates:
    """
    The share of rows whose `value` is 1, not 0, counting by `weight`.

    Interval: that of `clustered_shares`, by person_id, or of `independent` rows Wilson's.
    """
    if rows.empty:
        return Estimates.missing(name, by, NONE)
    return clustered_shares(rows, "value", name, by, independent=independent)


def own_mean(
    rows: pd.DataFrame, name: str, by: tuple[str, ...], unit: Unit, *, independent: bool = False
) -> Estimates:
    """
    The mean of `value`, rows counting by `weight`; its interval is that of `own_rate`.

    A mean of what is never below 0 has no interval below 0.
    """
    if rows.empty:
        return Estimates.missing(name, by, NONE, unit)
    least = 0.0 if float(rows["value"].min()) >= 0 else None
    return _ratio(rows.assign(over=rows["value"] * rows["weight"], under=rows["weight"]), name, by, unit,
                  least=least, independent=independent)  # fmt: skip


def own_rate(
    rows: pd.DataFrame, name: str, by: tuple[str, ...], unit: Unit, *, independent: bool = False
) -> Estimates:
    """
    The ratio of the sums of `over` and `under`, neither of them negative; n counts rows.

    Interval: Student's over people, linearised (`by_people`), or over `independent` rows unless they are
    split by person. One of them is too few for a value. Groups whose `under` comes to 0 are left out.
    """
    if rows.empty:
        return Estimates.missing(name, by, NONE, unit)
    return _ratio(rows, name, by, unit, least=0.0, independent=independent)


def own_quantile(
    rows: pd.DataFrame, q: float, name: str, by: tuple[str, ...], unit: Unit, *, independent: bool = False
) -> Estimates:
    """
    The quantile `q` of `value`, type 7.

    Interval: Woodruff's over people (`woodruff`), or of `independent` rows by order statistics.
    """
    if rows.empty:
        return Estimates.missing(name, by, NONE, unit)
    groups = grouped(named(rows, by), by)
    found = [(keys[: len(by)], _quantile(part, q, unit, independent=independent)) for keys, part in groups]
    return Estimates.of(name, by, found, unit)


def _ratio(
    rows: pd.DataFrame,
    name: str,
    by: tuple[str, ...],
    unit: Unit,
    *,
    least: float | None,
    independent: bool,
) -> Estimates:
    independent = independent and PERSON not in by
    rows = named(_each_its_own(rows) if independent else rows, by)
    if not (rows["under"] > 0).any():
        return Estimates.missing(name, by, "what it is divided by comes to 0", unit)
    table = clustered_ratio(rows, "over", "under", by)
    never_more = unit is Unit.SHARE and bool((rows["over"] <= rows["under"]).all())
    table = table.assign(n=grouped(rows, by).size())
    found = by_people(table, name, by, unit, least=least, most=1.0 if never_more else None)
    return _of_rows(found) if independent else found


def _of_rows(found: Estimates) -> Estimates:
    """Estimates of by_people, each of whose people was a row."""
    flags = [tuple(flag.replace("one person", "one row") for flag in flags) for flags in found.rows["flags"]]
    rows = found.rows.assign(method="linearised", flags=flags)
    return Estimates(found.name, found.by, rows, found.unit)


def _each_its_own(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(**{PERSON: np.arange(len(rows))})


def _quantile(rows: pd.DataFrame, q: float, unit: Unit, *, independent: bool) -> Estimate:
    counts = rows.groupby("value").size()
    at = quantile(counts.index, counts, q, unit)
    if independent:
        return at
    scored = rows.assign(score=rows["value"].map(up_to(counts, q)), rows=1)
    share = clustered_ratio(scored, "score", "rows").iloc[0]
    return woodruff(at, counts.index, counts, q, se=float(share["se"]), people=int(share["people"]))
