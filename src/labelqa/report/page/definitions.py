"""How the company counts time, people and rules kept; the trade has no one way, so these are printed."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from ...components import Facts
from ..language.numerals import Numerals
from . import words


def definitions(given: Mapping[str, JsonValue], numerals: Numerals) -> Facts:
    """The definitions of params/project.yml that an extract brings along, as printed."""
    parts = (_of_time, _of_plans, _of_people, _of_rules)
    rows = tuple(row for part in parts for row in part(given, numerals))
    return Facts(title=words.DEFINITIONS, rows=rows)


def _of_time(given: Mapping[str, JsonValue], numerals: Numerals) -> list[tuple[str, str]]:
    counts = _states(given.get("utilisation_counts"), words.HANDLING)
    rows = [
        (words.UTILISATION, words.OVER_PAID_TIME(numerals, states=counts)),
        (words.OCCUPANCY, str(given.get("occupancy", words.BUSY))),
        (words.SHRINKAGE, words.NOT_AT_WORK),
        (words.INTERNAL, _states(given.get("shrinkage_internal"), words.OTHERS)),
        (words.EXTERNAL, _states(given.get("shrinkage_external"), words.AWAY)),
        words.THROUGHPUT,
        words.EFFICIENCY,
    ]
    return [*rows, (words.IDLE, str(given["idle_cap"]))] if given.get("idle_cap") else rows


def _of_plans(given: Mapping[str, JsonValue], numerals: Numerals) -> list[tuple[str, str]]:
    planned = given.get("planned_states")
    if not isinstance(planned, dict):
        return []
    kept = "; ".join(
        words.KEPT_BY(numerals, plan=plan, states=_states(states, words.NONE))
        for plan, states in planned.items()
    )
    away, worked = (_states(given.get(name), words.NONE) for name in ("planned_away", "worked"))
    return [
        (words.ADHERENCE, words.KEPT(numerals, away=away, kept=kept)),
        (words.CONFORMANCE, words.OVER_PLAN(numerals, states=worked)),
    ]


def _of_people(given: Mapping[str, JsonValue], numerals: Numerals) -> list[tuple[str, str]]:
    hours = given.get("hours_a_week")
    if not isinstance(hours, (int, float)):
        return []
    paid = numerals.decimal(hours, 0 if hours == int(hours) else 1)
    plans = {name: _percent(given.get(f"planned_{name}"), numerals) for name in ("shrinkage", "occupancy")}
    return [
        (words.FTE, words.PAID(numerals, hours=paid)),
        (words.STAFF, words.STAFF_IS(numerals, **plans)),
    ]


def _of_rules(given: Mapping[str, JsonValue], numerals: Numerals) -> list[tuple[str, str]]:
    rows = [words.REMOVED]
    if isinstance(days := given.get("acknowledgement_grace_days"), int):
        rows.append((words.READ, words.OR_LATER(numerals, n=days) if days else words.BY_FIRST))
    if isinstance(modules := given.get("training_required"), list):
        required = _states(modules, "") or words.ANY_MODULE
        rows.append((words.TRAINED, words.PASSED(numerals, modules=required)))
    if isinstance(days := given.get("audit_days"), int):
        rows.append((words.PROMPT, words.AT_MOST(numerals, n=days)))
    if isinstance(least := given.get("audits_per_agent"), int):
        rows.append((words.ENOUGH, words.AT_LEAST(numerals, n=least)))
    if isinstance(route := given.get("appeals"), str):
        rows.append((words.APPEALS, route))
    return rows


def _percent(share: JsonValue, numerals: Numerals) -> str:
    return words.PLANNED_AT(numerals, share=share) if isinstance(share, (int, float)) else words.AS_MEASURED


def _states(states: JsonValue, otherwise: str) -> str:
    return (
        ", ".join(str(state).replace("_", " ") for state in states) if isinstance(states, list) else otherwise
    )
