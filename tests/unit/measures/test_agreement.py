"""Alpha, AC1 and their kin equal the published examples, and say when there is nothing to measure."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from builders.ratings import FEINSTEIN_CICCHETTI, KRIPPENDORFF, PLACES, crossed, drawn, grid
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from labelqa.estimates import Unit
from labelqa.measures import agreement, distances

WIKIPEDIA = (
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
SCALES = {
    "nominal": distances.nominal,
    "ordinal": distances.ordinal(PLACES),
}
MEASURES = [agreement.alpha, agreement.ac1, agreement.raw, agreement.specific]


@pytest.mark.parametrize(
    ("scale", "expected"),
    [("nominal", 0.743421), ("ordinal", 0.815388)],
)
def test_alpha_equals_krippendorffs_example_on_every_scale(scale, expected):
    """KA1: four raters, twelve units of which one has a single label."""
    found = agreement.alpha(grid(*KRIPPENDORFF), metric=SCALES[scale]).only()

    assert (expected, 11) == (round(found.value, 6), found.n)
    assert found.low < found.value < found.high


def test_alpha_equals_the_sparse_example():
    """KA2: three raters, fifteen units, most labels missing."""
    assert 0.691358 == round(agreement.alpha(grid(*WIKIPEDIA)).only().value, 6)


def test_alpha_corrects_for_few_labels():
    """KA3: (Yes, Yes), (No, No), (Yes, No) are six labels: 4/9, not 1/3."""
    assert 0.444444 == round(agreement.alpha(grid("Yes No Yes", "Yes No No")).only().value, 6)


def test_ac1_equals_gwets_example():
    """GW1: value, interval with t of eleven degrees, and twelve units, for single labels inform chance."""
    found = agreement.ac1(grid(*KRIPPENDORFF)).only()

    assert (0.77544, 0.46081, 1.0) == tuple(round(x, 5) for x in (found.value, found.low, found.high))
    assert (12, 11.0, "gwet-linearised") == (found.n, found.n_eff, found.method)


def test_ac1_does_not_suffer_from_a_common_label():
    """KP1: 85 % agree in both tables; AC1 .7007 and .8080 where kappa falls to .32."""
    assert [0.7007, 0.8080] == [
        round(agreement.ac1(crossed(table)).only().value, 4) for table in FEINSTEIN_CICCHETTI
    ]


def test_ac1_counts_the_labels_that_nobody_used():
    """By hand: pa = 2/3, pi = (2/3, 1/3), pe = 4/9 / (q - 1), with q = 2 and q = 3."""
    rows = grid("a b a", "a b b").assign(queue_id="image")
    share = 0.5
    two, three = (
        agreement.ac1(rows, classes=classes).only().value for classes in (None, {"image": ["a", "b", "c"]})
    )

    assert (2 / 3 - share) / (1 - share) == pytest.approx(two)
    assert (2 / 3 - share / 2) / (1 - share / 2) == pytest.approx(three)


def test_raw_agreement_averages_units_not_pairs():
    """A unit of four labels counts as much as one of two: (1/2 + 1) / 2."""
    found = agreement.raw(grid("a a", "a a", "a .", "b .")).only()

    assert (0.75, 2, Unit.SHARE) == (found.value, found.n, found.unit)


def test_specific_agreement_is_cicchettis():
    """2 n_ll / (n_l. + n_.l): 80 and 9 of 100 in the second table, 160/175 and 10/25."""
    found = agreement.specific(crossed(FEINSTEIN_CICCHETTI[1])).rows

    assert [160 / 175, 10 / 25] == pytest.approx(found["value"].tolist())
    assert [95, 20] == found["n"].tolist()


def test_a_labels_alpha_is_that_of_the_label_against_the_rest():
    """As if every other label were one."""
    rows = grid(*KRIPPENDORFF)
    by_label = agreement.alpha(rows, ("label_id",)).rows.set_index("label_id")["value"]
    own = agreement.alpha(rows.assign(label_id=rows["label_id"].where(rows["label_id"] == "2", "other")))

    assert own.only().value == by_label["2"]
    assert ["1", "2", "3", "4", "5"] == by_label.index.tolist()


def test_chance_is_reckoned_within_each_queue():
    """Two queues whose raters guess agree no better for having different labels."""
    guesses = crossed([[25, 25], [25, 25]])
    other = guesses.assign(
        overlap_group_id="v" + guesses["overlap_group_id"], label_id="other." + guesses["label_id"]
    )
    rows = pd.concat([guesses.assign(queue_id="image"), other.assign(queue_id="chat")])
    queues = agreement.alpha(rows, ("queue_id",)).rows["value"]

    assert [0.005, 0.005] == pytest.approx(queues.tolist())
    assert 0.005 == pytest.approx(agreement.alpha(rows).only().value)
    assert 0.0 == pytest.approx(agreement.ac1(rows).only().value)
    assert agreement.alpha(rows.drop(columns="queue_id")).only().value > 0.3


def test_only_the_first_label_of_a_person_counts():
    """A second one is not independent of it."""
    rows = grid("a b a", "a b b")
    again = pd.concat([rows, rows.assign(label_id="c")], ignore_index=True)

    assert agreement.alpha(rows).only() == agreement.alpha(again).only()


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (grid("a a a", "a a a"), "only one label was used"),
        (grid("a b a"), "one rater agrees with nobody"),
        (grid("a . b", ". a ."), "no unit has two labels"),
        (grid("."), "no labels"),
    ],
)
def test_alpha_that_is_undefined_says_why(rows, why):
    """SP1: neither 0 nor 1."""
    found = agreement.alpha(rows)

    assert why == (found.only().flags[0] if len(found) else found.why)
    assert not found.only().exists


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_says_that_there_are_no_labels(measure):
    """An empty frame has no columns to rely on."""
    found = measure(pd.DataFrame())

    assert (0, "no labels") == (len(found), found.why)


def test_perfect_agreement_has_an_interval():
    """Twenty units of two labels agree: Wilson's bound .839 on the agreeing units, 1 above."""
    rows = grid(*["a b"] * 2).loc[lambda frame: np.repeat(frame.index, 10)]
    rows = rows.assign(overlap_group_id=[f"{u}{n % 10}" for n, u in enumerate(rows["overlap_group_id"])])
    found = [measure(rows).only() for measure in (agreement.alpha, agreement.ac1, agreement.raw)]

    assert [1.0] * 3 == [each.value for each in found] == [each.high for each in found]
    assert [0.69, 0.68, 0.84] == [round(each.low, 2) for each in found]


