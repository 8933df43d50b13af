"""The marts count what the slice holds, once, and in whole numbers."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.contracts import FROZEN
from labelqa.marts import JUDGED, MARTS, handling_bins, wide_bins

ALSO_THERE = {"handling_bins", "gold_accepts", JUDGED.name}


@pytest.fixture
def unaudited(company):
    """The company without audits."""
    company.drop("audits", "sample_designs")
    return company


def test_there_is_a_mart_for_every_frozen_table():
    """By its name."""
    assert set(FROZEN) == {mart.name for mart in MARTS}


@pytest.mark.parametrize("mart", MARTS, ids=lambda mart: mart.name)
def test_a_mart_reads_the_slices_it_names_and_nothing_else(mart):
    """Their absence is what switches it off."""
    query = f"{JUDGED.query} {mart.query}" if JUDGED.name in mart.query else mart.query
    read = set(re.findall(r"(?:FROM|JOIN) (\w+)", query))
    own = set(re.findall(r"(\w+) AS \(", query))

    assert {f"{table}_slice" for table in mart.reads} == read - own - ALSO_THERE


@pytest.mark.parametrize("mart", [*MARTS, JUDGED], ids=lambda mart: mart.name)
def test_a_mart_is_written_in_the_common_subset_of_the_engines(mart):
    """No word that DuckDB, PostgreSQL and Spark do not share, no float, no parameter."""
    words = r"QUALIFY|EXCLUDE|GROUP BY ALL|ASOF|LIST|DOUBLE|FLOAT|ROUND|AVG"
    only_some_have = rf"\b({words})\b|::|//|\$|\?"

    assert None is re.search(only_some_have, mart.query, re.IGNORECASE)


def test_label_days_adds_up(unaudited):
    """Every decision is counted once, with what it was."""
    unaudited.rows["labels"] = [
        unaudited.label(1, suggestion_shown=True),
        unaudited.label(2, attempt=2, was_skipped=True),
        unaudited.label(3, attempt=None, active_ms=None),
        unaudited.label(4, is_gold=True),
        unaudited.label(5, is_gold=None, label_id="bad"),
    ]

    rows = {(row["label_id"], row["is_gold"]): row for row in unaudited.frozen("label_days")}

    counted = ("labels", "first_pass", "skipped", "suggested", "timed", "active_ms")
    assert {("bad", False), ("ok", False), ("ok", True)} == set(rows)
    assert [3, 2, 1, 1, 2, 3000] == [rows["ok", False][name] for name in counted]
    assert [1, 1, 0, 0, 1, 4000] == [rows["ok", True][name] for name in counted]


def test_a_move_of_site_counts_from_its_day(unaudited):
    """The roster of the decision's day says where it was made."""
    unaudited.rows["sites"].append({"site_id": "s2", "vendor_id": "v1", "name": "Second"})
    unaudited.rows["people"][0]["valid_to"] = dt.date(2026, 10, 2)
    unaudited.rows["people"].append(unaudited.person("p1", valid_from=dt.date(2026, 10, 2), site_id="s2"))
    unaudited.rows["labels"] = [
        unaudited.label(day, submitted_at=dt.datetime(2026, 10, day, 2, tzinfo=dt.UTC)) for day in (1, 2, 3)
    ]

    rows = unaudited.frozen("label_days")

    assert [(1, "s1"), (2, "s2"), (3, "s2")] == [(row["local_date"].day, row["site_id"]) for row in rows]


def test_the_newest_verdict_of_each_design_counts(company):
    """An appeal that was won is a newer verdict; a second design has its own."""
    company.rows["sample_designs"].append(
        {**company.rows["sample_designs"][0], "design_id": "risk", "is_probability": False, "purpose": "risk"}
    )
    later = dt.datetime(2026, 10, 5, tzinfo=dt.UTC)
    company.rows["audits"] += [
        company.audit(1, audit_id="a9", verdict="incorrect", audited_at=later),
        company.audit(2, audit_id="r2", design_id="risk", verdict="incorrect"),
    ]

    rows = company.frozen("audited_labels")

    assert {
        ("e1", "monthly"): ("a9", "incorrect"),
        ("e2", "monthly"): ("a2", "correct"),
        ("e2", "risk"): ("r2", "incorrect"),
        ("e3", "monthly"): ("a3", "correct"),
        ("e4", "monthly"): ("a4", "correct"),
    } == {(r["label_event_id"], r["design_id"]): (r["audit_id"], r["verdict"]) for r in rows}


