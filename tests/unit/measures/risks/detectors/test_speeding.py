"""Labels made faster than anyone can judge."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.speeding import speeding


@pytest.fixture(scope="module")
def timed(calm):
    """Every label's handling time in bins a fifth wide, log-normal around half a minute."""
    rng = np.random.default_rng(4)
    rows = (
        calm.frames["label_days"]
        .groupby(["local_date", "person_id", "queue_id"])["labels"]
        .sum()
        .reset_index()
    )
    rows = rows.loc[rows.index.repeat(rows["labels"])].reset_index(drop=True)
    pace = 1 - 0.7 * ((rows["person_id"] == "p07") & (rows["local_date"] >= "2026-10-01"))
    ms = 30_000 * pace * rng.lognormal(0, 0.45, len(rows))
    bins = (1000 * 1.2 ** np.floor(np.log(ms / 1000) / np.log(1.2))).round().astype(int)
    counts = rows.assign(bin_ms=bins).groupby(["local_date", "person_id", "queue_id", "bin_ms"]).size()
    return calm.with_table("handling_people", counts.rename("timed").reset_index())


def test_a_speeding_agent_is_found(timed):
    """Who takes a third of the time has fifty times as many labels among the fastest one in a hundred."""
    found = {case.entity.id: case for case in speeding(timed.data())}
    case = found["p07"]

    assert case.p < 1e-50
    assert min(each.p for name, each in found.items() if name != "p07") > 0.1
    assert case.base < 0.01 < 0.3 < case.estimate.value
    assert case.estimate.n * (case.estimate.value - case.base) == pytest.approx(case.affected.value)
    assert case.wrong.value >= 0.05 * case.affected.value


def test_labels_that_were_not_timed_are_no_labels(timed):
    """Below 200 in the period nothing is said."""
    few = timed.with_table("handling_people", timed.frames["handling_people"].assign(timed=1))
    sums = few.data().month("handling_people").groupby("person_id")["timed"].sum()

    assert set(sums.index[sums >= 200]) == {case.entity.id for case in speeding(few.data())}


def test_the_threshold_is_of_the_tenured(timed):
    """A joiner's slow labels do not make everybody else fast."""
    people = timed.frames["people"]
    started = people["production_start"].mask(people["person_id"] < "p20", pd.Timestamp(2026, 8, 1).date())
    part = timed.with_table("people", people.assign(production_start=started))
    both = [{c.entity.id: c.base for c in speeding(scene.data())} for scene in (timed, part)]

    assert both[0]["p30"] != both[1]["p30"]
