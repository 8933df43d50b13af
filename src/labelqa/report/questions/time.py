"""Where paid time went, and how long a label takes."""

from __future__ import annotations

import dataclasses

from ...estimates import Estimates
from ...measures import productivity
from ..rows import When
from .asking import HISTOGRAMS, LABELS, TIMES, Asking, By


class TimeQuestions(Asking):
    """Shares of paid time, throughput and handling time."""

    def utilisation(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Handling time over paid time, as the project defines it."""
        states = self._states("utilisation_counts")
        return self._ask("utilisation", TIMES, by, when, productivity.utilisation, states=states)

    def occupancy(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Handling time over handling and waiting time."""
        return self._ask("occupancy", TIMES, by, when, productivity.occupancy)

    def shrinkage(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Paid time neither handling nor waiting, over paid time."""
        return self._ask("shrinkage", TIMES, by, when, productivity.shrinkage)

    def time_use(self) -> Estimates:
        """Each state's share of paid time, the largest first."""
        found = self._ask("time.use", TIMES, None, None, productivity.time_use)
        return dataclasses.replace(found, rows=found.rows.sort_values("value", ascending=False))

    def throughput(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Labels for each hour of handling."""
        return self._ask("throughput", LABELS, by, when, productivity.throughput)

    def handling_time(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The median seconds of handling a label."""
        return self._ask("time.per_item.median", HISTOGRAMS, by, when, productivity.handling_time, q=0.5)

    def handling_time_p90(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The seconds of handling that nine labels in ten stay below."""
        return self._ask("time.per_item.p90", HISTOGRAMS, by, when, productivity.handling_time, q=0.9)

    def mean_handling_time(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The mean seconds of handling a label."""
        return self._ask("time.per_item.mean", LABELS, by, when, productivity.mean_handling_time)

    def time_parts(self, by: By) -> list[tuple[str, Estimates]]:
        """Handling, waiting, internal and external shrinkage as shares of paid time."""
        parts = {
            "handling": ("handling",),
            "waiting": ("waiting",),
            "internal_shrinkage": self._states("shrinkage_internal"),
            "external_shrinkage": self._states("shrinkage_external"),
        }
        return [
            (part.replace("_", " ").capitalize(), self._time_share(f"time.{part}", states, by))
            for part, states in parts.items()
        ]

    def _time_share(self, name: str, states: tuple[str, ...], by: By) -> Estimates:
        found = self._ask("utilisation", TIMES, by, None, productivity.utilisation, states=states)
        return dataclasses.replace(found, name=name)
