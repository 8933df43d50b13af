"""A rank is printed only with the ranks that chance would have given as well."""

from __future__ import annotations

import numpy as np
import pytest

from labelqa.estimates import Estimate, Estimates, Unit
from labelqa.measures.ranks import ranks


def units(*shares: float, n: int = 400) -> Estimates:
    """Vendors of those shares."""
    found = [((f"v{i}",), Estimate(p, 0.0, 1.0, n, float(n), "wilson")) for i, p in enumerate(shares)]
    return Estimates.of("accuracy.audit", ("vendor_id",), found)


def test_eight_vendors_alike_may_have_nearly_any_rank():
    """Drawn from 95 % with 400 audits each, they show a spread of points and no order."""
    shares = np.random.default_rng(0).binomial(400, 0.95, 8) / 400
    rows = ranks(units(*shares)).rows

    assert max(shares) - min(shares) > 0.015
    assert (rows["high"] - rows["low"]).mean() > 5
    assert rows["low"].min() == 1
    assert rows["high"].max() == 8


def test_vendors_far_apart_have_one_rank_each():
    """The highest share is first."""
    found = ranks(units(0.60, 0.95, 0.80, n=2000))

    assert [3.0, 1.0, 2.0] == found.rows["value"].tolist() == found.rows["low"].tolist()
    assert ("accuracy.audit.rank.by_vendor", Unit.COUNT) == (found.figure, found.unit)


def test_the_same_vendors_always_get_the_same_ranks():
    """The seed is fixed."""
    assert ranks(units(0.94, 0.95, 0.96)).rows.equals(ranks(units(0.94, 0.95, 0.96)).rows)


@pytest.mark.parametrize("shares", [(), (0.9,), (0.9, float("nan"))])
def test_one_vendor_has_no_rank(shares):
    """Nor one beside others that nothing is known of."""
    assert "fewer than two units to rank" == ranks(units(*shares)).why
