"""Tiny charts show what they are given and nothing where nothing is."""

from __future__ import annotations

import datetime as dt
import math
import re
import xml.etree.ElementTree as ET

from labelqa.estimates import Estimate
from labelqa.report.drawing.microcharts import dots, line, month_ticks, reach, strip

ACCURACY = Estimate(0.94, 0.92, 0.96, 100, 100.0, "test")


def test_a_strip_holds_interval_value_and_target_in_order():
    """On an axis from 0.9 to 1.0 the target at 0.95 lies right of the value at 0.94."""
    svg = strip(ACCURACY, 0.95, 0.9, 1.0, "#123456")
    target = float(re.search(r'x1="([\d.]+)" y1="1.5"', svg)[1])
    value = float(re.search(r'cx="([\d.]+)"', svg)[1])
    start, width = (float(re.search(rf'<rect.* {a}="([\d.]+)"', svg)[1]) for a in ("x", "width"))

    assert start < value < target < start + width


def test_strips_of_one_table_share_an_axis_within_what_is_possible():
    """All ends and targets are inside, and a share's axis stays between 0 and 1."""
    low, high = reach([ACCURACY, Estimate(0.99, 0.97, 1.0, 9, 9.0, "test")], [0.91])

    assert low < 0.91
    assert 1.0 == high


def test_a_line_has_gaps_where_there_are_no_weeks():
    """Two runs of points, no line across the gap, and a dot at the last known week."""
    svg = line([0.9, 0.92, math.nan, 0.93, 0.95], 0.94, "#123456")

    assert 2 == svg.count("<polyline")
    assert 1 == svg.count("<circle")
    assert "nan" not in svg


def test_one_week_is_no_line():
    """Nothing is drawn below two values."""
    assert "" == line([0.9, math.nan], None, "#123456")


def test_the_area_of_a_dot_is_its_size():
    """A quarter of the size is half the radius; a missing week is an empty place."""
    svg = dots([("A & B", [(1.0, "#fff"), (0.25, "#000"), (math.nan, "")])], [(0, "May")])
    radii = [float(r) for r in re.findall(r' r="([\d.]+)"', svg)]

    assert 2 * radii[1] == radii[0]
    assert 2 == len(radii)
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing

    assert ["A & B", "May"] == [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_month_of_one_week_gives_way_to_the_next():
    """Two labels would run into each other."""
    weeks = [dt.date(2026, 4, 27) + dt.timedelta(7 * i) for i in range(7)]

    assert [(1, "May"), (5, "June")] == month_ticks(weeks, lambda day: f"{day:%B}")
