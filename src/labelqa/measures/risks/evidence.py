"""Whom a case is about, and the rows that show it."""

from __future__ import annotations

import pandas as pd

from ...findings import Entity, Evidence
from ..accuracy import judged
from ..clusters import PERSON
from .detector_data import AUDITS, DAY, PEOPLE, DetectorData, with_team

GOLD = "gold_answers"
PLACES = ["vendor_id", "site_id", "queue_id"]
MOST = 20  # ids that a finding carries


def entity(data: DetectorData, column: str = "", key: str = "") -> Entity:
    """The entity that a column's id names; without one the market, or the vendor whose edition it is."""
    if column:
        return Entity(column.removesuffix("_id"), ((column, key),))
    if vendor := data.setting.vendor:
        return Entity.of("vendor", vendor_id=vendor)
    return Entity.of("market", market_id=data.setting.market)


def checks(data: DetectorData, audits: pd.DataFrame) -> pd.DataFrame:
    """
    Decisions known to be right or not: judged audits, and all answers on gold by the period's end.

    Columns: person_id, local_date, places, correct, weight (1 / incl_prob over its mean in the design, or
    1), stratum.
    """
    rows = judged(audits) if len(audits) else audits
    parts = []
    if len(rows):
        weight = 1 / rows["incl_prob"].astype(float)
        weight = weight / weight.groupby(rows["design_id"]).transform("mean")
        parts.append(rows.assign(weight=weight, stratum="audits"))
    if len(gold := data.known(GOLD)):
        parts.append(gold.assign(weight=1.0, stratum="gold"))
    columns = [PERSON, DAY, *PLACES, "correct", "weight", "stratum"]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat([part[columns] for part in parts], ignore_index=True)


def shown(table: str, ids: pd.Series) -> Evidence:
    """Some ids as evidence, and how many there are."""
    return Evidence(table, tuple(ids.astype(str).head(MOST)), len(ids))


def failed(data: DetectorData, column: str = "", key: str = "", *, quarter: bool = False) -> Evidence:
    """The audits that found a wrong label of an entity, in the period or in three months."""
    rows = data.quarter(AUDITS) if quarter else data.month(AUDITS)
    if rows.empty:
        return _wrong_on_gold(data, column, key)
    rows = rows[rows["verdict"] == "incorrect"]
    return shown(AUDITS, rows.loc[rows[column] == key, "audit_id"] if column else rows["audit_id"])


def _wrong_on_gold(data: DetectorData, column: str, key: str) -> Evidence:
    rows = data.quarter(GOLD)
    if rows.empty:
        return Evidence(GOLD)
    rows = rows[~rows["correct"].astype(bool)]
    return shown(GOLD, rows.loc[rows[column] == key, "label_event_id"] if column else rows["label_event_id"])


def failed_team(data: DetectorData, key: str) -> Evidence:
    """The audits that found a wrong label of a team, in three months."""
    rows = data.quarter(AUDITS)
    rows = with_team(rows[rows["verdict"] == "incorrect"], data.table(PEOPLE))
    return shown(AUDITS, rows.loc[rows["team_id"] == key, "audit_id"])
