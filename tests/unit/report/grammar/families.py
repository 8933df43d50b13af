"""Many units judged at once: whether an allowance was made for their number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.data import family_words

from ..printed import rounds
from .reading import reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
APART = ("market", "site", "queue", "vendor", "priority", "consumer", "kind", "state", "cause")
SEARCHED = (
    *("weeks", "labels", "batches", "lots", "requests", "people", "items", "clauses", "sessions", "cohorts"),
    *("auditors", "new SOP versions", "sites", "queues", "vendors"),
)
ALONE = (*APART, "key", "joiner", "auditor", "action", "figure")
FIXED = (reads(family_words.WEEKS)[0], *(reads(family_words.each(unit))[0] for unit in ALONE))


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """How often chance alone marks a unit follows from how sure a verdict has to be."""
    for message, names in ((family_words.AT_TARGET, APART), (family_words.TOGETHER, SEARCHED)):
        yield reads(
            message,
            lambda m: rounds(m["rest"], 1 - claims.context.decided, "share", 0.0),
            unit="|".join(names),
            units="|".join(names),
        )
