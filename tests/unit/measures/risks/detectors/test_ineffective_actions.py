"""Actions that did not work."""

from __future__ import annotations

import pandas as pd

from labelqa.measures.risks.detectors.ineffective_actions import not_working


def coached(calm, *, until: str, expected: float = 4.0):
    """A team wrong in one of five audits from June until a day, coached from 24 August to 14 September."""
    team = ["p00", "p06", "p12", "p18", "p24", "p30"]
    bad = calm.erring(
        lambda r: r["person_id"].isin(team) & (r["local_date"] >= "2026-06-01") & (r["local_date"] < until),
        0.2,
    )
    row = {
        "action_id": "A1",
        "market_id": "ID",
        "opened_at": pd.Timestamp(2026, 8, 24),
        "closed_at": pd.Timestamp(2026, 9, 14),
        "risk_id": None,
        "scope_type": "team",
        "scope_id": "yog-0",
        "type": "coach_team",
        "status": "done",
        "expected_effect_pp": expected,
        "verify_metric": "accuracy",
        "verify_days": 28,
    }
    return bad.with_table("actions", pd.DataFrame([row]))


def test_an_action_that_raised_nothing_is_told(calm):
    """Still one in five: the interval holds 0 and leaves out the four points expected."""
    (case,) = not_working(coached(calm, until="2026-11-01", expected=15.0).data())

    assert (1.0, "action_team", "yog-0+A1") == (case.posterior, case.entity.type, case.entity.id)
    assert case.estimate.low < 0 < case.estimate.high < 0.15
    assert not case.watched
    assert case.parts()["accuracy"].value < 0.9
    assert case.wrong.value > 0


def test_an_action_that_worked_is_no_risk(calm):
    """One in five until it was done, as the others since."""
    (case,) = not_working(coached(calm, until="2026-09-14").data())

    assert 0.0 == case.posterior
    assert case.estimate.low > 0


def test_an_action_that_may_have_worked_is_watched(calm):
    """The interval holds 0 and the one point expected."""
    (case,) = not_working(coached(calm, until="2026-11-01", expected=1.0).data())

    assert (1.0, True) == (case.posterior, case.watched)


def test_an_action_whose_window_is_not_over_is_not_judged(calm):
    """Closed in the middle of October, with four weeks to go."""
    scene = coached(calm, until="2026-11-01").changed(
        "actions", closed_at=lambda rows: pd.Timestamp(2026, 10, 12)
    )

    assert [] == [*not_working(scene.data())]
