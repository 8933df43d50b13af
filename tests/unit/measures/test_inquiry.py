"""Confirmed, refuted or inconclusive, and how many audits are missing."""

from __future__ import annotations

import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.measures.inquiry import Answer, InquiryRule, answer
from labelqa.measures.sample_sizes import error_for_miss

BEFORE = Estimate(0.96, 0.955, 0.965, 5000, 5000.0, "wilson")


def after(n: int, n_eff: float | None = None) -> Estimate:
    """A share of that many audits."""
    return Estimate(0.94, 0.9, 0.97, n, float(n if n_eff is None else n_eff), "wilson")


def points(value: float, half: float) -> Estimate:
    """A change with its interval."""
    return Estimate(value, value - half, value + half, 700, 50.0, "linearised", Unit.POINTS)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (points(-0.033, 0.022), Answer.CONFIRMED),
        (points(-0.002, 0.022), Answer.REFUTED),
        (points(-0.015, 0.022), Answer.INCONCLUSIVE),
        (points(-0.015, 0.008), Answer.REFUTED),
        (points(0.02, 0.01), Answer.REFUTED),
        (Estimate.absent("no audits", Unit.POINTS), Answer.INCONCLUSIVE),
    ],
    ids=[
        "surely lost",
        "surely less than matters",
        "either",
        "a real loss too small to matter",
        "a gain",
        "none",
    ],
)
def test_the_answer_follows_from_the_interval(change, found):
    """By a loss of three points or more, with probability .95, one-sided."""
    assert found is answer(change, BEFORE, after(700)).answer


def test_the_probabilities_are_those_of_a_loss_at_all_and_of_one_that_matters():
    """Half of a normal distribution lies below its mean."""
    found = answer(points(-0.03, 0.0196), BEFORE, after(300))

    assert (0.9987, 0.5) == pytest.approx((found.lost, found.lost_least), abs=1e-3)


def test_a_handful_decides_nothing_however_bad_it_looks():
    """The interval of five audits is no guide."""
    found = answer(points(-0.44, 0.48), BEFORE, after(5))

    assert (Answer.INCONCLUSIVE, True) == (found.answer, found.lost > 0.95)
    assert 25 == found.more


def test_five_audits_need_several_hundred_more():
    """So many that a loss of three points is told from none four times in five."""
    found = answer(points(0.01, 0.3), BEFORE, after(5))
    error = error_for_miss(0.03) ** 2 - 0.96 * 0.04 / 5000
    whole = 0.93 * 0.07 / error

    assert Answer.INCONCLUSIVE is found.answer
    assert (pytest.approx(whole - 5, abs=1), 0) == (found.more, found.earlier)


def test_audits_of_few_people_are_worth_less_so_more_are_needed():
    """Worth half: about twice as many in all."""
    one, half = (answer(points(0.0, 0.3), BEFORE, after(60, n)).more for n in (60.0, 30.0))

    assert 2 * (one + 60) == pytest.approx(half + 60, abs=3)


def test_too_few_audits_before_need_more_of_both():
    """No number of these days' audits alone would do."""
    few = Estimate(0.96, 0.85, 0.99, 60, 60.0, "wilson")
    found = answer(points(0.0, 0.3), few, after(5))

    assert found.more > 0
    assert found.earlier > 0


def test_enough_audits_that_still_do_not_decide_need_what_the_change_leaves_open():
    """The change lies halfway between none and what matters."""
    found = answer(points(-0.015, 0.02), BEFORE, after(2000))

    assert Answer.INCONCLUSIVE is found.answer
    assert 0 < found.more < 2000


def test_where_only_the_minimum_is_missing_just_that_is_asked_for():
    """Sixteen audits of which the change is sure: fourteen more make thirty."""
    found = answer(points(-0.24, 0.2), BEFORE, after(16))

    assert (Answer.INCONCLUSIVE, 14, 0, 14) == (found.answer, found.more, found.earlier, found.short)


@pytest.mark.parametrize(
    ("fewest", "found"), [(10, Answer.CONFIRMED), (16, Answer.CONFIRMED), (17, Answer.INCONCLUSIVE)]
)
def test_the_minimum_is_the_rule_s_own(fewest, found):
    """Of sixteen audits."""
    assert found is answer(points(-0.24, 0.2), BEFORE, after(16), rule=InquiryRule(fewest=fewest)).answer


@pytest.mark.parametrize("labels", [0, 1, 13, 100, 553, 572, 10_000])
@pytest.mark.parametrize("n", [0, 5, 16, 60])
@pytest.mark.parametrize("value", [-0.24, -0.02, 0.01])
def test_never_more_audits_are_asked_for_than_there_are_labels(labels, n, value):
    """Where no number of them decides none is given."""
    side = after(n) if n else Estimate.absent("no audits")
    left = max(0, labels - n)
    found = answer(points(value, 0.3), BEFORE, side, unaudited=(40, left))

    assert found.more is None or (found.more <= left and found.earlier <= 40)


def test_labels_of_the_weeks_before_bound_what_is_asked_for_too():
    """It takes hundreds before, and there are sixty."""
    few = Estimate(0.96, 0.85, 0.99, 60, 60.0, "wilson")

    assert answer(points(0.0, 0.3), few, after(5), unaudited=(1e6, 1e6)).earlier > 60
    assert answer(points(0.0, 0.3), few, after(5), unaudited=(60, 1e6)).more is None


def test_what_is_asked_for_fills_the_minimum():
    """A loss of 25 points is planned for with few audits, and the rule asks for thirty."""
    found = answer(points(-0.1, 0.5), BEFORE, after(5), rule=InquiryRule(least=0.25))

    assert 25 == found.more


def test_without_audits_before_nobody_can_say_how_many():
    """There is no share to plan with."""
    none = Estimate.absent("no audits")
    found = answer(Estimate.absent("no audits before", Unit.POINTS), none, after(5))

    assert (None, 0) == (found.more, found.earlier)
