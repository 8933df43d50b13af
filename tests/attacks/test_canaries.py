"""T1, T3: no byte of a vendor's edition is another's: every name, id, price and comment carries a token."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from builders.documents import texts, texts_of
from builders.planting import (
    FIRST,
    FOREIGN_DESIGN,
    FOREIGN_QUEUE,
    MARK,
    PART,
    PRICE,
    TOKEN,
    marked,
    token,
    tokens_in,
    written,
)

from labelqa import editions
from labelqa.contracts import CANONICAL, FROZEN, ColumnContract, ColumnKind, Privacy
from labelqa.disclosure.rounding import FEWEST
from labelqa.editions import cut
from labelqa.editions.other_vendor_names import OtherVendorNames
from labelqa.editions.ownership import RULES, _everything
from labelqa.extracts import Extract
from labelqa.report.data.gate import FEWEST_OWN
from labelqa.sealed import MANIFEST
from labelqa.snapshots import Snapshot
from labelqa.snapshots.snapshot_set import SnapshotSet

from .conftest import AUDIENCES, PERIOD, REPORTS, VENDORS, attempt, edition_of, jobs, keys

pytestmark = pytest.mark.timeout(1_800)  # the first of them makes 36 reports
SMALL = {f"fewer than {FEWEST}", f"fewer than {FEWEST_OWN}"}
WRITTEN_BEFORE = ("Policy team", "First version", "gold", "by queue and label")
HELD_BEFORE = {
    ("targets", "credit_malus"): float(PRICE),
    ("sop_versions", "owner"): written("Policy team"),
    ("sop_versions", "summary"): written("First version"),
    ("vendors", "contract_tier"): written("gold"),
    ("sample_designs", "strata"): written("by queue and label"),
}
"""Retired columns that a snapshot of before holds, by table, and their values."""
DOCUMENTS = ("report.html", "report.pdf", "report.xlsx", "summary.json")
WITH_SITES = ("people", "label_days", "handling_days", "handling_people", "audited_labels", "gold_answers")
WITH_SITES += ("time_days", "adherence_days", "sites", "vendors", "targets", "actions")


def own_tokens(data: Path, market: str, vendor: str) -> set[str]:
    """The tokens that a vendor's edition may show: of itself, and of what is called after it."""
    sites = pd.read_parquet(data / "sites.parquet")
    people = pd.read_parquet(data / "people.parquet")
    mine = sites[sites["vendor_id"] == marked(vendor)]
    names = pd.read_parquet(data / "vendors.parquet").set_index("vendor_id").loc[marked(vendor), "name"]
    held = [*mine[["site_id", "name"]].to_numpy().ravel(), names, marked(vendor)]
    held += [*people.loc[people["vendor_id"] == marked(vendor), "team_id"].dropna()]
    actions = pd.read_parquet(data / "actions.parquet")
    shared = actions[actions["vendor_visible"] & actions["scope_id"].isin(held)]
    held += [*shared[["action_id", "risk_id"]].to_numpy().ravel()]
    if FIRST[market] == vendor:
        held += [marked(FOREIGN_QUEUE), marked("Canaries"), marked(FOREIGN_DESIGN)]
    return {one for text in held for one in TOKEN.findall(text)}


def worked(data: Path, vendor: str) -> set[str]:
    """The tokens of a vendor's people and of all that they labelled or were calibrated on."""
    people = pd.read_parquet(data / "people.parquet")
    mine = set(people.loc[people["vendor_id"] == marked(vendor), "person_id"])
    held = set(mine)
    for name in ("labels", "overlaps", "calibration_responses"):
        rows = pd.concat(
            pd.read_parquet(path, columns=["person_id", "item_id"])
            for path in sorted(data.rglob("*.parquet"))
            if name in (path.stem, path.relative_to(data).parts[0])
        )
        held |= set(rows.loc[rows["person_id"].isin(mine), "item_id"].astype(str))
    return {one for text in held for one in TOKEN.findall(text)}


def foreign(found: Mapping[str, str], own: set[str]) -> dict[str, str]:
    """What was found that is not the vendor's own; of a token cut short by a chart its beginning must be."""
    return {one: where for one, where in found.items() if one not in own and not _begins_own(one, own)}


