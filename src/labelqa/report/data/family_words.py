"""What an exhibit says of judging many units at once: that the false marks are held, or that they are not."""

from __future__ import annotations

from collections.abc import Sequence

from ...estimates import Verdict
from ..language.numerals import Numerals
from ..language.vocabulary import PLURALS
from . import families

WEEKS = "Each week is judged by itself: about one in three hundred is outside by chance."
"""Of charts with limits of three standard deviations."""


def allowance(
    by: Sequence[str], verdicts: Sequence[Verdict | None], decided: float, numerals: Numerals
) -> str:
    """What is said of judging several rows on targets; nothing of fewer than two verdicts."""
    if sum(verdict is not None for verdict in verdicts) < 2:
        return ""
    one, many = PLURALS[by[0]]
    if families.is_searched(by):
        return together(many, decided, numerals)
    share = numerals.percent(1 - decided, 0)
    return (
        f"Each {one} is judged by itself, with no allowance for their number: exactly at the target, it is "
        f"called missed up to {share} of the time."
    )


def together(many: str, decided: float, numerals: Numerals) -> str:
    """That the marks of a family are held: few of those that stand out do so by chance."""
    share = numerals.percent(1 - decided, 0)
    return f"The {many} are judged together: of those that stand out, at most {share} do so by chance."


def each(one: str) -> str:
    """That many are judged, each by itself."""
    return f"Each {one} is judged by itself, with no allowance for their number."
