"""JSON of labelling tools: nested, unfolded, uneven."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from labelqa.engines import Files
from labelqa.errors import DataError
from labelqa.intake import Intake
from labelqa.params import Mapping

TASK = {
    "id": 12345678901234567890,
    "data": {"text": "é", "meta": {"lang": "en"}},
    "annotations": [
        {
            "id": 1,
            "by": {"email": "a@x"},
            "result": [{"value": {"choices": ["ok"]}}, {"value": {"choices": []}}],
        },
        {"id": 2, "lead_time": 12.50, "result": []},
        {"id": 3, "was_cancelled": True, "result": [{"value": {"choices": ["a", "b"], "score": 1.0}}]},
    ],
    "tags": [1, "x", True],
    "boxes": [{"x": 0.10}],
}


def staged(folder, content: str | bytes, name: str = "r.json", **form: object):
    """The staged table, its source_row left out."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    mapping = Mapping(files=name, **form)
    wanted = mapping.speaks_of() if mapping.columns else None
    files = Intake(folder / "work").stage(mapping, Files(folder, (name,), "parquet", wanted=wanted))
    return pq.read_table(files.path(name)).drop(["source_row"]).to_pylist()


def test_fields_within_fields_are_columns_with_dots(tmp_path):
    """Lists of single values stay lists, others are JSON; no digit of a number is lost."""
    [row] = staged(tmp_path, json.dumps(TASK), each=[])

    assert ("12345678901234567890", "é", "en") == (row["id"], row["data.text"], row["data.meta.lang"])
    assert (["1", "x", "true"], '[{"x": 0.1}]') == (row["tags"], row["boxes"])
    assert json.loads(row["annotations"])[1]["lead_time"] == 12.5


def test_lists_are_unfolded_one_within_the_other(tmp_path):
    """The fields outside go with every row; what has no element has no row."""
    found = staged(tmp_path, json.dumps([TASK, {"id": 7}]), each=["annotations", "result"])

    assert [
        ("12345678901234567890", "1", "a@x", ["ok"], None),
        ("12345678901234567890", "1", "a@x", [], None),
        ("12345678901234567890", "3", None, ["a", "b"], "1"),
    ] == [
        tuple(
            row[name]
            for name in (
                "id",
                "annotations.id",
                "annotations.by.email",
                "annotations.result.value.choices",
                "annotations.result.value.score",
            )
        )
        for row in found
    ]


def test_lists_of_single_values_are_unfolded_and_lists_within_fields_found(tmp_path):
    """A list is named with dots like a column."""
    found = staged(tmp_path, '{"i": 1, "a": {"b": ["x", "y"], "c": 2}}', each=["a.b"])

    assert [("1", "x", "2"), ("1", "y", "2")] == [(row["i"], row["a.b"], row["a.c"]) for row in found]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.json", '[{"a": 1}, {"b": "x"}]'),
        ("r.json", '{"a": 1}\n{"b": "x"}\n'),
        ("r.jsonl", '\ufeff{"a": 1}\n\n{"b": "x"}'),
        ("r.ndjson", '{"a": 1.0}\r\n{"b": "x"}\r\n'),
    ],
)
def test_an_array_and_objects_a_line_are_the_same(tmp_path, name, content):
    """A column that only some rows have is null in the others."""
    assert [{"a": "1", "b": None}, {"a": None, "b": "x"}] == staged(tmp_path, content, name)


def test_one_object_is_one_row_in_any_encoding(tmp_path):
    """As storages of tools hold them."""
    assert [{"a": "é"}] == staged(tmp_path, '{"a": "é"}'.encode("utf-16"), encoding="utf-16")


def test_a_list_beside_single_values_is_json(tmp_path):
    """A column has one type."""
    assert ['["x", 1]', "y", None] == [
        row["a"] for row in staged(tmp_path, '[{"a": ["x", 1]}, {"a": "y"}, {"a": null}]')
    ]
    assert [["x"], None, []] == [
        row["a"] for row in staged(tmp_path, '[{"a": ["x"]}, {"a": null}, {"a": []}]')
    ]


def test_numbers_stay_as_they_are_written(tmp_path):
    """But for a fraction of zeros, which is no fraction."""
    written = ["9007199254740993", "0.10", "1E5", "-0.0", "12.000", "1.23E+15"]
    content = "[" + ", ".join(f'{{"a": {number}}}' for number in written) + "]"

    assert ["9007199254740993", "0.10", "1E5", "-0", "12", "1.23E+15"] == [
        row["a"] for row in staged(tmp_path, content)
    ]


def test_names_that_differ_in_case_only_are_read_where_one_is_meant(tmp_path):
    """No engine tells them apart."""
    content = '{"Label": "x", "label": "y", "n": 1}'

    assert [{"n": "1"}] == staged(tmp_path, content, columns={"item_id": "n"})
    (tmp_path / "r.json").write_text(content)
    files = Files(tmp_path, ("r.json",), "csv", wanted=frozenset(("label",)))
    ready = Intake(tmp_path / "work").stage(Mapping(files="r.json"), files)
    assert ["source_row", "label", "n"] == pq.read_schema(ready.path("r.json")).names
    both = Files(tmp_path, ("r.json",), "csv", wanted=frozenset(("label", "Label")))
    with pytest.raises(DataError, match=r"r\.json: column 'Label' stands twice in the header"):
        Intake(tmp_path / "work").stage(Mapping(files="r.json"), both)
