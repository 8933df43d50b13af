"""What all charts share: the sheet, its axes, the target's line, and labels that do not collide."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import math
import textwrap
import unicodedata
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...components import Width
from ...estimates import Estimates, Target, Unit
from .. import theme
from ..numerals import Numerals
from ..setting import Setting
from ..svg import tidy
from ..vocabulary import Forms

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DENSE = 500  # marks from which a layer is drawn as pixels
NARROW, BROAD = frozenset(" fijlrtI.,:;!|'()[]"), frozenset("MWmw@%")
DASHED = {"linewidth": 0.9, "dashes": (2.4, 1.8), "color": theme.INK}
Label = tuple[float, str, str]  # where on the axis, the text, its ink


def sheet(width: Width, height: float, margins: tuple[float, float, float, float]) -> Axes:
    """
    The axes of a new figure.

    It is as wide as the page's column `width` and `height` mm high; `margins` are left, right, top
    and bottom, in mm.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    wide = theme.WIDTHS[width]
    figure = Figure(figsize=(wide * theme.MILLIMETRE, height * theme.MILLIMETRE))
    FigureCanvasSVG(figure)
    left, right, top, bottom = margins
    return figure.add_axes(
        (left / wide, bottom / height, 1 - (left + right) / wide, 1 - (top + bottom) / height)
    )


def svg(axes: Axes, prefix: str, title: str) -> str:
    """The finished figure as one tidy <svg> element; the same figure gives the same text."""
    text = io.StringIO()
    plain = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with warnings.catch_warnings():
        # Matplotlib only measures names that its typeface cannot write; the page has the faces that can.
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        axes.figure.savefig(text, format="svg", metadata=plain)
    return tidy(text.getvalue(), prefix, title)


def write(
    axes: Axes,
    text: str,
    place: tuple[Any, Any],
    *,
    shift: tuple[float, float] = (0, 0),
    frame: tuple[str, str] = ("data", "data"),
    **look: Any,
) -> None:
    """Small text at a place of the `frame` (coordinates of x and of y), moved by `shift` points."""
    axes.annotate(
        text,
        place,
        xycoords=frame,
        xytext=shift,
        textcoords="offset points",
        annotation_clip=False,
        **{"va": "center", "fontsize": theme.SMALL, "color": theme.INK_2, **look},
    )


def target_line(axes: Axes, target: Target | None, unit: Unit, numerals: Numerals) -> list[Label]:
    """A dashed line across the axes at the target, and its label for `label_ends`; nothing without one."""
    if target is None:
        return []
    axes.axhline(target.value, zorder=2, **DASHED)
    return [(target.value, f"Target {numerals.goal(target.value, unit)}", theme.INK)]


def label_ends(axes: Axes, labels: Sequence[Label]) -> None:
    """Write labels right of the axes at their values, apart from one another."""
    low, high = axes.get_ylim()
    points = axes.figure.get_size_inches()[1] * axes.get_position().height * 72
    places = spread([value for value, _, _ in labels], 10.5 / points * (high - low))
    for place, (_, text, ink) in zip(places, labels, strict=True):
        write(axes, text, (1, place), shift=(5, 0), frame=("axes fraction", "data"), color=ink)


def extent(text: str) -> float:
    """
    How many letters wide a text is: a Chinese character or an emoji is two, a Thai vowel above none.

    Capitals count for more where there are more of them than narrow letters make up for.
    """
    return max(sum(map(_letters, text)), sum(map(_breadth, text)))


def short(name: str, length: int) -> str:
    """A name at most `length` letters wide, cut in its middle so that both ends still tell."""
    if extent(name) <= length:
        return name
    head = (length - 1) * 2 // 3
    end = _reach(name[::-1], length - 1 - head)
    return f"{name[: _reach(name, head)].rstrip()}…{name[len(name) - end :].lstrip()}"


