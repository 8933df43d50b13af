"""docs/security.md and the attacks' tests agree: every case has tests, every test of a case its row."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COUNTS = {"L": 12, "S": 6, "H": 15, "W": 11, "E": 2, "C": 10}
CASES = [f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)]
NAMED = re.compile(r"\b([LSHWEC])(\d+)(?: to \1(\d+))?\b")


@pytest.fixture(scope="module")
def rows(repository) -> dict[str, list[str]]:
    """The tests of each case, as the document lists them."""
    text = (repository / "docs" / "security.md").read_text(encoding="utf-8")
    table = [line.split(" | ") for line in text.splitlines() if re.match(r"\| [LSHWEC]\d+ \|", line)]
    assert all(len(row) == 5 and all(cell.strip("| ") for cell in row) for row in table)
    return {row[0].strip("| "): re.findall(r"`(test_\w+\.py::test_\w+)`", row[4]) for row in table}


@pytest.fixture(scope="module")
def told() -> dict[str, set[str]]:
    """The cases that each test is of, by its name and its docstring."""
    return {
        f"{path.name}::{test.name}": _cases(test.name.replace("_", " ").upper())
        | _cases(ast.get_docstring(test) or "")
        for path in HERE.glob("test_*.py")
        for test in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_")
    }


def test_every_case_has_its_row_in_order(rows):
    """None is missing, none is there twice."""
    assert CASES == list(rows)


def test_every_test_in_the_document_is_there_and_of_its_case(rows, told):
    """Its name or its docstring says so."""
    wrong = [(case, test) for case, tests in rows.items() for test in tests if case not in told.get(test, ())]

    assert [] == wrong
    assert [] == [case for case, tests in rows.items() if not tests]


def test_every_test_named_after_a_case_is_in_the_document(rows, told):
    """In the row of each case that its name begins with."""
    missing = [
        (case, test)
        for test in told
        for case in re.findall(r"(?<=_)([lshwec]\d+)(?=_)", test.partition("::test")[2])
        if test not in rows[case.upper()]
    ]

    assert [] == missing


def _cases(text: str) -> set[str]:
    """The cases in a text, those of a range among them."""
    return {
        f"{letter}{number}"
        for letter, first, last in NAMED.findall(text)
        for number in range(int(first), int(last or first) + 1)
    }
