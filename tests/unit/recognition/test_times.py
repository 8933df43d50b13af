"""How a column's times are written."""

from __future__ import annotations

import pytest

from labelqa.recognition.times import TimeForm, candidates, fitting


def all_of(values: list[str]):
    """Every value is read by every format that some value suggests; what DuckDB would count is not asked."""
    return fitting(values, lambda form: len(values), len(values))


def both(day: str, month: str) -> set[TimeForm]:
    """Day first, and month first."""
    return {TimeForm(day, order="day"), TimeForm(month, order="month")}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-10-05T10:00:00.123456Z", {TimeForm(named=True)}),
        ("2026-10-05 10:00:00 UTC", {TimeForm(named=True)}),
        ("2026-10-05 10:00:00", {TimeForm()}),
        ("2026-10-05", {TimeForm()}),
        ("10/5/2026 04:59:46", both("%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S")),
        ("2-1-2015 00:17", both("%d-%m-%Y %H:%M", "%m-%d-%Y %H:%M")),
        ("5.10.26", both("%d.%m.%y", "%m.%d.%y")),
        ("Wed Jan 24 09:48:10 PST 2018", {TimeForm("%a %b %d %H:%M:%S %Z %Y", True, None, ("PST",))}),
        ("1760000000123", {TimeForm("epoch_ms", named=True)}),
        ("item-3", set()),
    ],
)  # fmt: skip
def test_a_value_says_in_which_ways_it_can_be_read(value, expected):
    """Day and month by number are two ways; a zone in the value is seen."""
    assert expected == set(candidates(value))


def test_a_value_above_twelve_decides_for_the_whole_column():
    """Only the format that reads all values is left."""
    readable = {"%d/%m/%Y": 3, "%m/%d/%Y": 2}

    found = fitting(["05/10/2026", "06/10/2026", "13/10/2026"], readable.__getitem__, 3)

    assert (TimeForm("%d/%m/%Y", order="day"),) == found


def test_letters_of_several_zones_are_gathered():
    """Summer and winter stand in one column."""
    [form] = all_of(["Wed Jan 24 09:48:10 PST 2018", "Wed Jul 24 09:48:10 PDT 2018"])

    assert ("PDT", "PST") == form.letters


def test_mixed_ways_are_no_column_of_times():
    """One ISO value among others, or a word, and nothing is proposed."""
    assert () == all_of(["2026-10-05", "1760000000123"])
    assert () == all_of(["2026-10-05", "yesterday"])
