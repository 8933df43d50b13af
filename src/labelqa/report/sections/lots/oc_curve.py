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
from ...language import words
from ...language.vocabulary import LABELS
from ...page.records import records, sheet_of_many
from .words import LOTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def oc_curve(setting: Setting, found: Characteristic, chart_id: str) -> Chart:
    """The curve with its two points: the tolerated share, and the one still accepted one time in ten."""
    title = _title(setting, found)
    alt = f"Curve of the chance that a lot is accepted, falling with its share of wrong labels. {title}."
    plan = f"{found.plan.n}/{found.plan.c}"
    measures, shown = _measures(found, plan), _drawn(setting, found, Caption(chart_id, alt))
    return Chart(
        id=chart_id,
        title=title,
        measure=f"Chance that a lot is accepted, by its share of wrong labels, plan {plan}, {setting.period}",
        alt=alt,
        svg=shown.svg,
        fault=shown.fault,
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
    axes.set_xlabel("Wrong labels in the lot")
    return finished(axes, caption)


def _points(axes: Axes, setting: Setting, found: Characteristic) -> None:
    numerals = setting.numerals
    axes.axvline(found.tolerated, zorder=1, **DASHED)
    tolerated = f"Tolerated {numerals.goal(found.tolerated, Unit.SHARE)}"
    head_at(axes, tolerated, found.tolerated)
    points = [(found.tolerated, found.chance.value), (found.limiting.value, SELDOM)]
    said = (
        numerals.estimate(found.chance),
        f"{numerals.percent(SELDOM, 0)} at {numerals.estimate(found.limiting)}",
    )
    axes.plot(*zip(*points, strict=True), "o", color=theme.BLUE, markersize=4.6, markeredgewidth=0)
    fit([axes])
    name_dots(axes, points, {number: (text, theme.INK) for number, text in enumerate(said)})


def _title(setting: Setting, found: Characteristic) -> str:
    numerals = setting.numerals
    tolerated = numerals.goal(found.tolerated, Unit.SHARE)
    return (
        f"Of lots with {tolerated} wrong, {numerals.estimate(found.chance)} are accepted; "
        f"of those with {numerals.estimate(found.limiting)}, one in ten"
    )


def _note(setting: Setting, found: Characteristic) -> str:
    numerals = setting.numerals
    inspected = words.plural(found.plan.n, LABELS, numerals)
    lots, wrong = (numerals.count(number) for number in (found.lots, found.plan.c))
    return (
        f"The plan of {lots} of {words.plural(found.of, LOTS, numerals)}: {inspected} inspected, at most "
        f"{wrong} of them wrong. At most {numerals.estimate(found.outgoing)} wrong goes out where rejected "
        "lots are put right."
    )


def _measures(found: Characteristic, plan: str) -> list[Estimates]:
    values = {
        "lots.chance": found.chance,
        "lots.limiting_quality": found.limiting,
        "lots.outgoing_limit": found.outgoing,
    }
    return [Estimates.of(name, ("plan",), [((plan,), estimate)]) for name, estimate in values.items()]