def _begins_own(part: str, own: set[str]) -> bool:
    begun = re.match(f"{PART}({MARK}[a-p]{{3,7}})[^a-p]", part)
    return bool(begun) and any(one.startswith(begun[1]) for one in own)


def extract_of(snapshot: Snapshot, workspace: Path, vendor: str, into: Path) -> Extract:
    """A vendor's extract of its market report."""
    market = snapshot.facts.market
    known, (job,) = jobs(
        workspace, reports=["market_report"], markets=[market], editions=[edition_of(vendor)]
    )
    return cut(SnapshotSet.of(snapshot), job, known, into, keys())


def tokens_of(extract: Extract) -> dict[str, str]:
    """The tokens in an extract's files as they lie there, and in its tables as they are read."""
    read = [
        (f"{name}.{column}", " ".join(map(str, pd.unique(table[column].dropna().astype(str)))))
        for name in extract.tables()
        for table in [extract.table(name)]
        for column in table
    ]
    return tokens_in([*texts_of(extract.folder), *read])


@pytest.mark.parametrize(("market", "vendor"), AUDIENCES)
def test_no_edition_holds_a_byte_of_anybody_else(canaries, market, vendor):
    """All three reports: HTML, PDF, spreadsheet and summary, unpacked, and the names of the files."""
    own = own_tokens(canaries / "data", market, vendor)
    for report in REPORTS:
        found = tokens_in(
            texts_of(canaries / "outputs" / "reports" / PERIOD / market / report / edition_of(vendor))
        )

        assert {} == foreign(found, own), report
        assert found, "the scan finds the vendor's own name"


@pytest.mark.parametrize(("market", "vendor"), AUDIENCES)
def test_no_key_sheet_holds_a_byte_of_anybody_else(canaries, market, vendor):
    """L12: but for the vendor itself those of its people, and of the items that they labelled."""
    own = own_tokens(canaries / "data", market, vendor) | worked(canaries / "data", vendor)
    folder = canaries / "outputs" / "keys_for_vendors" / edition_of(vendor) / PERIOD / market
    found = {report: tokens_in(texts_of(folder / report)) for report in REPORTS}

    assert {} == {one: where for tokens in found.values() for one, where in foreign(tokens, own).items()}
    assert all(found.values()), "the scan finds the vendor's own people"


@pytest.mark.parametrize(("market", "vendor"), AUDIENCES)
def test_no_edition_holds_what_its_key_sheet_is_for(canaries, market, vendor):
    """L12: neither sheet nor id is in a document; what a sheet says of is, under its pseudonym."""
    sheets = canaries / "outputs" / "keys_for_vendors" / edition_of(vendor) / PERIOD / market
    for sheet in sheets.glob("*/r1.csv"):
        lines = pd.read_csv(sheet)
        told = list(
            texts_of(
                canaries / "outputs" / "reports" / PERIOD / market / sheet.parent.name / edition_of(vendor)
            )
        )
        said = " ".join(text for _, text in told)

        assert [] == [name for name in lines["pseudonym"] if name not in said]
        assert {} == {t: w for t, w in tokens_in(told).items() if t in set(lines["id"].str[-12:])}


@pytest.mark.parametrize(("market", "vendor"), AUDIENCES)
def test_no_extract_holds_a_byte_of_anybody_else(canaries, snapshot_of, tmp_path, market, vendor):
    """L6 to L8: nor what the kernel is given: files, column statistics, footers and tables."""
    found = tokens_of(extract_of(snapshot_of(market), canaries, vendor, tmp_path / "x"))

    assert {} == foreign(found, own_tokens(canaries / "data", market, vendor))
    assert found


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_vendor_still_reads_nine_in_ten_of_its_own_figures(canaries, vendor):
    """Of those it has data for, in so small a company too; scripts/bench editions asks more of the sample."""
    published = canaries / "outputs" / "reports" / PERIOD
    figures: dict[tuple[Path, str], list[bool]] = {}
    for summary in published.glob(f"*/*/{edition_of(vendor)}/r1/summary.json"):
        for figure in json.loads(summary.read_text(encoding="utf-8"))["figures"]:
            if figure["value"] is not None or SMALL & set(figure["flags"]):
                figures.setdefault((summary, figure["name"]), []).append(figure["value"] is not None)

    assert 0.9 <= sum(map(any, figures.values())) / len(figures) < 1


