"""
Every sentence that a report may say, by topic, each with the check that its figures bear it out.

To teach the checker a sentence, add its pattern and check to `sentences` of its topic's module here; a new
topic is a new module of the same shape, named in TOPICS. A pattern reads numbers as en_GB writes them,
whatever the market's locale is: texts are rewritten before they are read. A check gets the match and
answers whether it is true of the figures and tables of `claims`; it must be able to answer no. What says
nothing about a figure stands in FIXED (sentences) and TITLES (whole titles) of its topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import (
    accuracy,
    agents,
    agreement,
    calibration,
    capacity,
    comparison,
    compliance,
    confusion,
    control,
    executive,
    families,
    followup,
    general,
    impact,
    investigation,
    labels,
    lots,
    plans,
    qa,
    ramp_up,
    reasons,
    requests,
    risks,
    sites,
    time,
    volume,
)

if TYPE_CHECKING:
    from ..claims import Check, Claims

TOPICS = (general, executive, volume, accuracy, sites, agents, agreement, control, confusion, requests, time,
          labels, impact, lots, plans, capacity, compliance, comparison, qa, calibration, ramp_up, followup,
          investigation, risks, families, reasons)  # fmt: skip


def grammar(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Patterns in the order in which they are tried, each with its check."""
    for topic in TOPICS:
        yield from topic.sentences(claims)
    for topic in TOPICS:
        said = (*topic.FIXED, *(rf"{title}$" for title in topic.TITLES))
        yield from ((pattern, lambda match: True) for pattern in said)