def test_not_one_disagreement_in_a_thousand_labels_is_flagged():
    """Too good to be independent; in 998 it is not."""
    rows = drawn(500, 40, right=1.0)
    flag = "not one disagreement: too good to be independent"

    assert [(flag,)] * 3 == [m(rows).only().flags for m in (agreement.alpha, agreement.ac1, agreement.raw)]
    assert () == agreement.alpha(rows[rows["overlap_group_id"] > "u00000"]).only().flags


def test_few_people_are_flagged():
    """Two desk partners are not a market."""
    assert ("only 2 people",) == agreement.alpha(crossed(FEINSTEIN_CICCHETTI[0])).only().flags


def test_ordinal_scales_of_two_queues_do_not_add_up():
    """Each queue has its own."""
    rows = pd.concat([grid("1 2", "1 1"), grid("1 2", "2 2").assign(overlap_group_id="x")])
    rows = rows.assign(queue_id=["one"] * 4 + ["two"] * 4)
    found = agreement.alpha(rows, metric=SCALES["ordinal"]).only()

    assert "the scales of several queues do not add up" == found.flags[0]


def test_ordinal_alpha_is_of_queues_that_have_a_scale():
    """KA1's .815388 for one queue; its sixth label is no place on the scale; the other queue has none."""
    rows = grid(*KRIPPENDORFF).assign(queue_id="review")
    skipped = grid("skip", "1", "skip").assign(queue_id="review", overlap_group_id="x")
    other = grid("a b", "a a").assign(queue_id="image", overlap_group_id="y")
    found = agreement.ordinal_alpha(pd.concat([rows, skipped, other]), {"review": PLACES})

    assert ["review"] == found.rows["queue_id"].tolist()
    assert 0.815388 == round(found.rows["value"].iloc[0], 6)
    assert "no queue has labels in an order" == agreement.ordinal_alpha(rows, {}).why
    assert "no queue has labels in an order" == agreement.ordinal_alpha(pd.DataFrame(), {}).why


