"""A notebook read before it runs."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.errors import NotebookError, ParamsError
from labelqa.execute import inspection

from .conftest import DECLARES, write_notebook

BARE = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code"}]}'
VALUES = {"extract": "../extract", "weeks": 26}


def inspect(tmp_path: Path, *cells: str, values: dict = VALUES, **made: object) -> None:
    """Read and inspect a small notebook."""
    path = write_notebook(tmp_path / "small.ipynb", *cells, **made)
    inspection.inspect(inspection.read(path), path.name, values)


def test_a_notebook_that_declares_what_it_gets_passes(tmp_path):
    """Reading a parameter elsewhere, and top-level await, are fine."""
    inspect(tmp_path, "shown = weeks + 1", "import asyncio\nawait asyncio.sleep(0)")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ('extract: str = ""', "does not declare weeks"),
        (DECLARES + "\nmarkte: str = 'ID'", "declares markte, unknown; the report has extract, weeks"),
        ("extract = ''\nweeks: int = 1", "line 1 is not a typed parameter"),
        (DECLARES + "\nimport os", "line 3 is not a typed parameter"),
        ('extract: str = open("x")\nweeks: int = 1', "line 1 is not a typed parameter"),
        ('extract: str = ""\nweeks: str = "1"', "declares weeks as str; the report passes int"),
        ('extract: list = ""\nweeks: int = 1', "declares extract as list"),
        (DECLARES + "\nweeks: int = 2", "declares weeks twice"),
    ],
)
def test_a_parameters_cell_that_differs_from_the_report_is_refused(tmp_path, parameters, said):
    """Unknown, missing and untyped parameters stop a run before it starts."""
    with pytest.raises(NotebookError, match=said):
        inspect(tmp_path, parameters=parameters)


@pytest.mark.parametrize(
    "source",
    [
        "weeks = 4",
        "weeks += 1",
        "weeks: int = 4",
        "for weeks in range(3): pass",
        "with open('x') as weeks: pass",
        "import os as weeks",
        "import weeks.other",
        "def weeks(): pass",
        "class weeks: pass",
        "(weeks := 3)",
        "del weeks",
        "[*weeks] = [1]",
        "match 1:\n    case weeks: pass",
        "match {}:\n    case {**weeks}: pass",
        "try: pass\nexcept ValueError as weeks: pass",
    ],
)
def test_a_parameter_may_not_get_another_meaning(tmp_path, source):
    """A later cell that assigns the market would print another market's report under this one's name."""
    with pytest.raises(NotebookError, match="cell 2: gives the parameter weeks another meaning"):
        inspect(tmp_path, source)


@pytest.mark.parametrize("source", ["!ls", "%time 1", "%%bash\nls", "x = !ls", "open?", "1 +", "a\0b"])
def test_only_python_runs(tmp_path, source):
    """A shell command that fails leaves no error, so none may be there."""
    with pytest.raises(NotebookError, match="cell 2: line 1 is not Python"):
        inspect(tmp_path, source)


@pytest.mark.parametrize("tag", ["raises-exception", "skip-execution", "injected-parameters"])
def test_cells_that_may_fail_or_be_left_out_are_refused(tmp_path, tag):
    """A tag must not turn a failure into success."""
    with pytest.raises(NotebookError, match=f"cell 2: carries the tag {tag}"):
        inspect(tmp_path, "1/0", tags={1: [tag]})


@pytest.mark.parametrize(("tags", "found"), [({0: []}, 0), ({1: ["parameters"]}, 2)])
def test_exactly_one_cell_is_tagged(tmp_path, tags, found):
    """Without the tag papermill would run the defaults."""
    with pytest.raises(NotebookError, match=f"has {found} cells tagged parameters"):
        inspect(tmp_path, DECLARES, tags=tags)


def test_all_mistakes_are_told_at_once(tmp_path):
    """Three mistakes cost one run."""
    with pytest.raises(NotebookError) as error:
        inspect(tmp_path, "!ls", "weeks = 1", parameters='extract: str = ""')

    assert 3 == len(error.value.problems)


@pytest.mark.parametrize("text", ["", "no json", "<<<<<<< HEAD\n{}\n=======\n", "[]", BARE], ids=str.strip)
def test_what_is_no_notebook_is_refused(tmp_path, text):
    """Merge markers and cut files are named, not traced."""
    path = tmp_path / "small.ipynb"
    path.write_text(text)

    with pytest.raises(NotebookError, match=r"small\.ipynb: cannot be read as a notebook"):
        inspection.read(path)


def test_a_missing_notebook_is_refused(tmp_path):
    """The name that was looked for is in the message."""
    with pytest.raises(NotebookError, match=r"none\.ipynb: cannot be read"):
        inspection.read(tmp_path / "none.ipynb")


class Text(str):
    """Text with manners of its own."""


@pytest.mark.parametrize(
    "value",
    [
        *(b"x", {1}, (1,), Path("x"), Decimal(1), math.nan, -math.inf, "\ud800", Text("x")),
        *({1: "x"}, {Text("x"): 1}, ["fine", [b"x"]], {"a": {"b": math.inf}}),
    ],
    ids=repr,
)
def test_only_plain_json_is_a_value(tmp_path, value):
    """Papermill writes every other type into the notebook unescaped."""
    with pytest.raises(ParamsError, match="parameter who: "):
        inspect(tmp_path, values={**VALUES, "who": value})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_every_json_value_is_let_through(value):
    """The guard refuses nothing that JSON can say."""
    assert [] == inspection._unplain({"who": value})
