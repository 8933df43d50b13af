"""Texts that are awkward in some form come out of every form as they went in."""

from __future__ import annotations

import pytest
from builders import forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labelqa.engines import Files
from labelqa.engines.duckdb import DuckDB
from labelqa.intake import Intake
from labelqa.params import Mapping

# NOTE: what cannot stand in a form at all is left out: a control in a workbook, half a character anywhere.
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
NUMBERS = ("0042", "1E5", "9007199254740993", "nan", "2026-10-01", "12:30", "-", "TRUE", "%")
SIGNS = ('"', 'a "b" c', "a,b;c|d", "=1+1", "'x", "{}", "[1]", "\\", "\\N", "a'b", " x ", "é\u202ex")
AWKWARD = st.sampled_from((*NUMBERS, *SIGNS, "NA", "null", "#N/A", "_x0041_"))


def read(folder, name: str, grid) -> list[list[str]]:
    """What an engine finds in the file, in the order of its rows."""
    forms.write(folder / name, grid)
    files = Intake(folder / "work").stage(Mapping(files=name), Files(folder, (name,), "csv"))
    engine = DuckDB([files.path(each) for each in files.names], folder)
    try:
        views = engine.register("found", files)
        table = engine.fetch(f"SELECT a, b FROM {views[0]} ORDER BY source_row")
    finally:
        engine.close()
    return [list(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize(
    "name", ["r.csv", "r.tsv", "r.json", "r.jsonl", "r.parquet", "r.xlsx", "r.csv.zst", "r.csv.zip"]
)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(TEXT | AWKWARD, AWKWARD | TEXT), min_size=20, max_size=30))
def test_text_comes_out_as_it_went_in(tmp_path_factory, name, cells):
    """Every sign of it, and in its row."""
    rows = [list(pair) for pair in cells]

    assert rows == read(tmp_path_factory.mktemp("forms"), name, [["a", "b"], *rows])
