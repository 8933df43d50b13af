"""Sites beside one another: the funnel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..printed import INTEGER, NUMBER, rounds
from .reading import count, lists

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Sites beside one another",)
FIXED = ()
LIMITS = r"Exact binomial limits around the sites' mean"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Who is outside the limits, and what they are drawn around."""
    yield (
        rf"There (?:is|are) only (?P<n>{INTEGER}) sites?; a funnel needs three\.",
        lambda m: count(m["n"]) == len(claims.figures["accuracy.audit.by_site"]) < 3,
    )
    yield (
        rf"{LIMITS}; the sites differ no more than chance allows\.",
        lambda m: claims.sites_outside()[3] == 0,
    )
    yield (
        rf"{LIMITS}, widened because sites differ by (?P<points>{NUMBER}) pts more than chance allows\.",
        lambda m: m["points"] == f"{claims.sites_outside()[3]:.1f}",
    )
    yield r"No site is outside the limits(?:\.|$)", lambda m: not claims.sites_outside()[0]
    yield (
        r"(?P<names>.+) (?:is|are) outside the limits(?:\.|$)",
        lambda m: lists(m["names"], [claims.names["site"].get(s, s) for s in claims.sites_outside()[0]], 3),
    )
    yield (
        rf"Funnel plot of (?P<n>{INTEGER}) sites around their mean of (?P<mean>{NUMBER})\.",
        lambda m: (
            count(m["n"]) == claims.sites_outside()[2]
            and rounds(m["mean"], claims.sites_outside()[1], "share", 0.0)
        ),
    )
