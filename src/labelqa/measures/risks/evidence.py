"""Whom a case is about, and the rows that show it."""

from __future__ import annotations

import pandas as pd

from ...findings import Entity, Evidence
from .material import AUDITS, PEOPLE, Material, with_team

MOST = 20  # ids that a finding carries


def entity(material: Material, column: str = "", key: str = "") -> Entity:
    """The entity that a column's id names; without one the market, or the vendor whose edition it is."""
    if column:
        return Entity(column.removesuffix("_id"), ((column, key),))
    if vendor := material.setting.vendor:
        return Entity.of("vendor", vendor_id=vendor)
    return Entity.of("market", market_id=material.setting.market)


def shown(table: str, ids: pd.Series) -> Evidence:
    """Some ids as evidence, and how many there are."""
    return Evidence(table, tuple(ids.astype(str).head(MOST)), len(ids))


def failed(material: Material, column: str = "", key: str = "", *, quarter: bool = False) -> Evidence:
    """The audits that found a wrong label of an entity, in the period or in three months."""
    rows = material.quarter(AUDITS) if quarter else material.month(AUDITS)
    rows = rows[rows["verdict"] == "incorrect"] if len(rows) else rows
    return shown(AUDITS, rows.loc[rows[column] == key, "audit_id"] if column else rows["audit_id"])


def failed_team(material: Material, key: str) -> Evidence:
    """The audits that found a wrong label of a team, in three months."""
    rows = material.quarter(AUDITS)
    rows = with_team(rows[rows["verdict"] == "incorrect"], material.table(PEOPLE))
    return shown(AUDITS, rows.loc[rows["team_id"] == key, "audit_id"])
