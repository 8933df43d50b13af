"""How joiners learn: a curve for each cohort by weeks in production, against where the tenured stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ....components import Chart, Data, FigureOfRecord
from ....estimates import Target, Unit
from ....measures.learning_curves import WEEK, Band, LearningCurve
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import Label, label_ends, limits, sheet, target_line, value_axis
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...language.words import joined, sentence
from ...page.records import sheet as data_sheet
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_COHORTS = 6


@dataclass(frozen=True)
class Learning:
    """
    Curves by cohort in order of their start, `about` the one the chart is about, red where it is `behind`.

    `undrawn` are the cohorts without a curve, `tenured` is where the middle half of the tenured stand.
    """

    curves: Mapping[str, LearningCurve]
    about: str
    behind: bool
    undrawn: tuple[str, ...]
    tenured: Band | None
    target: Target | None
    unit: Unit

    @property
    def is_seen(self) -> bool:
        """Whether the first curve has two weeks, so that there is one."""
        return len(next(iter(self.curves.values())).points) > 1

    @property
    def others(self) -> list[str]:
        """The newest of the cohorts that the chart is not about."""
        return [name for name in self.curves if name != self.about][-(MOST_COHORTS - 1) :]


def learning(
    setting: Setting,
    drawn: Learning,
    said: tuple[str, str, str],
    figures: tuple[FigureOfRecord, ...],
    chart_id: str,
) -> Chart:
    """
    The chart's own cohort with its weekly values and 95 % band; others, at most MOST_COHORTS, thin.

    `said`: title, measure and note.
    """
    title, measure, note = said
    alt = joined(words.LEARNING_ALT, sentence(title))
    shown = _drawn(setting, drawn, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=measure,
        note=note,
        width="main",
        data=_data(drawn.curves, chart_id),
        figures=figures,
    )


@drawing
def _drawn(setting: Setting, drawn: Learning, caption: Caption) -> Drawing:
    axes = sheet("main", 84, (4, 4, 4, 11))
    lines = {name: _line(drawn.curves[name]) for name in (*drawn.others, drawn.about)}
    last = max(float(line["age"].iloc[-1]) for line in lines.values())
    axes.set_xlim(0, last)
    axes.set_ylim(*_reach(drawn, lines))
    yardsticks = _yardsticks(axes, setting, drawn)
    thin = [_draw(axes, setting, name, lines[name], theme.BLUE_LIGHT) for name in drawn.others]
    ink = theme.SIGNAL if drawn.behind else theme.BLUE
    about = _draw(axes, setting, drawn.about, lines[drawn.about], ink, thick=True)
    _points(axes, drawn.curves[drawn.about].points, ink)
    label_ends(axes, [*yardsticks, *thin, about])
    value_axis(axes, drawn.unit, setting.numerals)
    _weeks(axes, setting, last)
    return finished(axes, caption)


def _points(axes: Axes, weekly: pd.DataFrame, ink: str) -> None:
    axes.plot(weekly["age"], weekly["value"], "o", color=ink, markersize=3.0, markeredgewidth=0, alpha=0.55)


def _weeks(axes: Axes, setting: Setting, last: float) -> None:
    """The axis of days, marked by weeks."""
    weeks = range(0, int(last) // WEEK + 1, 1 if last < 8 * WEEK else 2)
    axes.set_xticks([week * WEEK for week in weeks], [setting.numerals.count(week) for week in weeks])
    axes.set_xlabel(words.WEEKS_AXIS)


def _line(curve: LearningCurve) -> pd.DataFrame:
    """The fitted curve, or where there is none the weekly values."""
    return curve.fitted if len(curve.fitted) else curve.points


def _draw(
    axes: Axes, setting: Setting, name: str, line: pd.DataFrame, ink: str, *, thick: bool = False
) -> Label:
    if thick and "low" in line:
        axes.fill_between(line["age"], line["low"], line["high"], color=ink, alpha=0.14, linewidth=0)
    axes.plot(
        line["age"], line["value"], color=ink, linewidth=1.9 if thick else 1.1, zorder=4 if thick else 3
    )
    end = line.iloc[-1]
    axes.plot(end["age"], end["value"], "o", color=ink, markersize=3.4, zorder=5, clip_on=False)
    return float(end["value"]), setting.name("cohort_id", name), ink


def _yardsticks(axes: Axes, setting: Setting, drawn: Learning) -> list[Label]:
    """The band of the tenured's middle half, and the target."""
    labels: list[Label] = []
    if drawn.tenured:
        axes.axhspan(drawn.tenured.low, drawn.tenured.high, color=theme.BAND, linewidth=0, zorder=0)
        labels.append((drawn.tenured.middle, words.TENURED, theme.INK_2))
    return labels + target_line(axes, drawn.target, drawn.unit, setting.numerals)


def _reach(drawn: Learning, lines: Mapping[str, pd.DataFrame]) -> tuple[float, float]:
    ends = [value for line in lines.values() for value in line["value"]]
    own = lines[drawn.about]
    ends += [value for column in ("low", "high") if column in own for value in own[column]]
    ends += list(drawn.curves[drawn.about].points["value"])
    ends += [drawn.tenured.low, drawn.tenured.high] if drawn.tenured else []
    ends += [drawn.target.value] if drawn.target else []
    return limits(ends, ceiling=1.002 if drawn.unit is Unit.SHARE else float("inf"))


def _data(curves: Mapping[str, LearningCurve], name: str) -> Data:
    rows: list[list[object]] = []
    for cohort, curve in curves.items():
        rows += [[cohort, "week", r.age, r.value, None, None, r.people] for r in curve.points.itertuples()]
        rows += [[cohort, "curve", r.age, r.value, r.low, r.high, None] for r in curve.fitted.itertuples()]
    return data_sheet(name, ["cohort", "kind", "day", "value", "low", "high", "people"], rows)
