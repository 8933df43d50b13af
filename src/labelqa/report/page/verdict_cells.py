"""Verdicts in the cells of a table, and the one line that says where no target was agreed."""

from __future__ import annotations

from collections.abc import Sequence

from ...components import Cell
from ...estimates import Estimate, Verdict
from ..language.numerals import NOTHING, Numerals
from ..language.words import listed, status, verdict_word
from . import words


def verdict_cell(verdict: Verdict | None) -> Cell:
    """A verdict with its mark; where there is none only a dash, for that is no failure."""
    if verdict is None:
        return Cell(text=NOTHING)
    return Cell(text=verdict_word(verdict), status=status(verdict))


def without_target(
    judged: Sequence[tuple[str, Estimate, Verdict | None]], whole: str, numerals: Numerals
) -> str:
    """
    The sentence on what has a value but no target, by its names; empty where all have one.

    `whole` stands for the names where none of them has one: any of these rules.
    """
    names = [name for name, estimate, verdict in judged if estimate.exists and verdict is None]
    if not names:
        return ""
    every = len(names) > 1 and not any(verdict for *_, verdict in judged)
    return words.NO_TARGET(numerals, names=whole if every else listed(names))
