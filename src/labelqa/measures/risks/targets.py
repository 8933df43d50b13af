"""Accuracy below what was agreed: the market's, a vendor's, a queue's, a site's, a team's, an agent's."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from ...estimates import Estimate, Estimates, Target, judge
from ...findings import Entity
from .. import agents, impact
from ..accuracy import by_design
from ..clusters import PERSON
from ..false_discovery import mid_p
from .cases import Case
from .evidence import entity, failed, failed_team
from .material import AUDITS, PEOPLE, Material, with_team
from .people import expected, of_agents, records, rests_on

FEWEST_EFFECTIVE = 75  # about 100 by the likeness of people as estimated: n_eff counts what may be
FEWEST = 20
METRICS, ON_GOLD = ("accuracy", "accuracy.audit"), ("gold_accuracy", "accuracy.gold")
TEAM = "team_id"


@dataclass(frozen=True)
class Agreed:
    """The accuracy agreed for a scope (ids by column), and its floor; nan where none was."""

    scope: Mapping[str, str]
    target: float = math.nan
    floor: float = math.nan


def agreed(material: Material, metrics: tuple[str, ...] = METRICS) -> list[Agreed]:
    """What was agreed on accuracy for the market, its vendors and its queues on the period's last day."""
    table = material.table("targets")
    if table.empty:
        return []
    day = material.end - pd.Timedelta(days=1)
    since, until = pd.to_datetime(table["valid_from"]), pd.to_datetime(table["valid_to"])
    ours = table["market_id"].isna() | (table["market_id"] == material.setting.market)
    rows = table[ours & table["metric"].isin(metrics) & (since <= day) & (until.isna() | (until > day))]
    rows = rows[rows["role"].isna() & rows["tenure_band"].isna() & (rows["direction"] == "at_least")]
    found: dict[tuple[tuple[str, str], ...], Agreed] = {}
    rows = rows.assign(floor=rows["floor"].astype(float)).sort_values("valid_from")
    for row in rows.to_dict("records"):
        scope = {c: str(row[c]) for c in ("vendor_id", "queue_id") if isinstance(row[c], str)}
        found[tuple(scope.items())] = Agreed(scope, float(row["target"]), row["floor"])
    return [*found.values()]


def market_target(material: Material, metrics: tuple[str, ...] = METRICS) -> Agreed:
    """What was agreed for all of the market, in a vendor's edition with it; nan where nothing was."""
    known = {tuple(each.scope.items()): each for each in agreed(material, metrics)}
    own = (("vendor_id", str(material.setting.vendor)),)
    return known.get(own) or known.get(()) or Agreed({})


def below_target(material: Material) -> Iterator[Case]:
    """
    P(accuracy < target), by the sampling design: of the market, of vendors and of queues with a target.

    As the verdict on the target has it (`judge`), so that the two never differ. Guard: n_eff >= 75.
    """
    general = market_target(material).target
    held = {column: _goals(material, column) for column in ("vendor_id", "queue_id")}
    yield from _scope(material, by_design(material.audits), {"": general}, math.nan)
    vendors = by_design(material.audits, ("vendor_id",))
    if len(vendors) > 1:  # the only one is the market
        yield from _scope(material, vendors, held["vendor_id"], general)
    yield from _scope(material, by_design(material.audits, ("queue_id",)), held["queue_id"], math.nan)


def units_below(material: Material) -> Iterator[Case]:
    """
    The same of sites in the month and of teams in three months, which no contract names: as a family.

    p is the exact binomial mid-p on n_eff, the posterior by empirical Bayes over five such units or more.
    A vendor's only site is left out, for it is the vendor.
    """
    goal = market_target(material).target
    if math.isnan(goal):
        return
    people, quarter = material.table(PEOPLE), material.quarter_audits
    sites = material.audits[_shared_vendor(material.audits)] if len(material.audits) else material.audits
    teams = with_team(quarter, people) if len(quarter) else quarter.assign(**{TEAM: None})
    labels = with_team(material.made, people)
    for column, rows in (("site_id", sites), (TEAM, teams)):
        known = rows[rows[column].notna()]
        found = (
            by_design(known, (column,)) if len(known) else Estimates.missing("accuracy.audit", (column,), "")
        )
        volume = labels.groupby(column, observed=True)["made"].sum() * material.scale
        if len(found) > 1:
            yield from _units(material, found, goal, volume)


