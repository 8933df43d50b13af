"""Each label on its own: which is missed, and which are given more or less often than they are true."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from labelqa.report.language.shortened import THE_FIRST_OF
from labelqa.report.sections.labels import words
from labelqa.report.sections.labels.dumbbell import MOST_ROWS
from labelqa.report.sections.labels.tables import PRINTED

from .reading import count, reads, told

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("Labels one by one", words.EACH)
FIXED = tuple(reads(text)[0] for text in (words.EACH_NOTE, words.APART_ALT, words.APART_NOTE))


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Looked up among the figures of all labels."""
    yield reads(words.MISSED, lambda m: _most_missed(claims, m), label=".+", queue=".+")
    yield reads(words.APART, lambda m: (count(m["n"]), count(m["of"])) == _apart(claims))
    yield reads(words.MOST_APART, lambda m: count(m["n"]) == MOST_ROWS < _apart(claims)[1])
    yield reads(
        THE_FIRST_OF,
        lambda m: count(m["n"]) == PRINTED < count(m["all"]) == len(_figures(claims, "given")),
        units="labels",
    )


def _figures(claims: Claims, name: str) -> list[FigureOfRecord]:
    return claims.figures[f"labels.{name}.by_label_queue"]


def _most_missed(claims: Claims, match: re.Match[str]) -> bool:
    known = [f for f in _figures(claims, "recall") if f.value is not None]
    worst = min(known, key=lambda f: (f.high, f.value))
    named = f"{match['label']}, {match['queue']}"
    return claims.called(worst) == named and told(match["recall"], worst)


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
