"""The public data as canonical tables: rows, raters and seconds equal independently computed values."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from labelqa import sources
from labelqa.engines.duckdb import DuckDB
from labelqa.params import load

YEARS = dt.datetime(2012, 1, 1, tzinfo=dt.UTC), dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def reference(shared):
    """The reference values by data set."""
    text = (shared / "reference" / "real_data_values.json").read_text(encoding="utf-8")
    return json.loads(text)["sets"]


@pytest.fixture
def table(tmp_path):
    """A canonical table of a workspace, all markets and years together."""

    def read(workspace: Path, name: str) -> pd.DataFrame:
        cut = sources.Slice("any", *YEARS)
        found = sources.find(load(workspace).sources, workspace, cut)
        source = sources.staged(found, tmp_path / "intake")[name]
        engine = DuckDB(source.paths(), tmp_path)
        try:
            sources.map_table(engine, source, cut)
            return engine.fetch(f"SELECT * FROM {name}_source").to_pandas()
        finally:
            engine.close()

    return read


def of(market: str, labels: pd.DataFrame) -> pd.DataFrame:
    """One market's decisions."""
    return labels[labels["market_id"] == market]


def seconds(labels: pd.DataFrame) -> dict[str, float]:
    """n, median, 90th percentile and mean of the seconds per item."""
    active = labels["active_ms"] / 1000
    return {"n": len(active), "median": active.median(), "p90": active.quantile(0.9), "mean": active.mean()}


@pytest.mark.parametrize("market", ["US", "IN"])
def test_zencrowd_has_the_rows_raters_and_seconds_of_the_reference(public, table, reference, market):
    """Market, raters and seconds per item of both files."""
    labels = of(market, table(public("zencrowd"), "labels"))
    expected = reference["act_ZenCrowd"]

    assert expected["rows_by_market"][market] == len(labels)
    assert expected["gold"]["by_market"][market]["raters"] == labels["person_id"].nunique()
    assert expected["time"]["by_market"][market] == pytest.approx(seconds(labels), abs=1e-6)


def test_every_zencrowd_item_has_one_known_answer(public, table, reference):
    """Gold is one row an item: no item has two answers."""
    gold = table(public("zencrowd"), "gold")

    assert reference["act_ZenCrowd"]["gold"]["gold_items"] == len(gold) == gold["item_id"].nunique()


@pytest.mark.parametrize("market", ["USA", "GBR", "CAN", "AUS"])
def test_full_reports_have_the_rows_and_seconds_of_the_reference(public, table, reference, market):
    """Rows by market and month, and seconds per item over all dated batches."""
    labels = of(market, table(public("fullreports"), "labels"))
    expected = reference["ctcore_all_time"]
    by_month = labels["submitted_at"].dt.strftime("%Y-%m").value_counts().to_dict()

    assert expected["rows_by_market"][market] == len(labels)
    assert expected["time"]["by_market"][market] == pytest.approx(seconds(labels), abs=1e-6)
    assert {
        month: markets[market] for month, markets in expected["calendar"]["labels_by_month_market"].items()
    } == by_month


def test_full_reports_have_the_raters_vendors_and_batches_of_the_reference(public, table, reference):
    """Over all four dated markets: distinct raters by month, rows by channel and by batch."""
    workspace = public("fullreports")
    labels = table(workspace, "labels")
    labels = labels[labels["market_id"] != "NA"]
    people = table(workspace, "people")
    expected = reference["ctcore_all_time"]
    months = labels["submitted_at"].dt.strftime("%Y-%m")
    vendors = labels["person_id"].map(people.set_index("person_id")["vendor_id"])

    assert people["person_id"].is_unique
    assert expected["raters"] == labels["person_id"].nunique()
    assert expected["calendar"]["raters_by_month"] == labels.groupby(months)["person_id"].nunique().to_dict()
    assert expected["rows_by_vendor"] == vendors.value_counts().to_dict()
    assert {name: batch["n"] for name, batch in expected["time"]["by_batch"].items()} == (
        labels["queue_id"].value_counts().to_dict()
    )


def test_a_market_whose_name_is_na_is_there(public, table):
    """NA is text, not a missing value: 750 decisions of 2014 and 150 of 2016."""
    labels = of("NA", table(public("fullreports"), "labels"))

    assert {2014: 750, 2016: 150} == labels["submitted_at"].dt.year.value_counts().to_dict()


def test_items_of_one_page_share_its_time_and_tainted_work_stays(repository, table, tmp_path):
    """A page of 60 s with three items is 20 s an item; work the platform marked as tainted is counted."""
    workspace = tmp_path / "checkout" / "tests" / "workspaces" / "fullreports"
    export = tmp_path / "shared" / "data" / "crowdtruth_core"
    export.mkdir(parents=True)
    shutil.copytree(repository / "tests" / "workspaces" / "fullreports", workspace)
    header = "_unit_id,_created_at,_id,_started_at,_tainted,_channel,_worker_id,_country,selected_answer\n"
    page = "8/15/2018 09:41:00,{id},8/15/2018 09:40:00,{tainted},elite,W1,NA,yes\n"
    rows = "".join(f"{i}," + page.format(id=100 + i, tainted=str(i == 2).lower()) for i in range(3))
    (export / "person-video-binary-choice.csv").write_text(header + rows, encoding="utf-8")
    for name in ("person-video-multiple-choice", "person-video-free-input", "relex-multiple-choice"):
        (export / f"{name}.csv").write_text(header.replace("selected_answer", "relations,selected_answer"))
    (export / "relex_example.csv").write_text(header.replace("selected_answer", "relations"))

    labels = table(workspace, "labels")

    assert [20_000, 20_000, 20_000] == labels["active_ms"].tolist()
    assert [False, False, True] == labels.sort_values("label_event_id")["is_tainted"].tolist()