def agents_below(material: Material) -> Iterator[Case]:
    """
    Each agent against the floor: exact binomial mid-p of three months, and P(accuracy < floor) by the record.

    Of three months of audits, or of answers to gold items where there are none; the prior is learnt from all
    agents. The loss is what is missing to the target. Guard: 20 of them, and labels in the month.
    """
    floor = _goal_of_agents(material).floor
    if math.isnan(floor) or of_agents(material).empty:
        return
    for row in people_table(material).to_dict("records"):
        if row["n"] < FEWEST or row["labels"] <= 0:
            continue
        person, n = str(row[PERSON]), int(row["n"])
        yield Case(
            Entity.of("person", person_id=person),
            Estimate(row["value"], row["low"], row["high"], n, row["n_eff"], row["method"]),
            floor,
            p=float(mid_p(row["k"], row["n_eff"], floor)),
            posterior=row["p_below_floor"],
            wrong=expected(row, "above"),
            weight=row["weight"],
            parts=functools.partial(rests_on, row),
            evidence=functools.partial(failed, material, PERSON, person, quarter=True),
        )


def people_table(material: Material) -> pd.DataFrame:
    """The evidence record of each agent, against the target and the floor agreed for agents."""
    goal = _goal_of_agents(material)
    return records(material, (goal.target, goal.floor))


def _goal_of_agents(material: Material) -> Agreed:
    """What was agreed for agents, looked up once: every agent is held against it."""
    metrics = ON_GOLD if material.quarter(AUDITS).empty else METRICS
    return material.once("goal_of_agents", functools.partial(market_target, material, metrics))


def _prior(k: pd.Series, n: pd.Series) -> tuple[float, float] | None:
    """The Beta that units come from; None where they are too few to say."""
    return agents.fit_beta_binomial(k, n, boundary_avoiding=True) if len(k) >= agents.FEWEST_PEERS else None


def _goals(material: Material, column: str) -> dict[str, float]:
    return {each.scope[column]: each.target for each in agreed(material) if [*each.scope] == [column]}


def _shared_vendor(rows: pd.DataFrame) -> pd.Series:
    """Rows of sites whose vendor has another one."""
    sites = rows.groupby("vendor_id", observed=True)["site_id"].nunique()
    return rows["vendor_id"].map(sites).fillna(2) > 1


def _scope(
    material: Material, found: Estimates, goals: Mapping[str, float], general: float
) -> Iterator[Case]:
    column = found.by[0] if found.by else ""
    volume = material.volume(column) if column else pd.Series({"": material.labels})
    for keys, estimate in found:
        key = keys[column] if column else ""
        goal = goals.get(key, general)
        if math.isnan(goal):
            continue
        verdict = judge(estimate, Target(goal), decided=material.setting.decided)
        enough = verdict is not None and estimate.n_eff >= FEWEST_EFFECTIVE
        yield Case(
            entity(material, column, key),
            estimate,
            goal,
            posterior=1 - verdict.probability if verdict and enough else math.nan,
            wrong=impact.avoidable(estimate, goal, float(volume.get(key, 0.0))),
            weight=material.weight_of(column, key),
            evidence=functools.partial(failed, material, column, key),
        )


def _units(material: Material, found: Estimates, goal: float, volume: pd.Series) -> Iterator[Case]:
    """Sites or teams with labels in the period, against the market's target."""
    (column,) = found.by
    n = found.rows["n_eff"].astype(float)
    k = found.rows["value"].astype(float) * n
    prior = _prior(k, n)
    below = agents.posterior(k, n, prior, goal)["p_below"] if prior else pd.Series(math.nan, n.index)
    for (keys, estimate), posterior, p in zip(found, below, mid_p(k, n, goal), strict=True):
        key = keys[column]
        labels = float(volume.get(key, 0.0))
        if labels <= 0 or estimate.n_eff < FEWEST_EFFECTIVE:
            continue
        evidence = failed_team if column == TEAM else functools.partial(failed, column=column)
        yield Case(
            entity(material, column, key),
            estimate,
            goal,
            p=float(p),
            posterior=float(posterior),
            wrong=impact.avoidable(estimate, goal, labels),
            weight=material.weight if column == TEAM else material.weight_of(column, key),
            evidence=functools.partial(evidence, material, key=key),
        )
