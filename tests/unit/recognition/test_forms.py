"""What form a file is in."""

from __future__ import annotations

import gzip
import json
import zipfile

import pyarrow as pa
import pytest

from labelqa.errors import ParamsError
from labelqa.recognition.forms import form_of


def test_a_semicolon_and_a_western_encoding_are_seen(written):
    """Umlauts in cp1252 and the delimiter that cuts every row alike."""
    rows = "\n".join(f"i{n};Müller;größer, schöner" for n in range(50))
    found = form_of(written("a.csv", f"item;who;answer\n{rows}\n", "cp1252"))

    assert ("item", "who", "answer") == found.fields
    assert ";" == found.keys["delimiter"]
    assert "größer".encode("cp1252").decode(found.keys["encoding"]) == "größer"


def test_a_usual_csv_needs_no_keys(written):
    """UTF-8 and commas are what sources.yml takes anyway."""
    assert {} == form_of(written("a.csv", "item,answer\ni1,yes\n")).keys


@pytest.mark.parametrize(
    "text",
    ["w1,i1,0,1\nw2,i1,1,1\n", "w1,i1,yes,no\nw2,i2,no,yes\nw1,i3,no,no\n"],
    ids=["a number in the first row", "a word of the first row comes again below"],
)
def test_a_file_without_a_head_gets_numbered_columns(written, text):
    """Both signs of a missing head."""
    found = form_of(written("a.csv", text))

    assert {"header": False, "names": ["column1", "column2", "column3", "column4"]} == found.keys


def test_json_is_known_by_its_fields_through_lists(written):
    """Paths with dots, the first records alone."""
    tasks = [{"id": 1, "annotations": [{"id": 7, "result": []}], "data": {"text": "x"}}]
    found = form_of(written("a.json", json.dumps(tasks)))

    assert {"id", "annotations.id", "annotations.result", "data.text"} == set(found.fields)
    assert {} == found.keys


def test_lines_of_json_in_a_file_called_json_are_seen(written):
    """Surely not one object."""
    assert {"format": "jsonl"} == form_of(written("a.json", '{"id": 1}\n{"id": 2}\n')).keys


def test_a_packed_file_is_looked_into(tmp_path):
    """Behind .gz."""
    with gzip.open(tmp_path / "a.csv.gz", "wt") as file:
        file.write("item,answer\ni1,yes\n")

    assert ("item", "answer") == form_of(tmp_path / "a.csv.gz").fields


def test_a_cut_file_and_an_unknown_ending_are_refused(tmp_path, written):
    """With what to do."""
    whole = gzip.compress(b"item,answer\n" * 1000)
    (tmp_path / "a.csv.gz").write_bytes(whole[: len(whole) // 2])

    for path, words in ((tmp_path / "a.csv.gz", "see that it is whole"), (written("a.pdf", ""), ".csv")):
        with pytest.raises(ParamsError, match=words):
            form_of(path)


def test_an_archive_is_known_by_the_files_in_it(tmp_path):
    """A zip of monthly files: sources.yml is told their form."""
    with zipfile.ZipFile(tmp_path / "2026.zip", "w") as archive:
        for month in ("10", "11"):
            archive.writestr(f"labels-{month}.csv", f"item;answer\ni{month};yes\n")

    found = form_of(tmp_path / "2026.zip")

    assert ("item", "answer") == found.fields
    assert {"format": "csv", "delimiter": ";"} == found.keys


def test_a_file_packed_by_zstd_is_looked_into(tmp_path):
    """Behind .zst."""
    with pa.CompressedOutputStream(str(tmp_path / "a.jsonl.zst"), "zstd") as file:
        file.write(b'{"item": 1}\n{"item": 2}\n')

    assert ("item",) == form_of(tmp_path / "a.jsonl.zst").fields


def test_an_archive_of_several_forms_is_refused(tmp_path):
    """Which of them has the labels is not ours to guess."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", "item\n")
        archive.writestr("b.json", "[]")

    with pytest.raises(ParamsError, match=r"holds no files of one form: a\.csv, b\.json"):
        form_of(tmp_path / "a.zip")
