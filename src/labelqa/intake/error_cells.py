"""Cells of an .xlsx that hold an error, such as #N/A: calamine gives them as blank, which they are not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path, PurePosixPath

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_CELL = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)(?<!/)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


def found(path: Path, sheet: str) -> Iterator[tuple[int, int, str]]:
    """Row and column, both from 0, and the text of each error in a sheet; none of a file that is no .xlsx."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as book:
        part = _part(book, sheet)
        content = book.read(part) if part in book.namelist() else b""
    for attributes, within in _CELL.findall(content):
        place, value = _PLACE.search(attributes), _VALUE.search(within)
        if place and value:
            yield int(place[2]) - 1, _column(place[1].decode()), unescape(value[1].decode())


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet; empty where the workbook is of another kind."""
    if not {BOOK, RELATIONS} <= {*book.namelist()}:
        return ""
    sheets = {each["name"]: each.get("r:id", "") for each in _all(_SHEET, book.read(BOOK))}
    targets = {each["Id"]: each["Target"] for each in _all(_RELATION, book.read(RELATIONS))}
    return str(PurePosixPath("/xl") / targets.get(sheets.get(sheet, ""), "")).removeprefix("/")


def _all(element: re.Pattern[str], content: bytes) -> Iterator[dict[str, str]]:
    """The attributes of every element of a kind."""
    for written in element.findall(content.decode("utf-8-sig")):
        yield {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
