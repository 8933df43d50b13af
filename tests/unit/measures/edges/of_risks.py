"""Inputs of the detectors and of what they share: all take a market as it was known at a period's end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from labelqa.measures import risks
from labelqa.measures.risks import (
    auditors,
    cases,
    clauses,
    copying,
    correctives,
    distributions,
    draws,
    evidence,
    gold,
    habits,
    history,
    hours,
    labels,
    levels,
    material,
    people,
    procedures,
    promises,
    ramp,
    rare,
    suggestions,
    targets,
    trends,
)

from .held import Held
from .inputs import Inputs, kept, one
from .market import MONTH, ZONE, Frames

SETTING = risks.Setting("ID", ZONE, *MONTH)
VENDORS = risks.Setting("ID", ZONE, *MONTH, vendor="nw")
GOALS = ((0.95, 0.9), (1.0, float("nan")))
CASES = Held(gaps=True, none=True, numbers=(-1e15, 1e15))
"""A case's p or posterior is nan where its rule has none."""
Detector = Callable[[material.Material], Any]


def _material(f: Frames) -> material.Material:
    return material.Material.of(f, SETTING)


def _detector(look: Detector) -> Inputs:
    def calls(f: Frames) -> list[Callable[[], Any]]:
        return [lambda: _told(look, _material(f)), lambda: _told(look, material.Material.of(f, VENDORS))]

    return Inputs(calls, CASES)


def _told(look: Detector, seen: material.Material) -> list[Any]:
    """The cases with what is only made for those that are flagged."""
    return [(case, case.evidence(), case.parts(), case.loss) for case in look(seen)]


@kept
def _judged(f: Frames) -> list[levels.Judged]:
    return risks.judged(_material(f))


def _history(f: Frames) -> history.History:
    held = {each.key: each for each in _judged(f)}
    return history.History(SETTING, [held, held], ["2026-10", "2026-09"], (), f["actions"])


@kept
def _records(f: Frames) -> list[Mapping[str, Any]]:
    """What is known of two people and of nobody, by two goals."""
    found = [people.records(_material(f), goal) for goal in GOALS]
    return [people.record_of(table, person) for table in found for person in ("p00", "p04", "nobody")]


