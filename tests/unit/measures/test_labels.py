"""Precision, recall and true share of each label follow from audits, however these were stratified."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labelqa.measures import accuracy
from labelqa.measures.labels import balanced, by_label, fitted
from labelqa.measures.proportions import clopper_pearson, wilson

PS1 = (
    [[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]],
    [200_000, 150_000, 3_200_000, 6_450_000],
)
PS2 = ([[97, 0, 3], [3, 279, 18], [2, 1, 97]], [22_353, 1_122_543, 610_228])


def by_given(counts, sizes) -> tuple[pd.DataFrame, pd.Series]:
    """Audits stratified by given label, each by a person of its own, and the labels delivered."""
    names = [f"l{place}" for place in range(len(sizes))]
    rows = [
        {
            "label_id": given,
            "ref_label_id": true,
            "stratum_id": given,
            "incl_prob": sum(row) / size,
            "frame_size": size,
        }
        for given, row, size in zip(names, counts, sizes, strict=True)
        for true, n in zip(names, row, strict=True)
        for _ in range(n)
    ]
    return judged(pd.DataFrame(rows)), delivered({(n, "q"): s for n, s in zip(names, sizes, strict=True)})


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """The rest of what an audit is."""
    right = rows["label_id"] == rows["ref_label_id"]
    people = [f"p{place}" for place in range(len(rows))]
    verdict = np.where(right, "correct", "incorrect")
    return rows.assign(queue_id="q", design_id="monthly", person_id=people, verdict=verdict)


def delivered(counts: dict[tuple[str, str], int]) -> pd.Series:
    """Counts by label and queue."""
    return pd.Series(counts).rename_axis(["label_id", "queue_id"])


def values(estimates, places: int = 3) -> list[float]:
    """What was estimated, rounded."""
    return [round(estimate.value, places) for _, estimate in estimates]


@pytest.mark.parametrize(
    ("vector", "users", "producers", "areas"),
    [
        (PS1, [0.880, 0.733, 0.927, 0.963], [0.749, 0.847, 0.935, 0.962], 235_086),
        (PS2, [0.97, 0.93, 0.97], [0.481, 0.994, 0.897], 45_112),
    ],
    ids=["PS1", "PS2"],
)
def test_strata_that_are_the_labels_give_olofssons_estimates(vector, users, producers, areas):
    """PS1 and PS2: user's accuracy, producer's accuracy and the area of the first class."""
    found = by_label(*by_given(*vector))

    assert users == values(found.precision)
    assert producers == values(found.recall)
    assert areas == round(values(found.true, 12)[0] * sum(vector[1]))


def test_strata_that_are_not_the_labels_give_stehmans_ratios():
    """PS3: areas of A and C, both accuracies of B, where given labels are counted by weight."""
    rows = pd.DataFrame(
        {
            "stratum_id": np.repeat(list("ABCD"), 10),
            "label_id": [*"A" * 7, *"B" * 3, "A", *"B" * 11, *"C" * 6, *"B" * 2, *"D" * 10],
            "ref_label_id": [*"AAAAACBABC", *"ABBBBBAABB", *"CCCCCDDBBA", *"DDDDDDDCCB"],
        }
    )
    rows["frame_size"] = rows["stratum_id"].map({"A": 40_000, "B": 30_000, "C": 20_000, "D": 10_000})
    audits = judged(rows.assign(incl_prob=10 / rows["frame_size"]))
    counted = (1 / audits["incl_prob"]).groupby([audits["label_id"], audits["queue_id"]]).sum()
    found = by_label(audits, counted)

    assert (0.35, 0.20) == (values(found.true)[0], values(found.true)[2])
    assert (0.57447, 0.79412) == (values(found.precision, 5)[1], values(found.recall, 5)[1])


def test_shares_and_wrong_labels_add_up():
    """True shares sum to 1; what is missed by one label is falsely another."""
    found = by_label(*by_given(*PS1))

    assert 1.0 == pytest.approx(found.true.rows["value"].sum())
    assert found.missed.rows["value"].sum() == pytest.approx(found.false.rows["value"].sum())


def test_a_recall_without_a_miss_is_bounded_by_what_the_other_audits_rule_out():
    """Not by the audits of the label itself: 0 of 100 others still allow for 1 in 28 of 8 000."""
    audits, counts = by_given([[100, 0], [0, 50]], [8000, 500])
    found = {by["label_id"]: estimate for by, estimate in by_label(audits, counts).recall}["l1"]
    most = 8000 * float(clopper_pearson(0, 100)[1])

    assert (1.0, 1.0) == (found.value, found.high)
    assert 500 / (500 + most) == pytest.approx(found.low)
    assert found.low < 0.65 < float(wilson(50, 50)[0])


def test_the_misses_of_one_label_are_searched_in_its_queue_alone():
    """A queue more does not change the others' figures."""
    audits, counts = by_given(*PS2)
    other = audits.assign(
        queue_id="r", stratum_id="r" + audits["stratum_id"], person_id="r" + audits["person_id"]
    )
    both = pd.concat([audits, other], ignore_index=True)
    doubled = delivered({**counts.to_dict(), **{(label, "r"): n for (label, _), n in counts.items()}})

    alone, beside = by_label(audits, counts).recall.rows, by_label(both, doubled).recall.rows
    for queue in ("q", "r"):
        same = beside[beside["queue_id"] == queue]
        assert alone["value"].tolist() == pytest.approx(same["value"].tolist())
        assert alone["low"].tolist() == pytest.approx(same["low"].tolist(), abs=1e-3)


