"""Audits that do not lie as the labels do, and what no sample may be."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures.risks.detectors.audit_sampling import audit_checks, biased_strata


def by_stratum(found) -> dict[str, object]:
    """Cases by stratum."""
    return {case.entity.get("stratum_id"): case for case in found}


def kept(calm, where):
    """Only the audits of October that `where` keeps, of one queue."""
    rows = calm.frames["audited_labels"]
    gone = (rows["stratum_id"] == "2026-10/shop") & ~where(rows)
    return calm.with_table("audited_labels", rows[~gone])


@pytest.mark.parametrize(
    ("where", "moved"),
    [
        (lambda rows: rows["local_date"] < "2026-10-09", 0.7),
        (lambda rows: rows["site_id"] == "yog", 0.67),
    ],
)
def test_a_stratum_drawn_from_some_days_or_sites_is_found(calm, where, moved):
    """Its sizes look right all the same; the share that would have to move is what it stands for."""
    found = by_stratum(biased_strata(kept(calm, where).data()))
    case = found["2026-10/shop"]

    assert case.p < 1e-10 < 0.1 / 2 < found["2026-10/ads"].p
    assert moved == pytest.approx(case.estimate.value, abs=0.06)
    assert case.affected.value * 0.05 == pytest.approx(case.wrong.value)


def test_a_sample_drawn_at_random_is_not(calm):
    """Neither stratum of the month."""
    assert min(case.p for case in biased_strata(calm.data())) > 0.05


def test_fewer_than_thirty_audits_say_nothing_of_how_they_were_drawn(calm):
    """The stratum has no case."""
    few = kept(calm, lambda rows: rows["audit_id"].str.endswith("77"))

    assert "2026-10/shop" not in by_stratum(biased_strata(few.data()))


def test_what_no_sample_may_be(calm):
    """A queue without an audit; one's own labels audited; audits made late."""
    rows = calm.frames["audited_labels"]
    rows = rows[(rows["queue_id"] != "shop") | (rows["local_date"] < "2026-10-01")]
    late = rows["audited_at"] + pd.to_timedelta(6 * (rows["site_id"] == "yog"), unit="D")
    october = rows["audit_id"][rows["local_date"] >= "2026-10-01"].iloc[0]
    own = rows["qa_person_id"].mask(rows["audit_id"] == october, rows["person_id"])
    broken = calm.with_table("audited_labels", rows.assign(audited_at=late, qa_person_id=own))
    calm_found, found = (
        {(case.entity.type, case.entity.id.split("+")[-1]): case for case in audit_checks(scene.data())}
        for scene in (calm, broken)
    )

    assert {0.0} == {case.posterior for case in calm_found.values()}
    assert {("queue", "shop"), ("audits", "late"), ("audits", "own")} == {
        key for key, case in found.items() if case.posterior == 1
    }
    assert ("queue", "ads") in found
