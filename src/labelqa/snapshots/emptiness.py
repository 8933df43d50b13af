"""A period without a label has no report: what is said of the days that the sources do have."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from ..engines import Engine
from ..errors import DataError, Problem
from ..params import MarketParams
from ..periods import Period
from ..sources import Source

SHOWN = 5  # markets named where the one asked for is not among them


def refuse_empty(engine: Engine, period: Period, market: MarketParams, labels: Source) -> None:
    """Raise DataError, naming the days there are, where no label that keeps its contract is of the period."""
    counted = engine.fetch(
        "SELECT COUNT(*) AS cases FROM labels_slice, period_bounds"
        " WHERE submitted_at >= start_at AND submitted_at < end_at"
    )
    if counted["cases"][0].as_py():
        return
    absent = [path for path, month in labels.absent.items() if month in period.months()]
    files = f"; there is no file {', '.join(absent)}" if absent else ""
    raise DataError(
        Problem(
            f"no label of {market.id} was given in {period.label}{files}",
            "labels",
            f"{_there_are(engine, market)}; deliver the period's labels, or ask for a period that has some",
        )
    )


def _there_are(engine: Engine, market: MarketParams) -> str:
    """What the files read do have: the market's first and last day, else the markets they name."""
    span = engine.fetch(
        "SELECT MIN(submitted_at) AS first, MAX(submitted_at) AS last FROM labels_market"
        f" WHERE market_id = '{market.id}'"
    )
    first, last = (_day(span[name][0].as_py(), market.timezone) for name in ("first", "last"))
    if first:
        return f"the files read have labels of {market.id} from {first} to {last}"
    others = engine.fetch(
        "SELECT DISTINCT market_id FROM labels_source WHERE market_id IS NOT NULL ORDER BY market_id"
        f" LIMIT {SHOWN + 1}"
    )["market_id"].to_pylist()
    if not others:
        return "the files read have no label at all"
    more = " and others" if len(others) > SHOWN else ""
    return f"the files read have none of {market.id}, only of {', '.join(others[:SHOWN])}{more}"


def _day(at: dt.datetime | None, zone: str) -> str:
    if at is None:
        return ""
    return at.replace(tzinfo=dt.UTC).astimezone(ZoneInfo(zone)).date().isoformat()
