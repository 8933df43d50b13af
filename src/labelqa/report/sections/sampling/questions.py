"""How much was audited, how blindly and how soon."""

from __future__ import annotations

import dataclasses
import functools

import pandas as pd

from ....estimates import Estimates
from ....measures import sampling
from ...data.gate import of_audits, of_own_work
from ...data.rows import Span, columns
from ...data.section_questions import AUDITS, LABELS, By, SectionQuestions, usual
from . import words


class SamplingQuestions(SectionQuestions):
    """What the figures rest on."""

    @of_own_work
    def coverage(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Audits as a share of labels; none were made only where their table is there and says so.

        >>> r.sampling.coverage(by="site")
        """
        span = span or usual(by)
        none = self._rows.why_none(AUDITS, span)
        if not self._rows.holds(AUDITS):
            return Estimates.missing("audits.coverage", columns(by), none)
        audits = pd.DataFrame() if none else self._rows.cut(AUDITS, span, columns(by))
        measured = functools.partial(sampling.coverage, audits=audits)
        found = self._ask("audits.coverage", LABELS, by, span, measured)
        if len(found) or found.why != words.NO_DATA:
            return found
        return dataclasses.replace(found, why=words.ALL_GOLD)

    @of_audits
    def blind_share(self) -> Estimates:
        """
        The share of audits that did not see the label given.

        >>> r.sampling.blind_share()
        """
        return self._ask("audits.blind", AUDITS, None, None, sampling.blind_share)

    @of_audits
    def audit_lag(self) -> Estimates:
        """
        The median time from a decision to its audit.

        >>> r.sampling.audit_lag()
        """
        zone = self._context.market.timezone
        return self._ask("audits.lag.median", AUDITS, None, None, sampling.audit_lag, zone=zone)
