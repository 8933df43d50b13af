"""Many units judged at once: whether an allowance was made for their number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..printed import NUMBER, rounds

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
FIXED = (r"Each week is judged by itself: about one in three hundred is outside by chance\.",)
APART = ("market", "site", "queue", "vendor", "priority", "consumer", "kind", "state", "cause")
SEARCHED = (
    *("weeks", "labels", "batches", "lots", "requests", "people", "items", "clauses", "sessions", "cohorts"),
    *("auditors", "new SOP versions", "sites", "queues", "vendors"),
)
ALONE = (*APART, "key", "joiner", "auditor", "action", "figure")


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """How often chance alone marks a unit follows from how sure a verdict has to be."""

    def allowed(share: str) -> bool:
        return rounds(share, 1 - claims.context.decided, "share", 0.0)

    yield (
        rf"Each (?:{'|'.join(APART)}) is judged by itself, with no allowance for their number: exactly at "
        rf"the target, it is called missed up to (?P<share>{NUMBER}) of the time\.",
        lambda m: allowed(m["share"]),
    )
    yield (
        rf"The (?:{'|'.join(SEARCHED)}) are judged together: of those that stand out, at most "
        rf"(?P<share>{NUMBER}) do so by chance\.",
        lambda m: allowed(m["share"]),
    )
    yield (
        rf"Each (?:{'|'.join(ALONE)}) is judged by itself, with no allowance for their number\.",
        lambda m: True,
    )
