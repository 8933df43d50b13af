"""Labels on charts neither collide nor run off."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from labelqa.report.charts.canvas import extent, limits, short, spread, wrapped

PLACES = st.lists(st.floats(-100, 100), max_size=12)


@given(PLACES, st.floats(0.1, 20))
def test_spread_labels_keep_their_distance_and_their_order(places, gap):
    """No two closer than the gap."""
    moved = spread(places, gap)
    order = sorted(range(len(places)), key=lambda i: places[i])
    steps = [moved[b] - moved[a] for a, b in itertools.pairwise(order)]

    assert all(step >= gap - 1e-9 for step in steps)


def test_labels_with_room_stay_where_they_are():
    """Only what touches is moved, both ways alike."""
    assert [0.0, 10.0, 4.5, 5.5] == spread([0.0, 10.0, 5.0, 5.0], 1.0)


@given(st.text(min_size=1), st.integers(4, 30))
def test_a_short_name_is_never_longer_than_asked(name, length):
    """And one that fits is left alone."""
    cut = short(name, length)

    assert extent(cut) <= length
    assert extent(name) > length or cut == name


def test_a_cut_name_shows_both_its_ends():
    """Sites often differ in their last words."""
    assert "Meridian Ba…North" == short("Meridian Batam Hall North", 18)
    assert "Internal\nshrinkage" == wrapped("Internal shrinkage", 10)


def test_a_name_of_broad_letters_is_cut_sooner():
    """An id may be all capitals; names as people write them are as wide as they have letters."""
    assert "WM…M" == short("WMWMWM", 8)
    assert "Meridian Batam" == short("Meridian Batam", 14)


def test_axis_limits_stay_inside_what_is_possible():
    """A share's axis does not pass 100 %."""
    low, high = limits([0.95, 0.99, float("nan")], ceiling=1.0)

    assert 0 < low < 0.95
    assert 0.99 < high <= 1.0
