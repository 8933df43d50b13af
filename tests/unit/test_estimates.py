"""A number keeps its interval, and its verdict never contradicts it."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from labelqa.estimates import MOST_FURTHER, Z95, Direction, Estimate, Estimates, Outcome, Target, Unit, judge
from labelqa.measures.proportions import wilson


def share(k: int, n: int) -> Estimate:
    """k of n with Wilson's interval."""
    low, high = wilson(k, n)
    return Estimate(k / n, float(low), float(high), n, float(n), "wilson")


@pytest.mark.parametrize(
    ("k", "n", "target", "outcome"),
    [
        (100, 100, 0.95, Outcome.MET),
        (98, 100, 0.95, Outcome.UNDECIDED),
        (90, 100, 0.95, Outcome.MISSED),
        (2, 3, 0.90, Outcome.UNDECIDED),
        (99, 100, 1.0, Outcome.MISSED),
        (15, 15, 0.99, Outcome.UNDECIDED),
        (1, 1, 0.95, Outcome.UNDECIDED),
        (5, 5, 1.0, Outcome.UNDECIDED),
    ],
)
def test_a_verdict_says_met_missed_or_undecided(k, n, target, outcome):
    """Few audits decide nothing, and all correct is never missed."""
    assert outcome == judge(share(k, n), Target(target)).outcome


def test_a_target_at_most_turns_the_verdict_round():
    """What is surely above 5 % meets at least 5 % and misses at most 5 %."""
    estimate = share(30, 100)

    assert Outcome.MET == judge(estimate, Target(0.05)).outcome
    assert Outcome.MISSED == judge(estimate, Target(0.05, Direction.AT_MOST)).outcome


def test_no_sample_shows_that_nothing_is_wrong():
    """No error in 20 against a target of none: undecided, and no number of audits would do."""
    verdict = judge(share(0, 20), Target(0.0, Direction.AT_MOST))

    assert (Outcome.UNDECIDED, 0.5, None) == (verdict.outcome, verdict.probability, verdict.more)


@pytest.mark.parametrize("direction", Direction)
def test_a_counted_value_on_its_target_meets_it(direction):
    """Without an interval there is nothing to be undecided about."""
    counted = Estimate(0.1, 0.1, 0.1, 500, 500.0, "count")

    assert Outcome.MET == judge(counted, Target(0.1, direction)).outcome


def test_without_data_there_is_no_verdict():
    """Neither met nor missed."""
    assert judge(Estimate.absent("no audits"), Target(0.95)) is None


@pytest.mark.parametrize("direction", Direction)
@settings(max_examples=30, deadline=None)
@given(n=st.integers(1, 150), target=st.floats(0.01, 0.99))
def test_a_unit_at_its_target_is_misjudged_in_at_most_one_of_twenty_samples(direction, n, target):
    """Called met, or missed, whatever the number of observations: by the binomial distribution itself."""
    judged = [judge(share(k, n), Target(target, direction)).outcome for k in range(n + 1)]
    chance = stats.binom.pmf(range(n + 1), n, target)

    for outcome in (Outcome.MET, Outcome.MISSED):
        wrongly = sum(p for p, found in zip(chance, judged, strict=True) if found is outcome)
        assert wrongly <= 0.05 + 1e-9


def test_the_probability_is_that_of_the_tail():
    """2 of 3 right: at 90 % so few or fewer come up in 27 of 100 samples; 29 of 30 against 80 % likewise."""
    few, many = judge(share(2, 3), Target(0.9)), judge(share(29, 30), Target(0.8))

    assert 1 - 0.9**3 == pytest.approx(few.probability)
    assert float(stats.binom.cdf(28, 30, 0.8)) == pytest.approx(many.probability)


@given(k=st.integers(0, 400), n=st.integers(1, 400), target=st.floats(0.01, 0.99))
def test_a_verdict_agrees_with_the_value_and_the_interval(k, n, target):
    """Never met below the target nor missed above it, nor either with the target well inside the interval."""
    estimate = share(min(k, n), n)
    verdict = judge(estimate, Target(target))
    low, high = wilson_at(0.90, min(k, n), n)

    assert verdict.probability >= 0.5 or estimate.value < target
    assert verdict.probability <= 0.5 or estimate.value > target
    assert (verdict.probability >= 0.95) == (verdict.outcome is Outcome.MET)
    if low <= target <= high:
        assert Outcome.UNDECIDED is verdict.outcome


def wilson_at(level: float, k: int, n: int) -> tuple[float, float]:
    """Wilson's interval of another level, by scipy."""
    found = stats.binomtest(k, n).proportion_ci(level, method="wilson")
    return float(found.low), float(found.high)


def test_a_weighted_share_is_judged_by_what_its_interval_is_worth():
    """An interval that reaches further down, as of a heavy stratum, is worth less above its target."""
    even, low = share(198, 200), Estimate(0.99, 0.94, 0.9973, 200, 60.0, "mover-wilson")

    assert Outcome.MET is judge(even, Target(0.95)).outcome
    assert Outcome.UNDECIDED is judge(low, Target(0.95)).outcome


