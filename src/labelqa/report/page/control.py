"""The weekly trend on its control limits, with procedure changes marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...components import Chart
from ...estimates import Estimate, Estimates, Target, Unit
from ...measures.control_charts import ControlChart
from ..data import family_words
from ..data.procedures import Change
from ..data.setting import Setting
from ..drawing import theme
from ..drawing.canvas import (
    ABOVE,
    Label,
    label_ends,
    limits,
    month_axis,
    sheet,
    target_line,
    value_axis,
    write,
)
from ..drawing.drawing import Caption, Drawing, drawing, finished
from ..drawing.fitting import fit, measured, short, wide
from ..language.vocabulary import term
from ..language.words import joined, listed, sentence
from . import words
from .records import records
from .tables import estimates_sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_APART = 5  # points between the names of two changes


def control_chart(
    setting: Setting,
    weekly: Estimates,
    control: ControlChart,
    target: Target | None,
    marks: Sequence[Change],
    chart_id: str,
) -> Chart:
    """Weekly values with Laney p′ limits; weeks outside them are red, `marks` are vertical lines."""
    last_day = setting.context.period.end - dt.timedelta(days=1)
    title, numerals = _title(setting, control), setting.numerals
    kind = words.CONTROL_ALT(numerals, n=len(control.frame))
    alt = joined(kind, sentence(title), _course(setting, weekly))
    shown = _drawn(setting, weekly.unit, control, target, marks, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.TO_DAY(numerals, measure=term(weekly.name).measure, day=last_day),
        note=_note(setting, control, marks, shown.unnamed),
        width="full",
        data=estimates_sheet(setting, weekly, [None] * len(weekly), chart_id),
        figures=records(weekly),
    )


@drawing
def _drawn(
    setting: Setting,
    unit: Unit,
    control: ControlChart,
    target: Target | None,
    marks: Sequence[Change],
    caption: Caption,
) -> Drawing:
    axes = sheet("full", 72, (4, 4, 9, 8))
    frame, weeks = control.frame, list(control.frame["week"])
    goal = [target.value] if target else []
    axes.set_ylim(*limits([*frame["value"], *frame["lower"], *frame["upper"], *goal], ceiling=1.002))
    axes.set_xlim(weeks[0] - dt.timedelta(days=4), weeks[-1] + dt.timedelta(days=4))
    labels = _limits(axes, setting, control)
    labels += target_line(axes, target, unit, setting.numerals)
    _line(axes, control)
    label_ends(axes, labels)
    value_axis(axes, unit, setting.numerals)
    month_axis(axes, weeks, setting.numerals)
    fit([axes])
    unnamed = _marks(axes, marks)
    return finished(axes, caption)._replace(unnamed=tuple(unnamed))


def _limits(axes: Axes, setting: Setting, control: ControlChart) -> list[Label]:
    frame = control.frame
    if control.why:
        return []
    axes.fill_between(frame["week"], frame["lower"], frame["upper"], color=theme.BAND_LIGHT, linewidth=0)
    for bound in ("lower", "centre", "upper"):
        axes.plot(frame["week"], frame[bound], color=theme.BLUE_LIGHT, linewidth=0.8)
    last, numerals = frame.iloc[-1], setting.numerals
    mean = numerals.observed(last["centre"], frame["n"].sum())
    return [
        (last["upper"], words.UPPER, theme.INK_2),
        (last["centre"], words.BASELINE(numerals, mean=mean), theme.BLUE),
        (last["lower"], words.LOWER, theme.INK_2),
    ]


def _line(axes: Axes, control: ControlChart) -> None:
    frame, ring = control.frame, {"markeredgecolor": theme.PAPER, "markeredgewidth": 0.6}
    axes.plot(frame["week"], frame["value"], color=theme.BLUE, linewidth=1.6, zorder=3)
    axes.plot(frame["week"], frame["value"], "o", color=theme.BLUE, markersize=3.2, zorder=4, **ring)
    outside = frame[frame["signal"]]
    axes.plot(outside["week"], outside["value"], "o", color=theme.SIGNAL, markersize=5.2, zorder=5, **ring)


def _marks(axes: Axes, marks: Sequence[Change]) -> list[str]:
    """Vertical lines with their labels above, on the first of two lines with room; gives those without."""
    from matplotlib.dates import date2num

    start, end = axes.get_xlim()
    point = (end - start) / wide(axes)
    free, unnamed = [start, start], []
    for day, text in sorted(marks):
        axes.axvline(day, color=theme.INK_3, linewidth=0.6, zorder=1)
        name = short(text, wide(axes) / 2, theme.SMALL)
        across = point * measured(name)
        left = min(max(date2num(day) - across / 2, start), end - across)
        line = next((i for i, taken in enumerate(free) if taken <= left), None)
        if line is None:
            unnamed.append(text)
            continue
        free[line] = left + across + _APART * point
        write(axes, name, (left, 1), shift=(0, 6 + 9 * line), frame=ABOVE)
    return unnamed


def _title(setting: Setting, control: ControlChart) -> str:
    """What the limits say of the weeks."""
    if control.why:
        return words.TOO_FEW_WEEKS
    outside = [
        setting.numerals.short_day(week) for week in control.frame.loc[control.frame["signal"], "week"]
    ]
    if not outside:
        return words.NO_WEEK_LEFT
    return words.WEEKS_LEFT(setting.numerals, n=len(outside), weeks=outside)


def _note(setting: Setting, control: ControlChart, marks: Sequence[Change], unnamed: Sequence[str]) -> str:
    if control.why:
        return sentence(control.why)
    numerals, runs = setting.numerals, control.runs
    before = int((control.frame["week"] < setting.context.period.start).sum())
    drift = (
        words.DRIFT(
            numerals,
            longest=runs.longest,
            longest_allowed=runs.longest_allowed,
            crossings=runs.crossings,
            crossings_needed=runs.crossings_needed,
        )
        if runs and runs.signal
        else ""
    )
    return joined(
        words.LANEY(numerals, n=before, period=setting.period),
        drift,
        family_words.WEEKS,
        words.MARKS if marks else "",
        words.NO_ROOM(numerals, names=listed(unnamed, len(unnamed))) if unnamed else "",
    )


def _course(setting: Setting, weekly: Estimates) -> str:
    known = [estimate for _, estimate in weekly if estimate.exists]
    low, high = min(known, key=_value), max(known, key=_value)
    return words.COURSE(setting.numerals, low=low, high=high, last=known[-1])


def _value(estimate: Estimate) -> float:
    return estimate.value
