"""The marts count what the slice holds, once, and in whole numbers."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.contracts import FROZEN
from labelqa.marts import MARTS, handling_bins

ALSO_THERE = {"handling_bins", "gold_accepts"}


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
    read = set(re.findall(r"(?:FROM|JOIN) (\w+)", mart.query))
    own = set(re.findall(r"(\w+) AS \(", mart.query))

    assert {f"{table}_slice" for table in mart.reads} == read - own - ALSO_THERE


@pytest.mark.parametrize("mart", MARTS, ids=lambda mart: mart.name)
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
