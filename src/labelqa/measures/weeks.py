"""Business days by their week."""

from __future__ import annotations

import pandas as pd


def mondays(days: pd.Series) -> pd.Series:
    """The Monday of each day's ISO week; timestamps in, timestamps out."""
    return days - pd.to_timedelta(days.dt.day_of_week, unit="D")
