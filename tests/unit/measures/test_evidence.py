"""A stratified sample of wrong labels."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from labelqa.measures.evidence import stratified_sample


def wrong(**kinds: int) -> pd.DataFrame:
    """So many wrong labels of each kind."""
    each = [kind for kind, count in kinds.items() for _ in range(count)]
    return pd.DataFrame({"kind": each, "audit_id": [f"a{place:03}" for place in range(len(each))]})


def drawn(rows: pd.DataFrame, size: int) -> Counter[str]:
    """How many of each kind."""
    return Counter(stratified_sample(rows, ("kind",), size=size)["kind"])


@pytest.mark.parametrize(
    ("kinds", "size", "expected"),
    [
        ({"a": 60, "b": 30, "c": 10}, 10, {"a": 5, "b": 3, "c": 2}),
        ({"a": 60, "b": 1, "c": 1}, 5, {"a": 3, "b": 1, "c": 1}),
        ({"a": 3, "b": 2}, 24, {"a": 3, "b": 2}),
        ({"a": 9, "b": 8, "c": 7}, 2, {"a": 1, "b": 1}),
    ],
    ids=["in proportion", "one of each", "all there are", "the larger strata first"],
)
def test_each_kind_has_its_share(kinds, size, expected):
    """One of each as long as there are enough, then by size."""
    assert expected == drawn(wrong(**kinds), size)


def test_the_same_rows_in_another_order_give_the_same_sample():
    """The seed is fixed."""
    rows = wrong(a=50, b=40)
    one, other = (
        list(stratified_sample(each, ("kind",), size=8)["audit_id"]) for each in (rows, rows.sample(frac=1.0))
    )

    assert one == other


def test_every_row_has_the_same_chance_within_its_kind():
    """Over 100 seeds each of ten is among five about 50 times."""
    rows = wrong(a=10)
    counts = Counter(
        name
        for seed in range(100)
        for name in stratified_sample(rows, ("kind",), size=5, seed=seed)["audit_id"]
    )

    assert all(33 <= count <= 67 for count in counts.values())
    assert 10 == len(counts)


def test_nothing_wrong_is_an_empty_sample():
    """No error."""
    assert stratified_sample(wrong(), ("kind",)).empty
