"""Where paid time went, and handling times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Handling time", "Time by site", "Handling time by queue", "Plans and output by site",
          "Plans kept and output")  # fmt: skip
FIXED = ()


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """The bar of paid time by site."""
    yield r"(?:Handling took|Stacked bars of paid time).+", lambda m: _handled(claims, m[0])


def _handled(claims: Claims, text: str) -> bool:
    shares = {
        claims.called(f): f.value for f in claims.figures["time.handling.by_site"] if f.value is not None
    }
    ends = [round(100 * value) for value in (min(shares.values()), max(shares.values()))]
    took = re.search(r"Handling took (?:(\d+)% to )?(\d+)% of paid time", text)
    most = re.search(r", most at (.+), least at (.+)\.$", text)
    return [int(took[1] or took[2]), int(took[2])] == ends and (
        not most or (shares[most[1]], shares[most[2]]) == (max(shares.values()), min(shares.values()))
    )
