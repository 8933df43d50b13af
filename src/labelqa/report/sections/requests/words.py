"""Words for requests: whether they were on time, how long they took, and what is open."""

from __future__ import annotations

from ....estimates import Unit
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
