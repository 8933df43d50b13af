"""Each label on its own: which is missed, and which are given more or less often than they are true."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

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
    r"Ring: given\. Dot: true\. Red: given clearly more or less often than true\.",
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
    """How many labels' given share is not the true one's, of all that have both: steps of 5 % over all."""
    pairs = zip(_figures(claims, "given"), _figures(claims, "true"), strict=True)
    p = sorted(_chance(given.value, true) for given, true in pairs if true.value is not None)
    steps = (1 - claims.context.decided) * (np.arange(len(p)) + 1) / max(len(p), 1)
    below = np.flatnonzero(np.array(p) <= steps)
    return (int(below[-1]) + 1 if len(below) else 0), len(p)


def _chance(given: float, true: FigureOfRecord) -> float:
    """Two-sided, of the given share were it the true one; that side of the interval is 1.96 errors."""
    side = (true.high if given > true.value else true.low) - true.value
    if given == true.value or side == 0:
        return float(given == true.value)
    return math.erfc(1.959964 * (given - true.value) / side / math.sqrt(2))
