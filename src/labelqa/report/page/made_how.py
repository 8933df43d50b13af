"""How a report was made, and from what: the exhibits of its last section."""

from __future__ import annotations

from ..data.gate import exhibit
from . import methods
from .formulas import formula, of_measures
from .section_exhibits import SectionExhibits


class Methods(SectionExhibits):
    """How the numbers were made, and from what."""

    _name = "r.methods"

    @exhibit
    def __call__(self, *, formulas: bool = False) -> None:
        """
        How the numbers printed so far were made; with `formulas` also as mathematics writes it.

        >>> r.methods()
        """
        setting = self._setting
        self._stage.emit(methods.methods(self._context.decided, setting.numerals, self._stage.printed))
        for each in of_measures() if formulas else ():
            self._stage.emit(each)

    @exhibit
    def formula(self, title: str, tex: str, *, words: str, note: str = "") -> None:
        """
        A formula in TeX, as matplotlib's mathtext knows it; `words` read it out for who cannot see it.

        `note` says what its letters stand for, and whose it is.

        >>> r.methods.formula("Share", r"p = k / n", words="p is k over n")
        """
        self._stage.emit(formula(title, tex, words, note))

    @exhibit
    def provenance(self) -> None:
        """
        What the report was made of.

        >>> r.methods.provenance()
        """
        extract = self._rows.extract
        counts = {name: len(self._rows.table(name)) for name in extract.tables()}
        self._stage.emit(methods.provenance(extract.context, counts, self._setting.numerals))
