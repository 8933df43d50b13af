"""The pairs of labels that cost most, and the matrix of given and true labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.confusion import matrix, pairs
from labelqa.measures.proportions import wilson


def audits(*cells: tuple[str, str, int], probability: float = 0.1) -> pd.DataFrame:
    """n audits of a given label that found a reference label."""
    rows = [(given, found) for given, found, n in cells for _ in range(n)]
    frame = pd.DataFrame(rows, columns=["label_id", "ref_label_id"])
    right = frame["label_id"] == frame["ref_label_id"]
    return frame.assign(incl_prob=probability, verdict=np.where(right, "correct", "incorrect"))


def test_pairs_stand_for_what_was_delivered():
    """Spam given for hate on 10 of 100 audits of spam, and 2 000 of 10 000 delivered were spam."""
    rows = audits(("spam", "spam", 90), ("spam", "hate", 10), ("ok", "ok", 199), ("ok", "hate", 1))
    found = pairs(rows, pd.Series({"ok": 8000, "spam": 2000}), {"ok": 0.0, "spam": 1.0, "hate": 5.0})
    low, high = wilson(10, 100)
    first = found.rows.iloc[0]

    assert [("spam", "hate"), ("ok", "hate")] == [tuple(keys.values()) for keys, _ in found]
    assert (0.02, 0.2 * low, 0.2 * high) == pytest.approx((first["value"], first["low"], first["high"]))
    assert (200, 2000 * low, 2000 * high, 1000) == pytest.approx(
        tuple(first[["wrong", "wrong_low", "wrong_high", "loss"]])
    )
    assert ("confusion.pairs.by_label_ref_label", 100) == (found.figure, first["n"])


def test_audits_weigh_by_what_they_stand_for():
    """An audit drawn at 1 % stands for ten drawn at 10 %."""
    rows = pd.concat([audits(("a", "a", 50)), audits(("a", "b", 5), probability=0.01)])

    assert [0.5] == pairs(rows, {"a": 1000}, {}).rows["value"].tolist()
    assert 0.5 == matrix(rows).loc["a", "b"]


def test_a_wrong_label_whose_right_one_nobody_said_is_unknown():
    """It is counted, not dropped; a correct verdict needs no reference label."""
    rows = audits(("a", "b", 4), ("a", "a", 6)).assign(ref_label_id=None)
    found = pairs(rows, {"a": 100}, {"a": 2})

    assert [("a", "unknown", 40.0, 80.0)] == list(
        found.rows[["label_id", "ref_label_id", "wrong", "loss"]].itertuples(index=False, name=None)
    )


def test_the_matrix_sums_to_one():
    """Given labels down, reference labels across."""
    table = matrix(audits(("a", "a", 6), ("a", "b", 2), ("b", "b", 2)))

    assert ([0.6, 0.2], [0.0, 0.2]) == (table.loc["a"].tolist(), table.loc["b"].tolist())


@pytest.mark.parametrize(
    ("rows", "why"), [(pd.DataFrame(), "no audits"), (audits(("a", "a", 3)), "no audit found a wrong label")]
)
def test_without_wrong_labels_there_are_no_pairs(rows, why):
    """And the table says why."""
    found = pairs(rows, {"a": 10}, {"a": 1})

    assert (0, why) == (len(found), found.why)
