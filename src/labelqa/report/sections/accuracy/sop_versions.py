"""What a new version of a procedure did to accuracy."""

from __future__ import annotations

import dataclasses

import pandas as pd

from ....estimates import Estimate
from ....measures import accuracy
from ....measures.false_discovery import judged_together
from ....measures.non_inferiority import NoWorse, no_worse
from ....measures.procedures import Version
from ...data import procedures
from ...data.arguments.shapes import Many, Share
from ...data.gate import of_audits
from ...data.rows import Span
from ...data.section_questions import AUDITS, SectionQuestions
from . import words


class SopQuestions(SectionQuestions):
    """Accuracy before and from the day on which a version took effect."""

    @of_audits
    def sop_effects(
        self, margin: Share, *, weeks: Many = 4, span: Span = "quarter"
    ) -> list[tuple[Version, NoWorse]]:
        """
        Whether accuracy is no worse, by more than `margin`, since each new version of a procedure.

        In the queues of its family, so many weeks from its day against as many before; for versions that
        took effect in `span`, but for minor ones. `margin` is a share. The versions are judged together.

        >>> r.accuracy.sop_effects(0.02)
        """
        if self._rows.why_none(AUDITS, "window"):
            return []
        start, end = self._rows.span(span)
        audits = self._drawn(self._rows.cut(AUDITS, "window"))
        audits = audits[audits["local_date"] < pd.Timestamp(end)]
        decided = self._context.decided
        new = [version for version in procedures.versions(self._rows) if start <= version.day < end]
        found = [no_worse(*_sides(audits, version, weeks), margin, decided=decided) for version in new]
        verdicts = judged_together([each.verdict for each in found], decided=decided)
        return [
            (version, dataclasses.replace(each, verdict=verdict))
            for version, each, verdict in zip(new, found, verdicts, strict=True)
        ]


def _sides(audits: pd.DataFrame, version: Version, weeks: int) -> tuple[Estimate, Estimate]:
    """Accuracy before a version took effect, and since."""
    day, length = pd.Timestamp(version.day), pd.Timedelta(weeks=weeks)
    near = audits["local_date"].between(day - length, day + length, inclusive="left")
    rows = audits[near & audits["queue_id"].isin(version.queues)]
    found = accuracy.by_design(rows.assign(since=rows["local_date"] >= day), ("since",))
    sides = {keys["since"]: estimate for keys, estimate in found}
    before, after = (sides.get(str(since), Estimate.absent(words.NO_AUDITS)) for since in (False, True))
    return before, after