def test_l6_l7_l8_an_extract_holds_plain_values_and_nothing_that_remembers_more(
    canaries, snapshot_of, tmp_path
):
    """No categories, no frames' own metadata, no file but Parquet; nor do pickles and counts name anybody."""
    extract = extract_of(snapshot_of("ID"), canaries, "northwind", tmp_path / "x")
    schemas = [pq.read_schema(path) for path in extract.folder.glob("*.parquet")]
    kinds = {kind for schema in schemas for kind in schema.types}
    tables = [extract.table(name) for name in extract.tables()]
    words = [table[column] for table in tables for column in table if table[column].dtype == "str"]
    counted = [values.value_counts().to_string() for values in words]
    pickled = pickle.dumps(tables).decode("latin-1")

    assert [] == [kind for kind in kinds if pa.types.is_dictionary(kind)]
    assert [] == [schema.metadata for schema in schemas if schema.metadata]
    assert {".parquet", ".json"} == {path.suffix for path in extract.folder.iterdir()}
    found = tokens_in([("pickled", pickled), *(("counted", text) for text in counted)])
    assert {} == foreign(found, own_tokens(canaries / "data", "ID", "northwind"))
    assert found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_scan_finds_a_token_in_every_kind_of_document(canaries, document):
    """The vendor's own site stands in all four; in the PDF also where it is only an attachment's text."""
    folder = canaries / "outputs" / "reports" / PERIOD / "ID" / "market_report" / "northwind" / "r1"
    site = token("id", "northwind-surabaya")

    assert site in tokens_in(texts(folder / document))
    assert site.encode() not in (folder / document).read_bytes() or document == "summary.json"


@pytest.fixture
def unnamed(monkeypatch):
    """The second line of defence, which hides names of others wherever they stand, is off."""
    monkeypatch.setattr(OtherVendorNames, "text", lambda _, text: text)


@pytest.mark.usefixtures("unnamed")
@pytest.mark.parametrize("name", [*WITH_SITES, "queues", "sample_designs"])
def test_a_table_cut_for_everybody_is_found(canaries, snapshot_of, tmp_path, monkeypatch, name):
    """The check can fail: one rule of ownership replaced by "everything" is enough."""
    monkeypatch.setitem(RULES, name, _everything)
    found = tokens_of(extract_of(snapshot_of("ID"), canaries, "northwind", tmp_path / "x"))

    assert {} != foreign(found, own_tokens(canaries / "data", "ID", "northwind"))


@pytest.mark.parametrize("name", WITH_SITES)
def test_names_of_others_are_hidden_even_where_a_rule_is_wrong(
    canaries, snapshot_of, tmp_path, monkeypatch, name
):
    """Rows that should not be there then at least do not say whose they are."""
    monkeypatch.setitem(RULES, name, _everything)
    found = tokens_of(extract_of(snapshot_of("ID"), canaries, "northwind", tmp_path / "x"))
    kinds = {where.rpartition(".")[2] for where in found.values()}
    names = {
        token(kind, text)
        for kind, text in [
            *(("id", other) for other in ("alder", "kestrel", "meridian", "kestrel-bandung", "alder-medan")),
            *(("text", other) for other in ("Alder Medan", "Kestrel Bandung", "Meridian Batam", "Kestrel")),
        ]
    }

    assert set() == names & set(found)
    assert kinds


@pytest.fixture
def of_before(snapshot_of, tmp_path) -> Snapshot:
    """A snapshot frozen before columns were retired: it still holds prices and free text in them."""
    snapshot = snapshot_of("ID")
    folder = shutil.copytree(snapshot.folder, tmp_path / "before")
    for (name, column), value in HELD_BEFORE.items():
        table = pq.read_table(folder / f"{name}.parquet")
        assert column in CANONICAL[name].retired
        assert table.num_rows
        held = pa.array([value] * table.num_rows)
        pq.write_table(table.append_column(column, held), folder / f"{name}.parquet")
    return replace(snapshot, folder=folder)


