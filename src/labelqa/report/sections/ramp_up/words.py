"""Words for joiners: how many become proficient, how soon, and how they learn."""

from __future__ import annotations

from ....estimates import Unit
from ....measures.ramp_up import COACH, EXTEND, GRADUATE, LEFT
from ...language.messages import Message
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

# whether there are joiners, and how many
TITLE, ALL = "New joiners", "All joiners"
NOBODY, NO_TARGET = Message("nobody began production in {span}"), "no target for accuracy was agreed"
BEGAN = Message("{n} {n:joiner|joiners} in {cohorts} {cohorts:cohort|cohorts} began production in {span}.")
NOT_COUNTED = Message("{label}: {n:reason}.")

# which cohorts are behind
BEHIND = Message("{n:Cohort|Cohorts} {cohorts} {n:is|are} behind the other joiners")
NONE_BEHIND = Message("No cohort is surely behind the others{also}")
LAGS = Message(
    "Cohort {cohort} was less accurate than the other joiners on days {first} to {last} of production: "
    "{gap:change}."
)
LESS_ACCURATE = Message("Cohort {cohort} is less accurate than the other joiners at the same age")
COHORTS = "Ramp-up by cohort"
COHORTS_MEASURE = Message(
    "Proficient by day 60 of production, accuracy on days {first} to {last}; 95% intervals"
)
COHORTS_HEADS = (
    "Cohort", "Joiners", "By day 60", "95% interval", "Accuracy", "95% interval", "Against other joiners",
)  # fmt: skip
COHORTS_NOTE = "By day 60: proficient by then. \N{EN DASH}: not known yet."
NO_DATA = "no data"

# how many become proficient, and how soon
IN_FIGURES, LEARNING_IN_FIGURES = "Joiners in figures", "Learning in figures"
FIGURES_MEASURE = Message("Joiners of the weeks to {period}, with 95% intervals")
FIGURES_HEADS = ("Figure", "Value", "95% interval", "Rests on")
INCIDENCE_MEASURE = Message("Share of joiners by days in production, of those who began in {span}")
INCIDENCE_NOTE = "Band: 95% interval of the share proficient. Below the days: how many were still learning."
INCIDENCE_ALT = "Step curves of the share of joiners who are proficient, by days in production."
DAYS_AXIS, WEEKS_AXIS = "Days in production", "Weeks in production"
PROFICIENT, GONE = "Proficient", "Left"
REACHED = Message("{there:Spelt} of {n} {n:joiner|joiners} became proficient")
LINES_MEASURE = Message("Days in production of each joiner, and what is due at the end of {period}")
LINES_NOTE = "Ring: first passed the audit gate. Dot: proficient. Cross: left."
LINES_ALT = "A line for each joiner by days in production, marked where proficient."
LINES_SHOWN = Message("{shown} of {n} joiners; the data file has all.")

# how they learn
LEARNING_MEASURES = {
    "accuracy": "Share of audited labels that were right, by weeks in production",
    "pace": "Pace, the median tenured agent's being 1, by weeks in production",
}
LEARNING_ALT = "Learning curves by weeks in production."
TOO_FEW_WEEKS = "Joiners were seen in too few weeks for a curve."
DOTS, BAND = Message("Dots: weeks of {about}{band}. Tenured: their middle half."), ", band: its 95% interval"
UNDRAWN = Message("Too few people or weeks for a curve: {cohorts}.")
TENURED = "Tenured"

# what is due for each, and by which rules
DUE = {GRADUATE: "Graduate", COACH: "Coach", EXTEND: "Extend", LEFT: GONE}
ARE_DUE = Message(
    "Of {n} {n:joiner|joiners} still there, coaching is due for {coach}, more time for {extend}, graduation "
    "for {graduate}."
)
COACHED, NONE_COACHED = (
    Message(f"Coaching is due for {some} of {{n}} {{n:joiner|joiners}}") for some in ("{coach}", "none")
)
DUE_MEASURE = Message(
    "Last {audits} {audits:audit|audits} and {days} {days:day|days} of work of each, to the end of {period}, "
    "with 95% intervals"
)
DUE_HEADS = (
    "Joiner", "Cohort", "Audits", "Accuracy", "95% interval", "P(target)", "Pace", "95% interval", "Audit",
    "Due",
)  # fmt: skip
DUE_NOTE = Message(
    "P(target): probability that the accuracy is {goal} or more. Pace: 1 is the median tenured agent's. "
    "Audit: the share of the joiner's work to audit now."
)
PSEUDONYMS, ALL_AUDITED = "Joiners appear by pseudonym.", "all"
PROFICIENT_RULE = Message(
    "**Proficient** is who, at {checks:spelt} weekly {checks:check|checks} in a row, has an accuracy of "
    "{goal:share} or more with a probability of at least {sure:percent}, by the last {audits} "
    "{audits:audit|audits}, and at least {pace:percent} of the median tenured agent's pace over the last "
    "{days:spelt} {days:day|days} of work. It counts from the last of these checks."
)
DUE_RULE = Message(
    "**Coach** where that probability is at most {short:percent}, or where after {plan} {plan:day|days} the "
    "pace is below {pace:percent}. **Graduate** where proficient and not so. **Extend** in all other cases."
)
GATE_RULE = Message(
    "Everything is to be audited until {clean} {clean:audit in a row is|audits in a row are} clean, then "
    "{fraction:percent} until one is not (CSP-1). Where that is done, at most {limit} of what goes out is "
    "wrong, whatever comes in."
)

METHODS = (
    "**Joiners** began production in the window. Days count from the start of production, and everybody "
    "is compared at the same age: who graduated early is no yardstick for the others, nor is a cohort "
    "watched for longer one for a young cohort.",
    "**Shares by a day** are Aalen-Johansen's cumulative incidences. To leave is a competing risk: to count "
    "leavers as still waiting (Kaplan-Meier) would overstate the share. Intervals: Wilson's, with the "
    "people that the variance is worth. **Medians** are the days on which the curve passes one half; where "
    "it has not, none is given.",
    "**Accuracy** of a joiner rests on audits of all designs, weighted so that labels audited more often do "
    "not count for more; its interval is the posterior's with Jeffreys' prior. **Pace** is the time that the "
    "tenured take for the same labels of the same queues, over the time taken, the median tenured agent "
    "being 1.",
    "**Learning curves** are y(t) = A - (A - B) exp(-t / days) by weighted least squares; intervals are "
    "percentiles over resampled people. **The learning rate** is that of Wright's law: time a label against "
    "work done, both as logarithms, within people.",
    "**The tenured** have been in production for three months or more when the window begins. Their middle "
    "half by accuracy is that of the distribution their own accuracies come from (beta-binomial).",
)
