"""Values of drivers as columns of Arrow: nothing is lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pyarrow as pa
import pytest

from labelqa.intake.databases.columns import column, decimals

SINGAPORE = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 10, 1, 12, tzinfo=SINGAPORE)


@pytest.mark.parametrize(
    ("values", "kind", "read"),
    [
        ([1, None], pa.int64(), [1, None]),
        ([2**63, 1], pa.string(), ["9223372036854775808", "1"]),
        ([-(2**63)], pa.int64(), [-(2**63)]),
        ([1, 0.5], pa.float64(), [1.0, 0.5]),
        ([True, None], pa.bool_(), [True, None]),
        ([True, 2], pa.string(), ["true", "2"]),
        (["0042", None], pa.string(), ["0042", None]),
        ([1, "0042"], pa.string(), ["1", "0042"]),
        ([NOON, None], pa.timestamp("us", "UTC"), [NOON, None]),
        ([NOON.replace(tzinfo=None)], pa.timestamp("us"), [NOON.replace(tzinfo=None)]),
        (
            [NOON, NOON.replace(tzinfo=None)],
            pa.string(),
            ["2026-10-01T04:00:00+00:00", "2026-10-01T12:00:00"],
        ),
        ([dt.date(2026, 10, 1)], pa.date32(), [dt.date(2026, 10, 1)]),
        ([dt.time(9, 30)], pa.string(), ["09:30:00"]),
        ([["a", "b"], None], pa.list_(pa.string()), [["a", "b"], None]),
        ([["a", 1]], pa.string(), ['["a",1]']),
        ([{"b": 1, "a": "é"}], pa.string(), ['{"a":"é","b":1}']),
        ([b"\x00\xff"], pa.string(), ["00ff"]),
        ([UUID(int=1)], pa.string(), ["00000000-0000-0000-0000-000000000001"]),
        ([None, None], pa.null(), [None, None]),
        ([], pa.null(), []),
    ],
)
def test_values_of_one_type_keep_it_and_the_rest_is_text(values, kind, read):
    """Whatever a driver gives."""
    made = column(values, pa.string())

    assert kind == made.type
    assert read == made.to_pylist()


@pytest.mark.parametrize(
    ("precision", "scale", "value", "read"),
    [
        (10, 0, "7", 7),
        (18, 0, "999999999999999999", 999999999999999999),
        (19, 0, "9999999999999999999", "9999999999999999999"),
        (10, 2, "0.10", 0.1),
        (15, 15, "0.123456789012345", 0.123456789012345),
        (38, 9, "0.100000000", "0.100000000"),
        (38, 9, "12345678901234567890.000000000", "12345678901234567890"),
        (None, None, "1E+3", "1000"),
        (None, None, "NaN", "NaN"),
    ],
)
def test_a_decimal_is_a_number_where_its_declaration_says_that_nothing_is_lost(precision, scale, value, read):
    """Otherwise exact text; never by its values, for a column must be of one type in every month."""
    assert [read, None] == column([Decimal(value), None], decimals(precision, scale)).to_pylist()
