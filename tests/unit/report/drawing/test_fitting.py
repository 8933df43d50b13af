"""Drawings of rows fit whatever they are of: names of any width and script, any number, any value."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math

import pytest

from labelqa.components import Chart
from labelqa.estimates import Estimate, Estimates, Target, Unit
from labelqa.measures import comparison, control_charts
from labelqa.measures.labels import LabelResults
from labelqa.report.data.setting import Setting
from labelqa.report.drawing.microcharts import dots
from labelqa.report.overview.multiples import multiples
from labelqa.report.page.control import control_chart
from labelqa.report.page.forest import forest
from labelqa.report.page.funnel import funnel
from labelqa.report.page.standing import Standings
from labelqa.report.sections.agents.caterpillar import caterpillar
from labelqa.report.sections.agreement.chart import agreement
from labelqa.report.sections.calibration.before_after import before_after
from labelqa.report.sections.calibration.differences import differences
from labelqa.report.sections.labels.dumbbell import dumbbell
from labelqa.report.sections.time.time_bar import time_bar

from ..fitted import NAMES, SHARES, cut, fonts_of_print, setting, unfit

__all__ = ["fonts_of_print", "setting", "unfit"]
# WeasyPrint leaves its colour profile open; the render process ends, a test does not.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")
SIZES = (1, 11, 60, 200)
NINETY_FIVE, ACCURACY = Target(0.95), "accuracy.audit"
PARTS = ("Handling", "Waiting", "Internal shrinkage", "External shrinkage")


def by(
    column: str, count: int, *, name: str = "Site", measure: str = "accuracy.audit", of: str = "usual"
) -> Estimates:
    """So many rows of one value, their names alike but for a number at the end."""
    value, low, high, n = SHARES[of]
    rows = [((f"{name} {i}",), Estimate(value, low, high, n, float(n), "test")) for i in range(count)]
    return Estimates.of(measure, (column,), rows)


def drawn(setting: Setting, kind: str, rows: Estimates) -> Chart:
    """A chart of that kind of the rows."""
    if kind == "forest":
        return forest(setting, rows, NINETY_FIVE, "c")
    if kind == "before and after":
        return before_after(setting, rows, rows, NINETY_FIVE, "c")
    if kind == "differences":
        points = rows.rows.assign(unit=Unit.POINTS, value=0.01, low=-0.02, high=0.04)
        return differences(setting, dataclasses.replace(rows, rows=points), 0.02, "Differences", "c")
    if kind == "agreement":
        return agreement(setting, rows, rows, rows, "c")
    if kind == "dumbbell":
        return dumbbell(setting, LabelResults(*(rows,) * 6), "c")
    if kind == "time":
        quarter = dataclasses.replace(rows, rows=rows.rows.assign(value=0.25, low=0.2, high=0.3))
        parts = [
            (part, quarter) for part in ("Handling", "Waiting", "Internal shrinkage", "External shrinkage")
        ]
        return time_bar(setting, parts, "c")
    centre = float(rows.rows["value"].mean())
    return funnel(setting, rows, comparison.funnel(rows, centre), centre, NINETY_FIVE, "c")


ROWS = ("forest", "before and after", "differences", "agreement", "dumbbell", "time", "funnel")
COLUMNS = {"agreement": "queue_id", "dumbbell": "label_id", "differences": "site_id"}


@pytest.mark.parametrize("kind", ROWS)
def test_names_of_any_width_and_script_are_inside_the_drawing(setting, kind, unfit):
    """As WeasyPrint draws them, with the fonts of print."""
    column = COLUMNS.get(kind, "site_id")
    rows = by(column, len(NAMES)).rows.assign(**{column: list(NAMES.values())})

    assert [] == unfit(drawn(setting, kind, Estimates(ACCURACY, (column,), rows)))


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("count", SIZES)
def test_any_number_of_rows_is_inside_the_drawing(setting, kind, count, unfit):
    """Long lists are cut, and the note says so; a funnel of one is no funnel."""
    rows = by(COLUMNS.get(kind, "site_id"), count)

    assert [] == unfit(drawn(setting, kind, rows))


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("of", SHARES)
def test_any_share_is_inside_the_drawing(setting, kind, of, unfit):
    """0 % and 100.000 % on axes, in columns and beside dots."""
    rows = by(COLUMNS.get(kind, "site_id"), 5, of=of)

    assert [] == unfit(drawn(setting, kind, rows))


@pytest.mark.parametrize("count", [1, 78, 5000])
@pytest.mark.parametrize("of", SHARES)
def test_agents_of_any_number_and_value_are_inside_the_drawing(setting, count, of, unfit):
    """From one to five thousand."""
    agents = by("person_id", count, measure="agents.accuracy", of=of)
    rows = agents.rows.assign(low_90=agents.rows["low"], high_90=agents.rows["high"], p_below=0.5)
    everybody, nobody = dataclasses.replace(agents, rows=rows), Standings((), ())
    shown = caterpillar(setting, everybody, nobody, NINETY_FIVE, "audits", "c")

    assert [] == unfit(shown)


def weeks(count: int, of: str) -> Estimates:
    """So many weeks of one value."""
    value, low, high, n = SHARES[of]
    first = dt.date(2026, 10, 26) - dt.timedelta(weeks=count - 1)
    days = [first + dt.timedelta(weeks=i) for i in range(count)]
    rows = [((day,), Estimate(value, low, high, n, float(n), "test")) for day in days]
    return Estimates.of(ACCURACY, ("week",), rows)


@pytest.mark.parametrize("count", [1, 2, 26])
@pytest.mark.parametrize("of", SHARES)
def test_weeks_of_any_number_and_value_are_inside_the_drawing(setting, count, of, unfit):
    """With names of procedures as long as they come, at the very first and last day."""
    weekly = weeks(count, of)
    control = control_charts.laney(weekly, baseline=max(1, count - 4))
    days = list(control.frame["week"])
    marks = [(days[0], NAMES["wide"]), (days[-1], NAMES["thai"])]

    assert [] == unfit(control_chart(setting, weekly, control, NINETY_FIVE, marks, "c"))


@pytest.mark.parametrize("count", [1, 12])
def test_small_trends_side_by_side_are_inside_the_drawing(setting, count, unfit):
    """Their axes say 100.000 %, their names are as wide as they come."""
    weekly = weeks(26, "all right of many")
    control = control_charts.laney(weekly, baseline=22)
    names = [f"{NAMES['wide']} {i}" for i in range(count)]
    shown = multiples(
        setting,
        dataclasses.replace(weekly, by=("site_id",), rows=weekly.rows.rename(columns={"week": "site_id"})),
        dict.fromkeys(names, control),
        dict.fromkeys(names, NINETY_FIVE),
        "c",
    )

    assert [] == unfit(shown)


def test_the_cover_s_rows_are_inside_the_drawing():
    """A week that is missing leaves its place empty."""
    rows = [(name, [(1.0, "#fff"), (math.nan, ""), (0.5, "#fff")]) for name in NAMES.values()]

    assert [] == cut(dots(rows, [(0, "October"), (2, "November")]))