def test_gold_is_judged_by_the_version_in_force(unaudited):
    """Retired versions judge what was decided before, acceptable labels count, unknown items do not."""
    retired = dt.datetime(2026, 10, 1, 2, 2, 30, tzinfo=dt.UTC)
    unaudited.rows["labels"] = [unaudited.label(n, is_gold=True, item_id="g1") for n in (1, 2, 3)] + [
        unaudited.label(4, is_gold=True, item_id="g2"),
        unaudited.label(5, is_gold=True, item_id="g3"),
        unaudited.label(6, is_gold=False, item_id="g2"),
    ]
    unaudited.rows["gold"] = [
        {"item_id": "g1", "gold_version": "1", "ref_label_id": "bad", "retired_at": retired},
        {"item_id": "g1", "gold_version": "2", "ref_label_id": "ok"},
        {"item_id": "g2", "gold_version": "1", "ref_label_id": "bad", "acceptable_label_ids": ["ok", "ok"]},
        {"item_id": "g9", "gold_version": "1", "ref_label_id": "bad"},
    ]

    rows = unaudited.frozen("gold_answers")

    assert [("e1", "bad", False), ("e2", "bad", False), ("e3", "ok", True), ("e4", "bad", True)] == [
        (row["label_event_id"], row["ref_label_id"], row["correct"]) for row in rows
    ]


@pytest.fixture
def two_questions(unaudited):
    """The company with items that are asked about in two queues, of a taxonomy each."""
    unaudited.rows["queues"].append(
        {**unaudited.rows["queues"][0], "queue_id": "q2", "taxonomy_version": "t2"}
    )
    unaudited.rows["label_classes"] += [
        {**unaudited.rows["label_classes"][0], "taxonomy_version": "t2", "label_id": name, "name": name}
        for name in ("sharp", "blurred")
    ]
    unaudited.rows["labels"] = [
        unaudited.label(1, is_gold=True, item_id="g1"),
        unaudited.label(2, is_gold=True, item_id="g1", queue_id="q2", label_id="sharp"),
        unaudited.label(3, is_gold=True, item_id="g1", queue_id="q2", label_id="blurred"),
    ]
    return unaudited


@pytest.mark.parametrize("named", [(None, None), ("q1", "q2"), (None, "q2")])
def test_a_gold_answer_belongs_to_an_item_and_a_queue(two_questions, named):
    """The row's own queue, or the one whose taxonomy has its answer, whatever the versions are called."""
    two_questions.rows["gold"] = [
        {"item_id": "g1", "queue_id": queue, "gold_version": version, "ref_label_id": answer}
        for queue, version, answer in zip(named, ("b", "a"), ("ok", "sharp"), strict=True)
    ]

    rows = two_questions.frozen("gold_answers")

    assert [("e1", "ok", True), ("e2", "sharp", True), ("e3", "sharp", False)] == [
        (row["label_event_id"], row["ref_label_id"], row["correct"]) for row in rows
    ]


def test_gold_that_could_be_of_two_queues_is_set_aside(two_questions):
    """Two queues of one taxonomy, two answers, and nothing says which is whose."""
    two_questions.project += "rejected_share: 1\n"
    two_questions.rows["queues"][1]["taxonomy_version"] = "t1"
    for row in two_questions.rows["labels"]:
        row["label_id"] = "ok"
    two_questions.rows["gold"] = [
        {"item_id": "g1", "gold_version": version, "ref_label_id": answer}
        for version, answer in (("a", "ok"), ("b", "bad"))
    ]

    snapshot = two_questions.freeze()

    reason = "queue_id is missing, and several queues of its item know both this answer and another row's"
    assert {"gold": {reason: 2}} == snapshot.facts.rejected
    assert "labels: 3 answers to gold items in October 2026 have no known answer in gold" in " ".join(
        snapshot.facts.notes
    )


REMOVED = ({"status": "superseded"}, {"status": "open"}, {"is_tainted": True})


def test_removed_work_is_done_but_not_delivered(unaudited):
    """Its time and its labels count as work; a skip is left out once, whatever became of it."""
    unaudited.rows["labels"] = [
        unaudited.label(1),
        unaudited.label(2, status="final", is_tainted=False),
        *(unaudited.label(n, **removed) for n, removed in enumerate(REMOVED, start=3)),
        unaudited.label(6, was_skipped=True, status="open"),
    ]

    snapshot = unaudited.freeze()

    (row,) = (
        pq.read_table(snapshot.folder / "label_days.parquet")
        .group_by([])
        .aggregate([("labels", "sum"), ("skipped", "sum"), ("removed", "sum"), ("timed", "sum")])
        .to_pylist()
    )
    assert {"labels_sum": 6, "skipped_sum": 1, "removed_sum": 3, "timed_sum": 6} == row
    assert (
        "labels: 4 decisions in October 2026 were removed since (open, superseded or tainted): they are work"
        " done, but neither delivered nor answers to gold",
    ) == snapshot.facts.notes


