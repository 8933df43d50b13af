"""Verdicts in the cells of a table, and the one line that says where no target was agreed."""

from __future__ import annotations

from collections.abc import Sequence

from ...components import Cell
from ...estimates import Estimate, Verdict
from ..language import words
from ..language.numerals import NOTHING


def verdict_cell(verdict: Verdict | None) -> Cell:
    """A verdict with its mark; where there is none only a dash, for that is no failure."""
    if verdict is None:
        return Cell(text=NOTHING)
    return Cell(text=words.verdict_word(verdict), status=words.status(verdict))


def without_target(judged: Sequence[tuple[str, Estimate, Verdict | None]], whole: str) -> str:
    """
    The sentence on what has a value but no target, by its names; empty where all have one.

    `whole` stands for the names where none of them has one: any of these rules.
    """
    names = [name for name, estimate, verdict in judged if estimate.exists and verdict is None]
    if not names:
        return ""
    every = len(names) > 1 and not any(verdict for *_, verdict in judged)
    return f"No target was agreed for {whole if every else words.listed(names)}."
