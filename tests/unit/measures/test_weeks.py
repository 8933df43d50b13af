"""A business day is of the ISO week that its Monday begins."""

from __future__ import annotations

import pandas as pd

from labelqa.measures.weeks import mondays


def test_the_days_of_a_week_have_its_monday():
    """From Monday to Sunday, over the end of a year too."""
    days = pd.Series(pd.date_range("2026-12-28", "2027-01-04"))

    assert [pd.Timestamp(2026, 12, 28)] * 7 + [pd.Timestamp(2027, 1, 4)] == [*mondays(days)]
