"""What all charts share: the sheet, its axes, the target's line, and labels that do not collide."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...components import Width
from ...estimates import Estimates, Target, Unit, Verdict
from ..data.setting import Setting
from ..language.numerals import Numerals
from ..language.shortened import THE_LOWEST_OF
from ..language.vocabulary import SingularPlural
from . import theme
from .fitting import POINTS, PlotCell, fit, measured, short, wide

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROWS = (4, 4, 6, 9)  # mm: the margins of rows, before their names and numbers have their room
GAP = 9.0  # points between the columns of numbers
MONTH = 30  # days
PLOT_KEEPS = 0.8  # of its width, that a plot has at least once its names have their room
DENSE = 500  # marks from which a layer is drawn as pixels
NAMES = 40 * POINTS  # most that the names of rows are wide
ENDS = 36 * POINTS  # most that a label right of a plot is wide
BESIDE, CORNER = ("axes fraction", "data"), ("axes fraction", "axes fraction")
ABOVE = ("data", "axes fraction")
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
    places = spread([value for value, _, _ in labels], 10.5 / points * (high - low), within=(low, high))
    for place, (_, text, ink) in zip(places, labels, strict=True):
        said = short(text, ENDS, theme.SMALL)
        write(axes, said, (1, place), shift=(5, 0), frame=BESIDE, color=ink)


def name_rows(axes: Axes, names: Sequence[str], room: float = NAMES) -> None:
    """One row for each name, the first on top, with the lines of the grid across the values."""
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), [short(name, room) for name in names])
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")


def columns(axes: Axes, heads: Sequence[str], rows: Sequence[Sequence[str]], *, bold: int = 0) -> None:
    """
    Columns of numbers right of the rows, each as wide as its widest text, its head above.

    The one at place `bold` has the ink of what matters.
    """
    edge = 0.0
    for place, head in enumerate(heads):
        edge += GAP + max(measured(text) for text in (head, *(row[place] for row in rows)))
        write(axes, head, (1, 1), shift=(edge, 7), frame=CORNER, ha="right")
        ink = theme.INK if place == bold else theme.INK_2
        for at, row in enumerate(rows):
            write(axes, row[place], (1, at), shift=(edge, 0), frame=BESIDE, ha="right", color=ink)


def name_plots(plots: Sequence[Axes], cells: Sequence[PlotCell], names: Sequence[str], above: float) -> None:
    """A name over each of several plots, so many points above it, as wide as the fitted plot at most."""
    fit(plots, cells)
    for axes, name in zip(plots, names, strict=True):
        said = short(name, wide(axes), theme.SMALL, 600)
        write(axes, said, (0, 1), shift=(0, above), frame=CORNER, color=theme.INK, fontweight=600)


def head_at(axes: Axes, text: str, value: float) -> None:
    """A text above the plot over a value, moved aside where it would stand over the numbers beside."""
    start, end = sorted(axes.get_xlim())
    at, half = (value - start) / ((end - start) or 1.0) * wide(axes), measured(text) / 2
    side = "left" if at < half else "right" if wide(axes) - at < half else "center"
    write(axes, text, (value, 1), shift=(0, 7), frame=ABOVE, ha=side, color=theme.INK)


def lowest(estimates: Estimates, most: int) -> Estimates:
    """The rows with the lowest values, at most so many, in the order given; none without a value."""
    kept = estimates.rows["value"].astype(float).nsmallest(most, keep="first").index
    return dataclasses.replace(estimates, rows=estimates.rows.loc[kept.sort_values()])


def among(estimates: Estimates, verdicts: Sequence[Verdict | None], drawn: Estimates) -> list[Verdict | None]:
    """The verdicts of the rows `drawn`, as they were reached on all of `estimates`."""
    held = {tuple(by.values()): verdict for (by, _), verdict in zip(estimates, verdicts, strict=True)}
    return [held[tuple(by.values())] for by, _ in drawn]


def cut_note(setting: Setting, count: int, most: int, forms: SingularPlural) -> str:
    """What a chart of the lowest rows says of the others; nothing where it has all."""
    if count <= most:
        return ""
    return THE_LOWEST_OF(setting.numerals, n=most, all=count, units=forms[1])


def wrapped(name: str, room: float, lines: int = 2) -> str:
    """A name on at most `lines` lines, each at most `room` points wide."""
    held = [""]
    for word in name.split():
        longer = f"{held[-1]} {word}".strip()
        if measured(longer) <= room or len(held) == lines or not held[-1]:
            held[-1] = longer
        else:
            held.append(word)
    return "\n".join(short(line, room, theme.SMALL) for line in held)


def spread(
    places: Sequence[float], gap: float, within: tuple[float, float] = (-math.inf, math.inf)
) -> list[float]:
    """Places moved apart to at least `gap`, in their order, as little as need be; inside if there is room."""
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
    return _inside(moved, gap, within)


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


def day_axis(axes: Axes, last: float, numerals: Numerals, beside: float = 0.0) -> list[int]:
    """
    Ticks whole months of 30 days apart from 0 to `last`, as many as have room; gives their days.

    Below each there is something `beside` points wide.
    """
    each = max(measured(numerals.count(int(last)), theme.TICKS), beside) + GAP
    fewest = each * last / (MONTH * PLOT_KEEPS * wide(axes))  # months from one tick to the next
    months = next((step for step in (1, 2, 3, 6) if step >= fewest), 12 * math.ceil(fewest / 12))
    days = list(range(0, int(last) + 1, MONTH * months))
    axes.set_xticks(days, [numerals.count(day) for day in days])
    return days


def limits(values: Sequence[float], *, floor: float = 0.0, ceiling: float = math.inf) -> tuple[float, float]:
    """Axis limits around the values with a little air, inside what is possible."""
    known = [value for value in values if not math.isnan(value)]
    low, high = min(known), max(known)
    air = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
    return max(low - air, floor), min(high + air, ceiling)


def _inside(places: list[float], gap: float, within: tuple[float, float]) -> list[float]:
    """Places that keep their gap, pushed back from both ends; only from the upper where room is short."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    floor, ceiling = within
    for i in order:
        places[i] = max(places[i], floor)
        floor = places[i] + gap
    for i in reversed(order):
        places[i] = min(places[i], ceiling)
        ceiling = places[i] - gap
    return places


def _end(block: tuple[list[int], float], gap: float, side: int) -> float:
    return block[1] + side * (len(block[0]) - 1) / 2 * gap
