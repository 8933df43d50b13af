"""The text of a PDF, read as a reader's eye does: names, and the numbers that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

REACH = 260  # letters after a name within which its numbers stand


def text(pdf: Path) -> str:
    """All text of a PDF with single spaces; what was parted at the end of a line is whole again."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    whole = re.sub("\ufffe\\s*", "-", "\n".join(pages))  # how PDFium writes a hyphen that ends a line
    return re.sub(r"(?<=\d) %", "%", " ".join(whole.split()))


def beside(page: str, names: Sequence[str], others: Sequence[str] = ()) -> Iterator[str]:
    """
    What follows each place where the names stand one after the other: the rest of their row.

    It ends where one of `others`, the names of other rows, begins.
    """
    row = re.compile(r"\s*".join(_word(name) for name in names), re.IGNORECASE)
    stop = re.compile("|".join(_word(name) for name in sorted(others, key=len, reverse=True)) or "$.")
    for found in row.finditer(page):
        rest = page[found.end() : found.end() + REACH]
        end = stop.search(rest)
        yield rest[: end.start()] if end else rest


def _word(name: str) -> str:
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"
