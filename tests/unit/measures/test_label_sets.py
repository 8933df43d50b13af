"""Each label of a set is judged for itself, as pandas counts it on an indicator table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures import label_sets

MEMBERS = {"a|b": frozenset("ab"), "b|c": frozenset("bc"), "a|b|c": frozenset("abc"), "none": frozenset()}
LABELS = ["a", "b", "c", *MEMBERS]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_precision_and_recall_are_those_of_the_indicators(seed):
    """Shares of the rows in which a label was given, and in which it was due."""
    rng, n = np.random.default_rng(seed), 200
    answers = pd.DataFrame(
        {
            "person_id": rng.choice(list("uvwxyz"), n),
            "label_id": rng.choice(LABELS, n),
            "ref_label_id": rng.choice(LABELS, n),
        }
    )
    found = {
        name: {keys["label_id"]: (each.value, each.n) for keys, each in measure(answers, MEMBERS)}
        for name, measure in (("precision", label_sets.precision), ("recall", label_sets.recall))
    }

    for label in "abc":
        given, true = (
            answers[column].map(lambda each, label=label: label in MEMBERS.get(each, {each}))
            for column in ("label_id", "ref_label_id")
        )
        assert (true[given].mean(), given.sum()) == pytest.approx(found["precision"][label])
        assert (given[true].mean(), true.sum()) == pytest.approx(found["recall"][label])
    assert {"a", "b", "c"} == set(found["precision"])


def test_without_answers_there_is_neither():
    """The reason stands in the place of a value."""
    empty = pd.DataFrame({"person_id": [], "label_id": [], "ref_label_id": []})

    assert "no answers on gold items" == label_sets.precision(empty, MEMBERS).why