def test_labels_that_were_not_given_blind_are_counted():
    """Three of four; where nobody recorded it there is no share."""
    rows = grid("a b", "a b")

    assert 0.75 == agreement.blind(rows.assign(blind=[True, True, True, False])).only().value
    assert not agreement.blind(rows.assign(blind=None)).only().exists
    assert "whether labels were given blind is not recorded" == agreement.blind(rows).why


def test_a_group_that_splits_units_measures_its_own_labels():
    """By vendor: only labels of the same vendor are compared."""
    rows = drawn(80, 6, per_unit=4).assign(vendor_id=lambda frame: frame["person_id"].str[-1])
    rows["vendor_id"] = np.where(rows["vendor_id"] < "3", "x", "y")
    split = {keys["vendor_id"]: e for keys, e in agreement.alpha(rows, ("vendor_id",))}

    assert {v: agreement.alpha(rows[rows["vendor_id"] == v]).only() for v in ("x", "y")} == split


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["1", "2", "3", "5", "."]), min_size=6, max_size=6), min_size=2, max_size=5
    ),
    st.sampled_from(list(SCALES)),
)
def test_alpha_equals_the_library_on_any_labels(lines, scale):
    """krippendorff 0.9.0 on random grids with gaps, on every scale."""
    rows = grid(*(" ".join(line) for line in lines))
    found = agreement.alpha(rows, metric=SCALES[scale])
    data = [[np.nan if label == "." else float(label) for label in line] for line in lines]
    assume(found.only().exists)
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement=scale)

    assert expected == pytest.approx(found.only().value)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 60), st.integers(2, 8), st.floats(0.3, 1.0), st.integers(0, 2**16))
def test_order_and_names_change_nothing_and_intervals_hold_their_value(units, people, right, seed):
    """Rows may stand in any order and units bear any name; every figure is the same to the last bit."""
    rows = drawn(units, people, right=right, seed=seed)
    shuffled = rows.sample(frac=1, random_state=seed)
    shuffled = shuffled.assign(overlap_group_id="x" + shuffled["overlap_group_id"].str[::-1])
    for measure in (agreement.alpha, agreement.raw, agreement.specific):
        found, again = measure(rows).rows, measure(shuffled).rows
        known = found[found["value"].notna()]

        assert_frame_equal(found, again)
        assert (known["low"] <= known["value"]).all()
        assert (known["value"] <= known["high"]).all()
        assert known["high"].le(1).all()


def test_the_intervals_cover_the_truth_as_often_as_they_say():
    """Of 200 samples of 150 units: 92 to 99.5 % for alpha, raw and the rarest label's specific agreement."""
    right, prior = 0.9, np.array([0.6, 0.3, 0.1])
    chance = (1 - right) * np.ones((3, 3)) / 3 + right * np.eye(3)
    joint = chance.T @ np.diag(prior) @ chance
    given = joint.sum(axis=0)
    raw = float(np.trace(joint))
    truth = {
        agreement.alpha: (raw - given @ given) / (1 - given @ given),
        agreement.raw: raw,
        agreement.specific: joint[2, 2] / given[2],
    }
    samples = [drawn(150, 12, seed=seed) for seed in range(200)]
    for measure, value in truth.items():
        found = [list(measure(rows))[-1][1] for rows in samples]
        covered = np.mean([each.low <= value <= each.high for each in found])

        assert 0.92 <= covered <= 0.995, measure
