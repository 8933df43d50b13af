"""Words for requests: whether they were on time, how long they took, and what is open."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import LABELS, REQUESTS, Term

TERMS: dict[str, Term] = {
    "requests.on_time": Term(
        "On-time requests",
        "Share of requests due that were delivered by then",
        REQUESTS,
        "on_time",
        verb="were",
    ),
    "requests.turnaround.median": Term(
        "The median time to deliver a request",
        "Days from a request to its delivery",
        REQUESTS,
        "turnaround_median",
        Unit.DAYS,
        "Median",
    ),
    "requests.turnaround.p90": Term(
        "The 90th percentile of the time to deliver",
        "Days from a request to its delivery",
        REQUESTS,
        "turnaround_p90",
        Unit.DAYS,
        "90th percentile",
    ),
    "requests.sop_lead.median": Term(
        "The median time to a final procedure",
        "Days from accepting a request to its final procedure",
        REQUESTS,
        "sop_lead_median",
        Unit.DAYS,
        "Median",
    ),
    "requests.sop_lead.p90": Term(
        "The 90th percentile of the time to a final procedure",
        "Days from accepting a request to its final procedure",
        REQUESTS,
        "sop_lead_p90",
        Unit.DAYS,
        "90th percentile",
    ),
    "requests.rework": Term(
        "Rework", "Share of the labels handed over that put earlier ones right", LABELS, "rework"
    ),
    "requests.clearance": Term(
        "The chance of being on time",
        "Probability that an open request is through by its due date",
        ("day", "days"),
        head="Chance",
    ),
    "flow.requested": Term("Labels requested", "Labels asked for", LABELS, unit=Unit.COUNT, verb="were"),
    "flow.delivered": Term(
        "Labels handed over to requests",
        "Labels handed over to requests",
        LABELS,
        unit=Unit.COUNT,
        verb="were",
    ),
    "flow.backlog": Term("The backlog", "Labels asked for and not handed over", LABELS, unit=Unit.COUNT),
    "flow.in_progress": Term(
        "Requests in progress", "Requests open on a mean day", REQUESTS, unit=Unit.COUNT, verb="were"
    ),
    "flow.throughput": Term(
        "Requests delivered", "Requests delivered", REQUESTS, unit=Unit.COUNT, verb="were"
    ),
    "flow.implied": Term(
        "The wait by Little's law", "Days, requests in progress over throughput", REQUESTS, unit=Unit.DAYS
    ),
    "flow.observed": Term(
        "The mean time to deliver", "Days from a request to its delivery", REQUESTS, unit=Unit.DAYS
    ),
}

# the requests that are open
OPEN = Message("{n} {n:request|requests} open at the end of {period}, {overdue:spelt} of them overdue")
OPEN_AND_UNLIKELY = Message(
    "{n} {n:request|requests} open at the end of {period}, {overdue:spelt} of them overdue, {unlikely:spelt} "
    "unlikely to be on time"
)
NONE_OPEN = Message("No request was open at the end of {period}.")
OPEN_MEASURE = Message("Not delivered by the end of {period}, earliest due date first")
OPEN_NOTE = (
    "To do: labels left in the queue for it and for those due before. Chance: that the queue makes these by "
    "the due date, if it goes on as in its last eight weeks."
)
NO_CHANCE = "no data"
NO_CHANCES = Message("No chances: {chances:reason}.")
OPEN_HEADS = ("Request", "Queue", "Due", "State", "Requested", "To do", "Chance", "95% interval")
OVERDUE, DUE_IN = Message("{days} {days:day|days} overdue"), Message("due in {days} {days:day|days}")
OVERDUE_TODAY, DUE_TODAY = "under a day overdue", "due in under a day"

# how long delivery takes
HALF_DELIVERED = Message("Half of the requests were delivered within {median:interval}")
NO_MEDIAN = Message("The median time to deliver a request: {median:reason}")
NONE_MADE = Message("No request was made in {span}.")
WAITING_MEASURE = Message(
    "Share of requests not delivered yet, by days since they were made; requests of {span}"
)
WAITING_NOTE = "Band: 95% interval of all requests. Open and cancelled ones count for as long as they waited."
WAITING_ALT = "Step curves of the share still waiting by days."
WAITING_AXIS, WAITING_HALF, ALL = "Days", "Half", "All"
BY_PRIORITY = "How long delivery takes, by priority"
BY_PRIORITY_MEASURE = Message(
    "Days from a request to its delivery, with 95% intervals; requests of the weeks to {period}"
)
BY_PRIORITY_HEADS = (
    "Priority", "Requests", "Delivered", "Median", "95% interval", "Nine in ten by", "95% interval",
)  # fmt: skip
BY_PRIORITY_NOTE = "\N{EN DASH}: so many were not delivered yet. Open requests count as open, not as fast."

# how labels flow
NO_FLOW = Message("Labels handed over day by day: {why}.")
BACKLOG_IS = Message("The backlog at the end of {period} is {n} {n:label|labels}")
BACKLOG_GREW = Message("The backlog grew from {before} to {n} {n:label|labels} in {period}")
BACKLOG_SHRANK = Message("The backlog shrank from {before} to {n} {n:label|labels} in {period}")
FLOW_MEASURE = Message("Labels that have reached each state, counted from {first} to {last}")
FLOW_ALT = "Cumulative flow diagram of labels by state."
FLOW_NOTE = "The height of a band is the number of labels in that state. Cancelled requests are left out."
BANDS = (
    ("delivered", "Delivered"),
    ("started", "In work"),
    ("ready", "Ready"),
    ("requested", "Rules not final"),
)
"""The states from below, each with the name of the band between it and the one before."""

# what Little's law makes of it
ON_A_MEAN_DAY = "In {span}, {open} {open:request was|requests were} open on a mean day and "
NONE_DELIVERED = Message(ON_A_MEAN_DAY + "none was delivered.")
_WAIT = ON_A_MEAN_DAY + (
    "{done} {done:was|were} delivered. At that rate a request takes {implied:interval}, by Little's law"
)
WAIT_IMPLIED = Message(_WAIT + ".")
WAIT_LONGER = Message(_WAIT + ", longer than the {seen:interval} that delivered ones took: work piles up.")
WAIT_SHORTER = Message(
    _WAIT + ", shorter than the {seen:interval} that delivered ones took: less and less is in progress."
)
WAIT_AS_SEEN = Message(_WAIT + ", in keeping with the {seen:interval} that delivered ones took.")