def test_a_label_that_was_never_given_has_no_recall_but_a_true_share():
    """Audits found it where something else was given."""
    audits, counts = by_given([[90, 10], [0, 0]], [1000, 0])
    found = by_label(audits, counts)
    last = [list(estimates)[-1][1] for estimates in (found.precision, found.recall, found.true)]

    assert ["l0", "l1"] == [by["label_id"] for by, _ in found.recall]
    assert [("it was never given",)] * 2 == [estimate.flags for estimate in last[:2]]
    assert 0.1 == pytest.approx(last[2].value)


def test_a_label_that_nobody_audited_is_absent_with_its_reason():
    """It was delivered, so it has a share of what was given."""
    audits, counts = by_given([[100]], [1000])
    found = by_label(audits, delivered({**counts.to_dict(), ("l9", "q"): 500}))
    given, precision, recall, true = (
        list(estimates)[-1][1] for estimates in (found.given, found.precision, found.recall, found.true)
    )

    assert 500 / 1500 == pytest.approx(given.value)
    assert {("no audit of the label as given",)} == {e.flags for e in (precision, recall, true)}


def test_audits_stand_for_the_labels_delivered():
    """Each given label's audits sum to its count, and what was not delivered is left out."""
    audits, counts = by_given(*PS2)
    rows = fitted(audits, counts.drop(("l2", "q")))

    assert {"l0": 22_353.0, "l1": 1_122_543.0} == pytest.approx(
        rows.groupby("label_id")["weight"].sum().to_dict()
    )


def test_balanced_accuracy_is_the_mean_recall():
    """Labels without a recall are left out and counted."""
    audits, counts = by_given([[90, 10, 0], [5, 45, 0], [0, 0, 0]], [1000, 500, 0])
    audits.loc[audits.index[-1], ["ref_label_id", "verdict"]] = ["l2", "incorrect"]
    recall = by_label(audits, counts).recall
    overall, by_queue = balanced(recall), balanced(recall, ("queue_id",))
    known = [estimate for _, estimate in recall if estimate.exists]

    assert np.mean([estimate.value for estimate in known]) == pytest.approx(overall.only().value)
    assert overall.only() == by_queue.first()
    assert ("without 1 label that has no recall",) == overall.only().flags


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (pd.DataFrame(), "no audits"),
        (by_given(*PS2)[0].assign(verdict="unsure"), "no audit came to a verdict"),
        (by_given(*PS2)[0].assign(label_id="other"), "no audit is of a delivered label"),
    ],
)
def test_without_audits_every_figure_says_why(rows, why):
    """And so does what is made of them."""
    found = by_label(rows, by_given(*PS2)[1])

    assert {why} == {found.given.why, found.true.why, found.precision.why, found.recall.why, found.false.why}
    assert why == balanced(found.recall).why


