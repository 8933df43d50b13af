"""CSV in any encoding, with titles, other quotes and stacked heads."""

from __future__ import annotations

import pytest
from builders import forms

from labelqa.engines import Files
from labelqa.engines.duckdb import DuckDB
from labelqa.errors import DataError
from labelqa.intake import Intake
from labelqa.params import Mapping


def rows(folder, content: bytes, name: str = "r.csv", **form: object) -> list[tuple[object, ...]]:
    """What an engine finds in the file: its rows with their numbers, in their order."""
    (folder / name).write_bytes(content)
    mapping = Mapping(files=name, **form)
    files = Intake(folder / "work").stage(mapping, Files(folder, (name,), "csv", wanted=frozenset()))
    engine = DuckDB([files.path(each) for each in files.names], folder)
    try:
        [view] = engine.register("found", files)
        found = engine.fetch(f"SELECT * EXCLUDE (source_file) FROM {view} ORDER BY source_row")
    finally:
        engine.close()
    return [tuple(found.column_names[:-1]), *(tuple(row.values()) for row in found.to_pylist())]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "a,b\nné,“x”\n"),
        ("utf-16", "a,b\nné,上海\n"),
        ("utf-16-le", "a,b\nné,上海\n"),
        ("utf-8-sig", "a,b\nné,上海\n"),
        ("gb18030", "a,b\n北京,上海\n"),
        ("shift_jis", "a,b\n東京,大阪\n"),
        ("latin-1", "a,b\nné,ß\n"),
        ("utf-8", "\ufeffa,b\nné,上海\n"),
    ],
)
def test_text_is_read_in_the_encoding_said(tmp_path, encoding, text):
    """Sign by sign."""
    first, second = text.removeprefix("\ufeff").splitlines()

    read = rows(tmp_path, text.encode(encoding), encoding=encoding)

    assert [tuple(first.split(",")), (*second.split(","), 1)] == read


def test_titles_are_passed_over(tmp_path):
    """Whatever quotes stand in them."""
    content = b'Report "of\n\na;b\n1;x\n'

    assert [("a", "b"), ("1", "x", 1)] == rows(tmp_path, content, skip=2, delimiter=";")


def test_quotes_may_be_others_or_signs_like_any_other(tmp_path):
    """As raw exports of logs have them."""
    assert [("a", "b"), ("x,y", '"', 1)] == rows(tmp_path, b"a,b\n'x,y',\"\n", quote="'")
    assert [("a", "b"), ('"Good" one', "5'", 1)] == rows(
        tmp_path, b'a\tb\n"Good" one\t5\'\n', "r.tsv", quote=""
    )


def test_names_are_given_where_there_is_no_head(tmp_path):
    """Behind the lines to pass over."""
    assert [("a", "b"), ("1", "2", 1), ("3", "4", 2)] == rows(
        tmp_path, b"x\n1,2\n3,4\n", skip=1, header=False, names=("a", "b")
    )


def test_stacked_heads_are_joined_and_lines_keep_their_number(tmp_path):
    """What stands above and below; what is only said again is said once."""
    content = "title\nScore,Score,Who\nTarget,Actual,\n1,2,é\n".encode("cp1252")

    assert [("Score / Target", "Score / Actual", "Who"), ("1", "2", "é", 1)] == rows(
        tmp_path, content, skip=1, header=2, encoding="cp1252"
    )
    with pytest.raises(DataError, match=r"^r\.csv:5: the row has 1 fields instead of 3"):
        rows(tmp_path, content + b"x\n", skip=1, header=2, encoding="cp1252")


def test_columns_that_nobody_asks_for_may_share_a_name_or_have_none(tmp_path):
    """Such as the index that pandas writes."""
    assert [("b",), ("2", 1)] == rows(tmp_path, b",a,b,a,A\n0,1,2,3,4\n")


def test_a_packed_file_in_another_encoding_is_both(tmp_path):
    """Unpacked, then read."""
    packed = forms.zipped({"r.csv": "a\né\n".encode("utf-16")})

    assert [("a",), ("é", 1)] == rows(tmp_path, packed, "r.csv.zip", encoding="utf-16")
