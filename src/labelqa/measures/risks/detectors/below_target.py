"""Accuracy below what was agreed: the market's, a vendor's or a queue's, and that of sites and teams."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping

import pandas as pd

from ....estimates import Estimates, Target, judge
from ....findings import Entity
from ... import agents, impact
from ...accuracy import by_design
from ...false_discovery import mid_p
from ..calm_market import calm_market, targets
from ..cases import Case
from ..detector import ABOVE_TARGET, GROUPS, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, PEOPLE, DetectorData, with_team
from ..evidence import entity, failed, failed_team
from ..targets import agreed, market_target

FEWEST_EFFECTIVE = 75  # about 100 by the likeness of people as estimated: n_eff counts what may be
TEAM = "team_id"


def below_target(data: DetectorData) -> Iterator[Case]:
    """
    P(accuracy < target), by the sampling design: of the market, of vendors and of queues with a target.

    As the verdict on the target has it (`judge`), so that the two never differ. Guard: n_eff >= 75.
    """
    general = market_target(data).target
    held = {column: _goals(data, column) for column in ("vendor_id", "queue_id")}
    yield from _scope(data, by_design(data.audits), {"": general}, math.nan)
    vendors = by_design(data.audits, ("vendor_id",))
    if len(vendors) > 1:  # the only one is the market
        yield from _scope(data, vendors, held["vendor_id"], general)
    yield from _scope(data, by_design(data.audits, ("queue_id",)), held["queue_id"], math.nan)


def units_below(data: DetectorData) -> Iterator[Case]:
    """
    The same of sites in the month and of teams in three months, which no contract names: as a family.

    p is the exact binomial mid-p on n_eff, the posterior by empirical Bayes over five such units or more.
    A vendor's only site is left out, for it is the vendor.
    """
    goal = market_target(data).target
    if math.isnan(goal):
        return
    people, quarter = data.table(PEOPLE), data.quarter_audits
    sites = data.audits[_shared_vendor(data.audits)] if len(data.audits) else data.audits
    teams = with_team(quarter, people) if len(quarter) else quarter.assign(**{TEAM: None})
    labels = with_team(data.made, people)
    for column, rows in (("site_id", sites), (TEAM, teams)):
        known = rows[rows[column].notna()]
        found = (
            by_design(known, (column,)) if len(known) else Estimates.missing("accuracy.audit", (column,), "")
        )
        volume = labels.groupby(column, observed=True)["made"].sum() * data.scale
        if len(found) > 1:
            yield from _units(data, found, goal, volume)


def _prior(k: pd.Series, n: pd.Series) -> tuple[float, float] | None:
    """The Beta that units come from; None where they are too few to say."""
    return agents.fit_beta_binomial(k, n, boundary_avoiding=True) if len(k) >= agents.FEWEST_PEERS else None


def _goals(data: DetectorData, column: str) -> dict[str, float]:
    return {each.scope[column]: each.target for each in agreed(data) if [*each.scope] == [column]}


def _shared_vendor(rows: pd.DataFrame) -> pd.Series:
    """Rows of sites whose vendor has another one."""
    sites = rows.groupby("vendor_id", observed=True)["site_id"].nunique()
    return rows["vendor_id"].map(sites).fillna(2) > 1


def _scope(
    data: DetectorData, found: Estimates, goals: Mapping[str, float], general: float
) -> Iterator[Case]:
    column = found.by[0] if found.by else ""
    volume = data.volume(column) if column else pd.Series({"": data.labels})
    for keys, estimate in found:
        key = keys[column] if column else ""
        goal = goals.get(key, general)
        if math.isnan(goal):
            continue
        verdict = judge(estimate, Target(goal), decided=data.setting.decided)
        enough = verdict is not None and estimate.n_eff >= FEWEST_EFFECTIVE
        yield Case(
            entity(data, column, key),
            estimate,
            goal,
            posterior=1 - verdict.probability if verdict and enough else math.nan,
            wrong=impact.avoidable(estimate, goal, float(volume.get(key, 0.0))),
            weight=data.weight_of(column, key),
            evidence=functools.partial(failed, data, column, key),
        )


def _units(data: DetectorData, found: Estimates, goal: float, volume: pd.Series) -> Iterator[Case]:
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
            entity(data, column, key),
            estimate,
            goal,
            p=float(p),
            posterior=float(posterior),
            wrong=impact.avoidable(estimate, goal, labels),
            weight=data.weight if column == TEAM else data.weight_of(column, key),
            evidence=functools.partial(evidence, data, key=key),
        )


def _example() -> Example:
    """A market with 3 % of its labels wrong of which 98.5 % were to be right."""
    market = calm_market().with_table("targets", targets(accuracy=(0.985, 0.5)))
    return Example(market.frames, Entity.of("market", market_id="ID"))


DETECTOR = Detector(
    slug="below_target",
    number="R1",
    title="Accuracy is below target",
    rules=(
        DetectorRule("contract targets", below_target, (AUDITS, "targets"), "corrective_plan"),
        DetectorRule(GROUPS, units_below, (AUDITS, "targets", PEOPLE), "coach_team"),
    ),
    words=Words(
        told=(
            "Accuracy, at {below}, {sure:is|is probably} below the target of {goal:share}",
            "Audits failed more often than the target of {goal:share} allows",
        ),
        wrong=ABOVE_TARGET,
    ),
    example=_example,
    of_accuracy=True,
    agreed=True,
)
