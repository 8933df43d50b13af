"""A spreadsheet read back from its XML, as typed: what a library would guess is not guessed here."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(book: bytes) -> dict[str, str]:
    """The files of a workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def sheets(book: bytes) -> dict[str, list[dict[str, str | float]]]:
    """Each sheet's rows as column letters to values: typed strings as str, numbers as float."""
    files = parts(book)
    root = {name: ET.fromstring(text) for name, text in files.items() if name.endswith("xml")}  # noqa: S314
    texts = ["".join(item.itertext()) for item in root["xl/sharedStrings.xml"]]
    texts = [re.sub("_x00([0-9A-F]{2})_", lambda m: chr(int(m[1], 16)), text) for text in texts]
    names = [sheet.get("name") for sheet in root["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    return {
        name: [
            {
                re.match("[A-Z]+", cell.get("r"))[0]: texts[int(cell[0].text)]
                if cell.get("t") == "s"
                else float(cell[0].text)
                for cell in row
            }
            for row in root[f"xl/worksheets/sheet{number}.xml"].iter(f"{MAIN}row")
        ]
        for number, name in enumerate(names, start=1)
    }
