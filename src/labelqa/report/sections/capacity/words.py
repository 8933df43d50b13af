"""Words for people and the work they are needed for, in full-time equivalents."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import DECISIONS, PEOPLE, REQUESTS, Term

TERMS: dict[str, Term] = {
    "capacity.people": Term(
        "Agents in production", "Agents in production on the last day", PEOPLE, unit=Unit.COUNT, verb="were"
    ),
    "capacity.started": Term(
        "Agents who began", "Agents whose production began", PEOPLE, unit=Unit.COUNT, verb="were"
    ),
    "capacity.left": Term("Agents who left", "Agents who left", PEOPLE, unit=Unit.COUNT, verb="were"),
    "capacity.attrition": Term(
        "Monthly attrition", "Share of agents who leave in a month", ("leaver", "leavers"), "attrition"
    ),
    "capacity.decisions": Term(
        "Decisions", "Labels, skips and answers to gold items", DECISIONS, unit=Unit.COUNT, verb="were"
    ),
    "capacity.decisions_ahead": Term(
        "Decisions ahead", "Labels to be given", ("week", "weeks"), unit=Unit.COUNT, verb="were"
    ),
    **{
        f"capacity.{name}": Term(label, measure, counted, metric, Unit.FTE, head, "was")
        for name, label, measure, counted, metric, head in (
            ("fte", "Staff in production", "On an average day", PEOPLE, "", "There"),
            ("fte_ahead", "Staff ahead", "The roster less those likely to leave", PEOPLE, "", "There ahead"),
            ("required", "Staff needed", "What the decisions took", PEOPLE, "", "Needed"),
            ("required_ahead", "Staff needed ahead", "At the period's pace", PEOPLE, "", "Needed ahead"),
            ("owed", "Staff needed for requests due", "At the period's pace", REQUESTS, "", "Owed"),
            ("gap", "Spare staff", "Staff less staff needed", PEOPLE, "capacity_gap", "Spare"),
            (
                "gap_ahead",
                "Spare staff ahead",
                "Staff less staff needed",
                PEOPLE,
                "capacity_gap",
                "Spare ahead",
            ),
        )
    },
}
