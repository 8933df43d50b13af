"""Critical errors, counted against those before."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.critical_errors import critical_cluster


def critical(calm, often: int, **kind: str):
    """Every fifth error is critical, and in October so manieth."""
    more = calm.erring(lambda rows: rows["verdict"] == "correct", 0.1)
    audits = more.frames["audited_labels"]
    wrong = audits["verdict"] == "incorrect"
    rank = wrong.cumsum()
    october = audits["local_date"] >= "2026-10-01"
    hit = wrong & (rank % np.where(october, often, 8) == 0)
    return more.changed(
        "audited_labels",
        critical_class=lambda rows: pd.Series(np.where(hit, kind.get("kind", "user"), "none"), rows.index),
    )


@pytest.mark.parametrize(("often", "found"), [(1, True), (8, False)])
def test_more_critical_errors_than_before_are_found(calm, often, found):
    """Eight times as many, or as many as ever."""
    (case,) = critical_cluster(critical(calm, often).data())

    assert found == (case.p < 1e-6)
    assert (8.0 if found else 1.0) == pytest.approx(case.estimate.value, rel=0.5)
    assert case.estimate.low <= case.estimate.value <= case.estimate.high


def test_a_harm_to_compliance_is_the_gravest(calm):
    """Whatever the number."""
    cases = [
        next(iter(critical_cluster(critical(calm, 1, kind=kind).data()))) for kind in ("user", "compliance")
    ]

    assert [False, True] == [case.critical for case in cases]


def test_more_audits_are_no_more_errors(calm):
    """October audited twice: twice the errors at the same rate."""
    scene = critical(calm, 8)
    audits = scene.frames["audited_labels"]
    again = audits[audits["local_date"] >= "2026-10-01"].assign(audit_id=lambda rows: rows["audit_id"] + "b")
    (case,) = critical_cluster(scene.with_table("audited_labels", pd.concat([audits, again])).data())

    assert 1.0 == pytest.approx(case.estimate.value, rel=0.4)
    assert case.p > 0.1
