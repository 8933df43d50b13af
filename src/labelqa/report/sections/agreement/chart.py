"""Alpha with its interval, AC1 and raw agreement side by side, one row per queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....components import Chart
from ....estimates import Estimates, Unit
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import (
    ABOVE,
    DASHED,
    ROWS,
    columns,
    cut_note,
    limits,
    lowest,
    name_rows,
    sheet,
    value_axis,
    write,
)
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...language.vocabulary import PLURALS, term
from ...language.words import joined
from ...page.records import records, sheet_of_many
from . import words
from .sentences import RELIABLE, TENTATIVE, bands, legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 20
_ROW = 6.4  # mm


def agreement(setting: Setting, alpha: Estimates, ac1: Estimates, raw: Estimates, chart_id: str) -> Chart:
    """The three by the same column; lines at Krippendorff's limits, which judge nothing by a colour."""
    title, forms = bands(setting, alpha), PLURALS[alpha.by[0]]
    alt = f"{words.CHART_ALT} {title}."
    shown = _drawn(setting, lowest(alpha, MOST_ROWS), ac1, raw, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.CHART_MEASURE(
            setting.numerals, measure=term(alpha.name).measure, noun=forms[0], period=setting.period
        ),
        note=joined(words.CHART_NOTE, legend(setting), cut_note(setting, len(alpha), MOST_ROWS, forms)),
        width="main",
        data=sheet_of_many(chart_id, (alpha, ac1, raw)),
        figures=tuple(figure for each in (alpha, ac1, raw) for figure in records(each)),
    )


@drawing
def _drawn(setting: Setting, drawn: Estimates, ac1: Estimates, raw: Estimates, caption: Caption) -> Drawing:
    axes = sheet("main", _ROW * len(drawn) + 18, ROWS)
    name_rows(axes, [setting.title(by) for by, _ in drawn])
    _axes(axes, setting, drawn)
    beside = [{tuple(by.values()): estimate for by, estimate in each} for each in (ac1, raw)]
    for row, (by, estimate) in enumerate(drawn):
        axes.plot([estimate.low, estimate.high], [row, row], **_BAR)
        axes.plot(estimate.value, row, "o", color=theme.BLUE, markersize=4.6, markeredgewidth=0)
        for held, look in zip(beside, (_RING, _TICK), strict=True):
            other = held.get(tuple(by.values()))
            if other is not None and other.exists:
                axes.plot(other.value, row, **look)
    rows = [
        (setting.numerals.estimate(estimate), setting.numerals.count(beside[-1][tuple(by.values())].n))
        for by, estimate in drawn
    ]
    columns(axes, words.CHART_HEADS, rows)
    return finished(axes, caption)


_BAR = {"color": theme.BLUE, "alpha": 0.35, "linewidth": 4.2, "solid_capstyle": "butt"}
_RING = {
    "marker": "o",
    "color": theme.INK_2,
    "markersize": 5.0,
    "markerfacecolor": theme.PAPER,
    "markeredgewidth": 1.0,
    "linestyle": "none",
}
_TICK = {"marker": "|", "color": theme.INK_2, "markersize": 9.0, "markeredgewidth": 1.2, "linestyle": "none"}


def _axes(axes: Axes, setting: Setting, drawn: Estimates) -> None:
    ends = [end for _, estimate in drawn for end in (estimate.low, estimate.high)]
    axes.set_xlim(*limits([*ends, TENTATIVE, 1.0], floor=-1.0, ceiling=1.02))
    value_axis(axes, Unit.INDEX, setting.numerals, across=True)
    for limit, side, aside in ((TENTATIVE, "right", 2), (RELIABLE, "left", -2)):
        axes.axvline(limit, zorder=1, **DASHED)
        text = setting.numerals.goal(limit, Unit.INDEX)
        write(axes, text, (limit, 1), shift=(aside, 7), frame=ABOVE, ha=side, color=theme.INK)
