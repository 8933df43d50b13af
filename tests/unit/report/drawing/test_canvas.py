"""Labels on charts neither collide nor run off."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from labelqa.report.drawing.canvas import limits, spread, wrapped
from labelqa.report.drawing.fitting import measured

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


@given(PLACES, st.floats(0.1, 5))
def test_spread_labels_stay_inside_where_there_is_room(places, gap):
    """And keep their distance there."""
    moved = spread(places, gap, within=(-100, 100))
    order = sorted(range(len(places)), key=lambda i: places[i])
    steps = [moved[b] - moved[a] for a, b in itertools.pairwise(order)]

    assert [] == [place for place in moved if not -100 - 1e-9 <= place <= 100 + 1e-9]
    assert all(step >= gap - 1e-9 for step in steps)


@given(st.text(), st.floats(20, 200))
def test_a_wrapped_name_has_two_lines_within_its_room(name, room):
    """However it breaks, or does not."""
    lines = wrapped(name, room).split("\n")

    assert len(lines) <= 2
    assert all(measured(line) <= room for line in lines)


def test_a_name_is_wrapped_between_its_words():
    """As few lines as it takes."""
    assert "Internal\nshrinkage" == wrapped("Internal shrinkage", 36)
    assert "Internal shrinkage" == wrapped("Internal shrinkage", 80)


def test_axis_limits_stay_inside_what_is_possible():
    """A share's axis does not pass 100 %."""
    low, high = limits([0.95, 0.99, float("nan")], ceiling=1.0)

    assert 0 < low < 0.95
    assert 0.99 < high <= 1.0
