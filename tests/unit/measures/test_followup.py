"""What became of actions: judged when their window is over, against those they were not for."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.actions import effects
from labelqa.measures.followup import ActionOutcome, DueState, FollowUp, closed_on_time, follow_up

ZONE, END, FROZEN = "Asia/Jakarta", pd.Timestamp("2026-11-01"), dt.date(2026, 11, 30)
OPENED, CLOSED = "2026-08-24 02:00", "2026-09-14 08:00"
ACTION = {
    "action_id": "A1", "scope_type": "team", "scope_id": "t0", "type": "coach_team", "opened_at": OPENED,
    "closed_at": CLOSED, "due_at": "2026-09-21 02:00", "status": "done", "verify_metric": "accuracy",
    "verify_days": 28, "expected_effect_pp": 4.0,
}  # fmt: skip


def audits(gain: float, *, seed: int = 3) -> pd.DataFrame:
    """Eight teams of six people, fourteen audits a day; team t0 is 8 points below until 14 September."""
    rng = np.random.default_rng(seed)
    days = pd.date_range("2026-06-01", "2026-10-31")
    day = np.repeat(days.to_numpy(), 56)
    person = rng.integers(0, 48, len(day))
    low = (person % 8 == 0) * np.where(day > np.datetime64("2026-09-14"), 0.08 - gain, 0.08)
    right = rng.random(len(day)) < 0.96 - low
    return pd.DataFrame(
        {
            "local_date": day,
            "person_id": np.char.add("p", person.astype(str)),
            "team_id": np.char.add("t", (person % 8).astype(str)),
            "correct": right,
            "weight": 1.0,
            "stratum": "audits",
        }
    )


def actions(*changes: dict[str, object]) -> pd.DataFrame:
    """One action for each of the changes to ACTION."""
    frame = pd.DataFrame([{**ACTION, "action_id": f"A{i + 1}", **each} for i, each in enumerate(changes)])
    times = {
        column: pd.to_datetime(frame[column], format="ISO8601")
        for column in ("opened_at", "closed_at", "due_at")
    }
    return frame.assign(**times)


def followed(rows: pd.DataFrame, checks: pd.DataFrame) -> tuple[FollowUp, ...]:
    """What became of actions by the end of October."""
    return follow_up(rows, effects(rows, checks, ZONE, END), ZONE, END, frozen_on=FROZEN)


@pytest.mark.parametrize(("gain", "outcome"), [(0.08, ActionOutcome.WORKED), (0.0, ActionOutcome.NO_EFFECT)])
def test_an_action_worked_where_the_treated_gained_on_the_others(gain, outcome):
    """Back to the others' level, or as low as before."""
    (found,) = followed(actions({}), audits(gain))

    assert outcome is found.outcome
    assert found.effect.low <= gain <= found.effect.high


def test_a_team_picked_for_a_bad_spell_is_not_credited_with_its_end():
    """All teams are alike and one is chosen because it was worst before: over 12 markets nothing worked."""
    worked = 0
    for seed in range(12):
        rows = audits(0.0, seed=seed)
        rows = rows.assign(correct=np.random.default_rng(seed).random(len(rows)) < 0.95)
        before = rows[(rows["local_date"] < OPENED[:10]) & (rows["local_date"] >= "2026-06-29")]
        worst = before.groupby("team_id")["correct"].mean().idxmin()
        (found,) = followed(actions({"scope_id": worst}), rows)
        worked += found.outcome is ActionOutcome.WORKED

    assert worked <= 1


@pytest.mark.parametrize(
    ("change", "outcome", "why"),
    [
        ({"closed_at": None, "status": "open"}, ActionOutcome.TOO_EARLY, "it is not finished"),
        ({"closed_at": "2026-10-20 08:00"}, ActionOutcome.TOO_EARLY, "the 28 days after it are not over"),
        ({"status": "cancelled"}, ActionOutcome.UNKNOWN, "it was cancelled"),
        ({"verify_metric": None}, ActionOutcome.UNKNOWN, "no measure was agreed"),
        ({"verify_metric": "alpha"}, ActionOutcome.UNKNOWN, "alpha is not followed up"),
        ({"scope_type": "market"}, ActionOutcome.UNKNOWN, "nobody was left out who could be compared"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_says_why(change, outcome, why):
    """Too early, or never."""
    (found,) = followed(actions(change), audits(0.08))

    assert (outcome, why, False) == (found.outcome, found.why, found.effect.exists)


def test_actions_opened_after_the_end_are_left_out_and_the_rest_is_in_order():
    """By the day on which they were opened."""
    found = followed(actions({}, {"opened_at": "2026-11-02"}, {"opened_at": "2026-07-01"}), audits(0.0))

    assert ["A3", "A1"] == [each.name for each in found]


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        ({}, DueState.IN_TIME),
        ({"closed_at": "2026-09-22"}, DueState.LATE),
        ({"closed_at": "2026-11-22", "due_at": "2026-11-23"}, DueState.IN_TIME),
        ({"closed_at": None, "status": "open"}, DueState.OVERDUE),
        ({"closed_at": None, "status": "done"}, DueState.OVERDUE),
        ({"closed_at": None, "status": "open", "due_at": "2026-11-29 16:59"}, DueState.OVERDUE),
        ({"closed_at": None, "status": "open", "due_at": "2026-11-29 17:00"}, DueState.OPEN),
        ({"closed_at": None, "status": "open", "due_at": "2026-12-09"}, DueState.OPEN),
        ({"status": "cancelled"}, DueState.CANCELLED),
    ],
)
def test_an_action_stands_as_on_the_day_its_data_were_frozen(change, standing):
    """What was due before 30 November in Jakarta and is not closed is overdue, whenever the period ended."""
    (found,) = followed(actions(change), audits(0.0))

    assert standing is found.standing


def test_closed_on_time_counts_what_was_closed_or_due():
    """One in time, one late, one overdue; one open and not due, one cancelled, count in neither part."""
    found = followed(
        actions(
            {},
            {"closed_at": "2026-09-22"},
            {"closed_at": None, "status": "open"},
            {"closed_at": None, "status": "open", "due_at": "2026-11-09"},
            {"status": "cancelled"},
        ),
        audits(0.0),
    )
    share = closed_on_time(found, END)

    assert (1 / 3, 3) == (share.value, share.n)
    assert 0 < share.low < share.value < share.high < 1
    assert not closed_on_time((), END).exists
