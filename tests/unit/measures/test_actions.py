"""What actions did, what a next one may do, and how often they worked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.measures.actions import CATALOGUE, Effect, effects, expected_effect, hit_rate
from labelqa.measures.risks import DETECTORS

OPENED, CLOSED, END = pd.Timestamp(2026, 8, 24), pd.Timestamp(2026, 9, 14), pd.Timestamp(2026, 11, 1)


def checks(*, before: float = 0.9, after: float = 0.96, peers: float = 0.96, seed: int = 2) -> pd.DataFrame:
    """Eight teams of six; the first is as right as `before` until mid September, then as `after`."""
    rng = np.random.default_rng(seed)
    n = 24_000
    person = rng.integers(0, 48, n)
    day = pd.Timestamp(2026, 5, 4) + pd.to_timedelta(rng.integers(0, 180, n), unit="D")
    first = person < 6
    share = np.where(first, np.where(day < CLOSED, before, after), peers)
    return pd.DataFrame(
        {
            "person_id": person.astype(str),
            "team_id": (person // 6).astype(str),
            "local_date": day,
            "weight": 1.0,
            "stratum": np.where(rng.random(n) < 0.3, "gold", "audits"),
            "correct": rng.random(n) < share,
        }
    )


def tracker(**over: object) -> pd.DataFrame:
    """One action on the first team, done."""
    row = {
        "action_id": "A1",
        "opened_at": OPENED,
        "closed_at": CLOSED,
        "scope_type": "team",
        "scope_id": "0",
        "type": "coach_team",
        "status": "done",
        "expected_effect_pp": 4.0,
        "verify_metric": "accuracy",
        "verify_days": 28,
    }
    return pd.DataFrame([{**row, **over}])


def effect(seen: pd.DataFrame, **over: object) -> Effect:
    """That of the one action."""
    (found,) = effects(tracker(**over), seen, "UTC", END)
    return found


def test_an_action_that_worked_is_a_hit():
    """Six points, less the little that a team picked for being bad regains by itself."""
    found = effect(checks())

    assert found.hit
    assert 0.06 == pytest.approx(found.effect.value, abs=0.02)
    assert (0.04, pd.Timestamp(2026, 10, 12)) == (found.expected, found.until)


def test_an_action_that_did_not_is_none():
    """As wrong after it as before."""
    assert not effect(checks(after=0.9)).hit


def test_what_moved_everybody_is_not_its_effect():
    """All teams get six points better in the middle of September."""
    everybody = checks(before=0.9, after=0.9, peers=0.9)
    later = everybody["local_date"] >= CLOSED
    lifted = everybody["correct"] | (later & (np.random.default_rng(1).random(len(everybody)) < 0.6))

    assert abs(effect(everybody.assign(correct=lifted)).effect.value) < 0.025


def test_who_is_picked_for_bad_luck_gets_no_credit_for_regaining_it():
    """
    Of eight equal teams the one that fared worst before regains what it lacked, and that is no effect.

    Over twenty companies it regains some three points, of which not much more than half are counted.
    """
    regained, counted = [], []
    for seed in range(20):
        seen = checks(before=0.93, after=0.93, peers=0.93, seed=seed).sample(1600, random_state=seed)
        before = seen[seen["local_date"] < OPENED]
        worst = before.groupby("team_id")["correct"].mean().idxmin()
        after = seen[(seen["local_date"] > CLOSED) & (seen["team_id"] == worst)]
        regained.append(after["correct"].mean() - before.loc[before["team_id"] == worst, "correct"].mean())
        counted.append(effect(seen, scope_id=worst).effect.value)

    assert 0.02 < np.mean(regained) < 0.05
    assert abs(np.mean(counted)) < 0.6 * np.mean(regained)


@pytest.mark.parametrize(
    "over",
    [
        {"status": "open"},
        {"verify_metric": "utilisation"},
        {"closed_at": pd.NaT},
        {"closed_at": pd.Timestamp(2026, 10, 10)},
    ],
)
def test_what_is_not_done_or_not_over_is_not_judged(over):
    """Open, of another metric, or with its window still running."""
    assert () == effects(tracker(**over), checks(), "UTC", END)


@pytest.mark.parametrize("over", [{"scope_type": "market", "scope_id": "ID"}, {"scope_id": "nobody"}])
def test_without_others_or_without_its_own_there_is_no_effect(over):
    """The reason says so."""
    found = effect(checks(), **over)

    assert not found.effect.exists
    assert found.effect.flags[0]


def past(value: float, half: float, type_: str = "coach_team") -> Effect:
    """A judged action."""
    estimate = Estimate(value, value - half, value + half, 100, 20.0, "x", Unit.POINTS)
    return Effect("A", type_, ("team", "t"), END, estimate, 0.03)


def test_the_expected_effect_is_the_catalogues_until_some_were_judged():
    """Two points of coaching a team; none of what is not taken for accuracy."""
    assert 0.02 == expected_effect("coach_team", ()).value
    assert 0.0 == expected_effect("unheard_of", ()).value
    assert 0 == expected_effect("coach_team", (past(0.05, 0.01, "stop_ship"),)).n


def test_past_effects_count_by_their_precision():
    """Precision weights: 1 / .02^2 of the expectation, 1 / (.02^2 + se^2) of an effect."""
    found = expected_effect("coach_team", (past(0.06, 0.0196), past(0.0, 0.196)))
    weights = [1 / 0.02**2, 1 / (0.02**2 + 0.01**2), 1 / (0.02**2 + 0.1**2)]

    assert np.average([0.02, 0.06, 0.0], weights=weights) == pytest.approx(found.value, rel=1e-4)
    assert 1.959963984540054 / np.sqrt(sum(weights)) == pytest.approx(found.high - found.value, rel=1e-4)


def test_the_hit_rate_counts_what_could_be_judged():
    """Two of three, Wilson; an effect that is absent counts in neither."""
    none = Effect("A", "x", ("team", "t"), END, Estimate.absent("no rows to compare", Unit.POINTS), 0.03)
    found = hit_rate((past(0.05, 0.01), past(0.03, 0.01), past(0.0, 0.01), none))

    assert (2 / 3, 3) == (found.value, found.n)
    assert not hit_rate((none,)).exists


def test_every_rule_recommends_an_action_of_the_catalogue():
    """With an owner, a metric and days."""
    assert {rule.action for each in DETECTORS for rule in each.rules} <= set(CATALOGUE)
    assert all(kind.owner and kind.metric and kind.days >= kind.due_days > 0 for kind in CATALOGUE.values())
