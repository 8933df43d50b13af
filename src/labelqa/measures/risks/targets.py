"""The accuracy that was agreed: for the market, a vendor, a queue, and for agents."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from .detector_data import AUDITS, DetectorData

METRICS, ON_GOLD = ("accuracy", "accuracy.audit"), ("gold_accuracy", "accuracy.gold")


@dataclass(frozen=True)
class Agreed:
    """The accuracy agreed for a scope (ids by column), and its floor; nan where none was."""

    scope: Mapping[str, str]
    target: float = math.nan
    floor: float = math.nan


def agreed(data: DetectorData, metrics: tuple[str, ...] = METRICS) -> list[Agreed]:
    """What was agreed on accuracy for the market, its vendors and its queues on the period's last day."""
    table = data.table("targets")
    if table.empty:
        return []
    day = data.end - pd.Timedelta(days=1)
    since, until = pd.to_datetime(table["valid_from"]), pd.to_datetime(table["valid_to"])
    ours = table["market_id"].isna() | (table["market_id"] == data.setting.market)
    rows = table[ours & table["metric"].isin(metrics) & (since <= day) & (until.isna() | (until > day))]
    rows = rows[rows["role"].isna() & rows["tenure_band"].isna() & (rows["direction"] == "at_least")]
    found: dict[tuple[tuple[str, str], ...], Agreed] = {}
    rows = rows.assign(floor=rows["floor"].astype(float)).sort_values("valid_from")
    for row in rows.to_dict("records"):
        scope = {c: str(row[c]) for c in ("vendor_id", "queue_id") if isinstance(row[c], str)}
        found[tuple(scope.items())] = Agreed(scope, float(row["target"]), row["floor"])
    return [*found.values()]


def market_target(data: DetectorData, metrics: tuple[str, ...] = METRICS) -> Agreed:
    """What was agreed for all of the market, in a vendor's edition with it; nan where nothing was."""
    known = {tuple(each.scope.items()): each for each in agreed(data, metrics)}
    own = (("vendor_id", str(data.setting.vendor)),)
    return known.get(own) or known.get(()) or Agreed({})


def goal_of_agents(data: DetectorData) -> Agreed:
    """What was agreed for agents, looked up once: every agent is held against it."""
    metrics = ON_GOLD if data.quarter(AUDITS).empty else METRICS
    return data.once("goal_of_agents", functools.partial(market_target, data, metrics))
