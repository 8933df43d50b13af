"""Two shares of the same thing, joined by a line: as it was given, and as it truly is with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ....components import Chart
from ....estimates import Estimate
from ....measures.labels import LabelResults, are_apart, distance
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import ROWS, columns, name_rows, sheet
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...drawing.fitting import POINTS
from ...language.terms import LABELS
from ...language.words import joined, sentence
from ...page.records import records, sheet_of_many
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 14
LABEL_NAMES = 50 * POINTS  # a label may come with its queue
_ROW = 6.4  # mm
_TICKS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)

Pair = tuple[str, Estimate, Estimate]  # what it is called, given, true


def dumbbell(setting: Setting, results: LabelResults, chart_id: str) -> Chart:
    """The labels whose given share is most surely another than the true one first, on a log scale."""
    pairs = sorted(_pairs(setting, results), key=lambda pair: (-distance(*pair[1:]), pair[0]))
    apart = are_apart([pair[1:] for pair in pairs], setting.context.decided)
    drawn = pairs[:MOST_ROWS]
    numerals = setting.numerals
    title = words.APART(numerals, n=sum(apart), of=len(pairs))
    alt = joined(words.APART_ALT, sentence(title))
    shown = _drawn(setting, drawn, apart, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.APART_MEASURE(numerals, period=setting.period),
        note=joined(
            words.MOST_APART(numerals, n=MOST_ROWS) if len(pairs) > MOST_ROWS else "",
            words.APART_NOTE,
            setting.together(LABELS[1]) if len(pairs) > 1 else "",
        ),
        width="main",
        data=sheet_of_many(chart_id, (results.given, results.true)),
        figures=(*records(results.given), *records(results.true)),
    )


@drawing
def _drawn(setting: Setting, pairs: Sequence[Pair], apart: Sequence[bool], caption: Caption) -> Drawing:
    axes = sheet("main", _ROW * len(pairs) + 16, ROWS)
    name_rows(axes, [name for name, _, _ in pairs], LABEL_NAMES)
    _axes(axes, setting, pairs)
    for row, (_, given, true) in enumerate(pairs):
        _row(axes, row, (given, true), theme.SIGNAL if apart[row] else theme.BLUE)
    _numbers(axes, setting, pairs)
    return finished(axes, caption)


def _pairs(setting: Setting, results: LabelResults) -> list[Pair]:
    """Labels with both shares; a name that several queues have comes with its queue."""
    both = [(by, given, true) for (by, given), (_, true) in zip(results.given, results.true, strict=True)]
    names = [setting.name("label_id", by["label_id"]) for by, _, _ in both]
    return [
        (setting.title(by) if names.count(name) > 1 else name, given, true)
        for name, (by, given, true) in zip(names, both, strict=True)
        if given.exists and true.exists
    ]


def _axes(axes: Axes, setting: Setting, drawn: Sequence[Pair]) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter

    known = [share for _, given, true in drawn for share in (given.value, true.value) if share > 0]
    axes.set_xscale("log")
    top = max(share for _, given, true in drawn for share in (given.value, true.high))
    axes.set_xlim(max(0.6 * min(known, default=0.01), _TICKS[0]), min(1.2 * top, 1.08))
    axes.xaxis.set_major_locator(FixedLocator(_TICKS))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: setting.numerals.percent(value, 0 if value >= 0.01 else 1))
    )
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.tick_params(axis="x", which="minor", length=0)


def _row(axes: Axes, row: int, pair: tuple[Estimate, Estimate], ink: str) -> None:
    """What is below the axis is drawn at its end."""
    (given, true), floor = pair, axes.get_xlim()[0]
    low, high, here, there = (max(share, floor) for share in (true.low, true.high, given.value, true.value))
    axes.plot([low, high], [row, row], color=ink, alpha=0.3, linewidth=4.2, solid_capstyle="butt")
    axes.plot([here, there], [row, row], color=ink, linewidth=1.1)
    axes.plot(here, row, "o", color=ink, markersize=6.0, markerfacecolor=theme.PAPER, markeredgewidth=1.1)
    axes.plot(there, row, "o", color=ink, markersize=3.6, markeredgewidth=0)


def _numbers(axes: Axes, setting: Setting, drawn: Sequence[Pair]) -> None:
    """Two columns right of the axes: given and true."""
    numerals = setting.numerals
    rows = [(numerals.estimate(given), numerals.estimate(true)) for _, given, true in drawn]
    columns(axes, words.APART_HEADS, rows, bold=1)
