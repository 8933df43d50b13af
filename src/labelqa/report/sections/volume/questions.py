"""How much was labelled, and by how many."""

from __future__ import annotations

from ....estimates import Estimates
from ....measures import volume
from ...data import procedures
from ...data.gate import of_own_work, plain
from ...data.rows import Span
from ...data.section_questions import LABELS, By, SectionQuestions


class VolumeQuestions(SectionQuestions):
    """Labels, people, and changes of procedure."""

    @of_own_work
    def labels(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        How many labels were made, gold items and skips left out: a count.

        >>> r.volume.labels(by="site")
        """
        return self._ask("volume.labels", LABELS, by, span, volume.labels)

    @of_own_work
    def people(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        How many people gave labels: a count.

        >>> r.volume.people(by="site")
        """
        return self._ask("volume.people", LABELS, by, span, volume.people)

    @plain
    def sop_changes(self) -> list[procedures.Change]:
        """
        When a new version of a procedure of this market's queues took effect, but for minor ones.

        >>> r.volume.sop_changes()
        """
        return procedures.changes(self._rows)
