"""Signs that nobody sees and that pages and programs act on: controls, separators of lines, directions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SEPARATING = ((0x00, 0x1F), (0x7F, 0x9F), (0x2028, 0x2029))
"""Controls and what ends a line or a paragraph."""
TURNING = ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
"""What sets the direction in which a text is read."""
SURROGATES = (0xD800, 0xDFFF)
FOREIGN = (SURROGATES, (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF))
"""Halves of characters, the mark of a file's byte order, and what Unicode keeps free."""
RIGHT_TO_LEFT = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF))
"""Blocks of scripts written from right to left."""
FIRST_STRONG, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def _class(*ranges: tuple[int, int]) -> str:
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


_LETTER = f"[{_class(*RIGHT_TO_LEFT)}]"
_RIGHT_TO_LEFT = re.compile(_LETTER)
_WORDS = re.compile(f"{_LETTER}+(?:[ '\\-\\u2019]{{1,2}}{_LETTER}+)*")
_ISOLATES = re.compile(f"[{FIRST_STRONG}{POP}]")
_DROPPED = re.compile(f"(?![\t\n{FIRST_STRONG}{POP}])[{_class(*SEPARATING, *TURNING, *FOREIGN)}]")
_CONCERNED = re.compile(f"[{_class(*SEPARATING, *TURNING, *FOREIGN, *RIGHT_TO_LEFT)}]")
_ESCAPED = re.compile(f"[{_class((0x7F, 0x9F), (0x2028, 0x2029), (0xD800, 0xDFFF))}]")


def isolated(text: str) -> str:
    """
    A text that may stand beside others: if any of it is written from right to left, between isolates.

    Whatever it holds then neither turns what stands beside it, nor is turned by that (UAX 9, 6.3).
    """
    if not _RIGHT_TO_LEFT.search(text) or text.startswith(FIRST_STRONG):
        return text
    return f"{FIRST_STRONG}{text}{POP}"


def bare(text: str) -> str:
    """A text without isolates, as other programs read it."""
    return _ISOLATES.sub("", text)


def settled(text: str) -> str:
    """
    A text as it may be set: nothing in it turns a number round or breaks a page.

    Signs that nobody sees are dropped, but tabs, line ends and isolates that are closed; words from right to
    left that stand in no isolate get one.
    """
    if not _CONCERNED.search(text):
        return text
    return "".join(_balanced(_pieces(without_unseen(text))))


def without_unseen(text: str) -> str:
    """A text without the signs that nobody sees, but for tabs, line ends and isolates, closed or not."""
    return _DROPPED.sub("", text)


def one_line(json: str) -> str:
    """JSON in which whatever some program takes for the end of a line, or cannot write, is escaped."""
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json)


def _pieces(text: str) -> Iterator[str]:
    """Isolates one by one, and what stands between them."""
    start = 0
    for found in _ISOLATES.finditer(text):
        yield text[start : found.start()]
        yield found[0]
        start = found.end()
    yield text[start:]


def _balanced(pieces: Iterable[str]) -> Iterator[str]:
    depth = 0
    for piece in pieces:
        if piece == POP and not depth:
            continue
        depth += {FIRST_STRONG: 1, POP: -1}.get(piece, 0)
        yield piece if depth or piece == POP else _WORDS.sub(lambda words: isolated(words[0]), piece)
    yield POP * depth
