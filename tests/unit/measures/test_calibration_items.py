"""A hard item is one that few get right; a suspect key is one that those who know contradict."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.measures.calibration import marked
from labelqa.measures.calibration_items import items, suspects
from labelqa.measures.proportions import wilson


def answers(given: list[str], key: str = "") -> pd.DataFrame:
    """One string of labels per person; the key is "a" for every item unless it is given."""
    rows = [
        {"person_id": f"p{person}", "item_id": f"i{item}", "label_id": label, "phase": "post",
         "key_label_id": key[item] if key else "a", "clause_id": "c1", "key_challenged": None}
        for person, labels in enumerate(given)
        for item, label in enumerate(labels)
    ]  # fmt: skip
    return marked(pd.DataFrame(rows))


def row(given: list[str], item: str, key: str = "") -> pd.Series:
    """What is found of one item."""
    return items(answers(given, key), "post").rows.set_index("item_id").loc[item]


def test_the_hardest_item_comes_first():
    """Two of four and all of four; Wilson's interval."""
    found = items(answers(["aa", "aa", "ba", "ba"]), "post")
    first = next(iter(found))[1]

    assert ["i0", "i1"] == found.rows["item_id"].tolist()
    assert (0.5, *map(float, wilson(2, 4))) == (first.value, first.low, first.high)


def test_entropy_is_in_bits():
    """Half and half is one bit, four labels alike are two, one label is none."""
    given = ["aaa", "aba", "aca", "ada"]

    assert (0, 2) == (row(given, "i0")["entropy"], row(given, "i1")["entropy"])
    assert 1 == row(["a", "a", "b", "b"], "i0")["entropy"]


def test_five_competent_people_against_the_key_make_it_suspect():
    """All five give "b" on item 0 and are right on the others: exact p 1/32."""
    found = row(["baaa"] * 5, "i0")

    assert (True, "b", 5, 1 / 32) == (found["suspect"], found["majority"], found["against"], found["p"])
    assert ["i0"] == [by["item_id"] for by, _ in suspects(items(answers(["baaa"] * 5), "post"))]


def test_four_are_too_few():
    """Whatever they say."""
    assert not row(["baaa"] * 4, "i0")["suspect"]


def test_five_against_one_is_chance():
    """p = 7/64 = .109."""
    found = row(["baaa"] * 5 + ["aaaa"], "i0")

    assert 7 / 64 == pytest.approx(found["p"])
    assert not found["suspect"]


def test_those_who_know_no_better_do_not_count():
    """Eight who are wrong elsewhere too against six who are right: the key stands."""
    found = row(["bbbb"] * 6 + ["aaaa"] * 7, "i0")

    assert (7, "a", 0, False) == (found["competent"], found["majority"], found["against"], found["suspect"])


def test_a_wrong_key_makes_nobody_incompetent():
    """The item itself is left out of its own judges' score."""
    assert 6 == row(["baaa"] * 6, "i0")["competent"]


def test_a_key_that_most_agree_with_has_no_test():
    """p is undefined, not 1."""
    assert math.isnan(row(["aa", "aa"], "i0")["p"])


def test_discrimination_is_the_correlation_with_the_other_items():
    """Point-biserial, the item itself left out of the score."""
    given = ["aaaa", "aaab", "aabb", "babb", "bbbb"]
    found = row(given, "i0")
    right = np.array([[label == "a" for label in labels] for labels in given], float)
    expected = stats.pearsonr(right[:, 0], right[:, 1:].sum(axis=1))

    assert expected.statistic == pytest.approx(found["discrimination"])
    assert tuple(expected.confidence_interval()) == pytest.approx(
        (found["discrimination_low"], found["discrimination_high"])
    )


def test_an_item_that_all_get_right_does_not_discriminate():
    """No correlation, not 0."""
    assert math.isnan(row(["aab", "aba", "aaa", "abb"], "i0")["discrimination"])


def test_challenges_are_counted():
    """Where none is recorded there is none."""
    rows = answers(["a", "a", "b"]).assign(key_challenged=[True, None, False])

    assert 1 == items(rows, "post").rows["challenged"][0]


def test_a_phase_without_answers_has_no_items():
    """And so no suspect keys."""
    found = items(answers(["a"]), "pre")

    assert "no answers before the session" == found.why == suspects(found).why


def test_no_suspect_key_is_an_answer_too():
    """No rows and no reason."""
    found = suspects(items(answers(["aa", "aa"]), "post"))

    assert (0, "") == (len(found), found.why)
