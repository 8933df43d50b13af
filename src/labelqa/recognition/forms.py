"""What form a file is in, by its first megabytes: family, encoding, delimiter, whether it has a head."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from ..errors import ParamsError, Problem
from ..params import DELIMITED, OBJECTS, WORKBOOKS
from ..params.forms import ENDINGS
from ..params.presets import Family
from .packed import head, told_by
from .sheets import head_of

_SEEN = 4 << 20  # bytes read of any file
_RECORDS = 500
_DELIMITERS = ",\t;|"
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Form:
    """
    How a file is to be read: `keys` are those of a mapping in sources.yml, `fields` what its rows hold.

    `fields` are columns, or paths of JSON with dots, through lists; `notes` say what was guessed, by key.
    """

    family: Family
    keys: Mapping[str, Any]
    fields: tuple[str, ...]
    notes: Mapping[str, str] = field(default_factory=dict)


def form_of(path: Path) -> Form:
    """The form of one file. Raises ParamsError where it is none that can be read."""
    ending = told_by(path).rpartition(".")[2].lower()
    kind = {**ENDINGS, "txt": "csv", "xml": "xml"}.get(ending)
    if kind is None:
        remedy = f"its name must end in {', '.join(f'.{each}' for each in ENDINGS)}, packed or not"
        raise ParamsError(Problem("is no form of file that is known", path.name, remedy))
    form = _of_kind(path, kind)
    said = path.name.lower().endswith((".zip", ".txt")) and kind != "xml"
    return replace(form, keys={"format": kind, **form.keys}) if said else form


def _of_kind(path: Path, kind: str) -> Form:
    if kind in OBJECTS:
        return _json(path, kind)
    if kind in WORKBOOKS:
        return _workbook(path)
    if kind in DELIMITED:
        return _delimited(path, kind)
    return _parquet(path) if kind == "parquet" else Form("xml", {}, tuple(_tags(_head(path))))


def records(path: Path) -> Iterator[Any]:
    """The first records of a JSON file: elements of its array, its lines, or the one object it is."""
    text = _head(path).decode("utf-8-sig", errors="ignore").strip()
    decoder, place, inside = json.JSONDecoder(), 0, text.startswith("[")
    place = 1 if inside else 0
    for _ in range(_RECORDS):
        place = _past(text, place)
        try:
            value, place = decoder.raw_decode(text, place)
        except ValueError:  # the end, or where what was read of a large file ends
            return
        yield value


def _past(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \r\n\t,":
        place += 1
    return place


def _json(path: Path, kind: str) -> Form:
    found: dict[str, None] = {}
    read = list(records(path))
    for record in read:
        found.update(dict.fromkeys(_paths(record, "")))
    if not found:
        raise ParamsError(Problem("holds no JSON objects", path.name, "deliver the tool's export as it is"))
    lines = (
        kind == "json" and len(read) > 1 and not _head(path).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"[")
    )
    return Form("json", {"format": "jsonl"} if lines or kind == "jsonl" else {}, tuple(found))


def _paths(value: Any, before: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{before}.{key}" if before else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, before) if isinstance(inner, dict) else (before,)
        if not value:
            yield before
    elif before:
        yield before


def _tags(content: bytes) -> Iterator[str]:
    tags = dict.fromkeys(re.findall(rb"<([A-Za-z_][\w.-]*)", content))
    names = [tag.decode() for tag in tags]
    yield from (f"{names[0]}.{name}" for name in names[1:])


def _workbook(path: Path) -> Form:
    found = head_of(path)
    return Form("workbook", found.keys, found.names, found.notes)


def _parquet(path: Path) -> Form:
    from pyarrow import ArrowInvalid, parquet

    try:
        return Form("delimited", {}, tuple(parquet.read_schema(path).names))
    except ArrowInvalid as error:
        raise ParamsError(Problem("is no Parquet file", path.name, "deliver it again")) from error


def _delimited(path: Path, kind: str) -> Form:
    content, notes = _head(path), dict[str, str]()
    encoding = _encoding(content, path.name)
    if encoding != "utf-8":
        notes["encoding"] = f"guess: by the letters in its first {len(content) >> 10} kB"
    # NOTE: what was read may end within a character.
    text = content.decode(encoding, errors="ignore")
    usual = "\t" if kind == "tsv" else ","
    delimiter = _delimiter(text, usual)
    rows = _rows(text, delimiter)
    if not rows:
        raise ParamsError(Problem("is empty", path.name, "deliver it with its rows"))
    keys: dict[str, Any] = {} if encoding == "utf-8" else {"encoding": encoding}
    if delimiter != usual:
        keys["delimiter"] = delimiter
    if _has_head(rows):
        return Form("delimited", keys, tuple(rows[0]), notes)
    names = [f"column{number}" for number in range(1, len(rows[0]) + 1)]
    notes["header"] = "its first row is one like the others: it has no head, and its columns are numbered"
    return Form("delimited", {**keys, "header": False, "names": names}, tuple(names), notes)


def _head(path: Path) -> bytes:
    return head(path, _SEEN)


def _encoding(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content[: len(content) - 4 if len(content) == _SEEN else None].decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content[: _RECORDS << 10]).best()
        if best is None:
            raise ParamsError(Problem("is no text", name, "save it as UTF-8")) from None
        return best.encoding
    return "utf-8"


def _delimiter(text: str, usual: str) -> str:
    """The one that cuts most rows into the same number of fields, above one; the usual one among equals."""
    signs = usual + _DELIMITERS.replace(usual, "")
    return max(signs, key=lambda sign: _evenness(_rows(text, sign)))


def _evenness(rows: list[list[str]]) -> float:
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count, default=0)
    return widths.count(usual) / len(widths) if usual > 1 else 0.0


def _rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for row in reader:
            rows += [row] if row else []
            if len(rows) > _RECORDS:
                break
    except csv.Error:
        return rows
    return rows


def _has_head(rows: list[list[str]]) -> bool:
    """Whether the first row names columns: no number in it, no name twice, no word that comes again below."""
    first, below = rows[0], rows[1:]
    named = [name for name in first if name]
    if not named or len(set(named)) < len(named) or any(_NUMBER.fullmatch(name.strip()) for name in named):
        return False
    return not any(
        row[place] == name for row in below for place, name in enumerate(first) if name and place < len(row)
    )
