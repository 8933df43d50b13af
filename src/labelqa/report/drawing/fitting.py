"""Texts of charts measured with the widths of their letters, and drawings that give every text its room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ...fonts import letters
from . import theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.text import Annotation

POINTS = 72 / 25.4  # in a millimetre
AIR = 1.0  # points between a text and the drawing's edge
ROUNDS = 6  # a narrower plot moves the ends of its axis, by less each time
LINE = 1.2  # of its letters' height, that a line of text is high
EDGE = 0.5  # points that two boxes may have in common
LEAST = 0.3  # of its cell, that a plot keeps


class PlotCell(NamedTuple):
    """Where all of a plot's texts have to be, across: its left and right end, in points."""

    left: float
    right: float


class InkBox(NamedTuple):
    """Where a text stands in the drawing, in points from its lower left corner."""

    left: float
    right: float
    bottom: float
    top: float
    text: str = ""


def measured(text: str, size: float = theme.SMALL, weight: int = 400) -> float:
    """How wide a text of charts is, in points: its widest line."""
    return size * max(letters.width(line, weight) for line in text.split("\n"))


def short(name: str, room: float, size: float = theme.TICKS, weight: int = 400) -> str:
    """A name at most `room` points wide, cut in its middle so that both ends still tell."""
    return letters.short(name, room / size, weight)


def wide(axes: Axes) -> float:
    """How wide a plot is, in points."""
    return float(axes.get_position().width * axes.figure.get_size_inches()[0] * 72)


def fit(plots: Sequence[Axes], cells: Sequence[PlotCell] = ()) -> None:
    """
    Shrink the plots of one drawing, all alike, and let it grow in height, until every text is inside.

    One cell for each plot; without them the whole drawing is the cell of each.
    """
    figure = plots[0].figure
    cells = cells or [PlotCell(0, figure.get_size_inches()[0] * 72)] * len(plots)
    for _ in range(ROUNDS):
        both = list(zip(plots, cells, strict=True))
        left = max(_beyond(cell.left + AIR - box.left for box in boxes(each)) for each, cell in both)
        right = max(_beyond(box.right - cell.right + AIR for box in boxes(each)) for each, cell in both)
        if max(left, right) == 0:
            break
        for each, cell in both:
            _narrow(each, left, right, LEAST * (cell.right - cell.left))
    low = max(_beyond(AIR - box.bottom for box in boxes(each)) for each in plots)
    high = figure.get_size_inches()[1] * 72
    over = max(_beyond(box.top - high + AIR for box in boxes(each)) for each in plots)
    _grow(plots, low, over)


def overlap(one: InkBox, other: InkBox) -> bool:
    """Whether two boxes have more than an edge in common."""
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > EDGE and min(one.top, other.top) - max(one.bottom, other.bottom) > EDGE


def boxes(axes: Axes) -> Iterator[InkBox]:
    """Where the texts of a plot stand: its notes, and what its ticks say."""
    for note in axes.texts:
        yield _note(axes, note)
    place = axes.get_window_extent()
    half = theme.TICKS * LINE / 2
    for at, text in _ticks(axes.yaxis):
        middle = float(axes.transData.transform((axes.get_xlim()[0], at))[1])
        right = place.x0 - theme.PAD
        yield InkBox(right - measured(text, theme.TICKS), right, middle - half, middle + half, text)
    below = _ticks(axes.xaxis)
    for at, text in below:
        middle, reach = (
            float(axes.transData.transform((at, axes.get_ylim()[0]))[0]),
            measured(text, theme.TICKS) / 2,
        )
        yield InkBox(middle - reach, middle + reach, place.y0 - 6 - 2 * half, place.y0 - 6, text)
    if label := axes.get_xlabel():
        middle, reach = (place.x0 + place.x1) / 2, measured(label, theme.TICKS) / 2
        top = place.y0 - axes.xaxis.labelpad - (6 + 2 * half if below else 0)
        yield InkBox(middle - reach, middle + reach, top - 2 * half, top, label)


def _note(axes: Axes, note: Annotation) -> InkBox:
    size, text = float(note.get_fontsize()), note.get_text()
    x, y = _placed(axes, note)
    across = measured(text, size, _weight(note.get_fontweight()))
    down = size * (1 + (text.count("\n")) * LINE)
    left = x - {"left": 0.0, "center": across / 2, "right": across}[note.get_horizontalalignment()]
    low = y - {"bottom": 0.0, "baseline": 0.0, "center": down / 2, "top": down}[note.get_verticalalignment()]
    return InkBox(left, left + across, low, low + down, text)


def _placed(axes: Axes, note: Annotation) -> tuple[float, float]:
    frames: Any = note.xycoords
    at = (axes.convert_xunits(note.xy[0]), axes.convert_yunits(note.xy[1]))
    places = []
    for i, frame in enumerate(frames):
        transform = axes.transData if frame == "data" else axes.transAxes
        point = [axes.get_xlim()[0], axes.get_ylim()[0]] if frame == "data" else [0.0, 0.0]
        point[i] = at[i]
        places.append(float(transform.transform(point)[i]) + float(note.xyann[i]))
    return places[0], places[1]


def _ticks(axis: Axis) -> list[tuple[float, str]]:
    """The ticks in view with what they say."""
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    places = axis.get_majorticklocs()
    texts = axis.get_major_formatter().format_ticks(places)
    return [(at, text) for at, text in zip(places, texts, strict=False) if low - slack <= at <= high + slack]


def _weight(given: Any) -> int:
    return given if given in letters.WEIGHTS else letters.WEIGHTS[0]


def _beyond(reaches: Iterator[float]) -> float:
    """The farthest, if that is more than nothing worth a round."""
    farthest = max(reaches, default=0.0)
    return farthest if farthest > 0.05 else 0.0


def _narrow(axes: Axes, left: float, right: float, least: float) -> None:
    across = axes.figure.get_size_inches()[0] * 72
    held = axes.get_position()
    start, end = held.x0 * across + left, held.x1 * across - right
    end = max(end, min(start + least, across))
    axes.set_position((start / across, held.y0, (end - start) / across, held.height))


def _grow(plots: Sequence[Axes], below: float, above: float) -> None:
    figure = plots[0].figure
    across, high = figure.get_size_inches()
    taller = high + (below + above) / 72
    for axes in plots:
        held = axes.get_position()
        bottom = (held.y0 * high + below / 72) / taller
        axes.set_position((held.x0, bottom, held.width, held.height * high / taller))
    figure.set_size_inches(across, taller)
