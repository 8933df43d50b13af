"""Where the names of dots stand: beside their dots, and only where nothing else does."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import theme
from .canvas import NAMES, write
from .fitting import LINE, InkBox, measured, overlap, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ASIDE = 6.0  # points from a dot's middle to its name
DOT = 3.0  # points around a dot's middle that are its own
LINES = (0, 1, -1)  # off its dot's height that a name may be, the best first
HALF = theme.SMALL * LINE / 2
Name = tuple[str, str]  # the text, its ink


def name_dots(
    axes: Axes, dots: Sequence[tuple[float, float]], names: Mapping[int, Name], **look: Any
) -> set[int]:
    """
    Write names beside their dots, by the number of the dot, the first choosing first; gives those written.

    The plot has its final width. A name is left out that would stand over another, over a dot, outside, or
    nearer to another's dot than to its own.
    """
    plot, places = axes.get_window_extent(), axes.transData.transform(dots)
    inside = InkBox(plot.x0, plot.x1, plot.y0, plot.y1)
    taken = [InkBox(x - DOT, x + DOT, y - DOT, y + DOT) for x, y in places]
    written = set[int]()
    for number, (name, ink) in names.items():
        x, y = places[number]
        free = (
            box
            for box in _places(x, y, short(name, NAMES, theme.SMALL), inside)
            if not any(overlap(box, other) for other in taken) and _nearest((x, y), box, places)
        )
        if box := next(free, None):
            taken.append(box)
            written.add(number)
            left = box.right < x
            shift = ((box.right if left else box.left) - x, (box.bottom + box.top) / 2 - y)
            side = "right" if left else "left"
            write(axes, box.text, dots[number], shift=shift, ha=side, color=ink, **look)
    return written


def _places(x: float, y: float, text: str, inside: InkBox) -> Iterator[InkBox]:
    """Where a name could stand inside, the best first: at its dot's height, and right of it."""
    across = measured(text)
    for lines in LINES:
        middle = y + lines * 2 * HALF
        for start in (x + ASIDE, x - ASIDE - across):
            box = InkBox(start, start + across, middle - HALF, middle + HALF, text)
            if _holds(inside, box):
                yield box


def _nearest(dot: tuple[float, float], box: InkBox, places: Sequence[tuple[float, float]]) -> bool:
    """Whether no other dot is nearer to where a name begins than its own."""
    begins = (box.left if box.left > dot[0] else box.right, (box.bottom + box.top) / 2)
    own = math.dist(begins, dot)
    return all(math.dist(begins, other) >= own for other in places)


def _holds(outer: InkBox, inner: InkBox) -> bool:
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.bottom <= inner.bottom and inner.top <= outer.top
