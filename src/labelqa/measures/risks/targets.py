"""Accuracy below what was agreed: the market's, a vendor's, a queue's, a site's, a team's, an agent's."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from ...estimates import Estimate, Target, judge
from ...findings import Entity, Evidence
from .. import agents, impact
from ..accuracy import by_design, judged
from ..clusters import PERSON
from ..false_discovery import mid_p
from .cases import Case, counted
from .material import AUDITS, Material, with_team

FEWEST_EFFECTIVE, FEWEST = 100, 20
METRICS = ("accuracy", "accuracy.audit")
SHOWN = 20  # ids of evidence that a finding carries
TEAM, UNITS = "team_id", "sites and teams"


@dataclass(frozen=True)
class Agreed:
    """The accuracy agreed for a scope (ids by column), and its floor; nan where none was."""

    scope: Mapping[str, str]
    target: float
    floor: float


def agreed(material: Material) -> list[Agreed]:
    """What was agreed on accuracy for the market, its vendors and its queues on the period's last day."""
    table = material.table("targets")
    if table.empty:
        return []
    day = material.end - pd.Timedelta(days=1)
    since, until = pd.to_datetime(table["valid_from"]), pd.to_datetime(table["valid_to"])
    ours = table["market_id"].isna() | (table["market_id"] == material.setting.market)
    rows = table[ours & table["metric"].isin(METRICS) & (since <= day) & (until.isna() | (until > day))]
    rows = rows[rows["role"].isna() & rows["tenure_band"].isna() & (rows["direction"] == "at_least")]
    found: dict[tuple[tuple[str, str], ...], Agreed] = {}
    for row in rows.sort_values("valid_from").to_dict("records"):
        scope = {c: str(row[c]) for c in ("vendor_id", "queue_id") if isinstance(row[c], str)}
        found[tuple(scope.items())] = Agreed(scope, float(row["target"]), float(row["floor"]))
    return [*found.values()]


def market_target(material: Material) -> Agreed:
    """What was agreed for all of the market, in a vendor's edition with that vendor; nan where nothing was."""
    known = {tuple(each.scope.items()): each for each in agreed(material)}
    own = (("vendor_id", str(material.setting.vendor)),)
    return known.get(own) or known.get(()) or Agreed({}, math.nan, math.nan)


def below_target(material: Material) -> Iterator[Case]:
    """
    P(accuracy < target), by the sampling design: of the market, of vendors and of queues with a target.

    As the verdict on the target has it (`judge`), so that the two never differ. Guard: n_eff >= 100.
    """
    general = market_target(material)
    goals = {tuple(each.scope.items()): each.target for each in agreed(material)}
    yield from _scope(material, (), {}, general.target)
    if material.setting.vendor is None:
        vendors = {scope[0][1]: goal for scope, goal in goals.items() if _only(scope, "vendor_id")}
        yield from _scope(material, ("vendor_id",), vendors, general.target)
    queues = {scope[0][1]: goal for scope, goal in goals.items() if _only(scope, "queue_id")}
    yield from _scope(material, ("queue_id",), queues, math.nan)


def units_below(material: Material) -> Iterator[Case]:
    """The same of sites in the month and of teams in three months, which no contract names; as a family."""
    goal = market_target(material).target
    if math.isnan(goal):
        return
    sites = _each(material, material.audits, "site_id")
    people = material.table("people")
    teams = _each(material, with_team(material.quarter_audits, people), TEAM)
    volume = with_team(material.made, people).groupby(TEAM)["made"].sum() * material.scale
    for column, held, labels in (("site_id", sites, material.volume("site_id")), (TEAM, teams, volume)):
        if len(held) < 2:
            continue  # the only one is the market
        for key, estimate in held.items():
            if labels.get(key, 0) > 0:
                yield _case(material, {column: key}, estimate, goal, float(labels[key]), family=UNITS)


def agents_below(material: Material) -> Iterator[Case]:
    """
    Each agent against the floor: exact binomial mid-p, and P(accuracy < floor) by empirical Bayes.

    Of three months; the prior is learnt from all agents. The loss is what is missing to the target.
    Guard: 20 audits, and labels in the month.
    """
    goal = market_target(material)
    if math.isnan(goal.floor) or material.quarter_audits.empty:
        return
    for row in people_table(material).to_dict("records"):
        if row["n"] < FEWEST or row["volume"] <= 0:
            continue
        yield Case(
            Entity.of("person", person_id=str(row[PERSON])),
            Estimate(row["mean"], row["low"], row["high"], int(row["n"]), row["n_eff"], "beta-binomial"),
            goal.floor,
            p=row["p"],
            posterior=row["p_floor"],
            wrong=counted(row["wrong"], row["wrong_low"], row["wrong_high"], int(row["n"]), "beta-binomial"),
            weight=row["weight"],
            evidence=failed(material, PERSON, str(row[PERSON]), quarter=True),
        )


