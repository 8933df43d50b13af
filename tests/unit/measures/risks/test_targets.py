"""What was agreed on accuracy."""

from __future__ import annotations

import pandas as pd

from labelqa.measures.risks.calm_market import targets as agree
from labelqa.measures.risks.targets import agreed, market_target


def test_targets_that_do_not_hold_are_no_targets(calm):
    """Over, not yet begun, of another market, of a role, or at most."""
    right = agree(accuracy=(0.95, 0.90))
    wrong = [
        right.assign(valid_to=pd.Timestamp(2026, 10, 1).date()), right.assign(market_id="SG"),
        right.assign(valid_from=pd.Timestamp(2026, 11, 1).date()), right.assign(role="qa"),
        right.assign(direction="at_most"), right.assign(metric="on_time"),
    ]  # fmt: skip
    without = [calm.with_table("targets", table).data() for table in wrong]

    assert [[]] * len(wrong) == [agreed(data) for data in without]
    assert (0.95, 0.90) == (market_target(calm.data()).target, market_target(calm.data()).floor)
