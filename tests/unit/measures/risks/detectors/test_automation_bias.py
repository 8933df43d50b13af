"""Suggestions followed where they are wrong."""

from __future__ import annotations

import numpy as np
import pytest

from labelqa.measures.risks.detectors.automation_bias import automation_bias

NEXT = {
    "fine": "false",
    "false": "vague",
    "vague": "fine",
    "right": "leaf",
    "leaf": "branch",
    "branch": "right",
}


def assisted(calm, follows: float):
    """Of the ads four in five are shown a suggestion, a third of these wrong, of those a share followed."""
    rng = np.random.default_rng(6)
    rows = calm.frames["audited_labels"]
    ads = rows["queue_id"] == "ads"
    true = rows["ref_label_id"]
    astray = rng.random(len(rows)) < 1 / 3
    suggested = true.mask(astray, true.map(NEXT)).where(ads)
    shown = ads & (rng.random(len(rows)) < 0.8)
    followed = shown & astray & (rng.random(len(rows)) < follows)
    given = rows["label_id"].mask(followed, suggested)
    verdict = np.where(given == true, "correct", "incorrect")
    labels = calm.changed(
        "label_days", suggested=lambda days: days["labels"].where(days["queue_id"] == "ads", 0)
    )
    return labels.with_table(
        "audited_labels",
        rows.assign(suggested_label_id=suggested, suggestion_shown=shown, label_id=given, verdict=verdict),
    )


def test_wrong_suggestions_that_are_followed_are_found(calm):
    """Half of them, where one label in thirty is wrong without one."""
    (case,) = automation_bias(assisted(calm, 0.5).data())
    parts = case.parts()

    assert ("queue", "ads") == (case.entity.type, case.entity.id)
    assert case.p < 1e-6
    assert parts["followed"].value - parts["unassisted"].value == pytest.approx(case.estimate.value)
    assert (0.5, 1 / 3) == pytest.approx(
        (parts["followed"].value, parts["wrong_suggestions"].value), abs=0.06
    )


def test_it_costs_the_labels_shown_a_wrong_one_times_the_lead(calm):
    """Of the labels that were shown a suggestion."""
    scene = assisted(calm, 0.5)
    (case,) = automation_bias(scene.data())
    shown = scene.data().volume("queue_id", of="suggested")["ads"]

    assert shown * case.parts()["wrong_suggestions"].value * case.estimate.value == pytest.approx(
        case.wrong.value
    )


def test_a_few_followed_are_not_a_risk(calm):
    """A tenth is within the margin."""
    (case,) = automation_bias(assisted(calm, 0.1).data())

    assert case.p > 0.9


def test_a_queue_without_suggestions_is_not_tested(calm):
    """Nothing was shown."""
    assert [] == [*automation_bias(calm.data())]
