"""The sample company's slow cohort is seen, by several roads, and nobody else is called slow."""

from __future__ import annotations

import pytest

from labelqa.estimates import Target, Unit
from labelqa.measures import ramp_up
from labelqa.measures.gates import Gate, gates, time_to_gate
from labelqa.measures.learning_curves import accuracy_weeks, learning_curve, pace_weeks
from labelqa.measures.proficiency import ProficiencyRule, checks

from .joiners_market import Market, market

RULE = ProficiencyRule(Target(0.95))
BY = ("cohort_id",)


@pytest.fixture(scope="module")
def troubled() -> Market:
    """A market one of whose cohorts learns in 75 days what takes others 12."""
    return market("ID")


@pytest.fixture(scope="module")
def untroubled() -> Market:
    """The same market with nothing planted."""
    return market("ID", planted=False)


def test_it_is_behind_the_other_joiners_at_the_same_age(troubled):
    """And no other is."""
    weeks = accuracy_weeks(troubled.joined, troubled.seen)

    assert [troubled.slow] == ramp_up.behind(ramp_up.against_others(weeks))


def test_coaching_is_due_for_most_of_it(troubled):
    """And for few of the other cohort."""
    outcomes = ramp_up.outcomes(troubled.joined, checks(troubled.joined, troubled.seen, RULE))
    due = ramp_up.decisions(outcomes, RULE, 60).rows
    coached = (due["decision"] == ramp_up.COACH).groupby(due["cohort_id"]).mean()

    assert coached[troubled.slow] > 0.5
    assert coached.drop(troubled.slow).max() < 0.5


def test_its_clean_runs_come_later(troubled):
    """Half of the others have passed the gate on a day on which fewer of it have."""
    stand = gates(troubled.joined, troubled.seen.audits, Gate())
    found = {by["cohort_id"]: each for by, each in time_to_gate(stand, BY)}
    slow = found.pop(troubled.slow)
    (other,) = found.values()

    assert other.exists
    assert not slow.exists or slow.value > other.value


def test_nobody_is_behind_where_nothing_is_planted(untroubled):
    """The same people, learning alike."""
    weeks = accuracy_weeks(untroubled.joined, untroubled.seen)

    assert untroubled.slow is None
    assert [] == ramp_up.behind(ramp_up.against_others(weeks))


def test_the_planted_pace_is_found_again(untroubled):
    """A label takes 1.6 times as long on the first day, and 20 days later two thirds of that are gone."""
    curve = learning_curve(pace_weeks(untroubled.joined, untroubled.seen), Unit.INDEX)

    assert curve.plateau.low < 1 < curve.plateau.high
    assert 1 / 1.6 == pytest.approx(curve.start.value, abs=0.08)
    assert curve.days.low < 26 < curve.days.high
