"""A vendor's extract holds its own rows, under pseudonyms, and no byte of anybody else's."""

from __future__ import annotations

import dataclasses
import re

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from labelqa.contracts import CANONICAL, FROZEN, Privacy
from labelqa.editions import cut
from labelqa.editions.ownership import RULES, WITHHELD
from labelqa.errors import ParamsError, ReleaseError
from labelqa.extracts import Extract
from labelqa.snapshots.snapshot_set import SnapshotSet

from .conftest import VENDOR

OTHERS = ("meridian", "kestrel", "alder", "lumen-works")


def words_in(extract: Extract) -> set[str]:
    """All words in an extract's files, and in its tables once more as they are in memory."""
    sink = pa.BufferOutputStream()
    for path in sorted(extract.folder.glob("*.parquet")):
        table = pq.read_table(path)
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        for name in (field.name for field in table.schema if pa.types.is_string(field.type)):
            sink.write("\n".join(filter(None, pc.unique(table[name]).to_pylist())).encode() + b"\n")
    held = sink.getvalue().to_pybytes() + b"".join(path.read_bytes() for path in extract.folder.iterdir())
    return {word.decode() for word in re.findall(rb"[\w -]+", held)}


def test_every_row_is_the_vendors_own(own, whole):
    """Nothing of it is lost, and nobody else's is there."""
    for name in ("label_days", "audited_labels", "gold_answers", "time_days", "handling_days"):
        table, all_of_it = own.table(name), whole.table(name)

        assert {VENDOR} == set(table["vendor_id"])
        assert len(all_of_it[all_of_it["vendor_id"] == VENDOR]) == len(table)
    for name in ("overlaps", "training", "calibration_responses", "sop_acknowledgements"):
        assert set(own.table(name)["person_id"]) <= set(own.table("people")["person_id"])


def test_no_byte_speaks_of_another_vendor(own, whole):
    """Neither their ids and sites nor their people, items, audits or teams; the same search finds its own."""
    held, held_inside = words_in(own), words_in(whole)
    people, sites = whole.table("people"), whole.table("sites")
    foreign = people[people["vendor_id"] != VENDOR]
    audits = whole.table("audited_labels")
    audits = audits[audits["vendor_id"] != VENDOR]
    tokens = [
        *OTHERS,
        *sites.loc[sites["vendor_id"] != VENDOR, ["site_id", "name"]].to_numpy().ravel(),
        *foreign["person_id"],
        *foreign["team_id"].dropna(),
        *audits[["audit_id", "label_event_id", "item_id"]].head(2000).to_numpy().ravel(),
    ]

    assert set() == set(map(str, tokens)) & held
    assert {VENDOR, own.table("people")["person_id"].iloc[0]} <= held
    assert set(map(str, tokens)) - {"lumen-works"} <= held_inside


def test_no_id_of_a_person_item_or_decision_is_its_own(own, whole):
    """Ids are pseudonyms, and the same person has one in all tables."""
    for name in set(own.tables()) & set(whole.tables()):
        columns = (CANONICAL | FROZEN)[name].columns
        for column in (c.name for c in columns if c.privacy is Privacy.PSEUDONYMOUS and c.name != "scope_id"):
            real = set(whole.table(name)[column].dropna())

            assert set() == real & set(own.table(name)[column].dropna()), f"{name}.{column}"
    agents = set(own.table("people").query("role == 'agent'")["person_id"])
    assert set(own.table("label_days")["person_id"]) <= agents


def test_tables_about_the_whole_markets_demand_are_not_there(own):
    """The extract says so, and of every other missing table the same words."""
    missing = own.context.missing

    assert set() == set(WITHHELD) & set(own.tables())
    assert dict.fromkeys(WITHHELD, "not part of a vendor's edition") == {k: missing[k] for k in WITHHELD}
    assert {"not in this edition"} == {why for name, why in missing.items() if name not in WITHHELD}
    assert ({}, {}, {}, ()) == (
        own.context.rejected,
        own.context.examples,
        own.context.zones,
        own.context.notes,
    )


def test_nothing_commercial_is_there_but_the_vendors_own_name(own):
    """No price, no contract tier, no penalty."""
    assert ["northwind"] == list(own.table("vendors")["vendor_id"])
    assert ["Northwind"] == list(own.table("vendors")["name"])
    assert "contract_tier" not in own.table("vendors")
    assert "credit_malus" not in own.table("targets")
    assert {VENDOR} >= set(own.table("targets")["vendor_id"].dropna())


def test_frames_tell_nothing_of_what_others_labelled(own, whole):
    """A stratum's frame is what the vendor labelled of it, though sources say how much the market did."""
    audits = own.table("audited_labels")
    drawn = audits[audits["design_id"] == "monthly_estimate"]
    frames = drawn.drop_duplicates("stratum_id")
    made = own.table("label_days").query("not is_gold")["labels"].sum()
    market = whole.table("audited_labels").drop_duplicates(["design_id", "stratum_id"])

    assert frames["frame_size"].sum() == pytest.approx(made, rel=0.01)
    assert frames["frame_size"].sum() < 0.5 * market["frame_size"].sum()
    assert len(drawn) == frames["sample_size"].sum()


def test_an_extract_has_plain_columns_and_no_metadata(own):
    """L6: a category or an attribute would carry what was filtered away."""
    for path in own.folder.glob("*.parquet"):
        read = pq.read_schema(path)

        assert read.metadata is None
        assert [] == [field.name for field in read if "dictionary" in str(field.type)]


def test_the_same_key_gives_the_same_bytes_and_another_gives_others(cutting, own, tmp_path):
    """A recipient can follow a person over months; another vendor cannot compare notes."""
    again = cutting.cut(tmp_path / "again")
    other = cut(
        SnapshotSet.of(cutting.snapshot),
        dataclasses.replace(cutting.job, edition="meridian"),
        cutting.params,
        tmp_path / "other",
        cutting.keys,
    )

    assert (own.folder / "people.parquet").read_bytes() == (again.folder / "people.parquet").read_bytes()
    assert set() == set(other.table("audited_labels")["qa_person_id"]) & set(
        own.table("audited_labels")["qa_person_id"]
    )


def test_without_keys_no_vendors_edition_is_cut(cutting, tmp_path):
    """The internal one needs none."""
    job = dataclasses.replace(cutting.job, edition=VENDOR)
    with pytest.raises(ReleaseError, match="needs keys; make them with `labelqa keys`"):
        cut(SnapshotSet.of(cutting.snapshot), job, cutting.params, tmp_path / "x")

    assert cut(SnapshotSet.of(cutting.snapshot), cutting.job, cutting.params, tmp_path / "y").tables()


def test_a_vendor_that_does_not_work_in_the_market_has_no_edition_there(cutting, tmp_path):
    """Rather than an empty report."""
    with pytest.raises(ReleaseError, match="lumen-works has no labels in ID"):
        cutting.cut(tmp_path / "x", "lumen_works")


def test_a_table_whose_rows_nobody_has_assigned_is_refused(cutting, tmp_path, monkeypatch):
    """A new table needs a decision before it can reach a vendor."""
    monkeypatch.delitem(RULES, "training")

    with pytest.raises(ParamsError, match="whose the rows of training are is not declared"):
        cutting.cut(tmp_path / "x")


def test_every_table_has_a_rule_or_is_withheld():
    """And none has both."""
    frozen_whole = set(CANONICAL) - {"labels", "time", "audits"}

    assert frozen_whole | set(FROZEN) == set(RULES) | set(WITHHELD)
    assert set() == set(RULES) & set(WITHHELD)
