"""A published document taken apart: every text that its bytes hold, whatever they are packed in."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

Text = tuple[str, str]  # where, and what is there
DATA = re.compile(rb"data:([\w/+.-]*)(;[^,\"']*)?,([^\"')\s>]*)")
SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\0"))


def texts(path: Path) -> Iterator[Text]:
    """Every text of a file, its name among them; packed ones unpacked, entities and escapes resolved."""
    yield "its name", path.name
    yield from _opened(path.name, path.read_bytes())


def texts_of(folder: Path) -> Iterator[Text]:
    """The texts of all files in a folder, each with the file it is of."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for where, text in texts(path):
            yield f"{path.relative_to(folder)}: {where}", text


def without_script(page: str) -> str:
    """The page without its own script, which comes last and is known to be the template's file."""
    before, _, script = page.rpartition("<script>")
    assert script.endswith("</script>\n</body>\n</html>")
    return before


def squeezed(text: str) -> str:
    """A text in lower case without spaces, soft hyphens and zeros of wide letters: lines do not hide it."""
    return re.sub(r"\s+", "", text.translate(SOFT)).casefold()


def printed(pdf: Path) -> list[str]:
    """The text of each page of a PDF as a reader copies it, spaces made one."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def _opened(name: str, held: bytes) -> Iterator[Text]:
    """What bytes say as they are, and what they are packed around."""
    yield "bytes", held.decode("latin-1")
    if held.startswith(b"%PDF-"):
        yield from _pdf(held)
    elif held.startswith(b"PK\x03\x04"):
        yield from _archive(held)
    elif held.startswith(b"\x89PNG"):
        yield from _png(held)
    else:
        yield from _plain(name, held)


def _plain(name: str, held: bytes) -> Iterator[Text]:
    """Text, HTML, SVG, XML, JSON or CSV: as read, with entities and escapes resolved, and what it carries."""
    try:
        text = held.decode("utf-8")
    except UnicodeDecodeError:
        return
    yield "text", text
    yield "entities", html.unescape(text)
    if "\\u" in text:
        yield "escapes", re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    for number, found in enumerate(DATA.finditer(held)):
        kind, how, carried = found[1].decode() or "text/plain", found[2] or b"", found[3]
        for where, inner in _opened(name, _unpacked(carried, packed=b"base64" in how)):
            yield f"{kind} {number}, {where}", inner


def _unpacked(carried: bytes, *, packed: bool) -> bytes:
    if packed:
        try:
            return base64.b64decode(carried)
        except binascii.Error:
            return b""
    return re.sub(rb"%([0-9a-fA-F]{2})", lambda found: bytes([int(found[1], 16)]), carried)


def _archive(held: bytes) -> Iterator[Text]:
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        yield "comment", archive.comment.decode("latin-1")
        for entry in archive.infolist():
            yield "part", f"{entry.filename} {entry.comment!r} {entry.extra!r}"
            for where, text in _opened(entry.filename, archive.read(entry)):
                yield f"{entry.filename}, {where}", text


def _png(held: bytes) -> Iterator[Text]:
    place = 8
    while place < len(held):
        size = int.from_bytes(held[place : place + 4], "big")
        kind, body = held[place + 4 : place + 8], held[place + 8 : place + 8 + size]
        if kind in {b"tEXt", b"iTXt", b"eXIf", b"tIME"}:
            yield kind.decode(), body.decode("latin-1")
        elif kind == b"zTXt":
            yield "zTXt", zlib.decompress(body.partition(b"\0")[2][1:]).decode("latin-1")
        place += size + 12


def _pdf(held: bytes) -> Iterator[Text]:
    """Information, metadata, attachments, every object and stream, and the text of the pages."""
    with pikepdf.open(io.BytesIO(held)) as pdf:
        yield "information", repr(dict(pdf.docinfo.items()))
        for name, attached in pdf.attachments.items():
            yield "attachment", f"{name} {attached.description} {attached.filename}"
            for where, text in _opened(name, attached.get_file().read_bytes()):
                yield f"attachment {name}, {where}", text
        for number, thing in enumerate(pdf.objects):
            yield from _object(f"object {number}", thing)
    document = pypdfium2.PdfDocument(held)
    try:
        for number, page in enumerate(document, start=1):
            yield f"page {number}", page.get_textpage().get_text_bounded()
    finally:
        document.close()


def _object(where: str, thing: Any) -> Iterator[Text]:
    if isinstance(thing, pikepdf.Stream):
        yield where, repr(thing.stream_dict)
        try:
            unpacked = thing.read_bytes()
        except pikepdf.PdfError:  # a picture
            unpacked = thing.read_raw_bytes()
        yield f"{where}, stream", unpacked.decode("latin-1")
        yield from ((f"{where}, string", text) for text in _strings(thing.stream_dict))
    else:
        yield where, repr(thing)
        yield from ((f"{where}, string", text) for text in _strings(thing))


def _strings(thing: Any) -> Iterator[str]:
    """The strings of an object, as text: they may be in UTF-16."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary):
        for key, value in thing.as_dict().items():
            yield key
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _strings(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing.as_list():
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _strings(value)
