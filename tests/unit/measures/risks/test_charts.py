"""The charts of the market and of its sites."""

from __future__ import annotations

import pytest

from labelqa.measures.risks.charts import charts, of_all


def test_a_baseline_of_few_weeks_gives_no_chart(calm):
    """Twelve weeks before the period are needed."""
    young = calm.changed("audited_labels").with_table(
        "audited_labels",
        calm.frames["audited_labels"][calm.frames["audited_labels"]["local_date"] >= "2026-07-20"],
    )

    assert [] == charts(young.data())


def test_the_smallest_of_several_is_corrected():
    """Sidak: 1 - (1 - p)^m."""
    assert 1 - 0.99**5 == pytest.approx(of_all(0.01, 5))
