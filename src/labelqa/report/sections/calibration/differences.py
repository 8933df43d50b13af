"""Differences side by side, each with its interval, around none and inside a margin that does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....components import Chart
from ....estimates import Estimates, Unit
from ...data import family_words
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import ROWS, columns, cut_note, limits, lowest, name_rows, sheet, value_axis
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...language.vocabulary import PLURALS, term
from ...language.words import joined
from ...page.records import records
from ...page.tables import estimates_sheet
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 30
_TALL, _ROW = 126.0, 6.4  # mm of all rows at most, and of one


def differences(setting: Setting, found: Estimates, margin: float, title: str, chart_id: str) -> Chart:
    """One row per value of `by`, in points; red where the interval leaves out 0, the margin shaded."""
    shown = _drawn(
        setting, lowest(found, MOST_ROWS), margin, Caption(chart_id, f"{words.DIFFERENCES} {title}.")
    )
    said, forms = term(found.name), PLURALS[found.by[0]]
    return shown.chart(
        title=title,
        measure=words.DIFFERENCES_MEASURE(
            setting.numerals, measure=said.measure, noun=forms[0], margin=margin
        ),
        note=joined(
            cut_note(setting, len(found), MOST_ROWS, forms),
            family_words.each(forms[0]) if len(found) > 1 else "",
        ),
        width="main",
        data=estimates_sheet(setting, found, [None] * len(found), chart_id),
        figures=records(found),
    )


@drawing
def _drawn(setting: Setting, known: Estimates, margin: float, caption: Caption) -> Drawing:
    axes = sheet("main", min(_ROW * len(known), _TALL) + 16, ROWS)
    name_rows(axes, [setting.title(by) for by, _ in known])
    _axes(axes, setting, known, margin)
    for row, (_, estimate) in enumerate(known):
        apart = estimate.low > 0 or estimate.high < 0
        ink, ends = theme.SIGNAL if apart else theme.BLUE, [estimate.low, estimate.high]
        axes.plot(ends, [row, row], color=ink, alpha=0.35, linewidth=4.2, solid_capstyle="butt")
        axes.plot(estimate.value, row, "o", color=ink, markersize=4.6, markeredgewidth=0)
    rows = [(setting.numerals.change(each), setting.numerals.count(each.n)) for _, each in known]
    columns(axes, ("", term(known.name).counted[1].capitalize()), rows)
    return finished(axes, caption)


def _axes(axes: Axes, setting: Setting, known: Estimates, margin: float) -> None:
    ends = [end for _, e in known for end in (e.low, e.high)]
    axes.set_xlim(*limits([*ends, -margin, margin], floor=-1.0, ceiling=1.0))
    axes.axvspan(-margin, margin, color=theme.BAND_LIGHT, linewidth=0, zorder=0)
    axes.axvline(0, color=theme.INK, linewidth=0.8, zorder=1)
    value_axis(axes, Unit.POINTS, setting.numerals, across=True)
