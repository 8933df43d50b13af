"""Double labels that are spans of text or boxes in pictures, asked and told."""

from __future__ import annotations

from functools import partial

import pandas as pd

from ....components import Lede
from ....estimates import Estimates
from ....measures import shapes
from ...data.gate import exhibit, of_own_work
from ...data.rows import Span
from ...page.records import records
from ...page.section_exhibits import SectionExhibits
from .questions import DOUBLES, AgreementQuestions, Measure, Split


class ShapeQuestions(AgreementQuestions):
    """How far people agree on where something is, and what it is."""

    @of_own_work
    def spans(self, by: Split | None = None, *, span: Span | None = None) -> Estimates:
        """
        F1 of pairs of answers: spans match with the same label and half of their union in common.

        >>> r.agreement.spans(by="queue")
        """
        return self._doubles("agreement.spans", by, span, self._held_in("spans", shapes.spans))

    @of_own_work
    def boxes(self, by: Split | None = None, *, span: Span | None = None) -> Estimates:
        """
        Intersection over union of pairs of answers, matched box by box within a label.

        >>> r.agreement.boxes(by="queue")
        """
        return self._doubles("agreement.boxes", by, span, self._held_in("boxes", shapes.boxes))

    def _held_in(self, column: str, measure: Measure) -> Measure:
        return partial(_measured, column=column, measure=measure)


def _measured(rows: pd.DataFrame, by: tuple[str, ...], *, column: str, measure: Measure) -> Estimates:
    """The measure of rows that have the column, as extracts of before have not."""
    return measure(rows if column in rows else rows.assign(**{column: None}), by)


class ShapeExhibits(SectionExhibits, ShapeQuestions):
    """Only where double labels hold shapes."""

    @exhibit
    def tell_shapes(self) -> None:
        """
        A lede on agreement on spans and boxes; nothing where there are none.

        >>> r.agreement.tell_shapes()
        """
        if self._rows.why_none(DOUBLES):
            return
        held = self._rows.table(DOUBLES)
        told = [
            asked()
            for column, asked in (("spans", self.spans), ("boxes", self.boxes))
            if column in held and held[column].notna().any()
        ]
        if told:
            text = " ".join(self._result(each) for each in told)
            self._stage.emit(Lede(text=text, figures=tuple(f for each in told for f in records(each))))
