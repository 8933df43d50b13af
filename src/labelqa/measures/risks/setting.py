"""What is looked at, how sure is sure, and where a difference begins to matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Margins:
    """
    How far from usual something has to be before it is a risk, whatever n is.

    `gold_lead`: accuracy on gold above that of blind audits; `followed`: wrong suggestions followed beyond
    the errors made without one; `fast`: times the usual share of labels that are faster than one in a hundred
    of the tenured; `majority`: share of a person's commonest label beyond that of others; `lenient`: labels
    failed for every one that is typical; `shift`: share of labels that became others; `ambiguous`: share of
    a clause's errors laid to the SOP; `unclear`: wrong labels a month under it; `unread`: share of labels
    made before the SOP was read; `late`: share of audits made later than agreed; `critical`: times the usual
    rate of critical errors; `idle`: points of utilisation that a site may lose.
    """

    gold_lead: float = 0.01
    followed: float = 0.20
    fast: float = 5.0
    majority: float = 0.10
    lenient: float = 0.9
    shift: float = 0.05
    ambiguous: float = 0.25
    unclear: float = 20.0
    unread: float = 0.02
    late: float = 0.10
    critical: float = 1.5
    idle: float = 0.01


@dataclass(frozen=True)
class Equivalents:
    """
    What part of a wrong label one affected label stands for, where labels are not wrong themselves.

    hidden: a wrong label that gold or a lenient auditor does not show; late: a label handed over late;
    unmade: a label not made; unread: a label made without the SOP read; rushed: a label made faster than
    anyone looks; unseen: a label of a stratum whose audits were not drawn at random.
    """

    hidden: float = 0.25
    late: float = 0.10
    unmade: float = 0.10
    unread: float = 0.05
    rushed: float = 0.05
    unseen: float = 0.05


@dataclass(frozen=True)
class Setting:
    """
    A market's period and how it is judged.

    `decided`: the probability from which a target counts as missed; `q`: the false discovery rate among
    findings to act on; `likely`: the posterior probability from which something is watched; `grades`: the
    expected losses, wrong labels a month, at which S2, S3 and S4 begin. `vendor` is whose edition it is.
    """

    market: str
    zone: str
    start: dt.date
    end: dt.date
    vendor: str | None = None
    decided: float = 0.95
    q: float = 0.10
    likely: float = 0.80
    grades: tuple[float, float, float] = (10.0, 100.0, 1000.0)
    utilised: tuple[str, ...] = ("handling",)
    audit_days: int = 3
    margins: Margins = Margins()
    counts: Equivalents = Equivalents()

    def shifted(self, day: dt.date, periods: int) -> dt.date:
        """A day so many periods earlier: whole months where the period is of whole months, else its days."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        if self.start.day == self.end.day == 1 and months:
            moved: dt.date = (pd.Timestamp(day) - pd.DateOffset(months=months * periods)).date()
            return moved
        return day - (self.end - self.start) * periods
