"""An empty sheet has the contract's heads, says what they mean, and keeps what is typed as it is."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from labelqa.contracts import CANONICAL
from labelqa.empty_sheets import EXPLANATION, write_csv, write_xlsx

TABLES = [table for name, table in CANONICAL.items() if name != "markets"]


def part(path: Path, name: str) -> str:
    """The text of a part of a workbook."""
    with zipfile.ZipFile(path) as book:
        return book.read(name).decode()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_heads_are_those_of_the_contract(table, tmp_path):
    """In both forms; the workbook explains each of them on its second sheet."""
    write_xlsx(table, tmp_path / "sheet.xlsx")
    write_csv(table, tmp_path / "sheet.csv")
    names = [column.name for column in table.columns]
    book = CalamineWorkbook.from_path(tmp_path / "sheet.xlsx")
    explained = book.get_sheet_by_name(EXPLANATION).to_python()[3:]

    assert [table.name, EXPLANATION] == book.sheet_names
    assert [names] == book.get_sheet_by_name(table.name).to_python()
    assert [(c.name, c.about, c.example) for c in table.columns] == [(r[0], r[2], r[5]) for r in explained]
    assert ",".join(names) + "\n" == (tmp_path / "sheet.csv").read_text(encoding="utf-8")


def test_a_choice_is_offered_as_a_list_and_a_number_has_its_bounds(tmp_path):
    """For all rows below the head."""
    write_xlsx(CANONICAL["audits"], tmp_path / "audits.xlsx")
    sheet = part(tmp_path / "audits.xlsx", "xl/worksheets/sheet1.xml")

    assert '<formula1>"correct,incorrect,unsure"</formula1>' in sheet
    assert '<formula1>"true,false"</formula1>' in sheet
    assert 'type="decimal" allowBlank="1"' in sheet
    assert "<formula1>1e-09</formula1><formula2>1</formula2>" in sheet.replace("1.0<", "1<")
    assert "1048576" in sheet


def test_ids_times_and_days_are_text_and_numbers_are_not(tmp_path):
    """So that no spreadsheet shortens the one, or takes the other for text."""
    table = CANONICAL["labels"]
    write_xlsx(table, tmp_path / "labels.xlsx")
    sheet = part(tmp_path / "labels.xlsx", "xl/worksheets/sheet1.xml")
    styles = part(tmp_path / "labels.xlsx", "xl/styles.xml")
    spans = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]* style="\d+"', sheet)
    styled = {place for first, last in spans for place in range(int(first), int(last) + 1)}
    numbers = {place for place, c in enumerate(table.columns, start=1) if c.kind in {"integer", "number"}}

    assert 'numFmtId="49"' in styles  # Excel's own number for text
    assert set(range(1, len(table.columns) + 1)) - numbers == styled


def filled(path: Path, cells: list[str]) -> Path:
    """The workbook with a row of text below its heads, as a spreadsheet saves it."""
    row = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    copy = path.with_name(f"filled-{path.name}")
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w") as saved:
        for name in book.namelist():
            content = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f'<row r="2">{row}</row></sheetData>'.encode())
            saved.writestr(name, content)
    return copy


def test_what_is_filled_in_is_read_as_it_was_typed(tmp_path):
    """Long ids, zeros in front, times and days of the examples, by their heads."""
    table = CANONICAL["labels"]
    write_xlsx(table, tmp_path / "labels.xlsx")
    typed = {column.name: column.example for column in table.columns}
    typed |= {"label_event_id": "0012345678901234567", "item_id": "1.10"}
    book = CalamineWorkbook.from_path(filled(tmp_path / "labels.xlsx", list(typed.values())))
    heads, row = book.get_sheet_by_name("labels").to_python()

    assert typed == dict(zip(heads, row, strict=True))


def test_equal_sheets_have_equal_bytes(tmp_path):
    """Whenever they are written; one that is there stays."""
    for name in ("one", "two"):
        write_xlsx(CANONICAL["labels"], tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()

    with pytest.raises(FileExistsError):
        write_xlsx(CANONICAL["labels"], tmp_path / "one")
