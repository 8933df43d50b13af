"""What became of actions: closed in time or not, and whether they did what they were taken for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from ..estimates import Estimate, Unit
from .actions import ACCURACY, Effect
from .proportions import plain_share

DAYS = 28  # after its end over which an action is verified, where none are agreed


class ActionOutcome(StrEnum):
    """What can be said of an action."""

    WORKED = "worked"
    NO_EFFECT = "no effect"
    TOO_EARLY = "too early"
    UNKNOWN = "not measured"


class DueState(StrEnum):
    """How an action stands by its due date."""

    OPEN = "open"
    OVERDUE = "overdue"
    IN_TIME = "closed in time"
    LATE = "closed late"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class FollowUp:
    """
    One action: its row, with local times; its effect on accuracy in points; what can be said of it, and why.

    `standing` is that of the day on which the data were frozen. `until` is the last day of the window in
    which it is judged; NaT while it is open.
    """

    row: Mapping[str, Any]
    standing: DueState
    effect: Estimate
    outcome: ActionOutcome
    until: pd.Timestamp
    why: str = ""

    @property
    def name(self) -> str:
        """Its id."""
        return str(self.row["action_id"])


def follow_up(
    actions: pd.DataFrame, past: Sequence[Effect], zone: str, end: pd.Timestamp, *, frozen_on: dt.date
) -> tuple[FollowUp, ...]:
    """
    Every action by the day it was opened, how it stands, and whether it worked.

    `end` is the first day after the period, by which effects are judged. An action stands as its register
    says on the day `frozen_on`, up to which it is known: it is overdue where it is not closed and was due
    before that day. By the period's end it could not be told: what was due later would stay open for good,
    and in a period that still runs what is not due yet would be late.

    `past` are the effects of measures.actions: against untreated peers, less what those picked for being bad
    regain by themselves. An action worked where the interval is above 0, and no effect is shown where it is
    not; both only once the days after its end are over.
    """
    judged = {each.action: each.effect for each in past}
    times = {column: local(actions[column], zone) for column in ("opened_at", "due_at", "closed_at")}
    rows = actions.assign(**times).sort_values(["opened_at", "action_id"])
    rows = rows[rows["opened_at"] < end]
    known = pd.Timestamp(frozen_on)
    return tuple(
        _followed(row, _standing(row, known), judged.get(str(row["action_id"])), end)
        for row in rows.to_dict("records")
    )


def closed_on_time(followed: tuple[FollowUp, ...], end: pd.Timestamp) -> Estimate:
    """The share of actions closed by their due time, of those closed or due before `end`; Wilson."""
    rows = [each.row for each in followed if each.standing is not DueState.CANCELLED]
    counted = [row for row in rows if _by(row, end)[0] or row["due_at"] < end]
    if not counted:
        return Estimate.absent("no action was closed or due before the period ended")
    return plain_share(sum(_by(row, end)[1] for row in counted), len(counted))


def local(column: pd.Series, zone: str) -> pd.Series:
    """Instants as local times without a zone."""
    return pd.to_datetime(column, utc=True).dt.tz_convert(zone).dt.tz_localize(None)


def _by(row: Mapping[str, Any], end: pd.Timestamp) -> tuple[bool, bool]:
    """Whether an action was closed before `end`, and by its due time."""
    closed = pd.notna(row["closed_at"]) and row["closed_at"] < end
    return closed, closed and row["closed_at"] <= row["due_at"]


def _standing(row: Mapping[str, Any], known: pd.Timestamp) -> DueState:
    if row["status"] == "cancelled":
        return DueState.CANCELLED
    if row["status"] == "done" and pd.notna(row["closed_at"]):
        return DueState.IN_TIME if row["closed_at"] <= row["due_at"] else DueState.LATE
    return DueState.OVERDUE if row["due_at"] < known else DueState.OPEN


def _followed(
    row: Mapping[str, Any], standing: DueState, effect: Estimate | None, end: pd.Timestamp
) -> FollowUp:
    days = int(row["verify_days"]) if pd.notna(row["verify_days"]) else DAYS
    until = row["closed_at"].normalize() + pd.Timedelta(days=days) if _by(row, end)[0] else pd.NaT
    if effect is not None and effect.exists:
        outcome = ActionOutcome.WORKED if effect.low > 0 else ActionOutcome.NO_EFFECT
        return FollowUp(row, standing, effect, outcome, until)
    outcome, why = _unknown(row, standing, effect, days)
    return FollowUp(row, standing, Estimate.absent(why, Unit.POINTS), outcome, until, why)


def _unknown(
    row: Mapping[str, Any], standing: DueState, effect: Estimate | None, days: int
) -> tuple[ActionOutcome, str]:
    """Why nothing can be said of an action yet, or at all."""
    if effect is not None:
        return ActionOutcome.UNKNOWN, "; ".join(effect.flags)
    if standing is DueState.CANCELLED:
        return ActionOutcome.UNKNOWN, "it was cancelled"
    if pd.isna(row["verify_metric"]):
        return ActionOutcome.UNKNOWN, "no measure was agreed"
    if row["verify_metric"] not in ACCURACY:
        return ActionOutcome.UNKNOWN, f"{row['verify_metric']} is not followed up"
    if standing in (DueState.OPEN, DueState.OVERDUE):
        return ActionOutcome.TOO_EARLY, "it is not finished"
    return ActionOutcome.TOO_EARLY, f"the {days} days after it are not over"
