"""Broken deliveries: each is one message with place and remedy, and leaves nothing half-made."""

from __future__ import annotations

import gzip
import io
import zipfile

import pyarrow as pa
import pytest
import xlsxwriter
import xlwt
from builders import forms

from labelqa.errors import DataError

HEAD = ["label_event_id", "item_id", "market_id", "queue_id", "person_id", "label_id", "submitted_at"]
ROWS = [[f"e{n}", f"i{n}", "SG", "q1", "p1", "ok", "2026-10-01T02:00:00Z"] for n in range(30)]
GRID = [HEAD, *ROWS]
CSV = forms.WRITERS["csv"](GRID)
XLSX = forms.WRITERS["xlsx"](GRID)
ZIP = forms.zipped({"rows.csv": CSV})
ZEROS = bytes(70 << 20)
NAMES = ", ".join(f"{name}: {name}" for name in HEAD[:-1])


def locked_workbook() -> bytes:
    """An .xlsx with a password: an old compound file with a stream of that name, as Excel writes it."""
    book, content = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("R")
    book.save(content)
    name, locked = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    made = bytearray(content.getvalue())
    place = made.index(name)
    made[place : place + len(locked)] = locked
    made[place + 64] = len(locked) + 2
    return bytes(made)


def locked_archive() -> bytes:
    """An archive whose file says that it needs a password."""
    made = bytearray(ZIP)
    made[6] |= 1
    made[made.index(b"PK\1\2") + 8] |= 1
    return bytes(made)


def false_archive() -> bytes:
    """An archive whose file is not what its checksum says."""
    made = bytearray(ZIP)
    place = made.index(b"PK\1\2") + 16
    made[place] ^= 0xFF
    return bytes(made)


