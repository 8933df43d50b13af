"""Who is there to work: full-time equivalents in production, and how people come and go."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from scipy import stats

from ..estimates import Estimate, Estimates, Unit
from .clusters import PERSON
from .grouping import grouped, named, tabulated

MONTH = 365.25 / 12  # days
ABSENT = ("leave", "left")
NOBODY = "nobody was in production"


def fte(people: pd.DataFrame, start: dt.date, end: dt.date, by: tuple[str, ...] = ()) -> Estimates:
    """
    Full-time equivalents in production on an average day from `start` up to, not including, `end`.

    A roster row counts from production_start to valid_to or left_date, unless its person is on leave or
    has left; where fte is missing it is one, and flagged. A count, so its interval is the value; n is the
    people.
    """
    name = "capacity.fte"
    rows = _in_production(people, start, end)
    if rows.empty:
        return Estimates.missing(name, by, NOBODY, Unit.FTE)
    unknown = int(rows["fte"].isna().sum())
    groups = grouped(named(rows, by).assign(fte=rows["fte"].astype(float).fillna(1) * rows["days"]), by)
    there, heads = groups["fte"].sum() / (end - start).days, groups[PERSON].nunique()
    table = pd.DataFrame({"value": there, "low": there, "high": there, "n": heads})
    flags = (_without_fte(unknown),) if unknown else ()
    return tabulated(table.assign(flags=[flags] * len(table)), name, by, "count", Unit.FTE)


def headcount(people: pd.DataFrame, on: dt.date, by: tuple[str, ...] = ()) -> Estimates:
    """People in production on a day: a count."""
    there = _in_production(people, on, on + dt.timedelta(days=1))
    return _counted(there, there, "capacity.people", by)


def started(people: pd.DataFrame, start: dt.date, end: dt.date, by: tuple[str, ...] = ()) -> Estimates:
    """People whose production began from `start` up to, not including, `end`: a count."""
    rows = _dated(people, "production_start", start, end)
    return _counted(rows, _in_production(people, start, end), "capacity.started", by)


def left(people: pd.DataFrame, start: dt.date, end: dt.date, by: tuple[str, ...] = ()) -> Estimates:
    """People who left from `start` up to, not including, `end`: a count."""
    rows = _dated(people, "left_date", start, end)
    return _counted(rows, _in_production(people, start, end), "capacity.left", by)


def attrition(people: pd.DataFrame, start: dt.date, end: dt.date) -> Estimate:
    """
    The share of people in production who leave in a month: leavers over months that people worked.

    Interval: exact for a Poisson count (Garwood 1936). n is the leavers.
    """
    leavers, months = _leavers(people, start, end)
    if months == 0:
        return Estimate.absent(NOBODY)
    low = stats.chi2.ppf(0.025, 2 * leavers) / 2 if leavers else 0.0
    high = stats.chi2.ppf(0.975, 2 * leavers + 2) / 2
    rate, least, most = (float(events) / months for events in (leavers, low, high))
    return Estimate(rate, least, most, leavers, float(leavers), "poisson-exact")


def fte_ahead(
    people: pd.DataFrame, since: dt.date, end: dt.date, until: dt.date, by: tuple[str, ...] = ()
) -> Estimates:
    """
    Full-time equivalents on an average day from `end` up to `until`: the roster less those likely to leave.

    The roster is as known: who begins and who leaves by then counts. Others leave as people did from
    `since` to `end` and, on average, half way. Prediction interval: leavers to come are negative binomial,
    the Gamma posterior of their rate with Jeffreys' prior over the months that people will work; nobody
    leaves who is not there.
    """
    there, name = fte(people, end, until, by), "capacity.fte_ahead"
    leavers, months = _leavers(people, since, end)
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for keys, each in there:
        ahead = each.value * (until - end).days / MONTH
        lost = stats.nbinom(leavers + 0.5, months / (months + ahead)) if months else None
        most, least = lost.ppf([0.975, 0.025]) / 2 if lost else (0.0, 0.0)
        gone = (leavers / months * ahead / 2 if months else 0.0, most, least)
        value, low, high = (max(0.0, each.value - one) for one in gone)
        low, high = min(value, low), max(value, high)
        expected = Estimate(value, low, high, each.n, each.n_eff, "prediction", Unit.FTE, each.flags)
        found.append((tuple(keys.values()), expected))
    if not found:
        return Estimates.missing(name, by, there.why, Unit.FTE)
    return Estimates.of(name, by, found, Unit.FTE)


def _without_fte(rows: int) -> str:
    return (
        "1 roster row without fte counts as one"
        if rows == 1
        else f"{rows} roster rows without fte count as one"
    )


def _leavers(people: pd.DataFrame, start: dt.date, end: dt.date) -> tuple[int, float]:
    """How many left, and the months that people were in production, together."""
    months = float(_in_production(people, start, end)["days"].sum()) / MONTH
    return _dated(people, "left_date", start, end)[PERSON].nunique(), months


def _in_production(people: pd.DataFrame, start: dt.date, end: dt.date) -> pd.DataFrame:
    """The roster rows with a day in production in the span, and how many as the column `days`."""
    joined, begun, moved, gone = (
        pd.to_datetime(people[day]) for day in ("valid_from", "production_start", "valid_to", "left_date")
    )
    since = joined.where(joined > begun, begun).fillna(joined)
    until = moved.where(moved < gone, gone).fillna(moved)
    first, last = (
        since.clip(lower=pd.Timestamp(start)),
        until.fillna(pd.Timestamp(end)).clip(upper=pd.Timestamp(end)),
    )
    rows = people.assign(days=(last - first).dt.days)
    return rows[(rows["days"] > 0) & ~rows["status"].isin(ABSENT)]


def _dated(people: pd.DataFrame, column: str, start: dt.date, end: dt.date) -> pd.DataFrame:
    day = pd.to_datetime(people[column])
    rows = people[(day >= pd.Timestamp(start)) & (day < pd.Timestamp(end))]
    return rows.drop_duplicates(PERSON)


def _counted(rows: pd.DataFrame, there: pd.DataFrame, name: str, by: tuple[str, ...]) -> Estimates:
    """People in `rows`, 0 for a group of those `there` that has none."""
    if there.empty:
        return Estimates.missing(name, by, NOBODY, Unit.COUNT)
    groups = grouped(named(there, by), by).size().index
    heads = grouped(named(rows, by), by)[PERSON].nunique().reindex(groups, fill_value=0).astype(float)
    table = pd.DataFrame({"value": heads, "low": heads, "high": heads, "n": heads})
    return tabulated(table, name, by, "count", Unit.COUNT)
