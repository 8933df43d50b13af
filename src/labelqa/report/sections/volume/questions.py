"""How much was labelled, and by how many."""

from __future__ import annotations

from ....estimates import Estimates
from ....measures import volume
from ...data import procedures
from ...data.asking import LABELS, Asking, By
from ...data.rows import When


class VolumeQuestions(Asking):
    """Labels, people, and changes of procedure."""

    def labels(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """How many labels were made, gold items and skips left out: a count."""
        return self._ask("volume.labels", LABELS, by, when, volume.labels)

    def people(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """How many people gave labels: a count."""
        return self._ask("volume.people", LABELS, by, when, volume.people)

    def sop_changes(self) -> list[procedures.Change]:
        """When a new version of a procedure of this market's queues took effect, but for minor ones."""
        return procedures.changes(self._rows)
