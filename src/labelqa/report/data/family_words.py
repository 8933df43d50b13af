"""What an exhibit says of judging many units at once: that the false marks are held, or that they are not."""

from __future__ import annotations

from collections.abc import Sequence

from ...estimates import Verdict
from ..language.messages import Message
from ..language.numerals import Numerals
from ..language.vocabulary import PLURALS
from . import families

WEEKS = "Each week is judged by itself: about one in three hundred is outside by chance."
"""Of charts with limits of three standard deviations."""
AT_TARGET = Message(
    "Each {unit} is judged by itself, with no allowance for their number: exactly at the target, it is "
    "called missed up to {rest:percent} of the time."
)
TOGETHER = Message(
    "The {units} are judged together: of those that stand out, at most {rest:percent} do so by chance."
)


def allowance(
    by: Sequence[str], verdicts: Sequence[Verdict | None], decided: float, numerals: Numerals
) -> str:
    """What is said of judging several rows on targets; nothing of fewer than two verdicts."""
    if sum(verdict is not None for verdict in verdicts) < 2:
        return ""
    one, many = PLURALS[by[0]]
    if families.is_searched(by):
        return together(many, decided, numerals)
    return AT_TARGET(numerals, unit=one, rest=1 - decided)


def together(many: str, decided: float, numerals: Numerals) -> str:
    """That the marks of a family are held: few of those that stand out do so by chance."""
    return TOGETHER(numerals, units=many, rest=1 - decided)


def each(one: str) -> str:
    """That many are judged, each by itself."""
    return f"Each {one} is judged by itself, with no allowance for their number."
