"""How good labels are on a scale from 0 to 100: a quality measure of its own, beside right or wrong."""

from __future__ import annotations

import pandas as pd

from ..estimates import Estimates, Unit
from .accuracy import undrawn
from .clusters import by_people, clustered_ratio
from .grouping import grouped, named

NAME = "score.mean"
HIGHEST = 100
HUNDREDTHS = 100  # of a point, in which daily sums are counted


def of_audits(audits: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    The mean of the scores that audits gave, each counting by 1 / incl_prob; unscored audits do not count.

    sum w s / sum w over the decisions drawn (Hajek 1971). Interval: `by_people`, for scores cluster by
    person; n counts scores. `audits` are rows of audited_labels.
    """
    scored = audits[audits["score"].notna()]
    weight = 1 / scored["incl_prob"].astype(float)
    rows = scored.assign(points=weight * scored["score"].astype(float), weight=weight, scored=1)
    return undrawn(_mean(rows, by), scored)


def of_labels(days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    The mean of all scores in rows of score_days.

    Interval: `by_people`, for scores cluster by person; n counts scores.
    """
    rows = days[days["scored"] > 0]
    return _mean(rows.assign(points=rows["points"] / HUNDREDTHS, weight=rows["scored"]), by)


def _mean(rows: pd.DataFrame, by: tuple[str, ...]) -> Estimates:
    if rows.empty:
        return Estimates.missing(NAME, by, "no scores", Unit.INDEX)
    table = clustered_ratio(rows, "points", "weight", by)
    table["n"] = grouped(named(rows, by), by)["scored"].sum()
    return by_people(table, NAME, by, Unit.INDEX, most=HIGHEST)