def test_answers_to_gold_that_were_removed_stand_apart(unaudited):
    """In a table of their own, with why."""
    unaudited.rows["labels"] = [
        unaudited.label(n, item_id="g1", is_gold=True, **removed)
        for n, removed in enumerate(({}, *REMOVED), start=1)
    ]
    unaudited.rows["gold"] = [{"item_id": "g1", "gold_version": "1", "ref_label_id": "ok"}]

    snapshot = unaudited.freeze()

    standing, removed = (
        pq.read_table(snapshot.folder / f"{name}.parquet").to_pylist()
        for name in ("gold_answers", "removed_answers")
    )
    assert ["e1"] == [row["label_event_id"] for row in standing]
    assert [("e2", "superseded", None), ("e3", "open", None), ("e4", None, True)] == [
        (row["label_event_id"], row["status"], row["is_tainted"]) for row in removed
    ]


def test_audits_of_removed_work_count_as_they_were_drawn(company):
    """What an audit finds wrong is what is removed: without it the sample would be of right labels only."""
    company.rows["audits"][0] |= {"verdict": "incorrect", "ref_label_id": "bad"}
    company.rows["labels"][0] |= {"status": "superseded"}

    snapshot = company.freeze()

    audited = pq.read_table(snapshot.folder / "audited_labels.parquet").to_pylist()
    assert ["incorrect", "correct", "correct", "correct"] == [row["verdict"] for row in audited]
    assert (
        "audits: 1 audit of October 2026 is of a decision removed since: it counts, as it was drawn"
        in snapshot.facts.notes
    )


def test_labels_handed_over_are_counted_by_batch_and_site(unaudited):
    """Gold items and what no batch holds are left out; who moved counts where the decision was made."""
    unaudited.rows["sites"].append({"site_id": "s2", "vendor_id": "v1", "name": "Second"})
    unaudited.rows["people"][0]["valid_to"] = dt.date(2026, 10, 2)
    unaudited.rows["people"].append(unaudited.person("p1", valid_from=dt.date(2026, 10, 2), site_id="s2"))
    later = dt.datetime(2026, 10, 2, 2, tzinfo=dt.UTC)
    unaudited.rows["labels"] = [
        unaudited.label(1, delivered_batch_id="b1"),
        unaudited.label(2, delivered_batch_id="b1", is_gold=None),
        unaudited.label(3, delivered_batch_id="b1", label_id="bad"),
        unaudited.label(4, delivered_batch_id="b1", submitted_at=later),
        unaudited.label(5, delivered_batch_id="b2"),
        unaudited.label(6, delivered_batch_id="b2", is_gold=True),
        unaudited.label(7),
    ]

    rows = unaudited.frozen("delivered_labels")

    assert [
        ("b1", "s1", "bad", 1),
        ("b1", "s1", "ok", 2),
        ("b1", "s2", "ok", 1),
        ("b2", "s1", "ok", 1),
    ] == [(row["batch_id"], row["site_id"], row["label_id"], row["labels"]) for row in rows]


def test_time_belongs_to_the_business_day_on_which_it_starts(unaudited):
    """A night shift is one day's time."""
    night = dt.datetime(2026, 10, 1, 15, 30, tzinfo=dt.UTC)  # 23:30 in Singapore
    unaudited.rows["time"] = [
        {
            "person_id": "p1",
            "market_id": "SG",
            "start_at": night + dt.timedelta(hours=hour),
            "end_at": night + dt.timedelta(hours=hour + 1),
            "state": "handling",
            "paid": True,
        }
        for hour in (0, 1)
    ]

    rows = unaudited.frozen("time_days")

    assert [(1, 3600), (2, 3600)] == [(row["local_date"].day, row["seconds"]) for row in rows]


def _hours(start: float, end: float, **what: object) -> dict[str, object]:
    """A time or schedule row of p1, in hours of 1 October in Singapore."""
    midnight = dt.datetime(2026, 9, 30, 16, tzinfo=dt.UTC)
    ends = {
        name: midnight + dt.timedelta(hours=hour) for name, hour in (("start_at", start), ("end_at", end))
    }
    return {"person_id": "p1", "market_id": "SG", "paid": True, **ends, **what}


def _adherence(company) -> dict[tuple[object, object], float]:
    """Hours by what was planned and what was done."""
    rows = company.frozen("adherence_days")
    return {(row["planned_state"], row["state"]): row["seconds"] / 3600 for row in rows}


