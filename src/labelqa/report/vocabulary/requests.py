"""Words for requests."""

from __future__ import annotations

from .words import REQUESTS, Term

TERMS: dict[str, Term] = {
    "requests.on_time": Term(
        "On-time requests",
        "Share of requests due that were delivered by then",
        REQUESTS,
        "on_time",
        verb="were",
    ),
}
