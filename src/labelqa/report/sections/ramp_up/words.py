"""Words for joiners: how many become proficient, how soon, and how they learn."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import AGENTS, AUDITS, Term

JOINERS = ("joiner", "joiners")
WORKED, WEEKS = ("day of work", "days of work"), ("week", "weeks")
DAYS_TOLD = (30, 60, 90)
"""The days of production by which a report says how many are proficient."""

TERMS: dict[str, Term] = {
    "ramp.joiners": Term("Joiners", "Agents who began production", JOINERS, unit=Unit.COUNT, verb="were"),
    **{
        f"ramp.proficient.day_{day}": Term(
            f"The share of joiners proficient by day {day}",
            f"Share of joiners who were proficient by day {day} of production",
            JOINERS,
            f"proficient_day_{day}",
            head=f"By day {day}",
        )
        for day in DAYS_TOLD
    },
    "ramp.left.day_60": Term(
        "The share of joiners who left by day 60",
        "Share of joiners who left by day 60 of production and were not proficient",
        JOINERS,
        "left_day_60",
        head="Left by day 60",
    ),
    "ramp.time_to_proficiency.median": Term(
        "The median time to proficiency",
        "Days of production until half of the joiners were proficient",
        JOINERS,
        "time_to_proficiency",
        Unit.DAYS,
        "Median",
    ),
    "ramp.days_before_proficiency.day_60": Term(
        "The mean time before proficiency within 60 days",
        "Mean days of the first 60 before a joiner was proficient",
        JOINERS,
        unit=Unit.DAYS,
    ),
    "ramp.time_to_gate.median": Term(
        "The median time to the gate",
        "Days of production until half of the joiners had their clean run of audits",
        JOINERS,
        unit=Unit.DAYS,
        head="Gate",
    ),
    "ramp.time_to_production.median": Term(
        "The median time from hiring to production", "Days in the classroom", JOINERS, unit=Unit.DAYS
    ),
    "ramp.time_from_hiring.median": Term(
        "The median time from hiring to proficiency",
        "Days from hiring until half of those hired were proficient",
        JOINERS,
        unit=Unit.DAYS,
    ),
    "ramp.tenured": Term(
        "The share of tenured agents who meet the same rule at their last check",
        "Share of tenured agents whose last check held",
        AGENTS,
    ),
    "ramp.accuracy.at_age": Term(
        "Accuracy on days 14 to 60",
        "Share of audited labels of days 14 to 60 of production that were right",
        AUDITS,
        head="Accuracy",
    ),
    "ramp.accuracy.against_others": Term(
        "Accuracy against other joiners at the same age",
        "Accuracy on days 14 to 60 less that of the other joiners",
        AUDITS,
        unit=Unit.POINTS,
        head="Against others",
    ),
    "ramp.accuracy": Term("Joiner accuracy", "Accuracy of each joiner's last audits", AUDITS, "accuracy"),
    "ramp.pace": Term(
        "Joiner pace",
        "Pace of each joiner's last days, the median tenured agent's being 1",
        WORKED,
        unit=Unit.INDEX,
    ),
    "ramp.learning.accuracy": Term(
        "The accuracy that joiners level off at", "Plateau of the learning curve of accuracy", AUDITS
    ),
    "ramp.learning.pace": Term(
        "The pace that joiners level off at",
        "Plateau of the learning curve of pace, the median tenured agent's being 1",
        WORKED,
        unit=Unit.INDEX,
    ),
    "ramp.learning.accuracy_days": Term(
        "The days in which two thirds of accuracy are learnt",
        "Time constant of the learning curve of accuracy",
        AUDITS,
        unit=Unit.DAYS,
        verb="were",
    ),
    "ramp.learning.pace_days": Term(
        "The days in which two thirds of the pace are learnt",
        "Time constant of the learning curve of pace",
        WORKED,
        unit=Unit.DAYS,
        verb="were",
    ),
    "ramp.learning.rate": Term(
        "The time for a label after work has doubled, as a share of before",
        "Learning rate by Wright's law",
        WEEKS,
    ),
}
