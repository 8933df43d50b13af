"""Sites and vendors on the same work, and the ranks that chance leaves open."""

from __future__ import annotations

from typing import Literal

from ....estimates import Estimates, Unit
from ....measures import ranks
from ....measures.standardisation import standardised
from ...data.absence import NONE_DRAWN
from ...data.arguments.shapes import Split
from ...data.gate import of_audits
from ...data.rows import columns
from ...data.section_questions import AUDITS, LABELS, SectionQuestions
from . import words

Unlike = Literal["site", "vendor"]


class ComparisonQuestions(SectionQuestions):
    """What is left of the differences between units once their work is the same."""

    @of_audits
    def standardised(self, by: Unlike = "site") -> Estimates:
        """
        Label accuracy of each unit, had all done the market's mix of queues; not in a vendor's edition.

        >>> r.comparison.standardised(by="vendor")
        """
        name, split = "accuracy.standardised", columns(by)
        why = (
            words.ALONE
            if self._context.vendor
            else self._rows.why_none(AUDITS) or self._rows.why_none(LABELS)
        )
        if why:
            return Estimates.missing(name, split, why)
        audits = self._drawn(self._rows.cut(AUDITS))
        if audits.empty:
            return Estimates.missing(name, split, NONE_DRAWN)
        if audits[split[0]].isna().all():
            return Estimates.missing(name, split, words.NO_BY(self._setting.numerals, by=by))
        return standardised(audits, self._delivered(("queue_id",), "period"), split)

    @of_audits
    def ranks(self, estimates: Split) -> Estimates:
        """
        The ranks that chance leaves open to each row, 1 the highest; not in a vendor's edition.

        >>> r.comparison.ranks(r.accuracy(by="site"))
        """
        if self._context.vendor or not len(estimates):
            why = words.ALONE if self._context.vendor else estimates.why
            return Estimates.missing(f"{estimates.name}.rank", estimates.by, why, Unit.COUNT)
        return ranks.ranks(estimates)