def two_sheets(*, hidden: bool = False) -> bytes:
    """A workbook with two sheets of rows."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for name in ("One", "Two"):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(GRID):
            sheet.write_row(number, 0, row)
    if hidden:
        sheet.hide()
    book.close()
    return content.getvalue()


def bomb_of_a_workbook() -> bytes:
    """A workbook with a part that is mostly nothing."""
    content = io.BytesIO(XLSX)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", ZEROS)
    return content.getvalue()


def changed(column: str, value: object, form: str = "csv") -> bytes:
    """The rows with another value of a column in the third."""
    grid = [list(row) for row in GRID]
    grid[3][HEAD.index(column)] = value
    return forms.WRITERS[form](grid)


def without_head(*columns: str) -> list[list[object]]:
    """The rows without some columns."""
    kept = [place for place, name in enumerate(HEAD) if name not in columns]
    return [[row[place] for place in kept] for row in GRID]


TWICE = [[*row, row[5]] for row in GRID]
STACKED = CSV.replace(b"\r\n", b"\r\n,,,,,,\r\n", 1).replace(b"item_id", b"label_id")
NESTED = forms.WRITERS["jsonl"](GRID).replace(b'"ok"', b'{"a": "ok"}')
OBJECT = b'{"label_event_id": "e1"}'
FORMATTED = f"columns: {{{NAMES}, submitted_at: {{column: submitted_at, format: '%d/%m/%Y'}}}}"
EPOCH = f"columns: {{{NAMES}, submitted_at: {{column: submitted_at, format: epoch}}}}"
LETTERS = f"columns: {{{NAMES}, submitted_at: {{column: submitted_at, format: '%Y-%m-%d %H:%M:%S %Z'}}}}"
NEWEST = "newest_by: {key: [item_id], at: label_id}"

FILES = {
    "another sheet is asked for": ("r.xlsx", XLSX, "sheet: Week",
        "r.xlsx: has no sheet 'Week'; it has 'Rows'"),
    "two sheets and none is named": ("r.xlsx", two_sheets(), "",
        "r.xlsx: has not just one sheet; it has 'One', 'Two'; name the one"),
    "a hidden sheet by number": ("r.xlsx", two_sheets(hidden=True), "sheet: 2",
        "r.xlsx: has no sheet 2; it has"),
    "a workbook cut off": ("r.xlsx", XLSX[:3000], "", "r.xlsx: is no whole xlsx workbook ("),
    "the beginning of a workbook": ("r.xlsx", b"PK\n", "", "r.xlsx: is no whole xlsx workbook ("),
    "a workbook that is text": ("r.xlsx", CSV, "", "r.xlsx: is no whole xlsx workbook ("),
    "a workbook of nothing": ("r.xlsx", b"", "", "r.xlsx: is no whole xlsx workbook ("),
    "a workbook with a password": ("r.xlsx", locked_workbook(), "",
        "r.xlsx: is locked by a password; save it"),
    "an old workbook cut off": ("r.xls", forms.WRITERS["xls"](GRID)[:1500], "",
        "r.xls: is no whole xls workbook"),
    "an open workbook cut off": ("r.ods", forms.WRITERS["ods"](GRID)[:900], "",
        "r.ods: is no whole ods workbook"),
    "a binary workbook that is text": ("r.xlsb", CSV, "", "r.xlsb: is no whole xlsb workbook ("),
    "a bomb of a workbook": ("r.xlsx", bomb_of_a_workbook(), "", "r.xlsx: unpacks to "),
    "an empty sheet": ("r.xlsx", forms.workbook({"R": []}), "sheet: R",
        "r.xlsx/R: is empty; give it a row of"),
    "too few names": ("r.xlsx", XLSX, "header: false, names: [a]",
        "r.xlsx/Rows: has 7 columns, but names gives 1"),
    "a column twice in a sheet": ("r.xlsx", forms.workbook({"R": TWICE}), "",
        "R: column 'label_id' stands twice"),
    "skip beyond the rows": ("r.xlsx", XLSX, "skip: 99",
        "r.xlsx/Rows: is empty; give it a row of column names"),
    "a gzip cut off": ("r.csv.gz", gzip.compress(CSV)[:-9], "", "r.csv.gz: is no whole gzip file (Truncated"),
    "a gzip that is text": ("r.csv.gz", CSV, "", "r.csv.gz: is no whole gzip file ("),
    "a bomb of a gzip": ("r.csv.gz", gzip.compress(ZEROS), "",
        "r.csv.gz: unpacks to more than 67,108,864 bytes"),
    "a zstd cut off": ("r.csv.zst", pa.compress(CSV, "zstd", asbytes=True)[:-9], "",
        "r.csv.zst: is no whole zstd"),
    "an archive cut off": ("r.csv.zip", ZIP[:-30], "", "r.csv.zip: is no whole zip file ("),
    "an archive with a wrong checksum": ("r.csv.zip", false_archive(), "",
        "r.csv.zip: is no whole zip file (Bad"),
    "a bomb of an archive": ("r.csv.zip", forms.zipped({"r.csv": ZEROS}), "",
        "r.csv.zip: unpacks to 73,400,320"),
    "an archive with a password": ("r.csv.zip", locked_archive(), "",
        "r.csv.zip/rows.csv: is locked by a password"),
    "a name that leads out": ("r.csv.zip", forms.zipped({"../r.csv": CSV}), "",
        "holds a file whose name leads out"),
    "an archive of something else": ("r.csv.zip", forms.zipped({"r.txt": CSV}), "",
        "r.csv.zip: holds no file *.csv"),
    "no member of that name": ("r.zip", ZIP, "members: week*.csv",
        "r.zip: holds no file week*.csv, but 'rows.csv'"),
    "another encoding": ("r.csv", changed("item_id", "é").replace(b"\xc3\xa9", b"\xe9"), "",
        "r.csv:4: is not utf-8 text; save it"),
    "UTF-8 that is said to be UTF-16": ("r.csv", CSV + b"x", "encoding: utf-16", "r.csv:"),
    "UTF-16 that nobody said": ("r.csv", CSV.decode().encode("utf-16"), "",
        "r.csv:1: holds a NUL character; save"),
    "a byte that cp1252 has not": ("r.csv", CSV + b"\x81", "encoding: cp1252",
        "r.csv:32: is not cp1252 text: b'\\x81'"),
    "another delimiter": ("r.csv", CSV.replace(b",", b";"), "",
        "r.csv: has no columns label_event_id, item_id, market_id, "),
    "an empty file": ("r.csv", b"", "", "r.csv: is empty; give it a header line, or remove the file"),
    "blank lines only": ("r.csv", b"\n\n", "", "r.csv: is empty; give it a header line, or remove the file"),
    "a NUL": ("r.csv", CSV + b"\0", "", "r.csv:32: holds a NUL character; save it as"),
    "a column twice": ("r.csv", forms.WRITERS["csv"](TWICE), "",
        "r.csv:1: column 'label_id' stands twice in the"),
    "a field too many": ("r.csv", CSV + b"1,2,3,4,5,6,7,8\r\n", "",
        "r.csv:32: the row has 8 fields instead of 7"),
    "a quote amiss": ("r.csv", changed("item_id", "§").replace("§".encode(), b'"a" b'), "",
        "r.csv:4: column 2 of the"),
    "lines that end in two ways": ("r.csv", CSV + b"1,2,3,4,5,6,7,8\n", "",
        "r.csv: has lines that end in two ways"),
    "a quote that nothing ends": ("r.csv", CSV + b'"e99,\r\n', "",
        "r.csv:32: column 1 of the row has a quote amiss"),
    "stacked heads of one name": ("r.csv", STACKED,
        "header: 2", "r.csv:2: column 'label_id' stands twice in the header"),
    "JSON with a comma too many": ("r.json", b'[{"label_event_id": "e1"},]', "", "r.json:1: is no JSON: "),
    "JSON cut off": ("r.json", forms.WRITERS["json"](GRID)[:-40], "", "r.json:"),
    "JSON with NaN": ("r.json", b'[{"a": NaN}]', "", "r.json: holds NaN, which is no JSON; deliver it as"),
    "JSON with Infinity": ("r.jsonl", b'{"a": -Infinity}', "",
        "r.jsonl:1: holds -Infinity, which is no JSON"),
    "a field twice in an object": ("r.jsonl", b'{"a": 1, "a": 2}', "",
        "r.jsonl:1: holds an object with two fields 'a'"),
    "an array of single values": ("r.json", b'["e1"]', "",
        "r.json element 1: is a single value, not an object"),
    "a line that is no object": ("r.jsonl", OBJECT + b"\n[1]\n", "",
        "r.jsonl:2: is a list, not an object with fields"),
    "a line cut off": ("r.jsonl", OBJECT + b'\n{"label_ev', "", "r.jsonl:2: is no JSON: "),
    "no list to unfold": ("r.jsonl", OBJECT, "each: [label_event_id]",
        "r.jsonl:1: label_event_id is a single value"),
    "half a character": ("r.jsonl", b'{"label_event_id": "\\ud800"}', "",
        "r.jsonl row 1: column 'label_event_id' holds"),
    "JSON without end": ("r.json", b"[" * 100_000, "",
        "r.json: is JSON nested without end; deliver flat objects"),
    "two fields by one dotted name": ("r.jsonl", b'{"a": {"b": 1}, "a.b": 2}', "",
        "r.jsonl:1: has two fields 'a.b'"),
    "more columns than anybody has": ("r.jsonl", b"".join(b'{"c%d": 1}\n' % n for n in range(2100)), "",
        "r.jsonl: has 2,001 columns, such as 'c2000'; deliver it with 2,000 at most"),
    "an object where one value is due": ("r.jsonl", NESTED,
        "",
        "r.jsonl: has no column label_id; have item_id, label_event_id, label_id.a, "),
    "versions in no order": ("r.csv", CSV, NEWEST,
        "r.csv row 1: 'ok' is no time by which the newest version"),
    "heads only": ("r.csv", forms.WRITERS["csv"]([HEAD]), "", "labels: no label"),
    "dates of two kinds": ("r.csv", changed("submitted_at", "13/10/2026"), "",
        "'13/10/2026' in data/r.csv row 3)"),
    "a cell with text among dates": ("r.csv", CSV, FORMATTED, "'2026-10-01T02:00:00Z' in data/r.csv row 1)"),
    "times where numbers are due": ("r.csv", CSV, EPOCH, "'2026-10-01T02:00:00Z' in data/r.csv row 1)"),
    "letters that nobody explained": ("r.csv", CSV.replace(b"T02:00:00Z", b" 02:00:00 WIB"), LETTERS,
        "'2026-10-01 02:00:00 WIB' in data/r.csv row 1)"),
    "days of a spreadsheet unsaid": ("r.csv", changed("submitted_at", "46296.1"), "",
        "'46296.1' in data/r.csv row 3)"),
    "ids that a spreadsheet shortened": ("r.csv", changed("item_id", "1.23E+15"), "",
        "'1.23E+15' in data/r.csv row 3)"),
    "ids too long for a spreadsheet": ("r.xlsx", changed("item_id", 1.23456789012345e18, "xlsx"), "",
        "'1.23456789012345E+18' in data/r.xlsx/Rows row 3)"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "form", "problem"), FILES.values(), ids=FILES)
def test_a_broken_file_is_one_message_and_leaves_nothing(company, name, content, form, problem):
    """What is wrong, where, and what to do; no snapshot, nor anything else, stands afterwards."""
    company.drop("audits", "sample_designs", "labels")
    path = company.root / "data" / name
    path.parent.mkdir()
    path.write_bytes(content)
    company.mappings["labels"] = f"{{files: data/{name}{form and ', '}{form}}}"

    with pytest.raises(DataError) as refused:
        company.freeze()

    [found] = refused.value.problems
    assert problem in str(found)
    assert found.where
    assert found.remedy
    left = [path.name for path in (company.root / "outputs").rglob("*") if path.is_file()]
    assert [".lock"] == left


def test_a_column_that_one_file_lacks_is_told_of_that_file(company):
    """The others have it; no column is filled with nothing unseen."""
    company.drop("audits", "sample_designs", "labels")
    for week in (1, 2):
        forms.write(company.root / "data" / f"w{week}.csv", GRID)
    forms.write(company.root / "data/w3.csv", without_head("label_id"))
    company.mappings["labels"] = "{files: 'data/w*.csv'}"

    with pytest.raises(
        DataError, match=r"^data/w3\.csv: has no column label_id; have item_id, label_event_id,"
    ):
        company.freeze()


def test_a_folder_named_like_a_file_is_no_file(company):
    """Nor is what stands in it read."""
    company.drop("audits", "sample_designs", "labels")
    forms.write(company.root / "data/labels.csv/labels.csv", GRID)
    company.mappings["labels"] = "{files: data/labels.csv}"

    with pytest.raises(DataError, match=r"^data/labels\.csv: no such file; deliver it, or correct params/"):
        company.freeze()


def test_a_file_that_two_tables_are_read_from_is_refused_once(company):
    """With both of them in mind."""
    company.drop("audits", "sample_designs", "labels", "people")
    path = company.root / "data/r.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"PK\n")
    people = "{person_id: person_id, valid_from: {constant: 2020-01-01}, role: {constant: agent}}"
    company.mappings["labels"] = "{files: data/r.xlsx}"
    company.mappings["people"] = f"{{files: data/r.xlsx, distinct: true, columns: {people}}}"

    with pytest.raises(DataError) as refused:
        company.freeze()

    assert 1 == len(refused.value.problems)
