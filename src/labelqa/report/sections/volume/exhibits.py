"""How much was labelled, what the figures rest on, and what each total counts."""

from __future__ import annotations

from ....components import Lede
from ....estimates import Estimates
from ...data.gate import exhibit, of_own_work
from ...page.records import records
from ...page.section_exhibits import SectionExhibits
from . import data_quality
from .questions import VolumeQuestions
from .totals import totals


class Volume(SectionExhibits, VolumeQuestions):
    """Counts, which need no interval, and the state of the data."""

    _name = "r.volume"

    @exhibit
    def summary(self) -> None:
        """
        A lede: how much was labelled and looked at.

        >>> r.volume.summary()
        """
        figures = (*records(self.labels()), *records(self.people()))
        self._stage.emit(Lede(text=data_quality.summary(self._setting, self._rows), figures=figures))

    @exhibit
    def data_notes(
        self, accuracy: Estimates, blind: Estimates, lag: Estimates, *, removed: tuple[Estimates, ...] = ()
    ) -> None:
        """
        What a reader must know of the data: audits, rejected rows, missing tables, unobserved columns.

        `removed`: accuracy on gold items of the answers that stand, of those not tainted, of all given.

        >>> r.volume.data_notes(r.accuracy(), r.sampling.blind_share(), r.sampling.audit_lag())
        """
        shown = data_quality.notes(self._setting, self._rows, accuracy, blind, lag, removed=removed)
        self._stage.emit(shown)

    @exhibit
    def totals(self) -> None:
        """
        Which labels each total counts: the report's glossary.

        >>> r.volume.totals()
        """
        self._stage.emit(totals(self._setting, self._rows))

    @of_own_work
    def scope(self) -> tuple[tuple[str, str], ...]:
        """
        The cover's facts: how much, from when to when, from which data.

        >>> r.volume.scope()
        """
        return data_quality.scope(self._setting, self._rows)