def test_intervals_cover_the_truth_where_violations_are_over_sampled():
    """Of 150 samples at 5 and 50 %, each a queue, 92 % or more; by the label's own audits two in three."""
    rng, joint = np.random.default_rng(20261123), np.array([[9000, 60, 30], [100, 600, 20], [60, 20, 300]])
    given, true = (np.repeat(side.ravel(), joint.ravel()) for side in np.indices(joint.shape))
    strata = [np.flatnonzero(given == 0), np.flatnonzero(given > 0)]
    samples = [
        pd.DataFrame({"place": rng.choice(stratum, 500, replace=False)}).assign(
            queue_id=f"q{sample:03}", stratum_id=f"{sample}/{number}", incl_prob=500 / len(stratum)
        )
        for sample in range(150)
        for number, stratum in enumerate(strata)
    ]
    rows = pd.concat(samples, ignore_index=True)
    rows = rows.assign(frame_size=(500 / rows["incl_prob"]).round())
    labels = np.array(["l0", "l1", "l2"])
    rows = rows.assign(label_id=labels[given[rows["place"]]], ref_label_id=labels[true[rows["place"]]])
    counts = {
        (label, q): int(n)
        for q in rows["queue_id"].unique()
        for label, n in zip(labels, joint.sum(axis=1), strict=True)
    }
    found = by_label(judged(rows).assign(queue_id=rows["queue_id"]), delivered(counts))
    recall, share = np.diag(joint) / joint.sum(axis=0), joint.sum(axis=0) / joint.sum()
    low, high = wilson(found.recall.rows["value"] * found.recall.rows["n"], found.recall.rows["n"])

    assert covered(found.recall.rows["low"], found.recall.rows["high"], recall).min() >= 0.92
    assert covered(found.true.rows["low"], found.true.rows["high"], share).min() >= 0.92
    assert covered(low, high, recall)[1:].max() < 0.75


def covered(low, high, truth) -> np.ndarray:
    """How often intervals, those of one label after those of another, hold its truth."""
    low, high = (np.asarray(end, float).reshape(len(truth), -1) for end in (low, high))
    return ((low <= truth[:, None]) & (truth[:, None] <= high)).mean(axis=1)


def test_people_who_are_alike_widen_the_intervals():
    """The same audits by three people, one of whom is always wrong."""
    audits, counts = by_given([[450, 50], [20, 180]], [9000, 1000])
    alone = by_label(audits, counts)
    wrong = audits["verdict"] == "incorrect"
    three = audits.assign(person_id=np.where(wrong, "bad", np.where(audits.index % 2, "a", "b")))
    clustered = by_label(three, counts)

    assert accuracy.clustering(three.assign(correct=~wrong)).homogeneity > 0.1
    for name in ("precision", "recall", "true"):
        one, other = getattr(alone, name).rows, getattr(clustered, name).rows
        assert ((other["high"] - other["low"]) > 1.5 * (one["high"] - one["low"])).all()


@settings(max_examples=40, deadline=None)
@given(
    cells=st.lists(
        st.tuples(*(st.sampled_from(["a", "b", "c"]) for _ in range(2)), st.integers(0, 2)),
        min_size=1,
        max_size=40,
    ),
    spare=st.lists(st.integers(0, 500), min_size=4, max_size=4),
    people=st.integers(1, 9),
)
def test_intervals_hold_their_values_and_stay_in_bounds(cells, spare, people):
    """Whatever was audited of whatever was delivered; a label without an estimate says why."""
    rows = pd.DataFrame(cells, columns=["label_id", "ref_label_id", "stratum_id"])
    audits = judged(rows.assign(incl_prob=0.1, frame_size=1000))
    audits["person_id"] = [f"p{place % people}" for place in range(len(rows))]
    audited = rows["label_id"].value_counts()
    counts = {
        (label, "q"): int(audited.get(label, 0)) + more for label, more in zip("abcd", spare, strict=True)
    }
    found = by_label(audits, delivered(counts))

    for estimates, most in ((found.recall, 1), (found.true, 1), (found.precision, 1), (found.false, np.inf)):
        for _, estimate in estimates:
            assert estimate.exists or estimate.flags
            assert not estimate.exists or 0 <= estimate.low <= estimate.value <= estimate.high <= most
            assert not estimate.exists or 0 < estimate.n_eff <= max(estimate.n, 1e9 * (most > 1))
