"""An analyst's own figure in the report's look: as wide as its column, its letters those of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...components import Width
from ...fonts import SANS
from . import theme
from .drawing import Caption, Drawing, drawing, only_measured, saved

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from matplotlib.figure import Figure

DENSE = 2_000  # points of one artist, from which it is drawn as pixels
HIGHEST = 220.0  # mm that a page has for a drawing
ROUNDS = 4  # letters keep their size, so that a figure's edge moves by less each time
EDGE = 1.0  # points around all that is drawn


def figure_of(given: Any) -> Figure:
    """The whole figure of a figure, of axes or of a grid of seaborn's."""
    root: Figure = given.figure.get_figure(root=True)
    return root


@drawing
def own_figure(figure: Figure, width: Width, caption: Caption) -> Drawing:
    """The figure as one tidy <svg> element, as wide as the column `width` and in its own proportions."""
    for artist in figure.findobj(include_self=False):
        _settle(artist)
    for axes in figure.axes:
        _write_out_powers(axes)
    with only_measured():
        _size(figure, theme.WIDTHS[width] * theme.MILLIMETRE)
    return saved(figure, caption, bbox_inches="tight", pad_inches=EDGE / 72)


def drawn_points(figure: Figure) -> Iterator[tuple[str, Any, Any]]:
    """What lines, points and bars of a figure show: of which series, x and y."""
    from matplotlib.collections import PathCollection
    from matplotlib.container import BarContainer

    for number, axes in enumerate(figure.axes, start=1):
        named = axes.get_title() or str(number)
        for line in axes.lines:
            if line.get_transform() == axes.transData:
                places = zip(line.get_xdata(orig=True), line.get_ydata(orig=True), strict=True)
                yield from ((_label(line, named), x, y) for x, y in places)
        for collection in axes.collections:
            if isinstance(collection, PathCollection):
                yield from ((_label(collection, named), x, y) for x, y in collection.get_offsets().tolist())
        for bars in axes.containers:
            if isinstance(bars, BarContainer):
                yield from ((_label(bars, named), x, y) for x, y in _bars(bars))


def close(figure: Figure) -> None:
    """Let Jupyter, which shows what is open at a cell's end, not show it once more."""
    from matplotlib import pyplot as plt

    plt.close(figure)


def _label(artist: Any, otherwise: str) -> str:
    label = str(artist.get_label())
    return otherwise if label.startswith("_") or not label else label


def _bars(bars: BarContainer) -> Iterator[tuple[float, float]]:
    """The middle of each bar on its axis, and how far it reaches on the other."""
    for bar in bars.patches:
        box = bar.get_bbox()
        across = bars.orientation == "horizontal"
        yield (box.x1, (box.y0 + box.y1) / 2) if across else ((box.x0 + box.x1) / 2, box.y1)


def _settle(artist: Artist) -> None:
    """The page's typeface, no links, and as pixels what is dense or has no harmless drawing."""
    from matplotlib.text import Text

    artist.set_url(None)
    if isinstance(artist, Text):
        artist.set_fontfamily(SANS)
        artist.set_usetex(False)
        artist.set_parse_math(False)
    elif _points(artist) > DENSE or _is_shaded(artist):
        artist.set_rasterized(True)


def _points(artist: Any) -> int:
    """How many points an artist is drawn of."""
    from matplotlib.collections import Collection
    from matplotlib.lines import Line2D

    if isinstance(artist, Line2D):
        return len(artist.get_xydata())
    if not isinstance(artist, Collection):
        return 0
    values = artist.get_array()
    corners = sum(len(path.vertices) for path in artist.get_paths() or ())
    return max(len(artist.get_offsets()), corners, 0 if values is None else values.size)


def _is_shaded(artist: Any) -> bool:
    """Whether it has a hatch or colours that run into one another: SVG has patterns and filters for those."""
    from matplotlib.collections import QuadMesh, TriMesh

    hatched = getattr(artist, "get_hatch", lambda: None)()
    smooth = isinstance(artist, QuadMesh) and getattr(artist, "_shading", "") == "gouraud"
    return bool(hatched) or smooth or isinstance(artist, TriMesh)


def _write_out_powers(axes: Axes) -> None:
    """Ticks of logarithms as plain numbers: no page sets the mathematics in which they come."""
    from matplotlib.ticker import FuncFormatter, LogFormatter, NullFormatter

    for axis in (axes.xaxis, axes.yaxis):
        if isinstance(axis.get_major_formatter(), LogFormatter):
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
            axis.set_minor_formatter(NullFormatter())


def _size(figure: Figure, wide: float) -> None:
    """As wide as `wide` inches with all that stands outside its axes, and no higher than a page."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    FigureCanvasSVG(figure)
    figure.set_dpi(72)
    across, high = figure.get_size_inches()
    for _ in range(ROUNDS):
        figure.set_size_inches(across, high)
        box = figure.get_tightbbox(figure._get_renderer())
        factor = wide / (box.width + 2 * EDGE / 72)
        across = across * factor
        high = min(high * factor, HIGHEST * theme.MILLIMETRE * high / box.height)
    figure.set_size_inches(across, high)
