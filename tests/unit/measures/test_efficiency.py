"""Efficiency does not depend on the mix of queues; quality counts only what is right."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.estimates import Estimate, Estimates, Unit
from labelqa.measures.efficiency import efficiency, quality_adjusted
from labelqa.measures.productivity import throughput

DAYS = pd.DataFrame(
    [
        ("a", "easy", "mnl1", 100, 1_000_000),
        ("a", "hard", "mnl1", 10, 400_000),
        ("b", "easy", "mnl1", 20, 200_000),
        ("b", "hard", "mnl1", 40, 1_600_000),
        ("b", "new", "mnl1", 5, 900_000),
    ],
    columns=["person_id", "queue_id", "site_id", "timed", "active_ms"],
)
STANDARD = {"easy": 10.0, "hard": 50.0}


def test_efficiency_weighs_labels_by_their_queues_standard():
    """(120 * 10 + 50 * 50) / 3 200 s; a queue without a standard counts in neither part and is named."""
    found = efficiency(DAYS, STANDARD).only()

    assert 3700 / 3200 == pytest.approx(found.value)
    assert (Unit.INDEX, 2, ("1 queue has no standard time",)) == (found.unit, found.n, found.flags)


def test_another_mix_at_the_same_pace_is_as_efficient():
    """Throughput more than halves where people move to the hard queue; efficiency stays."""
    paced = DAYS[DAYS["queue_id"] != "new"].assign(
        active_ms=lambda d: d["timed"] * d["queue_id"].map(STANDARD) * 1250
    )
    mixed = paced.assign(
        timed=[10, 100, 2, 400], active_ms=lambda d: d["timed"] * d["queue_id"].map(STANDARD) * 1250
    )

    assert [0.8, 0.8] == pytest.approx([efficiency(each, STANDARD).only().value for each in (paced, mixed)])
    assert throughput(mixed).only().value < throughput(paced).only().value / 1.9


def test_without_standard_times_there_is_no_index():
    """And without labels neither."""
    assert "no queue has a standard time" == efficiency(DAYS, {}).why
    assert "no label was timed" == efficiency(pd.DataFrame(), STANDARD).why


def test_quality_adjusted_throughput_is_right_labels_an_hour():
    """Row by row; a site that nobody audited has none."""
    rate = throughput(pd.concat([DAYS, DAYS.assign(site_id="sgn1")]), ("site_id",))
    right = Estimates.of(
        "accuracy.audit", ("site_id",), [(("mnl1",), Estimate(0.9, 0.8, 0.95, 40, 40.0, "wilson"))]
    )
    found = quality_adjusted(rate, right)

    assert ["mnl1"] == found.rows["site_id"].tolist()
    assert rate.rows["value"][0] * 0.9 == pytest.approx(found.first().value)
    assert ("throughput.quality_adjusted.by_site", Unit.PER_HOUR, "mover-log") == (
        found.figure,
        found.unit,
        found.first().method,
    )


def test_without_audits_the_reason_is_said():
    """It is accuracy's."""
    missing = Estimates.missing("accuracy.audit", (), "table audits is missing")

    assert "table audits is missing" == quality_adjusted(throughput(DAYS), missing).why
