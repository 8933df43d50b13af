"""A key sheet says what a vendor's pseudonyms stand for, and nothing that the vendor does not know."""

from __future__ import annotations

import csv
import dataclasses
import io
import zipfile
from pathlib import Path

import pytest

from labelqa.editions.key_sheets import COLUMNS, key_sheet
from labelqa.extracts import Extract
from labelqa.params import Job
from labelqa.snapshots.snapshot_set import SnapshotSet

from .conftest import MARKET, VENDOR, Cutting

IDS = {
    "person": ("person_id", "qa_person_id", "reviewer_id"),
    "item_id": ("item_id",),
    "audit_id": ("audit_id",),
}


@pytest.fixture
def everything(cutting, whole, tmp_path) -> Path:
    """A document in which everybody and everything of the market stands by pseudonym."""
    key, said = cutting.keys.of(VENDOR), set[str]()
    for name in whole.tables():
        table = whole.table(name)
        for kind, columns in IDS.items():
            for column in set(columns) & set(table):
                said |= {key.pseudonym(kind, str(value)) for value in table[column].dropna().unique()}
        if "name" in table:
            said |= {key.pseudonym("name", value) for value in table["name"].dropna()}
    path = tmp_path / "report.html"
    path.write_text(f"<p>{' '.join(sorted(said))}</p>", encoding="utf-8")
    return path


def sheet(cutting: Cutting, *documents: Path, edition: str = VENDOR) -> bytes | None:
    """The key sheet of an edition whose documents these are."""
    job = Job("market_report", MARKET, cutting.job.period, edition)
    return key_sheet(SnapshotSet.of(cutting.snapshot), job, cutting.params, cutting.keys, documents)


def rows(content: bytes | None) -> list[dict[str, str]]:
    """Its lines."""
    return list(csv.DictReader(io.StringIO((content or b"").decode())))


def test_it_names_the_vendors_own_people_with_their_sites_and_nobody_else(cutting, whole, everything):
    """Neither other vendors' people nor the company's QA, although all of them stand in the document."""
    people = whole.table("people")
    mine = people[people["vendor_id"] == VENDOR]
    named = [row for row in rows(sheet(cutting, everything)) if row["kind"] == "person"]

    assert set(mine["person_id"]) == {row["id"] for row in named}
    assert set(mine["site_id"]) == {row["site"] for row in named}
    assert len(people) > len(mine) > 0


def test_it_names_the_items_that_the_vendors_people_worked_on_and_no_others(cutting, whole, everything):
    """Audits by the item that was audited: how QA calls its audits is no vendor's to know."""
    mine: set[str] = set()
    for name in ("audited_labels", "gold_answers", "overlaps", "calibration_responses"):
        table = whole.table(name)
        people = set(whole.table("people").query("vendor_id == @VENDOR")["person_id"])
        mine |= set(table.loc[table["person_id"].isin(people), "item_id"])
    named = [row for row in rows(sheet(cutting, everything)) if row["kind"] != "person"]
    audits = whole.table("audited_labels")

    assert mine == {row["id"] for row in named if row["kind"] == "item"}
    assert {"item", "audit of item"} == {row["kind"] for row in named}
    assert set(audits.loc[audits["vendor_id"] == VENDOR, "item_id"]) == {
        row["id"] for row in named if row["kind"] == "audit of item"
    }


def test_every_pseudonym_is_one_of_the_vendors_own_extract(cutting, own: Extract, everything):
    """The sheet and the report speak of the same."""
    held = {
        str(value)
        for name in own.tables()
        for column in own.table(name)
        for value in own.table(name)[column].dropna().astype(str)
    }

    assert set() == {row["pseudonym"] for row in rows(sheet(cutting, everything))} - held


def test_only_what_stands_in_a_document_has_a_line(cutting, whole, tmp_path):
    """In a spreadsheet, which is an archive, too; parts of longer words do not count."""
    people = whole.table("people").query("vendor_id == @VENDOR")["person_id"]
    first, second, third = (cutting.keys.of(VENDOR).pseudonym("person", each) for each in people.head(3))
    page, book = tmp_path / "report.html", tmp_path / "report.xlsx"
    page.write_text(f"<td>{first}</td> X{third}", encoding="utf-8")
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sheet1.xml", f"<t>{second}</t>")

    assert {first, second} == {row["pseudonym"] for row in rows(sheet(cutting, page, book))}


def test_the_same_documents_give_the_same_bytes(cutting, everything):
    """In the order of kinds and pseudonyms."""
    content = sheet(cutting, everything)
    order = [(row["kind"], row["pseudonym"]) for row in rows(content)]

    assert content == sheet(cutting, everything)
    assert sorted(order) == order
    assert content is not None
    assert ",".join(COLUMNS) == content.decode().splitlines()[0]


def test_an_internal_edition_has_none(cutting, everything):
    """It names everybody itself."""
    assert sheet(cutting, everything, edition="internal") is None


def test_an_id_that_holds_another_vendors_name_has_no_line(cutting, whole, everything):
    """What the edition hides is not told beside it."""
    item = whole.table("calibration_responses")["item_id"].iloc[0]
    edition = cutting.params.editions["kestrel"].model_copy(update={"vendor": str(item)})
    params = dataclasses.replace(cutting.params, editions={**cutting.params.editions, "kestrel": edition})
    named = rows(sheet(dataclasses.replace(cutting, params=params), everything))

    assert str(item) in {row["id"] for row in rows(sheet(cutting, everything))}
    assert str(item) not in {row["id"] for row in named}
