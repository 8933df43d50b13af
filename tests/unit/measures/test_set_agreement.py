"""Alpha of sets of labels, by the distance that is meant for them."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from builders.ratings import grid
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from labelqa.measures import agreement, distances

SETS = {"a|b": frozenset("ab"), "b|c": frozenset("bc"), "a|b|c": frozenset("abc"), "none": frozenset()}
VALUES = ["a", "b", "c", *SETS]


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """Passonneau's distance, written down anew."""
    if one == other:
        return 0.0
    jaccard = len(one & other) / len(one | other)
    return 1 - jaccard * (
        2 / 3 if one.issubset(other) or other.issubset(one) else 1 / 3 if one & other else 0
    )


def by_library(lines: list[list[str]]) -> float:
    """krippendorff's alpha with that distance."""
    sets = [distances.parts(value, SETS) for value in VALUES]
    table = np.array([[masi(one, other) for other in sets] for one in sets])
    data = [[np.nan if value == "." else float(VALUES.index(value)) for value in line] for line in lines]

    def metric(v1, v2, i1, i2, n_v, dtype=np.float64):
        del i1, i2, n_v
        return table[np.asarray(v1, int), np.asarray(v2, int)].astype(dtype)

    domain = [float(place) for place in range(len(VALUES))]
    return float(krippendorff.alpha(reliability_data=data, value_domain=domain, level_of_measurement=metric))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*VALUES, "."]), min_size=6, max_size=6), min_size=2, max_size=4))
def test_alpha_of_sets_equals_the_library_with_the_same_distance(lines):
    """On random grids with gaps; krippendorff 0.9.0 takes the distance from outside."""
    found = agreement.alpha(grid(*map(" ".join, lines)), metric=distances.SetDistance(SETS)).only()
    assume(found.exists)

    assert by_library(lines) == pytest.approx(found.value)


def test_sets_of_one_label_are_nominal():
    """Single labels agree as ever, to the last digit."""
    rows = grid("a b c a b", "a b b a c", "a c c a b")

    nominal = agreement.alpha(rows).only()
    assert nominal == agreement.alpha(rows, metric=distances.SetDistance({})).only()


def test_a_near_miss_counts_for_less_than_a_far_one():
    """One label more is nearer than two others."""
    near = agreement.alpha(grid("a|b a b", "a|b|c a b"), metric=distances.SetDistance(SETS)).only()
    far = agreement.alpha(grid("a|b a b", "c a b"), metric=distances.SetDistance(SETS)).only()

    assert near.value > far.value


def test_sets_of_several_queues_add_up():
    """Unlike scales, which have no common measure."""
    one, other = grid("a|b a b", "a|b a c"), grid("b|c a b", "c a b")
    rows = pd.concat(
        [
            one.assign(queue_id="q1"),
            other.assign(queue_id="q2", overlap_group_id=lambda t: "x" + t.iloc[:, 0]),
        ]
    )

    assert agreement.alpha(rows, metric=distances.SetDistance(SETS)).only().exists


def test_by_label_sets_are_unfolded():
    """A label agrees where both sets hold it, whatever else they hold."""
    rows = grid("a|b a|b b c", "a|b|c a b c")
    found = {keys["label_id"]: each.value for keys, each in agreement.specific(rows, members=SETS)}
    alphas = agreement.alpha(rows, ("label_id",), metric=distances.SetDistance(SETS))

    assert {"a": 1.0, "b": 2 * 2 / 5, "c": 2 / 3} == pytest.approx(found)
    assert {"a", "b", "c"} == {keys["label_id"] for keys, _ in alphas}
    indicators = grid("a a o o", "a a o o")
    assert agreement.alpha(indicators).only().value == pytest.approx(
        {keys["label_id"]: each.value for keys, each in alphas}["a"]
    )
