"""One label for everything."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.straight_lining import straight_lining
from labelqa.measures.risks.people import people_table


def lined(calm, share: float):
    """One agent gives the first label of each queue to a share of what the others would not."""
    labels = calm.frames["label_days"]
    hit = (labels["person_id"] == "p09") & (labels["local_date"] >= "2026-10-01")
    hit &= np.random.default_rng(1).random(len(labels)) < share
    first = labels["queue_id"].map({"ads": "fine", "shop": "right"})
    return calm.with_table("label_days", labels.assign(label_id=labels["label_id"].mask(hit, first)))


def test_one_label_for_everything_is_found(calm):
    """All labels the commonest of their queue, where others' are 70 %."""
    found = {case.entity.id: case for case in straight_lining(lined(calm, 1.0).data())}
    case = found["p09"]
    rest = max((each for name, each in found.items() if name != "p09"), key=lambda each: each.estimate.value)

    assert (1.0, pytest.approx(0.7, abs=0.02)) == (case.estimate.value, case.base)
    assert case.p < 1e-20 < 0.5 < rest.p
    assert 0.3 * case.estimate.n == pytest.approx(case.affected.value, rel=0.1)


def october(rows) -> pd.Series:
    """Which rows are of p09 in the period."""
    return (rows["person_id"] == "p09") & (pd.to_datetime(rows["local_date"]) >= "2026-10-01")


def test_what_is_wrong_of_it_is_what_the_checks_make_of_the_labels(calm):
    """The accuracy by the person's record times the labels, and beside it what was seen of them."""
    data = lined(calm, 1.0).erring(october, 0.3).data()
    case = {case.entity.id: case for case in straight_lining(data)}["p09"]
    record = people_table(data).loc["p09"]
    audits, parts = data.audits[october(data.audits)], case.parts()

    assert record["labels"] * (1 - record["value"]) == pytest.approx(case.wrong.value)
    assert 0.15 < case.wrong.value / record["labels"] < 0.45
    assert (len(audits), record["labels"]) == (parts["audits_now"].n, parts["labels"].value)
    assert (audits["verdict"] == "correct").mean() == pytest.approx(parts["audits_now"].value)


def test_where_nothing_was_checked_the_labels_beyond_are_taken_for_wrong(calm):
    """There is nothing else to go by, and the case says so."""
    scene = lined(calm, 1.0)
    for name in ("audited_labels", "gold_answers"):
        if name in scene.frames:
            scene = scene.with_table(name, scene.frames[name][~october(scene.frames[name])])
    case = {case.entity.id: case for case in straight_lining(scene.data())}["p09"]

    assert case.affected == case.wrong
    assert not any(case.parts()[name].exists for name in ("audits_now", "gold_now"))


def test_a_few_points_more_are_nobodys_habit(calm):
    """Within the margin of ten points, however many labels."""
    found = {case.entity.id: case for case in straight_lining(lined(calm, 0.15).data())}

    assert found["p09"].p > 0.5


def test_who_works_a_queue_alone_is_compared_with_nobody(calm):
    """There is no share of others'."""
    alone = calm.changed("label_days", queue_id=lambda rows: rows["person_id"])

    assert [] == [*straight_lining(alone.data())]
