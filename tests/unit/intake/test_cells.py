"""Cells of workbooks as text and times."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from labelqa.intake.cells import column, text

DAY, NOON = dt.date(2026, 10, 1), dt.datetime(2026, 10, 1, 12, 0, 0, 499)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (12.0, "12"),
        (-3, "-3"),
        (0.1, "0.1"),
        (999999999999999.0, "999999999999999"),
        (1e15, "1.00000000000000E+15"),
        (True, "true"),
        (dt.timedelta(hours=25, minutes=30), "25:30:00"),
        (dt.time(9, 5), "09:05:00"),
        ("1.0", "1.0"),
        (DAY, "2026-10-01"),
    ],
)
def test_a_cell_is_written_as_it_is_meant(cell, shown):
    """Ids without a fraction, durations over days."""
    assert shown == text(cell)


def test_a_column_of_days_or_times_is_one(tmp_path):
    """Microseconds that a fraction of a day cannot hold are rounded away; one text makes all of it text."""
    midnight = dt.datetime(2026, 10, 1)  # noqa: DTZ001

    assert (pa.date32(), [DAY, None]) == column([DAY, ""])
    assert (pa.timestamp("us"), [midnight, NOON.replace(microsecond=0)]) == column([DAY, NOON])
    assert (pa.string(), ["2026-10-01", "13/10/2026"]) == column([DAY, "13/10/2026"])
    assert (pa.string(), [None]) == column([""])
