"""Spans and boxes agree as far as they lie on one another and are called alike."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.measures import shapes

PLACES = st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from("AB"))
ANSWERS = st.lists(PLACES, max_size=4)


def spans_of(answer: list[tuple[int, int, str]]) -> list[shapes.Shape]:
    """Spans by start, length and label."""
    return [shapes.span(f"{start}-{start + length}:{label}") for start, length, label in answer]


def best(one: list[shapes.Shape], other: list[shapes.Shape]) -> float:
    """The greatest sum of overlaps of half or more, by trying every pairing."""
    short, long = sorted((one, other), key=len)
    sums = (
        sum(o for a, b in zip(short, order, strict=False) if (o := a.overlap(b)) >= shapes.LEAST_OVERLAP)
        for order in permutations(long, len(short))
    )
    return max(sums, default=0.0)


@given(ANSWERS, ANSWERS)
def test_matching_is_the_best_there_is(one, other):
    """As every pairing tried out says; the same from either side."""
    ours, theirs = spans_of(one), spans_of(other)

    assert best(ours, theirs) == pytest.approx(float(shapes.matched(ours, theirs).sum()))
    assert shapes.f1(ours, theirs) == pytest.approx(shapes.f1(theirs, ours))
    assert 0 <= shapes.mean_overlap(ours, theirs) <= shapes.f1(ours, theirs) <= 1


def test_boxes_overlap_by_their_areas():
    """Worked by hand: 2 x 2 of 4 x 4 and 4 x 4; another label is another thing."""
    one, other = shapes.box("0,0,4,4:car"), shapes.box("2,2,4,4:car")

    assert 4 / 28 == pytest.approx(one.overlap(other))
    assert (1.0, 0.0) == (one.overlap(one), one.overlap(shapes.box("0,0,4,4:bus")))


def overlaps(*answers: tuple[str, str, list[str]]) -> pd.DataFrame:
    """Rows of overlaps of unit, person and spans."""
    frame = pd.DataFrame(answers, columns=["overlap_group_id", "person_id", "spans"])
    return frame.assign(queue_id="q", boxes=None)


def test_agreement_is_the_mean_of_units_over_the_mean_of_their_pairs():
    """One unit alike, one half alike, one of three people; who answers alone does not count."""
    rows = overlaps(
        ("u1", "a", ["0-4:X"]), ("u1", "b", ["0-4:X"]),
        ("u2", "a", ["0-4:X", "6-9:Y"]), ("u2", "b", ["0-4:X", "20-22:Y"]),
        ("u3", "a", ["0-4:X"]), ("u3", "b", ["0-4:X"]), ("u3", "c", []),
        ("u4", "a", ["0-4:X"]),
    )  # fmt: skip
    found = shapes.spans(rows).only()

    assert np.mean([1, 1 / 2, 1 / 3]) == pytest.approx(found.value)
    assert 3 == found.n
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_all_alike_is_not_certain():
    """The interval is Wilson's of so many units."""
    rows = overlaps(*((f"u{n}", who, ["0-4:X"]) for n in range(10) for who in "ab"))
    found = shapes.spans(rows).only()

    assert (1.0, "wilson") == (found.value, found.method)
    assert 0.72 == pytest.approx(found.low, abs=0.01)


def test_without_two_answers_there_is_nothing():
    """The reason stands in the place of a value."""
    assert "no unit has two answers in spans" == shapes.spans(overlaps(("u", "a", ["0-4:X"]))).why
    assert "no unit has two answers in boxes" == shapes.boxes(overlaps(("u", "a", ["0-4:X"]))).why
