"""How the company counts time, people and rules kept; the trade has no one way, so these are printed."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from ...components import Facts
from ..language.numerals import Numerals

_REMOVED = (
    "labels that are open, superseded or tainted: work done, but neither delivered nor answers to gold; "
    "audits and double labels count as they were drawn"
)
_NAMED = "passed by the day production begins"


def definitions(given: Mapping[str, JsonValue], numerals: Numerals) -> Facts:
    """The definitions of params/project.yml that an extract brings along, as printed."""
    return Facts(
        title="Definitions",
        rows=(*_of_time(given), *_of_people(given, numerals), *_of_rules(given, numerals)),
    )


def _of_time(given: Mapping[str, JsonValue]) -> list[tuple[str, str]]:
    rows = [
        ("Utilisation", f"{_states(given.get('utilisation_counts'), 'handling')}, over paid time"),
        ("Occupancy", str(given.get("occupancy", "handling / (handling + waiting)"))),
        ("Shrinkage", "paid time neither handling nor waiting, over paid time"),
        ("Internal shrinkage", _states(given.get("shrinkage_internal"), "all other states")),
        ("External shrinkage", _states(given.get("shrinkage_external"), "leave, absence")),
        ("Throughput", "labels / hours of handling time, as a ratio of sums"),
        ("Efficiency", "standard time of the labels by queue / handling time, as a ratio of sums"),
    ]
    if given.get("idle_cap"):
        rows.append(("Idle time", str(given["idle_cap"])))
    planned = given.get("planned_states")
    if isinstance(planned, dict):
        away = _states(given.get("planned_away"), "none")
        kept = "; ".join(f"{plan} is kept by {_states(states, 'none')}" for plan, states in planned.items())
        rows += [
            ("Adherence", f"planned time kept / planned time but for {away}; {kept}"),
            ("Conformance", f"{_states(given.get('worked'), 'none')}, over planned work"),
        ]
    return rows


def _of_people(given: Mapping[str, JsonValue], numerals: Numerals) -> list[tuple[str, str]]:
    hours = given.get("hours_a_week")
    if not isinstance(hours, (int, float)):
        return []
    shares = [
        f"{name} {_percent(given.get(f'planned_{name}'), numerals)}" for name in ("shrinkage", "occupancy")
    ]
    return [
        (
            "Full-time equivalent",
            f"{numerals.decimal(hours, 0 if hours == int(hours) else 1)} h paid in a week",
        ),
        (
            "Staff needed",
            "decisions × handling time / (paid hours × (1 − shrinkage) × occupancy), by the clock of "
            f"paid time; {' and '.join(shares)}",
        ),
    ]


def _of_rules(given: Mapping[str, JsonValue], numerals: Numerals) -> list[tuple[str, str]]:
    rows = [("Removed work", _REMOVED)]
    if isinstance(days := given.get("acknowledgement_grace_days"), int):
        later = f" or {numerals.count(days)} days later" if days else ""
        rows.append(("SOP read in time", f"by the day of a person's first label on the version{later}"))
    if isinstance(modules := given.get("training_required"), list):
        rows.append(("Trained", f"{_states(modules, '') or 'any module'} {_NAMED}"))
    if isinstance(days := given.get("audit_days"), int):
        rows.append(("Prompt audit", f"at most {numerals.count(days)} days after the label"))
    if isinstance(least := given.get("audits_per_agent"), int):
        rows.append(
            ("Audited enough", f"at least {numerals.count(least)} audits, of those with as many labels")
        )
    if isinstance(route := given.get("appeals"), str):
        rows.append(("Appeals", route))
    return rows


def _percent(share: JsonValue, numerals: Numerals) -> str:
    return f"planned at {numerals.percent(share, 0)}" if isinstance(share, (int, float)) else "as measured"


def _states(states: JsonValue, otherwise: str) -> str:
    return (
        ", ".join(str(state).replace("_", " ") for state in states) if isinstance(states, list) else otherwise
    )
