"""Where paid time went, and handling times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.sections.time import words

from .reading import NOUN, count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Handling time", "Time by site", "Handling time by queue", "Plans and output by site",
          "Plans kept and output")  # fmt: skip
FIXED = (reads(words.ALT, noun=NOUN)[0],)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """The bar of paid time by site."""
    yield reads(
        words.TOOK,
        lambda m: _handled(claims, m),
        part="Handling",
        share=(words.BETWEEN, words.ALIKE),
        ends=("", words.ENDS),
        first=".+",
        last=r".+(?=\.$)",
    )


def _handled(claims: Claims, match: re.Match[str]) -> bool:
    shares = {
        claims.called(f): f.value for f in claims.figures["time.handling.by_site"] if f.value is not None
    }
    lowest, highest = min(shares.values()), max(shares.values())
    least, most = (match[name] or match["both"] for name in ("least", "most"))
    return [count(share.rstrip("%")) for share in (least, most)] == [
        round(100 * share) for share in (lowest, highest)
    ] and (match["first"] is None or (shares[match["first"]], shares[match["last"]]) == (highest, lowest))
