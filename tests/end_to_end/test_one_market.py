"""One market's report from tables to documents."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile

import pandas as pd
import pikepdf
import pytest
from builders.spreadsheet import sheets

JOB = ("run", "market_report", "-m", "SG", "-p", "2026-10", "-e", "internal")
KEY = "2026-10/SG/market_report/internal"


@pytest.fixture(scope="module")
def home(company, tmp_path_factory):
    """A copy of the sample company's workspace."""
    folder = tmp_path_factory.mktemp("one-market") / "company"
    return shutil.copytree(company, folder, symlinks=True)


@pytest.fixture(scope="module")
def first(labelqa, home):
    """The first run of the job."""
    return labelqa(home, *JOB)


def test_a_run_publishes_html_pdf_spreadsheet_and_summary(first, home):
    """The line of JSON names the revision and its documents, absolute and there."""
    assert first.code == 0, first.said
    assert {"job": KEY, "status": "published", "revision": "r1", "cause": None}.items() <= first.line.items()

    revision = home / "outputs" / "reports" / KEY / "r1"

    assert {kind: str(revision / name) for kind, name in _NAMES.items()} == first.line["documents"]
    assert b"%PDF-" == first.document("pdf").read_bytes()[:5]
    assert "xl/workbook.xml" in zipfile.ZipFile(first.document("xlsx")).namelist()
    assert first.document("html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_the_spreadsheet_has_the_figures_of_the_summary_and_the_data_of_every_exhibit(first):
    """Figure by figure in full precision; as many rows as the PDF's attachment of the same name."""
    found = sheets(first.document("xlsx").read_bytes())
    head, *rows = found.pop("Figures")
    column = next(letter for letter, name in head.items() if name == "value")
    with pikepdf.open(first.document("pdf")) as pdf:
        attached = {
            name: list(csv.reader(io.StringIO(spec.get_file().read_bytes().decode())))
            for name, spec in pdf.attachments.items()
        }

    assert [f["value"] for f in first.summary["figures"]] == [row.get(column) for row in rows]
    assert [row[0] for row in (list(r.values()) for r in rows)] == [
        f["name"] for f in first.summary["figures"]
    ]
    contents = found.pop("Contents")
    assert len(attached) == len(found) == len(contents) - 5  # what it is of, the head, the figures
    assert sorted(map(len, attached.values())) == sorted(map(len, found.values()))


def test_the_summary_says_whose_figures_it_holds(first):
    """summary.json names report, market, period, edition, revision, snapshot and code."""
    said = {key: first.summary[key] for key in ("report", "market", "period", "edition", "revision")}

    assert said == {
        "report": "market_report",
        "market": "SG",
        "period": "2026-10",
        "edition": "internal",
        "revision": "r1",
    }
    assert re.fullmatch("sha256:[0-9a-f]{64}", first.summary["snapshot"])
    assert first.summary["code"]


def test_every_figure_lies_in_its_interval_and_rests_on_data(first):
    """Those with a value have it between low and high, if that is closed, and a method; others nothing."""
    figures = first.summary["figures"]
    empty = [f for f in figures if f["value"] is None]
    full = [f for f in figures if f["value"] is not None]

    assert full
    assert [] == [f["name"] for f in full if f["low"] > f["value"] or not f["method"]]
    assert [] == [f["name"] for f in full if f["high"] is not None and f["high"] < f["value"]]
    assert [] == [f["name"] for f in empty if (f["low"], f["high"]) != (None, None)]


def test_the_sample_company_has_every_section(first):
    """With all tables there, no section is off."""
    assert [] == [section for section in first.summary["sections"] if not section["shown"]]


def test_a_second_run_changes_nothing_and_names_what_stands(first, home, labelqa):
    """Same inputs: unchanged, the same documents, no new revision."""
    second = labelqa(home, *JOB)

    assert second.code == 0
    assert second.line["status"] == "unchanged"
    assert first.line["documents"] == second.line["documents"]
    assert ["r1"] == [p.name for p in (home / "outputs" / "reports" / KEY).glob("r*")]


def test_the_same_snapshot_gives_the_same_bytes(first, home, labelqa, tmp_path):
    """HTML, PDF and summary of another run elsewhere are equal to the byte."""
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(home, elsewhere, symlinks=True, ignore=_reports)

    again = labelqa(elsewhere, *JOB)

    assert again.line["status"] == "published", again.said
    for kind in _NAMES:
        assert first.document(kind).read_bytes() == again.document(kind).read_bytes(), kind


def test_verify_knows_a_published_document_and_refuses_an_altered_one(first, home, labelqa, tmp_path):
    """A copy of the PDF is traced to its revision; with one byte changed nobody made it."""
    copy = tmp_path / "mailed.pdf"
    copy.write_bytes(first.document("pdf").read_bytes())
    known = labelqa(home, "verify", str(copy))
    copy.write_bytes(copy.read_bytes() + b" ")
    altered = labelqa(home, "verify", str(copy))

    assert known.code == 0
    assert f"{KEY} r1" in known.said
    assert altered.code == 3
    assert "mailed.pdf" in altered.said


def test_late_data_make_a_new_snapshot_and_a_new_revision(first, home, labelqa, tmp_path):
    """A snapshot frozen after a correction differs; the old one and the old revision stay."""
    late = shutil.copytree(home, tmp_path / "late", symlinks=True)
    path = next((late / "data" / "labels" / "market=SG" / "month=2026-10").glob("*.parquet"))
    labels = pd.read_parquet(path, partitioning=None)
    labels.assign(active_ms=labels["active_ms"] * 2).to_parquet(path, index=False)

    assert labelqa(late, "snapshot", "-m", "SG", "-p", "2026-10").code == 0

    again = labelqa(late, *JOB)

    assert (again.line["status"], again.line["revision"]) == ("published", "r2"), again.said
    assert json.loads((late / "outputs/reports" / KEY / "r1/summary.json").read_text())["revision"] == "r1"


def _reports(folder: str, names: list[str]) -> set[str]:
    """What to leave out: the published revisions and the record of runs, not params/reports."""
    return {"reports", "labelqa.db"} & set(names) if folder.endswith("outputs") else set()


_NAMES = {"html": "report.html", "pdf": "report.pdf", "xlsx": "report.xlsx", "summary": "summary.json"}
