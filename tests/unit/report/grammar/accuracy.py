"""How right the labels are: what that means for those delivered, after second looks and new procedures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval, rounds
from .reading import COUNT, count

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Second looks do not clearly change accuracy",)
FIXED = (
    r"Second looks are drawn from labels passed and from labels failed, and weighted up to both\.",
    r"No worse: surely not below by more than [\d.]+ pts\.",
    r"Weeks after the end of \w+ \d{4} are not counted\.",
)
DIFFERENCE, VERSIONS = "accuracy.adjusted.difference", "accuracy.sop_change.by_version"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """How many of the labels made are wrong."""
    yield (
        rf"About (?P<value>{NUMBER}) of the labels made (?:is|are) wrong \({BETWEEN}\)\.",
        lambda m: (
            prints(m["value"], claims.overall("impact.wrong_labels"))
            and prints_interval(m["low"], m["high"], claims.overall("impact.wrong_labels"))
        ),
    )
    yield r"Second looks do not clearly change accuracy$", lambda m: not _is_clear(claims)
    yield (
        r"Second looks (?P<way>raise|lower) accuracy: (?P<change>.+)$",
        lambda m: (
            _is_clear(claims)
            and (m["way"] == "raise") == (claims.figures[DIFFERENCE][0].low > 0)
            and claims.changed(m["change"], claims.figures[DIFFERENCE][0])
        ),
    )
    yield r"Accuracy after second looks: (?P<why>.+)\.", lambda m: (
        m["why"] in "; ".join(claims.figures["accuracy.adjusted.overall"][0].flags)
    )  # fmt: skip
    yield (
        rf"(?:Of (?P<all>{INTEGER}) new SOP versions,|(?:The one|Both|All (?P<every>{COUNT})) new SOP "
        r"versions?) (?P<parts>.+)$",
        lambda m: _versions(claims, m),
    )


def _is_clear(claims: Claims) -> bool:
    found = claims.figures[DIFFERENCE][0]
    return found.low > 0 or found.high < 0


def _versions(claims: Claims, match: re.Match[str]) -> bool:
    """How many new versions cost more than the margin, did not, or are undecided; and the margin."""
    found = claims.figures[VERSIONS]
    whole = match["every"] or {"The": "one", "Bot": "two"}.get(match[0][:3])
    parts = re.findall(
        rf"(?:({COUNT}) )?(cost more than|did not cost more than|is undecided|are undecided)"
        rf"(?: ({NUMBER}) of accuracy)?",
        match["parts"],
    )
    outcomes = {"cost": "missed", "did": "met", "is": "undecided", "are": "undecided"}
    told = {outcomes[did.split()[0]]: count(n or whole) for n, did, _ in parts}
    verdicts = [f.verdict if f.verdict != "none" else "undecided" for f in found]
    margins = {margin for _, _, margin in parts if margin}
    return (
        told == {outcome: verdicts.count(outcome) for outcome in verdicts}
        and count(match["all"] or str(sum(told.values()))) == len(found)
        and all(rounds(margin, -f.target, "points", 0.0) for margin in margins for f in found if f.target)
    )
