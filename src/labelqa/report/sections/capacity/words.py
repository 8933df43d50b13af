"""Words for people and the work they are needed for, in full-time equivalents."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
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

# whether there are people enough
HEADLINE = "People and the work ahead"
ENOUGH = "There are people enough for the work ahead"
TOO_FEW = "There are too few people for the work ahead"
TOO_CLOSE = "Whether people suffice for the work ahead is too close to call"

# what the work took, and what it will need
TOOK = Message("The decisions of {period} took {needed:interval}.")
TOOK_BESIDE = Message("The decisions of {period} took {needed:interval}; {there} were in production.")
_DAYS_AHEAD = "the {days} {days:day|days} after {period}"
_NEED = f"The decisions of {_DAYS_AHEAD} need {{needed:interval}}"
NEED = Message(_NEED + ".")
NEED_ENOUGH = Message(_NEED + ", and {there:interval} are to be there: enough.")
NEED_TOO_FEW = Message(_NEED + ", and {there:interval} are to be there: too few.")
NEED_TOO_CLOSE = Message(_NEED + ", and {there:interval} are to be there: too close to call.")
NO_LABEL = "no label was made"
OWED = Message("What is owed on requests due by then needs {owed:interval}.")
TURNOVER = Message("Agents who began production in {period}: {started}; who left: {left}.")

# the table of vendors or sites
TOO_FEW_AT = Message("{names} {n:has|have} too few people for the work ahead")
TOO_CLOSE_FOR = Message("Whether people suffice for the work ahead is too close to call for {units}")
ENOUGH_AT_EACH = Message("Every {unit} has people enough for the work ahead")
PEOPLE_BY = Message("People by {unit}")
TABLE_MEASURE = Message(f"Full-time equivalents in production and needed, {{period}} and {_DAYS_AHEAD}")
AGENTS, VERDICT = "Agents", "Verdict"
NO_DATA = "no data"
TABLE_NOTE = (
    "Needed: decisions at the period's pace. Ahead: as many decisions a day as in the last eight weeks, and "
    "the roster less those likely to leave. Spare: below 0, people are too few. In brackets: 95% intervals."
)
