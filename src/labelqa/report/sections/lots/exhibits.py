"""Delivered lots, and what their inspection lets through."""

from __future__ import annotations

from ....components import Prose
from ....measures import lots
from ...data.gate import exhibit
from ...language.words import sentence
from ...page.section_exhibits import SectionExhibits
from .oc_curve import oc_curve
from .questions import LotQuestions
from .tables import lot_table


class Lots(SectionExhibits, LotQuestions):
    """Lots as they were delivered, beside what audits found in them."""

    _name = "r.lots"

    @exhibit
    def table(self) -> None:
        """
        The period's lots: size, plan, verdict as delivered, audits, and what the plan lets through.

        >>> r.lots.table()
        """
        if why := self._why_no_lots("period"):
            self._stage.emit(Prose(paragraphs=(sentence(why),)))
        else:
            self._stage.emit(
                lot_table(self._setting, self._lots(), self._target("accuracy"), "delivered-lots")
            )

    @exhibit
    def oc_curve(self) -> None:
        """
        The OC curve of the plan that most lots of the period have; nothing without an inspected lot.

        >>> r.lots.oc_curve()
        """
        if self._why_no_lots("period"):
            return
        rows = self._handed_over("period")
        if found := lots.characteristic(rows, rows["tolerated"]):
            self._stage.emit(oc_curve(self._setting, found, "oc-curve"))
