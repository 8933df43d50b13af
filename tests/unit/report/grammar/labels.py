"""Each label on its own: which is missed, and which are given more or less often than they are true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval
from .reading import COUNT, count

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("Labels one by one", "Each label by itself")
FIXED = (
    r"Given and true: shares of the queue's labels\.",
    r"Precision: of those given, the share that is right\.",
    r"Recall: of those that should have the label, the share that was given it\.",
    r"With 95% intervals\.",
    r"Dumbbell chart\.",
    r"The 14 labels that are most surely apart\.",
    r"Log scale: equal steps are equal ratios\.",
    r"Ring: given\. Dot: true\. Red: the interval of the true share leaves out the given one\.",
)
PRINTED = 20


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Looked up among the figures of all labels."""
    yield (
        rf"“(?P<label>.+)” in (?P<queue>.+) is most surely missed: (?P<value>{NUMBER}) \({BETWEEN}\) of the "
        r"true ones were found$",
        lambda m: _most_missed(claims, m),
    )
    yield (
        rf"(?P<n>{COUNT}) of (?P<all>{INTEGER}) labels? (?P<verb>is|are) given clearly more or less often "
        r"than true(?:\.|$)",
        lambda m: (
            (count(m["n"]), count(m["all"])) == _apart(claims) and (m["verb"] == "is") == (count(m["n"]) == 1)
        ),
    )
    yield (
        rf"The first {PRINTED} of (?P<n>{INTEGER}) labels; the data file has all\.",
        lambda m: count(m["n"]) == len(_figures(claims, "given")) > PRINTED,
    )


def _figures(claims: Claims, name: str) -> list[FigureOfRecord]:
    return claims.figures[f"labels.{name}.by_label_queue"]


def _most_missed(claims: Claims, match: re.Match[str]) -> bool:
    known = [f for f in _figures(claims, "recall") if f.value is not None]
    worst = min(known, key=lambda f: (f.high, f.value))
    return claims.called(worst) == f"{match['label']}, {match['queue']}" and (
        prints(match["value"], worst) and prints_interval(match["low"], match["high"], worst)
    )


def _apart(claims: Claims) -> tuple[int, int]:
    """How many labels' given share the interval of the true one leaves out, of all that have both."""
    pairs = zip(_figures(claims, "given"), _figures(claims, "true"), strict=True)
    known = [(given, true) for given, true in pairs if true.value is not None]
    return sum(not true.low <= given.value <= true.high for given, true in known), len(known)
