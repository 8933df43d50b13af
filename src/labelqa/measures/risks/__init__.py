"""Risks: every detector over a market's frames, false discovery under control, and a ledger of all tests."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ...findings import Findings, Level
from . import (
    auditors,
    clauses,
    copying,
    correctives,
    distributions,
    draws,
    gold,
    habits,
    hours,
    labels,
    procedures,
    promises,
    ramp,
    rare,
    suggestions,
    targets,
    trends,
)
from .cases import Case, Rule
from .history import History, findings
from .levels import Judged, judge_all, ledger
from .material import AUDITS, LABELS, PEOPLE, Material
from .setting import Equivalents, Margins, Setting

__all__ = ["RULES", "TABLES", "Equivalents", "Findings", "Margins", "Rule", "Setting", "find", "judged"]

TABLES = (
    *(AUDITS, LABELS, PEOPLE, "gold_answers", "handling_people", "time_days", "overlaps", "adjudications"),
    *("audit_reviews", "training", "sop_acknowledgements", "requests", "deliveries", "actions", "incidents"),
    *("targets", "label_classes", "sample_designs", "queues"),
)
"""The tables that rules look at, as far as there are such."""
PERIODS = 3  # this one and those before that persistence and states look back on

CONTRACTS, GROUPS, AGENTS, CHARTS = "contract targets", "sites and teams", "agents", "charts"
PAIRS, CLAUSES, QUEUES, EXACT = "label pairs", "clauses", "queues", "exact rules"

SEEN = AUDITS + " or gold_answers"
OF_ACCURACY: dict[str, bool] = {"of_accuracy": True}
AGREED: dict[str, bool] = {"of_accuracy": True, "agreed": True}

RULES = (
    Rule("R1", CONTRACTS, "corrective_plan", (AUDITS, "targets"), targets.below_target, **AGREED),
    Rule("R1", GROUPS, "coach_team", (AUDITS, "targets", PEOPLE), targets.units_below, **AGREED),
    Rule("R2", AGENTS, "coach_agent", (SEEN, "targets"), targets.agents_below, personal=True, **AGREED),
    Rule("R3", CHARTS, "investigate", (AUDITS,), trends.sudden_shift, **OF_ACCURACY),
    Rule("R4", CHARTS, "watching", (AUDITS,), trends.slow_drift),
    Rule("R5", PAIRS, "sop_clarification", (AUDITS,), labels.confusion_growth),
    Rule("R6", CLAUSES, "sop_clarification", (AUDITS,), clauses.ambiguous_clause),
    Rule("R7", "auditors", "qa_retraining", (AUDITS,), auditors.lenient_auditors, internal=True),
    Rule("R8", GROUPS, "gold_refresh", (AUDITS, "gold_answers"), gold.gold_known),
    Rule("R8", AGENTS, "gold_refresh", (AUDITS, "gold_answers"), gold.agents_know_gold, personal=True),
    Rule("R9", AGENTS, "throttle", ("handling_people",), habits.speeding, personal=True),
    Rule("R10", AGENTS, "throttle", (LABELS,), habits.straight_lining, personal=True),
    Rule("R11", "pairs of people", "investigate", ("overlaps or " + AUDITS,), copying.copying, personal=True),
    Rule("R12", QUEUES, "hide_suggestion", (AUDITS,), suggestions.automation_bias),
    Rule("R13", "cohorts", "extended_ramp", (AUDITS, PEOPLE), ramp.slow_ramp, **OF_ACCURACY),
    Rule("R14", GROUPS, "staffing", ("time_days",), hours.utilisation_loss),
    Rule("R15", "open requests", "reprioritise", ("requests",), promises.late_requests, internal=True),
    Rule("R16", EXACT, "block_until_read", ("sop_acknowledgements", "queues"), procedures.unread_procedures),
    Rule("R17", "audit strata", "sampling_fix", (AUDITS,), draws.biased_strata, internal=True),
    Rule("R17", EXACT, "sampling_fix", (AUDITS,), draws.audit_checks, internal=True),
    Rule("R18", QUEUES, "intake_check", (LABELS,), distributions.label_shift),
    Rule("R19", CHARTS, "stop_ship", (AUDITS,), rare.critical_cluster),
    Rule("R20", EXACT, "escalation", ("actions", AUDITS), correctives.not_working),
)


def find(frames: Mapping[str, pd.DataFrame], setting: Setting) -> Findings:
    """
    Every finding of a market's period, the gravest first, with the ledger of all tests made for it.

    `frames` are the tables of an extract by name; rules without theirs are off, with the reason. The same
    rules are asked of the two periods before, as far as the data reach, with what was known then: whence
    persistence and states. A vendor's edition has nothing on QA and on others' demand, and of people what is
    to be acted on only.
    """
    here = Material.of(frames, setting)
    if why := here.why_none(LABELS):
        return Findings((), (), dict.fromkeys((rule.kind for rule in RULES), why))
    months = [here]
    while len(months) < PERIODS and (before := here.before(len(months))).covered:
        months.append(before)
    held = [judged(month) for month in months]
    history = History(
        setting,
        [{each.key: each for each in month} for month in held],
        [month.period for month in months],
        correctives.past_effects(here),
        here.table("actions"),
    )
    found = findings(history)
    if setting.vendor:
        personal = {rule.kind for rule in RULES if rule.personal}
        found = tuple(one for one in found if one.kind not in personal or one.level is Level.ACT)
    return Findings(found, ledger(held[0], setting), _off(here))


def judged(material: Material) -> list[Judged]:
    """All cases of a period, each against its family."""
    cases: list[tuple[Rule, Case]] = []
    for rule in RULES:
        if not _why_off(rule, material):
            cases += [(rule, case) for case in rule.look(material)]
    return judge_all(cases, material.setting)


def _why_off(rule: Rule, material: Material) -> str:
    if rule.internal and material.setting.vendor:
        return "not in this edition"
    return "; ".join(why for need in rule.needs if (why := material.why_none(need)))


def _off(material: Material) -> dict[str, str]:
    """By kind why none of its rules had anything to look at."""
    reasons: dict[str, list[str]] = {}
    for rule in RULES:
        reasons.setdefault(rule.kind, []).append(_why_off(rule, material))
    return {kind: whys[0] for kind, whys in reasons.items() if all(whys)}
