"""Inputs of the detectors and of what they share: all take a market as it was known at a period's end."""

from __future__ import annotations

from collections.abc import Callable
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
    "material.of_work": Inputs(lambda f: one(material.of_work, f["label_days"])),
    "material.weekly": Inputs(lambda f: [lambda: material.weekly(_material(f).table("label_days"))]),
    "material.with_team": Inputs(
        lambda f: [lambda: material.with_team(_material(f).table("audited_labels"), f["people"])]
    ),
    "material.work": Inputs(lambda f: one(material.work, f["label_days"])),
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
