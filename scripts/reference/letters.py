"""The table of letter widths, read from the typefaces: those of charts and pages, and of other scripts."""

from __future__ import annotations

import json
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

from labelqa import fonts

FACES = {"400": "Inter-Regular.otf", "500": "Inter-Medium.otf", "600": "Inter-SemiBold.otf"}
NOTO = Path("/usr/share/fonts/truetype/noto")
CHUNK = 16  # code points that share a width: the widest of theirs
LAST = 0x2FFF  # from there on a character is as wide as it is high, or twice as wide as half of that
HEAVIER = 1.06  # how much wider a heavy face of another script may be


def letters() -> str:
    """The text of src/labelqa/fonts/letters.json: widths in thousandths of the letter height."""
    inter = {weight: _face(fonts.FOLDER / file) for weight, file in FACES.items()}
    grouped = {weight: _by_width(widths) for weight, widths in inter.items()}
    other = list(_chunks(set(inter["400"])))
    return json.dumps({"inter": grouped, "other": other}, ensure_ascii=True, separators=(",", ":")) + "\n"


def _face(file: Path) -> dict[int, int]:
    """Each character's width; of a digit in a column, where that is wider."""
    font = TTFont(file)
    scale, cmap, metrics = 1000 / font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    tabular = _tabular(font)
    return {
        code: math.ceil(scale * max(metrics[name][0], metrics[tabular.get(name, name)][0]))
        for code, name in cmap.items()
    }


def _tabular(font: TTFont) -> dict[str, str]:
    table = font["GSUB"].table
    found: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for lookup in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[lookup].SubTable:
                    found |= getattr(part, "ExtSubTable", part).mapping
    return found


def _by_width(widths: dict[int, int]) -> dict[str, str]:
    groups: dict[int, str] = defaultdict(str)
    for code, width in sorted(widths.items()):
        groups[width] += chr(code)
    return {str(width): text for width, text in sorted(groups.items())}


def _chunks(known: set[int]) -> Iterator[list[int]]:
    """First and last code point, and the width of the widest between them."""
    widest: dict[int, int] = {}
    for file in sorted(NOTO.glob("NotoSans*-Regular.ttf")):
        font = TTFont(file, lazy=True)
        scale, metrics = 1000 * HEAVIER / font["head"].unitsPerEm, font["hmtx"]
        for code, name in font.getBestCmap().items():
            if code in known or code > LAST or unicodedata.category(chr(code)) in {"Mn", "Me", "Cf"}:
                continue
            size = 1 if 0x0E00 <= code < 0x0E80 else CHUNK
            chunk = code // size * size
            widest[chunk] = max(widest.get(chunk, 0), math.ceil(scale * metrics[name][0] / 10) * 10)
    run: list[int] = []
    for chunk, width in sorted(widest.items()):
        size = 1 if 0x0E00 <= chunk < 0x0E80 else CHUNK
        if run and run[1] == chunk - 1 and run[2] == width:
            run[1] = chunk + size - 1
            continue
        if run:
            yield run
        run = [chunk, chunk + size - 1, width]
    yield run
