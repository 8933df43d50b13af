"""Differences of clustered answers, and funnels that do not take chance for a difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportions_ztest

from labelqa.estimates import Z95, Estimate, Estimates, Unit
from labelqa.measures.comparison import clustered_difference, funnel, funnel_limits
from labelqa.measures.proportions import newcombe


def units(*shares: tuple[float, int]) -> Estimates:
    """Sites of those shares and n."""
    rows = [((f"site{i}",), Estimate(p, 0.0, 1.0, n, float(n), "wilson")) for i, (p, n) in enumerate(shares)]
    return Estimates.of("accuracy.audit", ("site_id",), rows)


def test_two_markets_differ_as_their_people_do(zencrowd, reference):
    """ZenCrowd US - IN: 9.2 points, p .03 by people (Student's t), where rows would say 1e-55."""
    found = clustered_difference(zencrowd, "market_id")
    expected = reference["market_test"]

    assert (expected["difference"], Unit.POINTS) == (round(found.estimate.value, 6), found.estimate.unit)
    freedom = zencrowd["person_id"].nunique() - 1
    z, value = stats.norm.isf(expected["cluster_p"] / 2), found.estimate.value
    wider = value + stats.t.ppf(0.975, freedom) / Z95 * (np.array(expected["cluster95"]) - value)
    assert 2 * stats.t.sf(z, freedom) == pytest.approx(found.p, abs=1e-6)
    assert list(wider) == pytest.approx([found.estimate.low, found.estimate.high], abs=2e-6)
    assert (len(zencrowd), True) == (found.estimate.n, found.estimate.n_eff < 1000)


def test_answers_that_no_person_ties_together_are_compared_by_rows():
    """One person, or no variation between people: Newcombe's interval and the pooled z test."""
    answers = pd.DataFrame({"month": ["09"] * 80 + ["10"] * 70, "person_id": "a"})
    answers["correct"] = [*[True] * 48, *[False] * 32, *[True] * 56, *[False] * 14]
    found = clustered_difference(answers, "month")

    assert newcombe(56, 70, 48, 80) == pytest.approx(
        (found.estimate.value, found.estimate.low, found.estimate.high)
    )
    assert ("newcombe", proportions_ztest([56, 48], [70, 80])[1]) == (
        found.estimate.method,
        pytest.approx(found.p),
    )


def test_all_correct_on_both_sides_is_no_difference():
    """With an interval, and p of one."""
    answers = pd.DataFrame({"month": ["09", "10"] * 20, "person_id": list("abcd") * 10, "correct": True})
    found = clustered_difference(answers, "month")

    assert (0.0, 1.0) == (found.estimate.value, found.p)
    assert found.estimate.low < 0 < found.estimate.high


@pytest.mark.parametrize("months", [[], ["10"], ["08", "09", "10"]])
def test_a_comparison_needs_two_groups(months):
    """Else it is absent and says how many there are."""
    answers = pd.DataFrame({"month": months, "person_id": months, "correct": [True] * len(months)})
    found = clustered_difference(answers, "month")

    assert (f"{len(months)} groups to compare, not two",) == found.estimate.flags
    assert not found.estimate.exists


def test_funnel_limits_equal_the_derived_vector():
    """FU1: the exact limits around .95 at 100 audits."""
    row = funnel_limits(0.95, [100]).iloc[0]

    assert [0.86536, 0.89809, 0.98388, 0.99831] == [
        round(row[name], 5) for name in ("low_998", "low_95", "high_95", "high_998")
    ]


def test_variation_between_units_widens_the_limits():
    """By sqrt((s^2 + tau2) / s^2) on both sides, cut to [0, 1]."""
    plain, wide = funnel_limits(0.5, [100]).iloc[0], funnel_limits(0.5, [100], tau2=3 * 0.25 / 100).iloc[0]

    assert 2 * (0.5 - plain["low_95"]) == pytest.approx(0.5 - wide["low_95"])
    assert (0.0, 1.0) == tuple(funnel_limits(0.5, [2], tau2=1.0).iloc[0][["low_998", "high_998"]])


def test_overdispersion_follows_spiegelhalter():
    """Ten units as far from the centre as they are: phi, tau2 and z by his formulas, step by step."""
    shares = [(0.88, 400), (0.98, 500), (0.91, 600), (0.97, 400), (0.93, 800), (0.96, 500)]
    rows = funnel(units(*shares), 0.94)
    p, n = np.array(shares).T
    s2 = 0.94 * 0.06 / n
    z = (p - 0.94) / np.sqrt(s2)
    phi = np.mean(np.clip(z, np.quantile(z, 0.1), np.quantile(z, 0.9)) ** 2)
    tau2 = (6 * phi - 5) / (np.sum(1 / s2) - np.sum(1 / s2**2) / np.sum(1 / s2))

    assert (phi, tau2) == pytest.approx((rows["phi"].iloc[0], rows["tau2"].iloc[0]))
    assert tau2 > 0
    assert ((p - 0.94) / np.sqrt(s2 + tau2)).tolist() == pytest.approx(rows["z"].tolist())
    assert not rows["outside"].any()


def test_all_correct_on_few_audits_is_not_outside():
    """The interpolated upper limit lies below 1, yet at 10 audits all correct is what to expect."""
    rows = funnel(units((1.0, 10), (0.98, 400), (0.98, 500)), 0.98)

    assert rows["wide_high_998"].iloc[0] < 1
    assert not rows["outside"].any()


def test_one_unit_far_from_many_alike_is_outside():
    """It cannot widen the limits for itself: z is winsorised."""
    rows = funnel(units(*[(0.95, 400)] * 11, (0.80, 400)), 0.95)

    assert ["site11"] == rows.loc[rows["outside"], "site_id"].tolist()
    assert (0.0, True) == (rows["tau2"].iloc[0], (rows["wide_low_998"] == rows["low_998"]).all())


@pytest.mark.parametrize("shares", [[(1.0, 30), (1.0, 50)], [(0.9, 10)]])
def test_all_correct_and_a_single_unit_have_a_funnel(shares):
    """Nobody is outside."""
    rows = funnel(units(*shares), shares[0][0])

    assert not rows["outside"].any()
    assert [0.0] * len(shares) == rows["z"].tolist()
    assert not rows.isna().any(axis=None)


def test_no_units_have_an_empty_funnel():
    """With its columns."""
    rows = funnel(Estimates.missing("accuracy.audit", ("site_id",), "no audits"), 0.95)

    assert (0, True) == (len(rows), {"site_id", "z", "outside", "wide_high_998"} <= set(rows))