@pytest.mark.parametrize(("low", "high"), [(0.9, 1.0), (0.97, 1.0)])
def test_an_end_that_was_cut_off_is_no_precision(low, high):
    """The interval around .97 was cut at 1: how far it would reach is read off its other end, if any."""
    cut = Estimate(0.97, low, high, 50, 40.0, "cluster-robust")

    assert Outcome.UNDECIDED is judge(cut, Target(0.99)).outcome
    assert 0.05 < judge(cut, Target(0.99)).probability <= 0.5


def test_differences_are_judged_as_normal():
    """A loss of 3 points (1 to 5): surely more than none, not surely more than 2."""
    loss = Estimate(-0.03, -0.05, -0.01, 400, 400.0, "mover", Unit.POINTS)

    assert Outcome.MISSED is judge(loss, Target(0.0)).outcome
    assert float(stats.norm.cdf(-Z95 / 2)) == pytest.approx(judge(loss, Target(-0.02)).probability)


@given(k=st.integers(0, 400), n=st.integers(1, 400), place=st.floats(0.1, 0.9))
def test_that_many_more_decide_and_one_fewer_do_not(k, n, place):
    """`more` is the smallest number that decides if what is found stays as it is."""
    estimate = share(min(k, n), n)
    target = Target(estimate.low + place * (estimate.high - estimate.low))
    more = judge(estimate, target).more
    assume(more is not None)

    assert Outcome.UNDECIDED == judge(_with_n(estimate, n + more - 1), target).outcome or more == 1
    assert Outcome.UNDECIDED != judge(_with_n(estimate, n + more), target, decided=0.95 - 1e-9).outcome


def _with_n(estimate: Estimate, n: int) -> Estimate:
    low, high = wilson(estimate.value * n, n)
    return Estimate(estimate.value, float(low), float(high), n, float(n), "wilson")


@pytest.mark.parametrize("high", [0.98, math.inf])
def test_a_plan_of_more_than_ten_times_as_many_is_none(high):
    """So near the target the value may well be on its other side: no number is given, nor for an open end."""
    near = Estimate(0.9499, 0.92, high, 900, 800.0, "test")
    far = Estimate(0.943, 0.92, 0.96, 900, 800.0, "test")

    assert (Outcome.UNDECIDED, None) == (judge(near, Target(0.95)).outcome, judge(near, Target(0.95)).more)
    assert 0 < judge(far, Target(0.95)).more <= MOST_FURTHER * 900


def test_no_number_of_audits_decides_a_value_on_its_target():
    """The gap is nothing, so is the answer."""
    assert judge(share(95, 100), Target(0.95)).more is None


def test_a_value_outside_its_interval_is_refused():
    """Such an estimate is a mistake of the measure."""
    with pytest.raises(ValueError, match="outside its interval"):
        Estimate(0.5, 0.6, 0.7, 10, 10.0, "wilson")


def test_rounding_of_large_counts_is_no_mistake():
    """The check of value and interval knows the precision of floats."""
    assert Estimate(5e8, 5e8 + 1e-6, 6e8, 10, 10.0, "wilson", Unit.COUNT).exists


@pytest.mark.parametrize(
    ("name", "by", "figure"),
    [
        ("accuracy.audit", (), "accuracy.audit.overall"),
        ("accuracy.audit", ("site_id",), "accuracy.audit.by_site"),
        ("confusion.pairs", ("label_id", "ref_label_id"), "confusion.pairs.by_label_ref_label"),
        ("time.per_item.median", (), "time.per_item.median"),
        ("time.per_item.median", ("queue_id",), "time.per_item.median.by_queue"),
    ],
)
def test_a_figure_has_a_stable_name(name, by, figure):
    """The measure's name, and by what it is split."""
    assert figure == Estimates.missing(name, by, "no data").figure


def test_a_table_gives_back_the_estimates_it_was_made_of():
    """Keys are text; numbers, unit and flags are as they were."""
    first = Estimate(0.9, 0.8, 0.95, 50, 40.5, "wilson", Unit.POINTS, ("design effect 1.2",))
    second = Estimate.absent("no audits", Unit.POINTS)
    table = Estimates.of("accuracy.audit", ("site_id",), [(("a",), first), ((2,), second)], Unit.POINTS)
    (keys, one), (others, two) = table

    assert ({"site_id": "a"}, {"site_id": "2"}, first) == (keys, others, one)
    assert (False, ("no audits",), Unit.POINTS) == (two.exists, two.flags, two.unit)
    assert (2, first) == (len(table), table.first())


def test_no_rows_say_why():
    """`only` of a table without rows is absent, with the table's reason."""
    missing = Estimates.missing("throughput", (), "no label was timed", Unit.PER_HOUR)

    assert Estimate.absent("no label was timed", Unit.PER_HOUR).flags == missing.only().flags
    assert (False, Unit.PER_HOUR, 0) == (missing.only().exists, missing.only().unit, len(missing))
