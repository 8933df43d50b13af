"""Accuracy by week with its intervals, the days asked about shaded, the weeks that stand out in red."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ....components import Chart, FigureOfRecord
from ....estimates import Estimate
from ....measures.investigation.episode import Episode
from ....measures.investigation.result import InvestigationResult
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import label_ends, limits, month_axis, sheet, value_axis
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...language.words import joined, sentence
from ...page.records import record, records
from ...page.tables import estimates_sheet
from . import sentences, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WEEK = dt.timedelta(weeks=1)


def since_when(setting: Setting, found: InvestigationResult, chart_id: str) -> Chart:
    """`found.episode` has weeks; the line is the accuracy before the days asked about."""
    episode, numerals = found.episode, setting.numerals
    known = [
        (dt.date.fromisoformat(by["week"]), estimate) for by, estimate in episode.weekly if estimate.exists
    ]
    last = setting.context.period.end - dt.timedelta(days=1)
    title = sentences.since_title(setting, episode)
    alt = joined(
        words.SINCE_ALT(numerals, n=len(known)),
        sentence(title),
        words.LAST_WEEK(numerals, last=known[-1][1]),
    )
    shown = _drawn(setting, found, known, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.SINCE_MEASURE(numerals, last=last),
        note=sentences.since_note(setting, episode),
        width="full",
        data=estimates_sheet(setting, episode.weekly, [None] * len(episode.weekly), chart_id),
        figures=(*records(episode.weekly), *_records(episode)),
    )


@drawing
def _drawn(
    setting: Setting, found: InvestigationResult, known: list[tuple[dt.date, Estimate]], caption: Caption
) -> Drawing:
    episode, numerals = found.episode, setting.numerals
    axes = sheet("full", 64, (4, 4, 4, 8))
    weeks = [week for week, _ in known]
    axes.set_ylim(*limits([end for _, e in known for end in (e.low, e.high)], ceiling=1.002))
    axes.set_xlim(weeks[0] - _WEEK / 2, weeks[-1] + _WEEK / 2)
    start, end = setting.context.period.start, setting.context.period.end
    axes.axvspan(start - _WEEK / 2, end - _WEEK / 2, color=theme.BAND_LIGHT, linewidth=0, zorder=0)
    _marks(axes, known, episode)
    before = found.level.before
    if before.exists:
        axes.axhline(before.value, color=theme.BLUE_LIGHT, linewidth=0.8, zorder=1)
        label_ends(axes, [(before.value, words.BEFORE(numerals, before=before), theme.BLUE)])
    value_axis(axes, episode.weekly.unit, numerals)
    month_axis(axes, weeks, numerals)
    return finished(axes, caption)


def _marks(axes: Axes, known: list[tuple[dt.date, Estimate]], episode: Episode) -> None:
    for week, estimate in known:
        ink = theme.SIGNAL if _stands_out(week, episode) else theme.BLUE
        axes.plot([week, week], [estimate.low, estimate.high], color=ink, linewidth=1.0, alpha=0.45, zorder=2)
        axes.plot(week, estimate.value, "o", color=ink, markersize=4, zorder=3,
                  markeredgecolor=theme.PAPER, markeredgewidth=0.6)  # fmt: skip


def _stands_out(week: dt.date, episode: Episode) -> bool:
    if not (episode.certain and episode.first and episode.last):
        return False
    return episode.first <= week <= episode.last


def _records(episode: Episode) -> tuple[FigureOfRecord, ...]:
    if episode.change is None:
        return ()
    p = sentences.as_estimate(episode.change.p, episode.accuracy.n)
    return (
        record("investigation.since.overall", p),
        record("investigation.episode.overall", episode.accuracy),
        record("investigation.lost.overall", episode.lost),
    )
