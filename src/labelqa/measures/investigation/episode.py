"""Since when: the weeks in which more was wrong, among all of the window."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from ...estimates import Estimate, Estimates, Unit
from ..accuracy import by_design
from ..change_point import Change, change
from ..decomposition import decompose
from ..proportions import Floats
from .groups import Groups
from .level import share

CERTAIN = 0.05
"""The p value up to which a change counts as found."""
_NO_WEEK = Estimate.absent("no week stands out")
_NO_CHANGE = Estimate.absent("no week stands out", Unit.POINTS)


@dataclass(frozen=True)
class Episode:
    """
    The weeks that stand out; `first` and `last` are the Mondays of the first and the last of them.

    `accuracy` is that of these weeks, `lost` its change on the weeks before at the same mix.
    """

    weekly: Estimates
    change: Change | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    accuracy: Estimate = _NO_WEEK
    lost: Estimate = _NO_CHANGE

    @property
    def certain(self) -> bool:
        """Whether chance is ruled out."""
        return self.change is not None and self.change.p <= CERTAIN


def episode(groups: Groups, start: dt.date) -> Episode:
    """The weeks that stand out among all of the window, ending in the days asked about or later."""
    rows = groups.rows[groups.rows["here"]] if len(groups.rows) else groups.rows
    if rows.empty:
        return Episode(Estimates.missing("investigation.accuracy", ("week",), groups.why or "no audits"))
    weekly = replace(by_design(rows, ("week",)), name="investigation.accuracy")
    first, last = rows["week"].min(), rows["week"].max()
    weeks = [first + dt.timedelta(weeks=i) for i in range((last - first).days // 7 + 1)]
    found = change(*_by_week(rows, groups.alike, weeks), reaching=sum(week <= start for week in weeks) - 1)
    if found is None:
        return Episode(weekly)
    inside = rows["week"].between(weeks[found.start], weeks[found.end - 1])
    return Episode(
        weekly,
        found,
        weeks[found.start],
        weeks[found.end - 1],
        weeks[found.earliest],
        weeks[found.latest],
        share(rows[inside]),
        decompose(rows[rows["week"] < weeks[found.start]], rows[inside], groups.alike).rate,
    )


def _by_week(rows: pd.DataFrame, alike: tuple[str, str], weeks: list[dt.date]) -> tuple[Floats, Floats]:
    """Wrong and all audits by stratum (rows) and week (columns)."""
    rows = rows.assign(wrong=(~rows["correct"]).astype(float), all=1.0)
    wrong, audits = (
        rows.pivot_table(index=[*alike], columns="week", values=name, aggfunc="sum", fill_value=0.0)
        .reindex(columns=weeks, fill_value=0.0)
        .to_numpy(float)
        for name in ("wrong", "all")
    )
    return wrong, audits