def people_table(material: Material) -> pd.DataFrame:
    """
    What three months' audits say of each agent, made once.

    Columns: of agents.by_person and, against the target, of agents.posterior; p and p_floor, of the floor;
    volume, labels of a month; wrong, wrong_low and wrong_high, those a month above the target; weight.
    """
    return material.once("people", functools.partial(_people_table, material))


def _people_table(material: Material) -> pd.DataFrame:
    goal = market_target(material)
    people = agents.by_person(judged(material.quarter_audits))
    k, n = people["share"] * people["n_eff"], people["n_eff"]
    few = len(people) < agents.FEWEST_PEERS
    prior = (0.5, 0.5) if few else agents.fit_beta_binomial(k, n, boundary_avoiding=True)
    people = people.join(agents.posterior(k, n, prior, goal.target))
    volume = people[PERSON].map(material.volume(PERSON)).fillna(0.0)
    return people.assign(
        p=mid_p(k, n, goal.floor),
        p_floor=agents.posterior(k, n, prior, goal.floor)["p_below"],
        volume=volume,
        wrong=volume * people["shortfall"],
        wrong_low=volume * (goal.target - people["high"]).clip(lower=0),
        wrong_high=volume * (goal.target - people["low"]).clip(lower=0),
        weight=people[PERSON].map(material.weights(PERSON)).fillna(material.weight),
    )


def failed(material: Material, column: str, key: str, *, quarter: bool = False) -> Evidence:
    """The audits that found a wrong label of an entity, in the period or in three months."""
    rows = material.quarter(AUDITS) if quarter else material.month(AUDITS)
    rows = rows[rows["verdict"] == "incorrect"]
    return shown("audited_labels", rows.loc[rows[column] == key, "audit_id"] if column else rows["audit_id"])


def shown(table: str, ids: pd.Series) -> Evidence:
    """Some ids as evidence, and how many there are."""
    return Evidence(table, tuple(ids.astype(str).head(SHOWN)), len(ids))


def _only(scope: tuple[tuple[str, str], ...], column: str) -> bool:
    return len(scope) == 1 and scope[0][0] == column


def _each(material: Material, audits: pd.DataFrame, column: str) -> dict[str, Estimate]:
    rows = audits[audits[column].notna()] if len(audits) else audits
    if rows.empty:
        return {}
    return {by[column]: estimate for by, estimate in by_design(rows, (column,))}


def _scope(
    material: Material, by: tuple[str, ...], goals: Mapping[str, float], general: float
) -> Iterator[Case]:
    held = by_design(material.audits, by)
    if by == ("vendor_id",) and len(held) < 2:
        return  # the only vendor is the market
    volume = material.volume(*by) if by else pd.Series({"": material.labels})
    for keys, estimate in held:
        key = keys[by[0]] if by else ""
        goal = goals.get(key, general)
        if not math.isnan(goal):
            yield _case(material, keys, estimate, goal, float(volume.get(key, 0.0)))


def _case(
    material: Material,
    keys: Mapping[str, str],
    estimate: Estimate,
    goal: float,
    volume: float,
    *,
    family: str = "",
) -> Case:
    column, key = next(iter(keys.items()), ("", ""))
    verdict = judge(estimate, Target(goal), decided=material.setting.decided)
    enough = verdict is not None and estimate.n_eff >= FEWEST_EFFECTIVE
    posterior = 1 - verdict.probability if verdict and enough else math.nan
    p = float(mid_p(estimate.value * estimate.n_eff, estimate.n_eff, goal)) if family and enough else math.nan
    weights = material.weights(column) if column and column != TEAM else pd.Series(dtype=float)
    teams = column == TEAM
    return Case(
        entity(material, column, key),
        estimate,
        goal,
        p=p,
        posterior=posterior,
        wrong=impact.avoidable(estimate, goal, volume),
        weight=float(weights.get(key, material.weight)),
        family=family,
        evidence=shown("audited_labels", pd.Series(dtype=str)) if teams else failed(material, column, key),
    )


def entity(material: Material, column: str = "", key: str = "") -> Entity:
    """The entity that a column's id names; without one the market, or the vendor whose edition it is."""
    if column:
        return Entity(column.removesuffix("_id"), ((column, key),))
    if vendor := material.setting.vendor:
        return Entity.of("vendor", vendor_id=vendor)
    return Entity.of("market", market_id=material.setting.market)
