"""The audits an investigation compares: of what is asked about and of the others, before and in the days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...measures.confusion import REFERENCE, placed
from ..rows import mondays
from .asked import Asked

JOINING_DAYS = 60
"""Days of production in which somebody counts as a joiner."""
DIMENSIONS = ("site_id", "queue_id", "label_id", "sop_version", "tenure", "person_id")
"""What the search for subgroups combines."""
JOINER, SETTLED = "joiner", "settled"
NOT_SHOWN, RIGHT, WRONG = "not shown", "right", "wrong"


@dataclass(frozen=True)
class Sides:
    """
    Audits drawn at random and judged, up to the last day asked about, with the columns of `told`.

    `here` says whether a row is asked about, `after` whether it is of the days asked about; `labels` counts
    the labels of these days that are asked about.
    """

    rows: pd.DataFrame
    labels: int = 0
    why: str = ""

    def part(self, *, here: bool, after: bool) -> pd.DataFrame:
        """One of the four sides."""
        if self.rows.empty:
            return self.rows
        return self.rows[(self.rows["here"] == here) & (self.rows["after"] == after)]

    @property
    def before(self) -> pd.DataFrame:
        """What is asked about, before the days asked about."""
        return self.part(here=True, after=False)

    @property
    def after(self) -> pd.DataFrame:
        """What is asked about, in these days."""
        return self.part(here=True, after=True)


def told(audits: pd.DataFrame, people: pd.DataFrame, asked: Asked, start: pd.Timestamp) -> pd.DataFrame:
    """
    Judged audits with what an investigation splits them by.

    week: the Monday of the label's week; tenure: a joiner's or not; suggestion: whether one was shown, and
    whether it was right; here and after as Sides has them. The reference of a right label is the label.
    """
    rows = placed(audits)
    rows = rows.assign(
        week=mondays(rows["local_date"]),
        tenure=_tenure(rows, people),
        here=asked.picks(rows),
        after=rows["local_date"] >= start,
    )
    shown = rows["suggestion_shown"].eq(True).fillna(False).astype(bool)
    right = rows["suggested_label_id"].astype(object) == rows[REFERENCE]
    return rows.assign(suggestion=np.select([~shown, right], [NOT_SHOWN, RIGHT], WRONG))


def _tenure(rows: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    if "production_start" not in people:
        return pd.Series(SETTLED, index=rows.index)
    begun = pd.to_datetime(people.groupby("person_id")["production_start"].min())
    days = (rows["local_date"] - rows["person_id"].map(begun)).dt.days
    return pd.Series(np.where(days < JOINING_DAYS, JOINER, SETTLED), index=rows.index)