def test_every_second_planned_or_spent_is_in_adherence_days_once(unaudited):
    """By what was planned and done: late, too long at lunch, an hour not recorded, one of overtime."""
    plan = ((9, 12, "work"), (12, 13, "lunch"), (13, 17, "work"))
    done = ((9.5, 12, "handling"), (12, 13.25, "lunch"), (13.25, 16.5, "handling"), (17, 18, "handling"))
    unaudited.rows["schedules"] = [_hours(start, end, planned_state=state) for start, end, state in plan]
    unaudited.rows["time"] = [_hours(start, end, state=state) for start, end, state in done]

    assert {
        ("work", "handling"): 5.75,
        ("work", "lunch"): 0.25,
        ("work", None): 1.0,
        ("lunch", "lunch"): 1.0,
        (None, "handling"): 1.0,
    } == _adherence(unaudited)


def test_one_long_leave_keeps_every_planned_day_of_it(unaudited):
    """A record over three days meets each day's plan; the rest of it was not planned."""
    unaudited.rows["schedules"] = [
        _hours(24 * day + 9, 24 * day + 17, planned_state="leave") for day in (0, 1, 2)
    ]
    unaudited.rows["time"] = [_hours(0, 72, state="leave")]

    rows = unaudited.frozen("adherence_days")

    assert [(1, None, 48), (1, "leave", 8), (2, "leave", 8), (3, "leave", 8)] == [
        (row["local_date"].day, row["planned_state"], row["seconds"] // 3600) for row in rows
    ]


def test_a_person_without_a_plan_has_unplanned_time_only(unaudited):
    """And another's plan does not fit."""
    unaudited.rows["schedules"] = [_hours(9, 10, planned_state="work") | {"person_id": "p2"}]
    unaudited.rows["time"] = [_hours(9, 10, state="handling")]

    rows = unaudited.frozen("adherence_days")

    assert [("p1", None, "handling"), ("p2", "work", None)] == [
        (row["person_id"], row["planned_state"], row["state"]) for row in rows
    ]


def test_without_schedules_there_is_no_adherence(unaudited):
    """The manifest says why."""
    unaudited.rows["time"] = [_hours(9, 10, state="handling")]

    assert "table schedules is missing" == unaudited.freeze().facts.missing["adherence_days"]


def test_handling_times_are_counted_in_their_bins(unaudited):
    """Sums stay exact; the longest has no upper end."""
    times = [0, 99, 100, 99_999, 100_000, 86_400_000, 10**12]
    unaudited.rows["labels"] = [unaudited.label(n, active_ms=ms) for n, ms in enumerate(times)]

    rows = unaudited.frozen("handling_days")

    assert [(0, 2, 99), (100, 1, 100), (99_900, 1, 99_999), (100_000, 1, 100_000)] == [
        (row["bin_ms"], row["timed"], row["active_ms"]) for row in rows[:4]
    ]
    assert [(86_400_000, 2, 86_400_000 + 10**12)] == [
        (row["bin_ms"], row["timed"], row["active_ms"]) for row in rows[4:]
    ]


def test_handling_times_of_people_are_counted_in_wide_bins(unaudited):
    """1.00 and 1.19 s are in one bin, 1.20 s in the next; each person's own."""
    times = [("p1", 1000), ("p1", 1199), ("p1", 1200), ("p2", 1000)]
    unaudited.rows["labels"] = [unaudited.label(n, who, active_ms=ms) for n, (who, ms) in enumerate(times)]

    rows = unaudited.frozen("handling_people")

    assert [("p1", 1000, 2), ("p1", 1200, 1), ("p2", 1000, 1)] == [
        (row["person_id"], row["bin_ms"], row["timed"]) for row in rows
    ]


def test_wide_bins_are_whole_bins_four_to_a_doubling():
    """They begin where a bin begins, and hold a fifth of their length; none is left out."""
    starts = sorted(set(wide_bins()))

    assert [0, 1000, 1200, 1500, 1800] == starts[:5]
    assert {low for low, _ in handling_bins()} >= set(starts)
    assert all(1.17 <= after / start <= 1.30 for start, after in pairwise(starts[1:]))
    assert len(wide_bins()) == len(handling_bins())


def test_bins_follow_one_another_without_gaps():
    """From nothing to for ever."""
    bins = handling_bins()

    assert 0 == bins[0][0]
    assert all(one[1] == next_one[0] for one, next_one in pairwise(bins))


@given(st.integers(min_value=0, max_value=86_399_999))
def test_no_bin_is_coarser_than_half_a_percent_or_a_tenth_of_a_second(ms):
    """So that a quantile read from the bins is as good as one of the rows."""
    low, high = next(bounds for bounds in handling_bins() if bounds[0] <= ms < bounds[1])

    assert high - low <= max(100, low * 0.0051)
