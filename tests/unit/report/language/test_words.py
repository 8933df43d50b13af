"""Sentences say what the verdict says, in the right number."""

from __future__ import annotations

import dataclasses

import pytest

from labelqa.estimates import Direction, Estimate, Outcome, Target, Unit, judge
from labelqa.report.language import sentences, words
from labelqa.report.language.numerals import Numerals
from labelqa.report.language.vocabulary import term

N = Numerals("en_SG")
ACCURACY, ON_TIME = term("accuracy.audit"), term("requests.on_time")
GOAL = Target(0.95)
MISSED = Estimate(0.93, 0.92, 0.94, 5000, 4000.0, "test")
MET = Estimate(0.97, 0.965, 0.975, 5000, 4000.0, "test")
OPEN = Estimate(0.943, 0.93, 0.96, 900, 800.0, "test")


def test_a_missed_target_is_said_to_be_missed():
    """Value, interval, target, outcome."""
    text = sentences.result(ACCURACY, MISSED, judge(MISSED, GOAL), N)

    assert "Label accuracy was 93.0% (92.0% to 94.0%); the target of 95.0% was missed." == text


def test_an_undecided_figure_says_how_many_more_audits_would_decide():
    """The number of the verdict, with its noun in the right number."""
    verdict = judge(OPEN, GOAL)

    assert Outcome.UNDECIDED is verdict.outcome
    assert f"about {N.count(verdict.more)} more audits would decide" == sentences.more(ACCURACY, verdict, N)
    assert sentences.result(ACCURACY, OPEN, verdict, N).endswith("more audits would decide.")


def test_where_no_sample_of_any_use_would_decide_that_is_said():
    """A value on its target: no absurd number, and nothing at all once it is decided."""
    near = judge(Estimate(0.95, 0.93, 0.96, 900, 800.0, "test"), GOAL)

    assert "not even ten times as many audits would decide" == sentences.more(ACCURACY, near, N)
    assert "" == sentences.more(ACCURACY, judge(MET, GOAL), N)


def test_nobody_is_told_to_get_more_requests():
    """A larger sample is spoken of only where one can be drawn."""
    assert "" == sentences.more(ON_TIME, judge(OPEN, GOAL), N)


def test_a_figure_without_data_is_never_nan():
    """It cannot be given, and the reason stands there."""
    text = sentences.result(ACCURACY, Estimate.absent("no audits in October 2026"), None, N)

    assert "Label accuracy cannot be given: no audits in October 2026." == text


def test_a_ceiling_is_said_as_at_most():
    """The good side of a target is in its words."""
    goal = Target(70.0, Direction.AT_MOST)
    slow = Estimate(80.0, 78.0, 82.0, 100, 100.0, "test", Unit.SECONDS)

    assert "Target at most 70.0 s" == sentences.target(judge(slow, goal), Unit.SECONDS, N)
    assert Outcome.MISSED is judge(slow, goal).outcome


def test_a_change_has_a_direction_only_where_its_interval_has_one():
    """An interval over zero is no clear change."""
    fall = Estimate(-0.01, -0.015, -0.005, 9, 9.0, "test", Unit.POINTS)
    noise = Estimate(-0.01, -0.03, 0.01, 9, 9.0, "test", Unit.POINTS)

    assert sentences.movement(ACCURACY, fall, "September 2026", N).startswith(
        "Label accuracy fell since September 2026"
    )
    assert "" == sentences.movement(ACCURACY, noise, "September 2026", N)


def test_a_count_has_a_direction_only_where_it_prints_one():
    """An end that rounds to none is none."""
    nearly = Estimate(-17.07, -35.64, -0.02, 363, 363.0, "test", Unit.COUNT)

    assert not words.is_clear(nearly)
    assert words.is_clear(dataclasses.replace(nearly, high=-0.6))


@pytest.mark.parametrize(
    ("estimates", "said"),
    [
        ([MISSED], "The one site missed the target"),
        ([MET, MET], "Both sites met the target"),
        ([OPEN] * 3, "All three sites are undecided"),
        ([MISSED, MET, OPEN], "Of 3 sites, 1 missed the target, 1 met the target and 1 is undecided"),
    ],
)
def test_several_verdicts_are_summed_up(estimates, said):
    """Every verdict is counted once."""
    verdicts = [judge(estimate, GOAL) for estimate in estimates]

    assert said == sentences.together(("site", "sites"), verdicts, N)


def test_a_long_list_is_cut_and_counted():
    """Four names at most, the rest as a number."""
    assert "a, b and c" == words.listed(["a", "b", "c"])
    assert "a, b, c and 2 more" == words.listed(["a", "b", "c", "d", "e"])
    assert "a" == words.listed(["a"])


def test_what_is_the_same_everywhere_has_no_lowest_and_highest():
    """Not from 100% at one to 100% at another."""
    alike = [(name, Estimate(1.0, low, 1.0, 40, 40.0, "wilson")) for name, low in (("A", 0.9), ("B", 0.999))]

    assert "100.0% at each" == sentences.extremes(alike, N)
    assert "100.0% at A" == sentences.extremes(alike[:1], N)