def lowest(estimates: Estimates, most: int) -> Estimates:
    """The rows with the lowest values, at most so many, in the order given; none without a value."""
    kept = estimates.rows["value"].astype(float).nsmallest(most, keep="first").index
    return dataclasses.replace(estimates, rows=estimates.rows.loc[kept.sort_values()])


def cut_note(setting: Setting, count: int, most: int, forms: Forms) -> str:
    """What a chart of the lowest rows says of the others; nothing where it has all."""
    if count <= most:
        return ""
    shown, every = setting.numerals.count(most), setting.numerals.count(count)
    return f"The {shown} of {every} {forms[1]} with the lowest values; the data file has all."


def wrapped(name: str, width: int, lines: int = 2) -> str:
    """A name on at most `lines` lines of `width` characters."""
    return "\n".join(textwrap.wrap(short(name, width * lines - lines), width)[:lines])


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Places moved apart to at least `gap`, in their order, as little as need be."""
    blocks: list[tuple[list[int], float]] = []  # places that touch, and where their middle is
    for i in sorted(range(len(places)), key=lambda i: places[i]):
        blocks.append(([i], places[i]))
        while len(blocks) > 1 and _end(blocks[-2], gap, 1) + gap > _end(blocks[-1], gap, -1):
            upper, lower = blocks.pop(), blocks.pop()
            members = lower[0] + upper[0]
            blocks.append((members, sum(places[m] for m in members) / len(members)))
    moved = list(places)
    for members, middle in blocks:
        for position, member in enumerate(members):
            moved[member] = middle + (position - (len(members) - 1) / 2) * gap
    return moved


def value_axis(axes: Axes, unit: Unit, numerals: Numerals, *, across: bool = False) -> None:
    """Ticks as the unit prints, with just the decimals that tell them apart."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis = axes.xaxis if across else axes.yaxis
    locator = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10])
    ticks = locator.tick_values(*(axes.get_xlim() if across else axes.get_ylim()))
    scale = 100 if unit in (Unit.SHARE, Unit.POINTS) else 1
    step = scale * (ticks[1] - ticks[0])
    places = next((d for d in range(4) if math.isclose(step, round(step, d), abs_tol=1e-9)), 4)

    def printed(value: float, _: int) -> str:
        if unit is Unit.SHARE:
            return numerals.percent(value, places)
        return numerals.decimal(scale * value, places)

    axis.set_major_locator(locator)
    axis.set_major_formatter(FuncFormatter(printed))


def month_axis(axes: Axes, weeks: Sequence[dt.date], numerals: Numerals) -> None:
    """Ticks at the first week of each month."""
    starts = [i for i, week in enumerate(weeks) if i == 0 or week.month != weeks[i - 1].month]
    if len(starts) > 1 and starts[1] - starts[0] < 2:
        starts = starts[1:]
    axes.set_xticks([weeks[i] for i in starts], [numerals.month(weeks[i]) for i in starts])


def limits(values: Sequence[float], *, floor: float = 0.0, ceiling: float = math.inf) -> tuple[float, float]:
    """Axis limits around the values with a little air, inside what is possible."""
    known = [value for value in values if not math.isnan(value)]
    low, high = min(known), max(known)
    air = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
    return max(low - air, floor), min(high + air, ceiling)


def _letters(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _breadth(character: str) -> float:
    """As set in Inter, in widths of the mean letter of a text."""
    if character in NARROW:
        return 0.5
    if character in BROAD:
        return 1.65
    capital = character.isupper() or unicodedata.category(character) == "Sm"
    return (1.3 if capital else 1.1) if _letters(character) == 1 else _letters(character)


def _reach(name: str, width: float) -> int:
    """How many characters of a name are at most so many letters wide, marks with the letter they sit on."""
    count = 0
    while count < len(name) and extent(name[: count + 1]) <= width:
        count += 1
    return count


def _end(block: tuple[list[int], float], gap: float, side: int) -> float:
    return block[1] + side * (len(block[0]) - 1) / 2 * gap
