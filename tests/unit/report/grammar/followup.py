"""Actions: how many were judged, and what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .reading import COUNT, count

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Actions", "Actions, and whether they worked")
FIXED = (
    r"Effect: points of accuracy gained on those it was not for, less what those picked for being bad regain "
    r"by themselves; since its end, for up to twice its days, against the 91 days before it was opened\.",
    r"No effect: the 95% interval does not leave out 0\.",
)
_EFFECTS = "actions.effect.by_action"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the effects on record and the table of investigations."""
    held = [f for f in claims.figures.get(_EFFECTS, []) if f.by]
    worked = sum(f.value is not None and f.low > 0 for f in held)
    judged = sum(f.value is not None for f in held)
    yield rf"(?P<n>{COUNT}) actions?, none judged yet$", lambda m: count(m["n"]) == len(held) and not judged

    def counted(match: re.Match[str]) -> bool:
        said = [count(match[name] or "0") for name in ("n", "judged", "worked", "none")]
        return said == [len(held), judged, worked, judged - worked]

    yield (
        rf"(?P<n>{COUNT}) actions?, (?P<judged>{COUNT}) judged: (?:(?P<worked>{COUNT}) worked)?"
        rf"(?:, )?(?:(?P<none>{COUNT}) had no effect)?$",
        counted,
    )
    yield rf"No action was open(?: in {claims.month}\.)?$", lambda m: not held
    found = claims.table("investigations")
    yield rf"(?P<n>{COUNT}) confirmed findings?$", lambda m: count(m["n"]) == len(found)
    yield r"No investigation confirmed a finding\.", lambda m: found.empty
    yield (
        r"The share of actions (?:closed on time|that worked) cannot be given: (?P<why>.+?)\.",
        lambda m: any(
            m["why"] in "; ".join(f.flags)
            for name in ("actions.on_time.overall", "actions.hit_rate.overall")
            for f in claims.figures.get(name, [])
        ),
    )
