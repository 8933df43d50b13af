"""Whom a case is about, and the rows that show it."""

from __future__ import annotations

import pandas as pd

from ...findings import Entity, Evidence
from ..accuracy import judged
from ..clusters import PERSON
from .material import AUDITS, DAY, PEOPLE, Material, with_team

GOLD = "gold_answers"
PLACES = ["vendor_id", "site_id", "queue_id"]
MOST = 20  # ids that a finding carries


def entity(material: Material, column: str = "", key: str = "") -> Entity:
    """The entity that a column's id names; without one the market, or the vendor whose edition it is."""
    if column:
        return Entity(column.removesuffix("_id"), ((column, key),))
    if vendor := material.setting.vendor:
        return Entity.of("vendor", vendor_id=vendor)
    return Entity.of("market", market_id=material.setting.market)


def checks(material: Material, audits: pd.DataFrame) -> pd.DataFrame:
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
    if len(gold := material.known(GOLD)):
        parts.append(gold.assign(weight=1.0, stratum="gold"))
    columns = [PERSON, DAY, *PLACES, "correct", "weight", "stratum"]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat([part[columns] for part in parts], ignore_index=True)


def shown(table: str, ids: pd.Series) -> Evidence:
    """Some ids as evidence, and how many there are."""
    return Evidence(table, tuple(ids.astype(str).head(MOST)), len(ids))


def failed(material: Material, column: str = "", key: str = "", *, quarter: bool = False) -> Evidence:
    """The audits that found a wrong label of an entity, in the period or in three months."""
    rows = material.quarter(AUDITS) if quarter else material.month(AUDITS)
    if rows.empty:
        return _wrong_on_gold(material, column, key)
    rows = rows[rows["verdict"] == "incorrect"]
    return shown(AUDITS, rows.loc[rows[column] == key, "audit_id"] if column else rows["audit_id"])


def _wrong_on_gold(material: Material, column: str, key: str) -> Evidence:
    rows = material.quarter(GOLD)
    if rows.empty:
        return Evidence(GOLD)
    rows = rows[~rows["correct"].astype(bool)]
    return shown(GOLD, rows.loc[rows[column] == key, "label_event_id"] if column else rows["label_event_id"])


def failed_team(material: Material, key: str) -> Evidence:
    """The audits that found a wrong label of a team, in three months."""
    rows = material.quarter(AUDITS)
    rows = with_team(rows[rows["verdict"] == "incorrect"], material.table(PEOPLE))
    return shown(AUDITS, rows.loc[rows["team_id"] == key, "audit_id"])
