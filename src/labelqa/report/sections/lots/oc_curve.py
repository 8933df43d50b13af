"""What an acceptance plan lets through: the chance of a lot against its share of wrong labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....components import Chart
from ....estimates import Estimates, Unit
from ....measures.lots import SELDOM, Characteristic
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import DASHED, head_at, sheet, value_axis
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...drawing.fitting import fit
from ...drawing.naming import name_dots
from ...language.words import joined, sentence
from ...page.records import records, sheet_of_many
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def oc_curve(setting: Setting, found: Characteristic, chart_id: str) -> Chart:
    """The curve with its two points: the tolerated share, and the one still accepted one time in ten."""
    title = _title(setting, found)
    alt = joined(words.CURVE_ALT, sentence(title))
    plan = f"{found.plan.n}/{found.plan.c}"
    measures, shown = _measures(found, plan), _drawn(setting, found, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.CURVE_MEASURE(setting.numerals, plan=plan, period=setting.period),
        note=_note(setting, found),
        width="main",
        data=sheet_of_many(chart_id, measures),
        figures=tuple(figure for each in measures for figure in records(each)),
    )


@drawing
def _drawn(setting: Setting, found: Characteristic, caption: Caption) -> Drawing:
    axes = sheet("main", 74, (4, 8, 8, 12))
    axes.set_xlim(0, found.shares[-1])
    axes.set_ylim(0, 1.02)
    axes.plot(found.shares, found.accepted, color=theme.BLUE)
    _points(axes, setting, found)
    value_axis(axes, Unit.SHARE, setting.numerals, across=True)
    value_axis(axes, Unit.SHARE, setting.numerals)
    axes.set_xlabel(words.CURVE_AXIS)
    return finished(axes, caption)


def _points(axes: Axes, setting: Setting, found: Characteristic) -> None:
    numerals = setting.numerals
    axes.axvline(found.tolerated, zorder=1, **DASHED)
    head_at(axes, words.TOLERATED(numerals, tolerated=found.tolerated), found.tolerated)
    points = [(found.tolerated, found.chance.value), (found.limiting.value, SELDOM)]
    said = (
        numerals.estimate(found.chance),
        words.SELDOM(numerals, seldom=numerals.percent(SELDOM, 0), limiting=found.limiting),
    )
    axes.plot(*zip(*points, strict=True), "o", color=theme.BLUE, markersize=4.6, markeredgewidth=0)
    fit([axes])
    name_dots(axes, points, {number: (text, theme.INK) for number, text in enumerate(said)})


def _title(setting: Setting, found: Characteristic) -> str:
    return words.CURVE(
        setting.numerals, tolerated=found.tolerated, chance=found.chance, limiting=found.limiting
    )


def _note(setting: Setting, found: Characteristic) -> str:
    return words.CURVE_NOTE(
        setting.numerals,
        n=found.lots,
        all=found.of,
        inspected=found.plan.n,
        wrong=found.plan.c,
        outgoing=found.outgoing,
    )


def _measures(found: Characteristic, plan: str) -> list[Estimates]:
    values = {
        "lots.chance": found.chance,
        "lots.limiting_quality": found.limiting,
        "lots.outgoing_limit": found.outgoing,
    }
    return [Estimates.of(name, ("plan",), [((plan,), estimate)]) for name, estimate in values.items()]
