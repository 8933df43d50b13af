"""What one edition may see of a snapshot."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labelqa import editions
from labelqa.contracts import Privacy
from labelqa.editions import cut
from labelqa.errors import DataError, ParamsError
from labelqa.extracts import open_extract
from labelqa.params import jobs, load
from labelqa.periods import parse
from labelqa.sealed import seal
from labelqa.snapshots import open_snapshot
from labelqa.snapshots.snapshot_set import SnapshotSet


@pytest.fixture
def frozen(company):
    """A snapshot with an SOP owner's name in it, its params and its only job."""
    company.rows["sop_versions"] = [
        {
            "sop_family": "f1",
            "sop_version": "1",
            "effective_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            "owner": "Jordan Doe",
            "summary": "First",
        }
    ]
    snapshot = company.freeze()
    params = load(company.root)
    [job] = jobs(params, parse("2026-10"))
    return snapshot, job, params


def test_an_extract_holds_every_table_and_its_context(frozen, tmp_path):
    """What a notebook needs to know of its market, period and data."""
    snapshot, job, params = frozen

    extract = cut(SnapshotSet.of(snapshot), job, params, tmp_path / "extract")

    assert snapshot.tables() == extract.tables()
    context = extract.context
    assert ("SG", "2026-10", "2026-09") == (context.market.id, context.period.text, context.previous.text)
    assert (dt.date(2026, 5, 4), dt.date(2026, 11, 1)) == (context.window.start, context.window.end)
    assert (snapshot.digest, "s1") == (context.snapshot, context.snapshot_number)
    assert ["handling"] == context.definitions["utilisation_counts"]
    assert extract == open_extract(tmp_path / "extract")


def test_personal_columns_never_reach_an_edition(frozen, tmp_path, monkeypatch):
    """Neither the column nor its values, in any file; nor what is no longer asked for."""
    snapshot, job, params = frozen
    declared = editions.DECLARED["vendors"]
    columns = tuple(
        dataclasses.replace(column, privacy=Privacy.PERSONAL) if column.name == "name" else column
        for column in declared.columns
    )
    monkeypatch.setitem(editions.DECLARED, "vendors", dataclasses.replace(declared, columns=columns))
    (name, *_) = pq.read_table(snapshot.folder / "vendors.parquet")["name"].to_pylist()

    extract = cut(SnapshotSet.of(snapshot), job, params, tmp_path / "extract")

    assert "name" not in extract.table("vendors").columns
    assert name.encode() in (snapshot.folder / "vendors.parquet").read_bytes()
    assert name not in extract.table("vendors").to_csv()
    assert {"owner", "summary"}.isdisjoint(extract.table("sop_versions").columns)
    assert not [path.name for path in extract.folder.iterdir() if b"Jordan Doe" in path.read_bytes()]


def test_an_edition_sees_its_privacy_classes_only(frozen, tmp_path):
    """Open columns alone have no persons and no vendors' names."""
    snapshot, job, params = frozen
    narrow = params.editions["internal"].model_copy(update={"sees": ("open",)})
    params = dataclasses.replace(params, editions={"internal": narrow})

    extract = cut(SnapshotSet.of(snapshot), job, params, tmp_path / "extract")

    assert ["vendor_id", "holding_id", "peer_benchmark_consent"] == list(extract.table("vendors").columns)
    assert "person_id" not in extract.table("label_days").columns


def test_tables_are_plain(frozen, tmp_path):
    """No dictionaries, no library's metadata, the types of the contract."""
    snapshot, job, params = frozen

    extract = cut(SnapshotSet.of(snapshot), job, params, tmp_path / "extract")

    for name in extract.tables():
        found = pq.read_schema(extract.folder / f"{name}.parquet")
        assert None is pq.read_metadata(extract.folder / f"{name}.parquet").metadata
        assert not [field.name for field in found if pa.types.is_dictionary(field.type)]
        assert {} == extract.table(name).attrs


def test_cutting_twice_gives_the_same_bytes(frozen, tmp_path):
    """Same snapshot, same job, same extract."""
    snapshot, job, params = frozen

    cut(SnapshotSet.of(snapshot), job, params, tmp_path / "one")
    cut(SnapshotSet.of(snapshot), job, params, tmp_path / "two")

    assert (tmp_path / "one/manifest.json").read_bytes() == (tmp_path / "two/manifest.json").read_bytes()


@pytest.mark.parametrize(
    ("sees", "person"),
    [("open, pseudonymous", "'px' in data/labels.parquet row 2"), ("open", "data/labels.parquet row 2")],
)
def test_rows_set_aside_are_counted_and_one_is_shown_as_far_as_the_edition_sees(
    company, tmp_path, sees, person
):
    """The rows themselves hold what the source said, whatever that was."""
    company.project += "rejected_share: 0.5\n"
    company.drop("audits")
    company.rows["labels"][0]["label_id"] = "cat"
    company.rows["labels"][1]["person_id"] = "px"
    snapshot = company.freeze()
    place = company.root / "params/editions.yml"
    place.write_text(f"internal: {{kind: internal, sees: [{sees}]}}\n", encoding="utf-8")
    params = load(company.root)
    [job] = jobs(params, parse("2026-10"))

    extract = cut(SnapshotSet.of(snapshot), job, params, tmp_path / "extract")

    reasons = ["label_id is not a class of its queue's taxonomy", "person_id is not in people"]
    assert {"labels": dict.fromkeys(reasons, 1)} == extract.context.rejected
    shown = dict(zip(reasons, ("'cat' in data/labels.parquet row 1", person), strict=True))
    assert {"labels": shown} == extract.context.examples
    assert {"UTC": ("labels",)} == extract.context.zones
    assert [] == list(extract.folder.glob("rejected*"))


def test_an_unknown_edition_is_refused_listing_those_there_are(frozen, tmp_path):
    """Nothing is cut for nobody."""
    snapshot, job, params = frozen

    with pytest.raises(ParamsError, match="internal"):
        cut(
            SnapshotSet.of(snapshot), dataclasses.replace(job, edition="vendor"), params, tmp_path / "extract"
        )
    assert not (tmp_path / "extract").exists()


@pytest.mark.parametrize("name", ["people", "salaries"])
def test_an_unclassified_column_is_refused(frozen, tmp_path, name):
    """In a known table or in an unknown one."""
    snapshot, job, params = frozen
    pq.write_table(pa.table({"salary": [1]}), snapshot.folder / f"{name}.parquet")
    seal(snapshot.folder, snapshot.manifest.facts)

    with pytest.raises(ParamsError, match=f"salary of {name} has no privacy class"):
        cut(SnapshotSet.of(open_snapshot(snapshot.folder)), job, params, tmp_path / "extract")


def test_an_altered_extract_is_refused(frozen, tmp_path):
    """Like every sealed folder."""
    snapshot, job, params = frozen
    extract = cut(SnapshotSet.of(snapshot), job, params, tmp_path / "extract")
    (extract.folder / "label_days.parquet").unlink()

    with pytest.raises(DataError, match="label_days"):
        open_extract(extract.folder)
