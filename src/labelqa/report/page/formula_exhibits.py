"""Formulas, an analyst's own and those of the main measures."""

from __future__ import annotations

from .formulas import formula, of_measures
from .showing import Showing


class FormulaExhibits(Showing):
    """How numbers are worked out, as mathematics writes it."""

    def formula(self, title: str, tex: str, *, words: str, note: str = "") -> None:
        """
        A formula in TeX, as matplotlib's mathtext knows it; `words` read it out for who cannot see it.

        `note` says what its letters stand for, and whose it is.
        """
        self._stage.emit(formula(title, tex, words, note))

    def formulas(self) -> None:
        """How the main measures and their intervals are worked out."""
        for each in of_measures():
            self._stage.emit(each)
