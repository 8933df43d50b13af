"""The model of Dawid and Skene: their own data, monotone steps, gold, and raters who cannot be trusted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from builders.ratings import anaesthetists, drawn, grid
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from labelqa.measures import dawid_skene
from labelqa.measures.proportions import wilson

CLASSES = "1 4 2 2 2 2 1 3 2 2 4 3 1 2 1 1 1 1 2 2 2 2 2 2 1 1 2 1 1 1 1 3 1 2 2 4 2 3 3 1 1 1 2 1 2"


def right(model: dawid_skene.DawidSkene, rows: pd.DataFrame) -> float:
    """The share of units whose consensus is the truth."""
    truth = rows.drop_duplicates("overlap_group_id").set_index("overlap_group_id")["truth"]
    found = model.consensus().set_index("overlap_group_id")["label_id"]
    return float((found == truth.reindex(found.index)).mean())


def test_the_anaesthetists_are_judged_as_in_the_paper():
    """DS1: 26 steps to -192.89088; prior, first observer's confusion and the 45 classes."""
    model = dawid_skene.fit(anaesthetists(), smoothing=0, tolerance=5e-13)
    first = model.confusion.loc["p1"].to_numpy()

    assert (26, -192.89088) == (len(model.history), round(model.history[-1], 5))
    assert [0.3996, 0.4220, 0.1118, 0.0667] == model.prior.round(4).tolist()
    assert [0.8895, 0.1105, 0, 0] == first[0].round(4).tolist()
    assert [0.0706, 0.8764, 0.0530, 0] == first[1].round(4).tolist()
    assert [0, 0.3388, 0.6612, 0] == first[2].round(4).tolist()
    assert [0, 0, 0.5556, 0.4444] == first[3].round(4).tolist()
    assert CLASSES.split() == model.consensus()["label_id"].tolist()


def test_the_consensus_differs_from_the_majority_where_the_paper_says():
    """DS1: patients 2, 12 and 36."""
    rows = anaesthetists()
    model = dawid_skene.fit(rows, smoothing=0)
    votes = pd.crosstab(rows["overlap_group_id"], rows["label_id"]).idxmax(axis=1)
    differ = model.consensus().set_index("overlap_group_id")["label_id"] != votes

    assert ["u02", "u12", "u36"] == differ.index[differ].tolist()


def test_the_usual_tolerance_stops_where_nothing_moves_any_more():
    """Half the steps of DS1, the same four decimals."""
    model = dawid_skene.fit(anaesthetists(), smoothing=0)

    assert len(model.history) < 20
    assert [0.3996, 0.4220, 0.1118, 0.0667] == model.prior.round(4).tolist()


@settings(max_examples=30, deadline=None)
@given(st.integers(5, 60), st.integers(3, 8), st.floats(0.3, 1.0), st.integers(0, 2**16))
def test_every_step_raises_the_likelihood(units, people, right, seed):
    """Without smoothing the log-likelihood itself never falls, whoever labels."""
    rows = drawn(units, people, right=right, per_unit=3, seed=seed)
    history = np.array(dawid_skene.fit(rows, smoothing=0, most=200).history)

    assert (np.diff(history) >= -1e-9 * np.abs(history[1:])).all()


def test_chances_are_chances():
    """Prior, confusions and posteriors each sum to 1 and none is 0 under smoothing."""
    model = dawid_skene.fit(drawn(80, 6, per_unit=3))

    assert 1 == pytest.approx(model.prior.sum())
    assert np.ones(18) == pytest.approx(model.confusion.sum(axis=1).to_numpy())
    assert np.ones(80) == pytest.approx(model.posterior.sum(axis=1).to_numpy())
    assert model.confusion.to_numpy().min() > 0


def test_one_careless_rater_does_not_outvote_two_careful_ones():
    """Five raters, three of whom guess: the model beats the vote."""
    rng = np.random.default_rng(2)
    rows = drawn(400, 5, right=0.97, per_unit=5, seed=9)
    guess = rows["person_id"].isin(["p002", "p003", "p004"])
    rows.loc[guess, "label_id"] = rng.choice(["a", "b", "c"], guess.sum())
    votes = pd.crosstab(rows["overlap_group_id"], rows["label_id"]).idxmax(axis=1)
    truth = rows.drop_duplicates("overlap_group_id").set_index("overlap_group_id")["truth"]
    model = dawid_skene.fit(rows)
    skill = dawid_skene.skill(model, rows).rows

    assert right(model, rows) > 0.94 > (votes == truth.reindex(votes.index)).mean()
    assert {"p000", "p001"} == set(skill["person_id"].head(2))
    assert skill["value"].iloc[1] > 0.9 > 0.6 > skill["value"].iloc[2]


