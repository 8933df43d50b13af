"""From a company's files to a sealed snapshot."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from labelqa.contracts import CANONICAL, FROZEN
from labelqa.engines.parquet import schema
from labelqa.errors import DataError, ParamsError
from labelqa.periods import parse
from labelqa.snapshots import newest, open_snapshot


def test_a_snapshot_holds_the_marts_and_the_small_tables(company):
    """The large tables stay where they lie; only what is counted of them is frozen."""
    snapshot = company.freeze()

    assert [
        "audited_labels",
        "delivered_labels",
        "handling_days",
        "handling_people",
        "label_classes",
        "label_days",
        "markets",
        "people",
        "queues",
        "sample_designs",
        "sites",
        "vendors",
    ] == snapshot.tables()
    assert ("SG", "2026-10", "s1") == (snapshot.facts.market, snapshot.facts.period, snapshot.number)
    assert dt.date(2026, 11, 23) == snapshot.facts.frozen_on


def test_every_table_has_the_columns_and_types_of_its_contract(company):
    """What reads a snapshot needs no other word on its columns."""
    snapshot = company.freeze()

    for name in snapshot.tables():
        declared = schema((CANONICAL | FROZEN)[name].columns)
        assert declared == pq.read_schema(snapshot.folder / f"{name}.parquet"), name


def test_freezing_again_gives_the_same_snapshot(company):
    """Nothing changed, so there is nothing new, on whatever day it is asked."""
    first = company.freeze()

    again = company.freeze(today=dt.date(2026, 12, 1))

    assert (first.folder, first.digest, "s1") == (again.folder, again.digest, again.number)
    assert dt.date(2026, 11, 23) == again.facts.frozen_on


def test_the_same_rows_in_another_order_give_the_same_bytes(company):
    """Order in a file means nothing."""
    first = company.freeze()
    company.rows["labels"].reverse()
    company.rows["audits"].reverse()

    assert first.number == company.freeze().number


def test_d17_late_rows_make_a_new_snapshot_and_leave_the_old_one(company):
    """What was published can always be opened again."""
    first = company.freeze()
    company.rows["labels"].append(company.label(41))

    second = company.freeze()

    assert "s2" == second.number
    assert first.manifest == open_snapshot(first.folder).manifest
    assert second.folder == newest(company.root / "outputs", "SG", parse("2026-10")).folder


def test_before_the_first_there_is_no_newest(tmp_path):
    """Nothing frozen, nothing given."""
    assert newest(tmp_path, "SG", parse("2026-10")) is None


@pytest.mark.parametrize("name", ["label_days.parquet", "people.parquet", "manifest.json"])
def test_d13_a_flipped_bit_is_refused_on_opening(company, name):
    """Parquet readers return wrong numbers from such a file; the digest does not match."""
    path = company.freeze().folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(DataError, match=r"altered or unexpected|manifest"):
        newest(company.root / "outputs", "SG", parse("2026-10"))


def test_a_damaged_snapshot_is_replaced_by_freezing_again(company):
    """The remedy that the refusal names works."""
    first = company.freeze()
    (first.folder / "people.parquet").unlink()

    assert "s2" == company.freeze().number


def test_a_killed_freeze_leaves_nothing_and_the_next_one_works(company):
    """A SIGKILL between writing and sealing: no snapshot, and nothing in the way."""
    root = company.written()
    script = (
        "import datetime, os, signal\n"
        "from pathlib import Path\n"
        "from labelqa import periods, snapshots\n"
        "from labelqa.params import load\n"
        "snapshots.seal = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"root = Path({str(root)!r})\n"
        "snapshots.freeze(load(root), 'SG', periods.parse('2026-10'), root / 'outputs', root,"
        " today=datetime.date(2026, 11, 23))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False)

    assert -signal.SIGKILL == killed.returncode
    assert newest(root / "outputs", "SG", parse("2026-10")) is None
    snapshot = company.freeze()
    assert "s1" == snapshot.number
    assert {"s1", "current", "fingerprint.json", ".lock"} == {
        path.name for path in snapshot.folder.parent.iterdir()
    }


def test_a_refused_freeze_leaves_the_snapshot_before_it(company):
    """Nothing is lost by data that is refused."""
    first = company.freeze()
    company.rows["labels"].append(company.label(1))

    with pytest.raises(DataError):
        company.freeze()

    assert first.folder == newest(company.root / "outputs", "SG", parse("2026-10")).folder


def test_d18_a_decision_belongs_to_the_business_day_of_its_market(company):
    """17:30 UTC on 31 October is 1 November in Bangkok and 31 October in London."""
    company.markets = {"TH": "Asia/Bangkok", "GB": "Europe/London"}
    late = dt.datetime(2026, 10, 31, 17, 30, tzinfo=dt.UTC)
    company.drop("audits", "sample_designs")
    company.rows["labels"] = [
        company.label(1, market_id=market, label_event_id=market, submitted_at=late)
        for market in company.markets
    ]

    with pytest.raises(DataError, match="labels of TH from 2026-11-01 to 2026-11-01"):
        company.frozen("label_days", market="TH")
    assert [dt.date(2026, 10, 31)] == [r["local_date"] for r in company.frozen("label_days", market="GB")]
    assert [dt.date(2026, 11, 1)] == [
        row["local_date"] for row in company.frozen("label_days", market="TH", period="2026-11")
    ]


def test_d19_a_month_with_a_clock_change_has_all_its_hours(company):
    """October 2026 in London ends an hour later in UTC than it began."""
    company.markets = {"GB": "Europe/London"}
    company.drop("audits", "sample_designs")
    first, last = (
        dt.datetime(2026, 9, 30, 23, tzinfo=dt.UTC),
        dt.datetime(2026, 10, 31, 23, 59, 59, 999999, tzinfo=dt.UTC),
    )
    company.rows["labels"] = [
        company.label(n, market_id="GB", submitted_at=at)
        for n, at in enumerate([first, last, last + dt.timedelta(microseconds=1)])
    ]

    days = [row["local_date"] for row in company.frozen("label_days", market="GB")]

    assert [dt.date(2026, 10, 1), dt.date(2026, 10, 31)] == days


def test_the_window_reaches_back_over_the_history(company):
    """A decision in the first week of 26 is in, one before it is not."""
    monday = dt.datetime(2026, 5, 3, 16, tzinfo=dt.UTC)  # midnight of 4 May in Singapore
    company.rows["labels"] += [
        company.label(51, submitted_at=monday),
        company.label(52, submitted_at=monday - dt.timedelta(microseconds=1)),
    ]

    days = {row["local_date"] for row in company.frozen("label_days")}

    assert {dt.date(2026, 5, 4), dt.date(2026, 10, 1)} == days


def test_other_markets_people_queues_and_vendors_stay_out(company):
    """A snapshot is one market's: who did not work in it is not in it."""
    company.rows["people"] += [company.person("p9", vendor_id="v9", site_id="s9")]
    company.rows["vendors"] += [{"vendor_id": "v9", "name": "Other"}]
    company.rows["sites"] += [{"site_id": "s9", "vendor_id": "v9", "name": "Elsewhere"}]
    company.rows["queues"] += [{**company.rows["queues"][0], "queue_id": "q9", "taxonomy_version": "t9"}]
    company.rows["label_classes"] += [{**company.rows["label_classes"][0], "taxonomy_version": "t9"}]

    snapshot = company.freeze()

    kept = {
        name: {row[key] for row in pq.read_table(snapshot.folder / f"{name}.parquet").to_pylist()}
        for name, key in [
            ("people", "person_id"),
            ("vendors", "vendor_id"),
            ("sites", "site_id"),
            ("queues", "queue_id"),
            ("label_classes", "taxonomy_version"),
        ]
    }
    assert {
        "people": {"p1", "p2", "qa1"},
        "vendors": {"v1"},
        "sites": {"s1"},
        "queues": {"q1"},
        "label_classes": {"t1"},
    } == kept