def test_columns_that_are_not_the_vendors_to_see_are_found(canaries, of_before, tmp_path, monkeypatch):
    """Prices, comments and other free text: with every column let through they are all there."""
    declared = CANONICAL | FROZEN

    def every(_: Snapshot, name: str, __: object) -> list[ColumnContract]:
        held = [(one, value) for (table, one), value in HELD_BEFORE.items() if table == name]
        kinds = {one: ColumnKind.TEXT if isinstance(value, str) else ColumnKind.NUMBER for one, value in held}
        retired = [ColumnContract(one, kind, Privacy.OPEN) for one, kind in kinds.items()]
        return [*declared[name].columns, *retired]

    monkeypatch.setattr(editions, "_visible", every)
    found = tokens_of(extract_of(of_before, canaries, "northwind", tmp_path / "x"))

    assert [one for one in found if re.fullmatch(r"77123\d{3}", one)]
    assert token("text", "framework contract, annex 2") in found
    assert [] == [text for text in WRITTEN_BEFORE if token("text", text) not in found]


def test_columns_retired_since_a_snapshot_was_frozen_reach_nobody(canaries, of_before, tmp_path):
    """What is no longer declared has no privacy class: prices and free text stay where they are."""
    extract = extract_of(of_before, canaries, "northwind", tmp_path / "x")
    found = tokens_of(extract)

    assert {} == foreign(found, own_tokens(canaries / "data", "ID", "northwind"))
    assert found
    assert [] == [each for each in HELD_BEFORE if each[1] in extract.table(each[0])]


def test_ids_without_pseudonyms_are_found(canaries, snapshot_of, tmp_path, monkeypatch):
    """People, items and decisions, the vendor's own and the QA's."""
    monkeypatch.setattr(editions, "disguised", lambda table, *_: table)
    extract = extract_of(snapshot_of("ID"), canaries, "northwind", tmp_path / "x")
    audits = extract.table("audited_labels")

    for column in ("person_id", "qa_person_id", "item_id", "audit_id", "label_event_id"):
        assert TOKEN.findall(audits[column].iloc[0])[0] in tokens_of(extract)


@pytest.mark.usefixtures("unnamed")
def test_a_broken_cut_is_found_in_all_documents(canaries, snapshot_of, tmp_path, monkeypatch):
    """The same scan of the same report, with four tables cut for everybody, finds other vendors' sites."""
    for name in ("label_days", "audited_labels", "people", "sites"):
        monkeypatch.setitem(RULES, name, _everything)
    run = attempt(canaries, tmp_path / "outputs", snapshot_of("ID"), "market_report", "northwind")
    own = own_tokens(canaries / "data", "ID", "northwind")
    others = {token("text", name) for name in ("Alder Medan", "Kestrel Bandung", "Meridian Batam")}

    assert "published" == run.result.status, run.result.cause
    for path in run.result.documents.values():
        found = foreign(tokens_in(texts(path)), own)
        assert {} != found
        assert others & set(found) or path.suffix == ".json"


def test_published_are_documents_and_nothing_else(canaries):
    """The executed notebook and its traceback stay inside, and what a run worked on is gone."""
    outputs = canaries / "outputs"
    kinds = {path.name for path in (outputs / "reports").rglob("*") if path.is_file()}
    left = [path for path in (outputs / "runs").rglob("*") if path.is_file()]

    assert {*DOCUMENTS, MANIFEST, ".lock"} == kinds
    assert [] == left


def test_a_parameter_typed_for_all_editions_names_nobody_either(canaries, snapshot_of, tmp_path):
    """The session that a calibration report is asked for is called after another vendor."""
    snapshot, session = snapshot_of("ID"), f"{marked('alder')}-S6"
    known, (job,) = jobs(canaries, reports=["calibration"], markets=["ID"], editions=["northwind"])
    job = replace(job, parameters={**job.parameters, "session": session})
    extract = cut(SnapshotSet.of(snapshot), job, known, tmp_path / "x", keys())

    assert extract.context.parameters["session"] in set(extract.table("calibration_sessions")["session_id"])
    assert {} == foreign(tokens_of(extract), own_tokens(canaries / "data", "ID", "northwind"))