def test_known_answers_condition_the_fit():
    """Where all raters mix up b and c, gold on a few units puts the others right."""
    rows = drawn(300, 6, right=0.98, per_unit=3)
    rows["label_id"] = rows["label_id"].map({"a": "a", "b": "c", "c": "b"})
    units = rows.drop_duplicates("overlap_group_id")
    gold = units.head(60).set_index("overlap_group_id")["truth"]
    model = dawid_skene.fit(rows, gold=gold)
    told = model.posterior.loc[gold.index].to_numpy()

    assert (told.max(axis=1) == 1).all()
    assert gold.tolist() == model.consensus()["label_id"].head(60).tolist()
    assert right(model, rows) > 0.95
    assert right(dawid_skene.fit(rows), rows) < 0.7


def test_known_answers_count_from_the_first_step():
    """A single step from them puts right what all raters mix up."""
    rows = drawn(300, 6, right=0.98, per_unit=3)
    rows["label_id"] = rows["label_id"].map({"a": "a", "b": "c", "c": "b"})
    gold = rows.drop_duplicates("overlap_group_id").head(200).set_index("overlap_group_id")["truth"]

    assert right(dawid_skene.fit(rows, gold=gold, most=1), rows) > 0.95


def test_labels_stay_what_most_raters_say():
    """Of seven raters six give the other label; without gold nobody could know, and labels do not switch."""
    rows = drawn(200, 7, right=0.95, per_unit=7)
    rows = rows[rows["truth"] != "c"].replace({"label_id": {"c": "a"}})
    wrong = rows["person_id"] != "p000"
    rows.loc[wrong, "label_id"] = rows.loc[wrong, "label_id"].map({"a": "b", "b": "a"})
    model = dawid_skene.fit(rows)
    agree = rows.merge(model.consensus(), on="overlap_group_id")

    assert (agree["label_id_x"] == agree["label_id_y"]).mean() > 0.8


def test_a_fit_that_settled_on_switched_labels_is_put_right_and_flagged():
    """Two raters against one who says the contrary: the fit follows the one, and is matched to the two."""
    rows = grid("a b b a a a . b b .", "a a . a a . b . b b", "b a . b b a a b a a")
    model = dawid_skene.fit(rows)
    skill = dawid_skene.skill(model, rows).rows

    assert (dawid_skene.SWITCHED, "fewer than 3 labels a unit") == model.flags
    assert skill["value"] @ skill["n"] / skill["n"].sum() > 0.5


def test_skill_rests_on_the_model_and_says_so():
    """The mean posterior of a person's labels, Wilson on their number, flagged."""
    rows = drawn(60, 5, per_unit=3)
    model = dawid_skene.fit(rows)
    best = dawid_skene.skill(model, rows).rows.iloc[0]
    own = rows[rows["person_id"] == best["person_id"]]
    chances = [
        model.posterior.loc[u, label]
        for u, label in zip(own["overlap_group_id"], own["label_id"], strict=True)
    ]

    assert np.mean(chances) == pytest.approx(best["value"])
    assert (best["low"], best["high"]) == pytest.approx(tuple(map(float, wilson(sum(chances), len(own)))))
    assert ("by the model of Dawid and Skene",) == best["flags"]


def test_two_labels_a_unit_are_flagged_as_few():
    """Then raters who err alike cannot be told from raters who are right."""
    assert ("fewer than 3 labels a unit",) == dawid_skene.fit(drawn(50, 6)).flags
    assert () == dawid_skene.fit(drawn(50, 6, per_unit=3)).flags


def test_a_fit_that_was_cut_short_is_flagged():
    """After so many steps it says that it did not converge."""
    model = dawid_skene.fit(anaesthetists(), most=2)

    assert (2, (dawid_skene.NOT_CONVERGED,)) == (len(model.history), model.flags)


def test_nothing_to_fit_is_an_error():
    """A caller without labels asks no model."""
    with pytest.raises(ValueError, match="no labels"):
        dawid_skene.fit(grid("."))


def test_the_order_of_the_labels_changes_nothing():
    """The same model to ten digits, whatever the order of rows."""
    rows = drawn(80, 6, per_unit=3)
    one, other = dawid_skene.fit(rows), dawid_skene.fit(rows.sample(frac=1, random_state=1))

    assert_frame_equal(one.posterior, other.posterior, rtol=0, atol=1e-10)
    assert_frame_equal(one.confusion, other.confusion, rtol=0, atol=1e-10)
