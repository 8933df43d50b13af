"""Sheets of workbooks, with what people do to them."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter
import xlwt
from builders import forms

from labelqa.engines import Files
from labelqa.engines.duckdb import DuckDB
from labelqa.errors import DataError
from labelqa.intake import Intake
from labelqa.params import Mapping


def rows(folder, content: bytes, name: str = "r.xlsx", **form: object) -> list[dict[str, object]]:
    """What an engine finds in the workbook's sheets, in their order."""
    (folder / name).write_bytes(content)
    files = Intake(folder / "work").stage(Mapping(files=name, **form), Files(folder, (name,), "csv"))
    engine = DuckDB([files.path(each) for each in files.names], folder)
    try:
        views = engine.register("found", files)
        tables = [engine.fetch(f"SELECT * FROM {v} ORDER BY source_file, source_row") for v in views]
    finally:
        engine.close()
    return [row for table in tables for row in table.to_pylist()]


def scorecard() -> bytes:
    """A scorecard as teams keep them: titles, heads and names merged, a blank row, a total."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Week 41")
    sheet.write(0, 0, "Quality scorecard")
    sheet.merge_range(2, 0, 3, 0, "Agent")
    sheet.merge_range(2, 1, 2, 2, "Score")
    sheet.write_row(3, 1, ["Target", "Actual"])
    sheet.merge_range(4, 0, 5, 0, "Ana")
    sheet.write_row(4, 1, ["95 %", 0.97])
    sheet.write_row(5, 1, ["95 %", "N/A"])
    sheet.write_row(7, 0, ["Ben", "90 %", 0.5])
    sheet.write_row(8, 0, ["Total", "", 12])
    book.close()
    return content.getvalue()


def test_a_scorecard_is_read_below_its_titles_and_stacked_heads(tmp_path):
    """Merged cells hold what the first of them does; N/A is no blank; a blank row only counts."""
    found = rows(tmp_path, scorecard(), skip=2, header=2)

    assert [
        (1, "Ana", "95 %", "0.97"),
        (2, "Ana", "95 %", "N/A"),
        (4, "Ben", "90 %", "0.5"),
        (5, "Total", None, "12"),
    ] == [(row["source_row"], row["Agent"], row["Score / Target"], row["Score / Actual"]) for row in found]
    assert {"r.xlsx/Week 41"} == {row["source_file"] for row in found}


def test_numbers_and_times_are_cells_and_ids_have_no_fraction(tmp_path):
    """What a spreadsheet shortened is written as it shows it, so that it is no id."""
    at = dt.datetime(2026, 10, 1, 23, 59, 59, 999000)  # noqa: DTZ001
    cells = [12, 0.1, 123456789012345, 1234567890123456789, True, at, dt.date(2026, 10, 1), "012", "1.0"]

    [row] = rows(tmp_path, forms.workbook({"R": [list("abcdefghi"), cells]}))

    assert ["12", "0.1", "123456789012345", "1.23456789012346E+18", "true"] == [row[c] for c in "abcde"]
    assert [at, dt.date(2026, 10, 1), "012", "1.0"] == [row[c] for c in "fghi"]


def test_times_of_a_workbook_that_counts_from_1904_are_the_same(tmp_path):
    """As workbooks of old Macs do."""
    at = dt.datetime(2026, 10, 1, 2)  # noqa: DTZ001

    assert [at] == [row["a"] for row in rows(tmp_path, forms.workbook({"R": [["a"], [at]]}, date_1904=True))]


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        ("Week*", ["1", "2"]),
        ("Week 2", ["2"]),
        (1, ["1"]),
        (3, ["x"]),
        ("Old", ["h"]),
        ("[WN]*", ["1", "2", "x"]),
    ],
)
def test_sheets_are_named_matched_or_numbered(tmp_path, sheet, names):
    """One that is hidden only by its name."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for name, cell in {"Week 1": "1", "Week 2": "2", "Notes": "x", "Old": "h"}.items():
        made = book.add_worksheet(name)
        made.write_column(0, 0, ["a", cell])
        if name == "Old":
            made.hide()
    book.close()

    assert names == sorted(row["a"] for row in rows(tmp_path, content.getvalue(), sheet=sheet))


@pytest.mark.parametrize(
    ("sheet", "problem"),
    [
        (None, "has not just one sheet; it has 'A', 'B', 'C' (hidden); name the one that is meant: sheet"),
        ("Z*", r"has no sheet 'Z\*'; it has 'A', 'B', 'C' (hidden)"),
        (3, "has no sheet 3; it has 'A', 'B', 'C' (hidden)"),
        (9, "has no sheet 9"),
    ],
)
def test_a_sheet_that_nobody_named_is_not_guessed(tmp_path, sheet, problem):
    """The message says which there are."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for name in "ABC":
        book.add_worksheet(name).write_column(0, 0, ["a", "1"])
    book.get_worksheet_by_name("C").hide()
    book.close()

    with pytest.raises(DataError) as refused:
        rows(tmp_path, content.getvalue(), **({} if sheet is None else {"sheet": sheet}))
    assert f"r.xlsx: {problem}".replace("\\", "") in str(refused.value)


def test_empty_sheets_beside_the_one_are_nothing(tmp_path):
    """As old spreadsheets have two of them."""
    content = forms.workbook({"Data": [["a"], ["1"]], "Sheet2": [], "Sheet3": []})

    assert ["1"] == [row["a"] for row in rows(tmp_path, content)]


def test_columns_may_be_named_by_the_mapping(tmp_path):
    """Where a sheet has no head; all of them, so that none moves unseen."""
    content = forms.workbook({"R": [["x", 1], ["y", 2]]})

    assert [("x", "1"), ("y", "2")] == [
        (row["a"], row["b"]) for row in rows(tmp_path, content, header=False, names=["a", "b"])
    ]
    with pytest.raises(DataError, match=r"r\.xlsx/R: has 2 columns, but names gives 1; name every column"):
        rows(tmp_path, content, header=False, names=["a"])


def test_an_old_workbook_has_merged_and_hidden_cells_too(tmp_path):
    """XLS, as some systems still write it."""
    book, content = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("R")
    sheet.write_merge(0, 0, 0, 1, "Score")
    sheet.write(1, 0, "a")
    sheet.write(1, 1, "b")
    sheet.write(2, 0, 7)
    sheet.write(2, 1, 0.5)
    book.add_sheet("Hidden").visibility = 1
    book.save(content)

    [row] = rows(tmp_path, content.getvalue(), "r.xls", header=2)

    assert ("7", "0.5") == (row["Score / a"], row["Score / b"])


def test_a_workbook_is_known_by_its_content(tmp_path):
    """Many an .xls is in truth an .xlsx, and the other way round."""
    content = forms.workbook({"R": [["a"], ["1"]]})

    assert ["1"] == [row["a"] for row in rows(tmp_path, content, "r.xls")]


def test_an_error_of_a_formula_is_no_blank(tmp_path):
    """It is refused where a value is due, and seen where none is."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for name in ("First", "R & D"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_row(2, 1, ["x", None])
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 0, "=NA()", None, "#N/A")
    book.close()

    found = rows(tmp_path, content.getvalue(), sheet="R & D")

    assert [("#N/A", None, None), (None, "x", "#DIV/0!")] == [(r["a"], r["b"], r["c"]) for r in found]
