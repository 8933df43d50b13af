"""Text in drawings set whole: WeasyPrint sets it letter by letter, which parts marks from their letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.svg import Node

# With one of these a text's letters have places of their own, and WeasyPrint's way is right.
BY_LETTER = {"rotate", "letter-spacing", "textLength"}
PLACES = ("x", "y", "dx", "dy")


class _Whole(str):
    """Text whose only step is all of it."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def shaped_drawings() -> Iterator[None]:
    """
    Let SVG text be shaped as a whole while WeasyPrint draws: Thai vowels, joined emoji, kerning.

    WeasyPrint 70 has no option for it, so what it reads of a node is wrapped; a test holds the effect.
    """
    by_letter = Node.text

    def text(node: Node) -> str | None:
        found: str | None = by_letter.fget(node)
        return _Whole(found) if found and not _has_placed_letters(node.attrib) else found

    Node.text = property(text)
    try:
        yield
    finally:
        Node.text = by_letter


def _has_placed_letters(attributes: dict[str, str]) -> bool:
    places = [attributes.get(name, "").replace(",", " ").split() for name in PLACES]
    return any(len(place) > 1 for place in places) or not BY_LETTER.isdisjoint(attributes)