DETECTORS: dict[str, Detector] = {
    "auditors.lenient_auditors": auditors.lenient_auditors,
    "clauses.ambiguous_clause": clauses.ambiguous_clause,
    "copying.copying": copying.copying,
    "correctives.not_working": correctives.not_working,
    "distributions.label_shift": distributions.label_shift,
    "draws.audit_checks": draws.audit_checks,
    "draws.biased_strata": draws.biased_strata,
    "gold.agents_know_gold": gold.agents_know_gold,
    "gold.gold_known": gold.gold_known,
    "habits.speeding": habits.speeding,
    "habits.straight_lining": habits.straight_lining,
    "hours.utilisation_loss": hours.utilisation_loss,
    "labels.confusion_growth": labels.confusion_growth,
    "procedures.unread_procedures": procedures.unread_procedures,
    "promises.late_requests": promises.late_requests,
    "ramp.slow_ramp": ramp.slow_ramp,
    "rare.critical_cluster": rare.critical_cluster,
    "suggestions.automation_bias": suggestions.automation_bias,
    "targets.agents_below": targets.agents_below,
    "targets.below_target": targets.below_target,
    "targets.units_below": targets.units_below,
    "trends.slow_drift": trends.slow_drift,
    "trends.sudden_shift": trends.sudden_shift,
}
SLOW = {"find", "judged", "history", "levels"}
OTHERS: dict[str, Inputs] = {
    "find": Inputs(
        lambda f: [lambda: risks.find(f, VENDORS), partial(risks.find, {}, SETTING)],
        CASES,
    ),
    "judged": Inputs(lambda f: [lambda: _judged(f)], CASES),
    "cases.complete": Inputs(lambda f: one(cases.complete, float(len(f["people"])), 3)),
    "cases.counted": Inputs(
        lambda f: [
            partial(cases.counted, ends, len(f["people"]), "m")
            for ends in ((-1, -2, 3), (5, 6, 7), (0, 0, 0))
        ]
    ),
    "cases.scaled": Inputs(
        lambda f: [
            partial(cases.scaled, each, 0.0 * len(f["people"])) for each in (cases.NONE, cases.complete(1, 1))
        ]
    ),
    "cases.standing_for": Inputs(
        lambda f: [
            partial(cases.standing_for, each, len(f["people"])) for each in (cases.NONE, cases.complete(1, 1))
        ]
    ),
    "correctives.past_effects": Inputs(lambda f: [lambda: correctives.past_effects(_material(f))]),
    "evidence.checks": Inputs(lambda f: [lambda: evidence.checks(_material(f), f["audited_labels"])]),
    "evidence.entity": Inputs(lambda f: [lambda: evidence.entity(_material(f))]),
    "evidence.failed": Inputs(
        lambda f: [
            lambda: evidence.failed(_material(f)),
            lambda: evidence.failed(_material(f), "site_id", "yog"),
        ]
    ),
    "evidence.failed_team": Inputs(lambda f: [lambda: evidence.failed_team(_material(f), "yog-0")]),
    "evidence.shown": Inputs(lambda f: one(evidence.shown, "people", f["people"]["person_id"])),
    "history.findings": Inputs(lambda f: [lambda: history.findings(_history(f))], CASES),
    "levels.judge_all": Inputs(
        lambda f: [lambda: levels.judge_all([(each.rule, each.case) for each in _judged(f)], SETTING)], CASES
    ),
    "levels.ledger": Inputs(lambda f: [lambda: levels.ledger(_judged(f), SETTING)], Held((0.0, 1e9))),
    "levels.told_once": Inputs(lambda f: [lambda: levels.told_once(_judged(f))], CASES),
    "material.weekly": Inputs(lambda f: [lambda: material.weekly(_material(f).table("label_days"))]),
    "material.with_team": Inputs(
        lambda f: [lambda: material.with_team(_material(f).table("audited_labels"), f["people"])]
    ),
    "people.expected": Inputs(
        lambda f: [
            partial(people.expected, record, of) for record in _records(f) for of in ("wrong", "above")
        ]
    ),
    "people.is_checked": Inputs(lambda f: [partial(people.is_checked, record) for record in _records(f)]),
    "people.of_agents": Inputs(lambda f: one(people.of_agents, _material(f))),
    "people.record_of": Inputs(lambda f: [lambda: _records(f)], Held(gaps=True)),
    "people.records": Inputs(lambda f: [partial(people.records, _material(f), goal) for goal in GOALS]),
    "people.rests_on": Inputs(lambda f: [partial(people.rests_on, record) for record in _records(f)]),
    "promises.open_requests": Inputs(lambda f: [lambda: promises.open_requests(_material(f))]),
    "targets.agreed": Inputs(lambda f: [lambda: targets.agreed(_material(f))]),
    "targets.market_target": Inputs(lambda f: [lambda: targets.market_target(_material(f))], Held(gaps=True)),
    "targets.people_table": Inputs(lambda f: [lambda: targets.people_table(_material(f))]),
    "trends.charts": Inputs(lambda f: [lambda: trends.charts(_material(f))], Held((0.0, 1.0))),
    "trends.longest_run": Inputs(
        lambda f: [
            partial(trends.longest_run, n, min(n, length))
            for n in (1, 2, 30 + len(f))
            for length in (1, 2, 9, 40)
        ],
        Held((0.0, 1.0)),
    ),
    "trends.of_all": Inputs(
        lambda f: [
            partial(trends.of_all, p, n) for p in (0.0, 1e-300, 0.5, 1.0) for n in (1, 10**6 + len(f))
        ],
        Held((0.0, 1.0)),
    ),
}
INPUTS: dict[str, Inputs] = {f"risks.{name}": _detector(look) for name, look in DETECTORS.items()} | {
    f"risks.{name}": replace(inputs, few=name.split(".")[0] in SLOW) for name, inputs in OTHERS.items()
}
