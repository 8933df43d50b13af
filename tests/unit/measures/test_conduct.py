"""Speed, the mix of labels and agreement, worked out by hand on a few rows."""

from __future__ import annotations

import pandas as pd

from labelqa.measures import conduct
from labelqa.measures.conduct import Share


def bins(*rows: tuple[str, int, int]) -> pd.DataFrame:
    """Queue, bin and how many."""
    return pd.DataFrame(rows, columns=["queue_id", "bin_ms", "timed"])


def made(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Queue, label and how many."""
    return pd.DataFrame(rows, columns=["queue_id", "label_id", "made"])


def test_what_is_fast_is_what_one_in_a_hundred_others_are():
    """Others have 1 of 200 up to 2 s; three of ten are as fast, in the queue that has a limit."""
    usual = bins(("a", 1000, 1), ("a", 2000, 0), ("a", 5000, 199), ("b", 3000, 50))
    found = conduct.fast(bins(("a", 1000, 1), ("a", 2000, 2), ("a", 9000, 7), ("b", 1000, 5)), usual)

    assert Share(3.0, 10.0, 1 / 200) == found


def test_where_no_queue_has_a_limit_nothing_is_fast():
    """Too few others, or none."""
    assert conduct.fast(bins(("a", 1000, 3)), bins(("a", 1000, 50))) is None
    assert conduct.fast(bins(("a", 1000, 3)), bins()) is None


def test_the_commonest_labels_are_held_against_those_of_others_in_the_same_queues():
    """Nine of ten are x in a, others give x to half; five of five are z in b, others one in four."""
    found = conduct.commonest(
        made(("a", "x", 9), ("a", "y", 1), ("b", "z", 5), ("c", "only", 100)),
        made(("a", "x", 50), ("a", "y", 50), ("b", "z", 10), ("b", "w", 30)),
    )

    assert Share(14.0, 15.0, (10 * 0.5 + 5 * 0.25) / 15) == found


def test_without_others_in_its_queues_nothing_is_common():
    """Nobody to compare with."""
    assert conduct.commonest(made(("a", "x", 9)), made(("b", "x", 9))) is None


def test_a_double_label_agrees_with_at_least_half_of_the_others():
    """Two of three agree, the third does not; a label by itself says nothing."""
    rows = pd.DataFrame(
        {"overlap_group_id": ["g1"] * 3 + ["g2"] * 2 + ["g3"], "label_id": ["x", "x", "y", "x", "y", "x"]}
    )

    assert [True, True, False, False, False] == conduct.agreeing(rows)["agrees"].tolist()
