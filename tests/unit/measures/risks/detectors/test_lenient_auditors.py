"""Auditors who let wrong labels pass."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.leniency import leniency
from labelqa.measures.risks.detectors.lenient_auditors import lenient_auditors


@pytest.fixture(scope="module")
def lenient(calm):
    """One of five auditors passes most of what is wrong, in a third of the time."""
    more = calm.erring(lambda rows: rows["verdict"] == "correct", 0.2)
    audits = more.frames["audited_labels"]
    passes = (audits["qa_person_id"] == "q2") & (np.arange(len(audits)) % 4 > 0)
    return more.changed(
        "audited_labels",
        verdict=lambda rows: rows["verdict"].mask(passes, "correct"),
        audit_s=lambda rows: rows["audit_s"].mask(rows["qa_person_id"] == "q2", 20),
    )


def reviews(scene, share: int) -> pd.DataFrame:
    """A second look at every so manieth audit, which upholds it."""
    audits = scene.frames["audited_labels"].iloc[::share]
    return pd.DataFrame(
        {
            "review_id": [f"r{i}" for i in range(len(audits))],
            "audit_id": audits["audit_id"],
            "incl_prob": 1 / share,
            "review_verdict": "uphold",
            "final_label_id": None,
            "reviewed_at": audits["audited_at"],
        }
    )


def test_a_lenient_auditor_is_found(lenient):
    """By the posterior of failing less than nine tenths of what a typical one would."""
    found = {case.entity.id: case for case in lenient_auditors(lenient.data())}
    case = found["q2"]

    assert case.posterior > 0.99 > 0.5 > max(each.posterior for name, each in found.items() if name != "q2")
    assert 1 - case.posterior == case.p
    assert 20 == case.parts()["fastest"].value
    measured = leniency(lenient.data().quarter_audits).rows.set_index("qa_person_id")["value"]
    assert measured["q2"] == case.estimate.value


def test_it_stands_for_a_quarter_of_what_it_hides(lenient):
    """The labels that a typical auditor would have failed and this one did not, among all labels."""
    data = lenient.data()
    case = next(each for each in lenient_auditors(data) if each.entity.id == "q2")
    hidden = data.labels / 5 * 0.22 * 0.75

    assert hidden == pytest.approx(case.affected.value, rel=0.25)
    assert case.affected.value / 4 == case.wrong.value


@pytest.mark.parametrize(("every", "auditors"), [(101, 0), (11, 5)])
def test_where_there_are_second_looks_twenty_are_needed(lenient, every, auditors):
    """One in a hundred and one is too few of each."""
    seen = lenient.with_table("audit_reviews", reviews(lenient, every))

    assert auditors == len([*lenient_auditors(seen.data())])