def test_what_is_missing_says_why(company):
    """A report prints it where the section would stand."""
    company.drop("audits", "sample_designs")

    missing = company.freeze().facts.missing

    assert "it is not in params/sources.yml" == missing["audits"]
    assert "table audits is missing" == missing["audited_labels"]
    assert "label_days" not in missing


def test_without_labels_there_is_no_market(company):
    """Every other table can be made of theirs, or do without."""
    company.drop("labels")

    with pytest.raises(DataError) as refused:
        company.freeze()

    assert ["the table labels is needed and has no file"] == [p.what for p in refused.value.problems]


def test_d22_an_empty_market_is_refused_with_what_there_is(company):
    """A report without a label would say nothing; whose labels there are does."""
    company.markets["GB"] = "Europe/London"

    with pytest.raises(DataError, match=r"no label of GB was given in October 2026; .* only of SG"):
        company.freeze(market="GB")


def test_decisions_outside_the_roster_are_kept_and_noted(company):
    """They count, but for no site and no vendor."""
    company.rows["people"][0]["valid_to"] = dt.date(2026, 10, 1)

    snapshot = company.freeze()

    days = pq.read_table(snapshot.folder / "label_days.parquet").to_pylist()
    assert {("p1", None, 20), ("p2", "s1", 20)} == {
        (row["person_id"], row["site_id"], row["labels"]) for row in days
    }
    assert (
        "labels: 20 decisions fall on days when their person is in no roster row (a row's valid_to is"
        " the first day on which it no longer holds)",
    ) == snapshot.facts.notes


