"""Every chart is one tidy drawing with its words, its data and its figures, the same on every run."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from labelqa.components import MIME, Chart
from labelqa.errors import ParamsError
from labelqa.estimates import VALUE_COLUMNS, Estimate, Estimates
from labelqa.report import open_report

CHARTS = {
    "forest-accuracy-audit-by-site",
    "forest-accuracy-audit-by-queue",
    "forest-accuracy-gold-by-site",
    "trend-accuracy-audit-by-week",
    "funnel-accuracy-audit-by-site",
    "agents-agents-accuracy-by-person",
    "cumulative-flow",
    "forest-quality-score-by-queue",
    "labels-given-and-true",
    "learning-accuracy",
    "time-by-site",
    "time-to-deliver",
}
CURVES = {"cumulative-flow", "learning-accuracy", "time-to-deliver"}
"""Charts of curves: their data are the curves' steps."""


@pytest.fixture(scope="module")
def charts(components) -> dict[str, Chart]:
    """The charts of the whole market by id."""
    return {component.id: component for component in components if isinstance(component, Chart)}


def many_agents(count: int) -> Estimates:
    """So many agents, as the measure gives them."""
    rows = [((f"p{i}",), Estimate(0.9 + i / 10 / count, 0.85, 1.0, 50, 50.0, "test")) for i in range(count)]
    agents = Estimates.of("agents.accuracy", ("person_id",), rows)
    beside = {"low_90": 0.88, "high_90": 1.0, "p_below": 0.5}
    return Estimates(agents.name, agents.by, agents.rows.assign(**beside))


def test_the_report_draws_its_charts(charts):
    """Each once, under its own id."""
    assert set(charts) == CHARTS


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_drawing_is_well_formed_and_plain(charts, name):
    """One svg element with a title, text as text, no style, no size, no nan."""
    svg = charts[name].svg
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing

    assert "{http://www.w3.org/2000/svg}svg" == root.tag
    assert "{http://www.w3.org/2000/svg}title" == root[0].tag
    assert "<text" in svg
    assert "width" not in root.attrib
    assert [] == [word for word in ("style=", "nan", "DejaVu", "class=") if word in svg]


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_ids_begin_with_the_chart_s_own(charts, name):
    """No two charts of a page share one."""
    ids = re.findall(r'\bid="([^"]+)"', charts[name].svg)

    assert len(ids) == len(set(ids))
    assert all(each.startswith(f"{name}-") for each in ids)


@pytest.mark.parametrize("name", sorted(CHARTS - CURVES))
def test_a_chart_s_data_have_every_figure_it_prints(charts, name):
    """The CSV has one row per figure, with the figure's own value."""
    chart = charts[name]
    rows = list(csv.DictReader(io.StringIO(chart.data.csv)))

    assert chart.data.rows == len(rows) == len(chart.figures)
    assert sorted(f.value for f in chart.figures) == sorted(float(row["value"]) for row in rows)


def test_the_same_extract_gives_the_same_bytes(components, run, extract):
    """Every component, drawings included, on a second run."""
    assert components == run(extract)


def test_names_are_written_as_they_are(charts):
    """A dollar is no formula, an ampersand no entity, a leading = no command in the data."""
    forest = charts["forest-accuracy-audit-by-site"]

    assert "Meridian Batam &amp; Co. &lt;$1&gt;" in forest.svg
    assert "'=Alder Bandung" in forest.data.csv


def test_the_site_that_fell_is_named_in_the_trend_and_the_forest(charts):
    """The planted drop is what the words speak of."""
    assert "1 missed the target" in charts["forest-accuracy-audit-by-site"].title
    assert "left the control limits" in charts["trend-accuracy-audit-by-week"].title
    assert "sop-ads 4.2" in charts["trend-accuracy-audit-by-week"].svg


def test_a_crowd_of_agents_is_drawn_as_pixels(report, shown):
    """Beyond 500 marks the layer is one image; its axes stay text."""
    report.agents.caterpillar(many_agents(600))
    svg = shown[-1][MIME]["svg"]

    assert "data:image/png;base64," in svg
    assert "600 agents, lowest first" in svg
    assert svg.count("<use") < 100


@pytest.mark.parametrize(
    "bare", [0.95, pd.DataFrame({"value": [0.95]}), Estimate(0.9, 0.8, 1.0, 5, 5.0, "x")]
)
def test_a_chart_refuses_what_has_no_interval(report, shown, bare):
    """The error says what to pass instead; a table takes a frame too, under a title of its own."""
    charts = (report.forest, report.funnel, report.control_chart, report.agents.caterpillar)
    for draw in (*charts, *([] if isinstance(bare, pd.DataFrame) else [report.table])):
        with pytest.raises(ParamsError, match=r"takes .*, not a bare .*; pass .*, such as r\.\w+"):
            draw(bare)

    assert [] == shown


def test_too_few_units_make_no_funnel(report, shown):
    """Two queues are said to be two, and their figures stay on record."""
    report.funnel(report.accuracy(by="queue"))
    said = shown[-1][MIME]

    assert ["There are only 2 queues; a funnel needs three."] == said["paragraphs"]
    assert 2 == len(said["figures"])


def test_few_weeks_make_a_chart_without_limits(fabricated, tmp_path, shown):
    """A line is drawn, no limit is made up, and the note says why."""
    audits = fabricated.frames["audited_labels"]
    short = audits[pd.to_datetime(audits["local_date"]) >= "2026-09-07"]
    report = open_report(
        fabricated.with_rows("audited_labels", short).write(tmp_path / "x"), show=shown.append
    )
    report.control_chart(report.accuracy(by="week"))
    chart = shown[-1][MIME]

    assert "Upper limit" not in chart["svg"]
    assert "Too few weeks" in chart["title"]
    assert "12 are needed" in chart["note"]


def test_a_missing_measure_says_why_in_one_line(report, shown):
    """No empty chart is drawn; the figure is on record as absent."""
    columns = ["site_id", *VALUE_COLUMNS]
    report.forest(
        Estimates("accuracy.audit", ("site_id",), pd.DataFrame(columns=columns), why="no site is recorded")
    )
    said = shown[-1][MIME]

    assert ["Label accuracy: no site is recorded."] == said["paragraphs"]
    assert [None] == [figure["value"] for figure in said["figures"]]
