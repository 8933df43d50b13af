"""Funnels that do not take chance for a difference."""

from __future__ import annotations

import numpy as np
import pytest

from labelqa.estimates import Estimate, Estimates
from labelqa.measures.comparison import funnel, funnel_limits


def units(*shares: tuple[float, int]) -> Estimates:
    """Sites of those shares and n."""
    rows = [((f"site{i}",), Estimate(p, 0.0, 1.0, n, float(n), "wilson")) for i, (p, n) in enumerate(shares)]
    return Estimates.of("accuracy.audit", ("site_id",), rows)


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
