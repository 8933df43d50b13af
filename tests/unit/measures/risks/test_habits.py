"""Labels faster than anyone can judge, and one label for everything."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.habits import speeding, straight_lining
from labelqa.measures.risks.targets import people_table


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
    found = {case.entity.id: case for case in speeding(timed.material())}
    case = found["p07"]

    assert case.p < 1e-50
    assert min(each.p for name, each in found.items() if name != "p07") > 0.1
    assert case.base < 0.01 < 0.3 < case.estimate.value
    assert case.estimate.n * (case.estimate.value - case.base) == pytest.approx(case.affected.value)
    assert case.wrong.value >= 0.05 * case.affected.value


def test_labels_that_were_not_timed_are_no_labels(timed):
    """Below 200 in the period nothing is said."""
    few = timed.with_table("handling_people", timed.frames["handling_people"].assign(timed=1))
    sums = few.material().month("handling_people").groupby("person_id")["timed"].sum()

    assert set(sums.index[sums >= 200]) == {case.entity.id for case in speeding(few.material())}


def lined(calm, share: float):
    """One agent gives the first label of each queue to a share of what the others would not."""
    labels = calm.frames["label_days"]
    hit = (labels["person_id"] == "p09") & (labels["local_date"] >= "2026-10-01")
    hit &= np.random.default_rng(1).random(len(labels)) < share
    first = labels["queue_id"].map({"ads": "fine", "shop": "right"})
    return calm.with_table("label_days", labels.assign(label_id=labels["label_id"].mask(hit, first)))


def test_one_label_for_everything_is_found(calm):
    """All labels the commonest of their queue, where others' are 70 %."""
    found = {case.entity.id: case for case in straight_lining(lined(calm, 1.0).material())}
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
    material = lined(calm, 1.0).erring(october, 0.3).material()
    case = {case.entity.id: case for case in straight_lining(material)}["p09"]
    record = people_table(material).loc["p09"]
    audits, parts = material.audits[october(material.audits)], case.parts()

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
    case = {case.entity.id: case for case in straight_lining(scene.material())}["p09"]

    assert case.affected == case.wrong
    assert not any(case.parts()[name].exists for name in ("audits_now", "gold_now"))


def test_a_few_points_more_are_nobodys_habit(calm):
    """Within the margin of ten points, however many labels."""
    found = {case.entity.id: case for case in straight_lining(lined(calm, 0.15).material())}

    assert found["p09"].p > 0.5


def test_who_works_a_queue_alone_is_compared_with_nobody(calm):
    """There is no share of others'."""
    alone = calm.changed("label_days", queue_id=lambda rows: rows["person_id"])

    assert [] == [*straight_lining(alone.material())]


def test_the_threshold_is_of_the_tenured(timed):
    """A joiner's slow labels do not make everybody else fast."""
    people = timed.frames["people"]
    started = people["production_start"].mask(people["person_id"] < "p20", pd.Timestamp(2026, 8, 1).date())
    part = timed.with_table("people", people.assign(production_start=started))
    both = [{c.entity.id: c.base for c in speeding(scene.material())} for scene in (timed, part)]

    assert both[0]["p30"] != both[1]["p30"]
