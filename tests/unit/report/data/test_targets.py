"""The target that holds is the one agreed for just that scope on the period's last day."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from labelqa.report.data.targets import Targets, targets_of

LAST = dt.date(2026, 10, 31)


def table(*rows: dict) -> pd.DataFrame:
    """A table of targets; what a row does not name is empty."""
    empty = dict.fromkeys(["market_id", "vendor_id", "queue_id", "role", "tenure_band", "valid_to", "source"])
    base = {"metric": "accuracy", "valid_from": dt.date(2026, 1, 1), "direction": "at_least"}
    return pd.DataFrame([{**empty, **base, **row} for row in rows])


@pytest.fixture
def targets() -> Targets:
    """One for all markets, one for SG, one for a queue of SG, one that ended, one to come."""
    rows = table(
        {"target": 0.90},
        {"target": 0.95, "market_id": "SG", "source": "annex 2"},
        {"target": 0.97, "market_id": "SG", "queue_id": "ads"},
        {"target": 0.50, "market_id": "SG", "valid_from": dt.date(2026, 2, 1), "valid_to": LAST},
        {"target": 0.60, "market_id": "SG", "valid_from": dt.date(2026, 11, 1)},
        {"target": 0.70, "market_id": "TH"},
    )
    return targets_of(rows, "SG", LAST)


def test_the_market_s_own_target_wins_over_everybody_s(targets):
    """And it says where it is written."""
    found = targets.get("accuracy")

    assert (0.95, "annex 2") == (found.value, found.source)


def test_a_queue_s_own_target_holds_for_that_queue_only(targets):
    """Another queue has none of its own."""
    assert 0.97 == targets.get("accuracy", {"queue_id": "ads"}).value
    assert targets.get("accuracy", {"queue_id": "shop"}) is None


def test_a_target_may_be_named_by_metric_or_by_figure():
    """accuracy.audit in the table answers to accuracy; an unknown metric has none."""
    targets = targets_of(table({"metric": "accuracy.audit", "target": 0.9}), "SG", LAST)

    assert 0.9 == targets.get("accuracy").value
    assert targets.get("nonsense") is None


def test_without_a_table_there_is_no_target():
    """Estimates without verdicts, then."""
    assert targets_of(None, "SG", LAST).get("accuracy") is None
