"""What the finished PDF holds, read back from its bytes: attachments, bookmarks, actions and fonts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from ..errors import Problem, RenderError
from .typefaces import PRINTED

FORBIDDEN_KEYS = ("/JS", "/JavaScript", "/AA", "/Launch", "/URI", "/RichMedia", "/XFA")
FONT_FILES = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
FORBIDDEN_SUBTYPES = ("/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D")


Bookmarks = tuple[tuple[str, tuple[str, ...]], ...]  # titles, each with those of the next level


def inspect(written: bytes, attachments: Mapping[str, str], bookmarks: Bookmarks) -> tuple[Problem, ...]:
    """
    Check a PDF against what it may hold: exactly `attachments` (name and text) and `bookmarks`, no action,
    fonts inside.

    Gives the fonts that are not the report's own, which only look wrong. Raises RenderError with everything
    else that was found: data that are not there, a reader led astray, a way out of the file.
    """
    with pikepdf.open(io.BytesIO(written)) as pdf:
        problems = [
            *_attachment_problems(pdf, attachments),
            *_bookmark_problems(pdf, bookmarks),
            *_object_problems(pdf),
        ]
        strangers = tuple(
            Problem(f"is set in {name}", "report.pdf", "use the report's typefaces or install Noto fonts")
            for name in sorted(filter(None, map(_strange_font, pdf.objects)))
        )
    if problems:
        raise RenderError(*problems)
    return strangers


def _attachment_problems(pdf: pikepdf.Pdf, expected: Mapping[str, str]) -> Iterator[Problem]:
    found = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    for name in sorted(found.keys() | expected.keys()):
        if name not in expected:
            yield Problem(f"has an attachment nobody asked for: {name}", "report.pdf")
        elif found.get(name) != expected[name].encode():
            yield Problem(f"does not hold the data of {name}", "report.pdf")


def _bookmark_problems(pdf: pikepdf.Pdf, expected: Bookmarks) -> Iterator[Problem]:
    with pdf.open_outline() as outline:
        found = [
            line for item in outline.root for line in _lines(item.title, (c.title for c in item.children))
        ]
    wanted = [line for title, inner in expected for line in _lines(title, inner)]
    for line in dict.fromkeys([*found, *wanted]):
        if found.count(line) != wanted.count(line):
            what = "a bookmark without its section" if line in found else "no bookmark for the section"
            yield Problem(f"has {what}: {line}", "report.pdf")
    if found != wanted and sorted(found) == sorted(wanted):
        yield Problem("has its bookmarks in another order than its sections", "report.pdf")


def _lines(title: str, inner: Iterable[str]) -> list[str]:
    first = " ".join(title.split())
    return [first, *(f"{first} / {' '.join(text.split())}" for text in inner)]


def _object_problems(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    for thing in (inner for outer in pdf.objects for inner in _dictionaries(outer)):
        for key in FORBIDDEN_KEYS:
            if key in thing or thing.get("/S") == key:
                yield Problem(f"holds {key}", "report.pdf", "a report has no actions and no outside links")
        if thing.get("/Subtype") in FORBIDDEN_SUBTYPES:
            yield Problem(f"holds {thing['/Subtype']}", "report.pdf")
        if thing.get("/Type") == "/FontDescriptor" and FONT_FILES.isdisjoint(thing.keys()):
            yield Problem(f"does not contain the font {_font(thing)}", "report.pdf")


def _dictionaries(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries of one object, nested ones included; what it refers to is an object of its own."""
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    inner: Iterable[Any] = ()
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        inner = thing.as_dict().values()
    elif isinstance(thing, pikepdf.Array):
        inner = thing.as_list()
    for child in inner:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _dictionaries(child)


def _strange_font(thing: pikepdf.Object) -> str:
    """The name of a font that is none of the report's typefaces; empty for all else."""
    if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/FontDescriptor":
        return ""
    return "" if PRINTED.fullmatch(_font(thing)) else _font(thing)


def _font(descriptor: pikepdf.Object) -> str:
    return str(descriptor["/FontName"]).lstrip("/").split("+")[-1]