def test_targets_of_the_sources_and_of_params_stand_together(company):
    """Both are agreements; those of another market are not this one's."""
    target = {
        "metric": "accuracy.audit",
        "valid_from": dt.date(2026, 1, 1),
        "target": 0.95,
        "direction": "at_least",
    }
    company.rows["targets"] = [target, {**target, "market_id": "XX"}]
    (company.root / "params").mkdir()
    (company.root / "params/targets.yml").write_text(
        "- {metric: utilisation, market_id: SG, valid_from: 2026-01-01, target: 0.8, direction: at_least}\n"
    )

    frozen = company.frozen("targets")

    assert [("accuracy.audit", None), ("utilisation", "SG")] == [
        (r["metric"], r["market_id"]) for r in frozen
    ]


def test_a_target_agreed_in_both_places_is_refused(company):
    """Which one holds is not ours to guess."""
    company.rows["targets"] = [
        {"metric": "utilisation", "valid_from": dt.date(2026, 1, 1), "target": 0.7, "direction": "at_least"}
    ]
    (company.root / "params").mkdir()
    (company.root / "params/targets.yml").write_text(
        "- {metric: utilisation, valid_from: 2026-01-01, target: 0.8, direction: at_least}\n"
    )

    with pytest.raises(DataError, match="target utilisation/2026-01-01 is agreed twice"):
        company.freeze()


def test_the_market_itself_comes_from_params(company):
    """Nobody maps it."""
    assert [
        {"market_id": "SG", "name": "Market", "region": None, "timezone": "Asia/Singapore", "languages": "en"}
    ] == company.frozen("markets")


def test_an_unknown_market_is_refused_naming_those_there_are(company):
    """A misspelt market is no empty market."""
    with pytest.raises(ParamsError, match="XX"):
        company.freeze(market="XX")


def test_nothing_of_this_machine_is_in_the_facts(company):
    """The same data on another machine gives the same words."""
    company.rows["labels"][0]["label_id"] = None
    company.project += "rejected_share: 0.5\n"
    company.drop("audits")
    snapshot = company.freeze()

    rejected = pq.read_table(snapshot.folder / "rejected/labels.parquet").to_pylist()
    assert ["data/labels.parquet"] == [row["source_file"] for row in rejected]
    assert str(company.root) not in Path(snapshot.folder / "manifest.json").read_text(encoding="utf-8")


def test_a_target_of_the_sources_that_cannot_be_is_refused_with_its_row(company):
    """What was agreed is a parameter wherever it is written."""
    agreed = {"valid_from": dt.date(2026, 1, 1), "direction": "at_least", "target": 0.9}
    company.rows["targets"] = [
        {"metric": "utilisation", **agreed},
        {"metric": "accuracy", **agreed, "target": 95.0, "floor": 90.0},
        {"metric": "acuracy", **agreed, "market_id": "XX"},
    ]

    with pytest.raises(ParamsError) as refused:
        company.freeze()

    assert [
        ("target 95 of accuracy, which is a share, is not between 0 and 1", "write 0.95"),
        ("floor 90 of accuracy, which is a share, is not between 0 and 1", "write 0.9"),
    ] == [(problem.what, problem.remedy) for problem in refused.value.problems]
    assert {"data/targets.parquet row 2"} == {problem.where for problem in refused.value.problems}
