"""Where the rows of a workbook begin."""

from __future__ import annotations

import pytest
import xlsxwriter

from labelqa.errors import ParamsError
from labelqa.recognition.forms import form_of

HEADS = ["Ticket", "Agent", "Score"]
ROWS = [["T1", "ann", "95%"], ["T2", "bo", "80%"]]


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook: by sheet its rows, ranges merged in each, and which are hidden; its form."""

    def write(merged: tuple = (), hidden: tuple = (), **sheets: list):
        book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
            for row, left, right, text in merged:
                sheet.merge_range(row, left, row, right, text)
            if name in hidden:
                sheet.hide()
        book.close()
        return form_of(tmp_path / "a.xlsx")

    return write


def test_titles_above_the_head_are_passed_over(workbook):
    """A title, an empty row, the head."""
    found = workbook(Week=[["QA scorecard"], [], HEADS, *ROWS])

    assert {"skip": 2} == found.keys
    assert ("Ticket", "Agent", "Score") == found.fields


def test_heads_in_two_rows_are_joined(workbook):
    """A merged head above two columns."""
    found = workbook(((0, 1, 2, "Review"),), Week=[["Item"], HEADS, *ROWS])

    assert {"header": 2} == found.keys
    assert ("Item / Ticket", "Review / Agent", "Review / Score") == found.fields


def test_weekly_sheets_with_one_head_are_taken_together_and_hidden_ones_left(workbook):
    """A pattern that means these and no other."""
    weeks = {"Week_1": [HEADS, *ROWS], "Week_2": [HEADS, *ROWS]}
    found = workbook(hidden=("Lists",), **weeks, Lists=[["a", "b"], ["c", "d"]])

    assert {"sheet": "Week *"} == found.keys


def test_sheets_with_different_heads_are_refused(workbook):
    """Which of them has the evaluations has to be said."""
    with pytest.raises(ParamsError, match="has sheets with different heads: Week, Rollup"):
        workbook(Week=[HEADS, *ROWS], Rollup=[["Agent", "Average"], ["ann", "90%"]])


def test_a_workbook_that_is_none_is_refused(tmp_path):
    """With what to do."""
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")

    with pytest.raises(ParamsError, match="save it anew"):
        form_of(tmp_path / "a.xlsx")
