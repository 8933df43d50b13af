"""What others' rows of labels put into derived tables reaches no vendor, whoever the people are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from labelqa.editions import cut
from labelqa.editions.peers import NAME as BENCHMARKS
from labelqa.extracts import Extract
from labelqa.keys import parse
from labelqa.params import jobs, load
from labelqa.periods import parse as period
from labelqa.sealed import MANIFEST
from labelqa.snapshots.snapshot_set import SnapshotSet

EDITIONS = """
internal: {kind: internal, sees: [open, pseudonymous, commercial]}
v1: {kind: vendor, vendor: v1, markets: [SG], sees: [open, pseudonymous]}
"""
CANARY = "CANARY7F3A"
CLEARED = {f"{BENCHMARKS}.parquet", MANIFEST}


def rows(seed: int, vendor: str, classes: list[str], *, bare: bool = False) -> pd.DataFrame:
    """A vendor's rows of labels, by people and on items that others' are of too."""
    rng, n = np.random.default_rng(seed), 150
    audited, gold = rng.random(n) < 0.4, rng.integers(0, 40, n)
    day = pd.Timestamp("2026-10-01 04:00") + pd.to_timedelta(rng.integers(0, 30, n), unit="D")
    frame = pd.DataFrame(
        {
            "label_event_id": [f"{vendor}-{i}" for i in range(n)],
            "item_id": [f"i{i}" for i in gold],
            "market_id": "SG",
            "queue_id": "q1",
            "person_id": [f"p{i}" for i in rng.integers(0, 6, n)],
            "label_ids": ["|".join(sorted({*rng.choice(classes, 2)})) for _ in range(n)],
            "submitted_at": day.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "vendor_id": vendor,
            "vendor_name": f"Name of {vendor}",
            "site_id": f"site-of-{vendor}",
            "gold_label_ids": [classes[0] if i % 3 == 0 else "" for i in gold],
            "audit_verdict": np.where(audited, "correct", ""),
            "auditor_id": np.where(audited, f"qa-{vendor}", ""),
            "score": rng.integers(0, 101, n),
        }
    )
    carried = ["gold_label_ids", "audit_verdict", "auditor_id", "score"]
    return frame.assign(**dict.fromkeys(carried, "")) if bare else frame


@pytest.fixture
def extract(company, tmp_path):
    """Cuts v1's edition of some rows of labels, each time in a workspace of its own."""

    def make(*frames: pd.DataFrame, **tables: list[dict[str, object]]) -> Extract:
        company.root = tmp_path / str(len([*tmp_path.iterdir()]))
        frame = pd.concat(frames)
        company.write_csv("labels.csv", frame.columns, frame.itertuples(index=False))
        company.rows, company.mappings = tables, {"labels": "{files: data/labels.csv}"}
        snapshot = company.freeze()
        (company.root / "params/editions.yml").write_text(EDITIONS)
        report = company.root / "params/reports/market_report.yml"
        report.write_text(report.read_text().replace("[internal]", "[internal, vendors]"))
        params = load(company.root)
        [job] = jobs(params, period("2026-10"), reports=["market_report"], editions=["v1"])
        return cut(SnapshotSet.of(snapshot), job, params, company.root / "cut", parse("ab" * 32 + " 12", "t"))

    return make


def bytes_of(extract: Extract) -> dict[str, bytes]:
    """The files that hold nothing of others."""
    return {path.name: path.read_bytes() for path in extract.folder.iterdir() if path.name not in CLEARED}


@pytest.mark.parametrize("seed", [1, 2])
def test_what_others_did_changes_no_byte(extract, seed):
    """Other classes, other double labels, more audits or none, no scores: same people, same items."""
    mine = rows(seed, "v1", ["cat", "dog"])
    here = bytes_of(extract(mine, rows(3, "v2", ["cat", "dog"])))
    worlds = [
        (rows(seed + 70, "v2", ["cat", "dog", "hen"]),),
        (rows(seed + 80, "v2", ["cat", "dog"], bare=True), rows(9, "v3", ["cat", "cow"])),
        (rows(seed + 90, "v2", ["cat"], bare=True).assign(item_id="another"),),
    ]

    for others in worlds:
        there = bytes_of(extract(mine, *others))
        assert [] == [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]


def test_a_vendor_without_audits_or_scores_has_no_table_of_them(extract):
    """That others have some is theirs to know."""
    found = extract(rows(1, "v1", ["cat", "dog"], bare=True), rows(2, "v2", ["cat", "dog"]))

    others = {"audited_labels", "gold_answers", "score_days", "gold", "sample_designs"}
    assert set() == others & {*found.tables()}


def test_no_canary_of_another_vendor_is_in_an_extract(extract):
    """Planted in each column that rows of labels may carry."""
    theirs = rows(5, "v2", ["cat", CANARY]).assign(
        vendor_name=f"{CANARY} Ltd",
        site_id=f"{CANARY}-site",
        site_name=f"{CANARY} town",
        auditor_id=f"qa{CANARY}",
    )
    mine = rows(4, "v1", ["cat", "dog"]).assign(site_name="Here")
    found = extract(mine, theirs)

    holding = [path.name for path in Path(found.folder).iterdir() if CANARY.encode() in path.read_bytes()]
    classes = found.table("label_classes")["label_id"]
    assert [] == holding
    assert {"cat", "dog", "cat|dog"} == {*classes}
    assert {"v1"} == {*found.table("vendors")["vendor_id"]}


def test_what_no_row_says_whose_it_is_is_told_of_nobody_shared(extract):
    """Training of who works for two vendors goes to neither; that of who works for one goes to it."""
    mine, theirs = rows(6, "v1", ["cat", "dog"]), rows(7, "v2", ["cat", "dog"])
    mine.loc[mine.index[:20], "person_id"] = "alone"
    taken = {"market_id": "SG", "module_id": "m1", "attempt": 1, "passed": True}
    at = dt.datetime(2026, 10, 5, 4, tzinfo=dt.UTC)
    training = [{"person_id": person, "completed_at": at, **taken} for person in ("alone", "p0", "p1")]

    found = extract(mine, theirs, training=training)

    alone = parse("ab" * 32 + " 12", "t").of("v1").pseudonym("person", "alone")
    assert [alone] == list(found.table("training")["person_id"])
