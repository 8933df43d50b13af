"""Sites beside one another: the funnel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.page import words

from ..printed import rounds
from .reading import count, lists, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Sites beside one another",)
FIXED = ()


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Who is outside the limits, and what they are drawn around."""
    yield reads(
        words.FEW_UNITS,
        lambda m: count(m["n"]) == len(claims.figures["accuracy.audit.by_site"]) < 3 == count(m["least"]),
        units="sites?",
    )
    yield reads(words.AS_CHANCE, lambda m: claims.sites_outside()[3] == 0, units="sites")
    yield reads(words.WIDENED, lambda m: m["points"] == f"{claims.sites_outside()[3]:.1f}", units="sites")
    yield reads(words.NONE_OUTSIDE, lambda m: not claims.sites_outside()[0], unit="site")

    def outside(names: str, verb: str) -> bool:
        sites = [claims.names["site"].get(site, site) for site in claims.sites_outside()[0]]
        return lists(names, sites, 3) and (verb == "is") == (len(sites) == 1)

    yield reads(words.OUTSIDE, lambda m: outside(m["names"], m["n_form"]), names=".+")
    yield reads(
        words.FUNNEL_ALT,
        lambda m: (
            count(m["n"]) == claims.sites_outside()[2]
            and rounds(m["mean"], claims.sites_outside()[1], "share", 0.0)
        ),
        units="sites",
    )
