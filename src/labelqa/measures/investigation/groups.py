"""The groups an investigation compares: what is asked about and the others, before and in the days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..confusion import REFERENCE, placed
from ..grouping import UNKNOWN
from ..volume import delivered
from ..weeks import mondays
from .frames import Frames
from .request import InvestigationRequest

JOINING_DAYS = 60
"""Days of production in which somebody counts as a joiner."""
TRUE_LABEL, GIVEN_LABEL = "true_label_id", "label_id"
KNOWN = 0.95
"""The part of wrong labels of which the true one must be known, for labels to be compared by it."""
JOINER, SETTLED = "joiner", "settled"
NOT_SHOWN, RIGHT, WRONG = "not shown", "right", "wrong"


@dataclass(frozen=True)
class Groups:
    """
    Audits drawn at random and judged, up to the last day asked about, with the columns of `_audited`.

    `here` says whether a row is asked about, `after` whether it is of the days asked about; `labels` counts
    the labels of these days that are asked about, `earlier` those of the days before. `label` is the column
    by which labels are alike. `gold` are answers on gold items like the rows.
    """

    rows: pd.DataFrame
    gold: pd.DataFrame
    labels: int = 0
    earlier: int = 0
    label: str = TRUE_LABEL
    why: str = ""

    @property
    def alike(self) -> tuple[str, str]:
        """What makes labels alike: their queue and their label."""
        return ("queue_id", self.label)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What the search for subgroups combines."""
        return ("site_id", *self.alike, "sop_version", "tenure", "person_id")

    def part(self, *, here: bool, after: bool) -> pd.DataFrame:
        """One of the four groups."""
        return _part(self.rows, here=here, after=after)

    def known(self, *, after: bool) -> pd.DataFrame:
        """
        Audits and answers on gold of what is asked about, apart by `source`.

        An answer on gold weighs as much as the mean audit, for it was not drawn from anything.
        """
        audits, gold = self.part(here=True, after=after), self.answers(after=after)
        parts = [rows.assign(source=name) for rows, name in ((audits, "audits"), (gold, "gold")) if len(rows)]
        if len(gold) and len(self.rows):
            parts[-1] = parts[-1].assign(incl_prob=1 / (1 / self.rows["incl_prob"].astype(float)).mean())
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    def answers(self, *, after: bool) -> pd.DataFrame:
        """Answers on gold of what is asked about."""
        return _part(self.gold, here=True, after=after)

    @property
    def before(self) -> pd.DataFrame:
        """What is asked about, before the days asked about."""
        return self.part(here=True, after=False)

    @property
    def after(self) -> pd.DataFrame:
        """What is asked about, in these days."""
        return self.part(here=True, after=True)


def compared(request: InvestigationRequest, frames: Frames) -> Groups:
    """The four groups of a request; without a row, and with the reason, where nothing was labelled."""
    if frames.missing["labels"]:
        return Groups(pd.DataFrame(), pd.DataFrame(), why=frames.missing["labels"])
    start, end = frames.start, frames.end
    audits, gold, label = pd.DataFrame(), pd.DataFrame(), TRUE_LABEL
    if len(frames.gold):
        gold = _answered(frames.gold[frames.gold["local_date"] < end], request, start)
    if not frames.missing["audits"]:
        drawn = frames.audits[frames.audits["local_date"] < end]
        audits = _audited(drawn, frames.people, request, start)
        label = _compared_by(audits, request)
    labels = frames.labels[request.picks(frames.labels) & (frames.labels["local_date"] < end)]
    now, earlier = (delivered(labels[(labels["local_date"] >= start) == late])[()] for late in (True, False))
    return Groups(audits, gold, now, earlier, label, frames.missing["audits"])


def _audited(
    audits: pd.DataFrame, people: pd.DataFrame, request: InvestigationRequest, start: pd.Timestamp
) -> pd.DataFrame:
    """
    Judged audits with what an investigation splits them by.

    week: the Monday of the label's week; tenure: a joiner's or not; suggestion: whether one was shown, and
    whether it was right; here and after as Groups has them; true_label_id: what the audit found, the given
    label where it was right or nobody said.
    """
    rows = placed(audits)
    rows = rows.assign(
        true_label_id=rows[REFERENCE].where(rows[REFERENCE] != UNKNOWN, rows[GIVEN_LABEL]),
        week=mondays(rows["local_date"]).dt.date,
        tenure=_tenure(rows, people),
        here=request.picks(rows),
        after=rows["local_date"] >= start,
    )
    shown = rows["suggestion_shown"].eq(True).fillna(False).astype(bool)
    right = rows["suggested_label_id"].astype(object) == rows[TRUE_LABEL]
    return rows.assign(suggestion=np.select([~shown, right], [NOT_SHOWN, RIGHT], WRONG))


def _answered(gold: pd.DataFrame, request: InvestigationRequest, start: pd.Timestamp) -> pd.DataFrame:
    """Answers on gold items as audits: their true label is the known one; see `_audited`."""
    return gold.assign(
        true_label_id=gold[REFERENCE],
        correct=gold["correct"].astype(bool),
        verdict=np.where(gold["correct"].astype(bool), "correct", "incorrect"),
        incl_prob=1.0,
        week=mondays(gold["local_date"]).dt.date,
        here=request.picks(gold),
        after=gold["local_date"] >= start,
    )


def _part(rows: pd.DataFrame, *, here: bool, after: bool) -> pd.DataFrame:
    return rows if rows.empty else rows[(rows["here"] == here) & (rows["after"] == after)]


def _compared_by(rows: pd.DataFrame, request: InvestigationRequest) -> str:
    """
    The column by which labels are alike: the true label, for a mix of harder items then explains nothing.

    The given one where the question is about it, which decides who is wrong, and where true ones are unknown.
    """
    wrong = rows[~rows["correct"]]
    known = (wrong[REFERENCE] != UNKNOWN).mean() if len(wrong) else 1.0
    return GIVEN_LABEL if GIVEN_LABEL in request.columns or known < KNOWN else TRUE_LABEL


def _tenure(rows: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    if "production_start" not in people:
        return pd.Series(SETTLED, index=rows.index)
    begun = pd.to_datetime(people.groupby("person_id")["production_start"].min())
    days = (rows["local_date"] - rows["person_id"].map(begun)).dt.days
    return pd.Series(np.where(days < JOINING_DAYS, JOINER, SETTLED), index=rows.index)
