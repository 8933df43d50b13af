"""An analyst orders and shortens an exhibit's rows; its figures and its data keep them all."""

from __future__ import annotations

import re

import pytest

from labelqa.components import ANY_COMPONENT, MIME, Chart, Table
from labelqa.report.drawing.svg import escaped

from ..market import SITES


def only(shown: list[dict]) -> Chart | Table:
    """The one component that was shown."""
    (bundle,) = shown
    return ANY_COMPONENT.validate_python(bundle[MIME])


def sites(table: Table) -> list[str]:
    """The names in a table's first column."""
    return [row[0].text for row in table.rows]


@pytest.mark.parametrize(
    ("order", "by", "ascending"),
    [("lowest", "value", True), ("highest", "value", False), ("largest", "n", False)],
)
def test_rows_stand_in_the_order_asked_for(report, shown, order, by, ascending):
    """By value, or by n."""
    accuracy = report.accuracy(by="site")
    report.table(accuracy, order=order)

    ids = accuracy.rows.sort_values(by, ascending=ascending)["site_id"]
    assert [report._setting.name("site_id", each) for each in ids] == sites(only(shown))


def test_rows_by_name_are_in_the_alphabet_s_order(report, shown):
    """Whatever their ids are."""
    report.table(report.accuracy(by="site"), order="name")

    assert sorted(sites(only(shown)), key=str.casefold) == sites(only(shown))


def test_rows_left_out_stay_in_the_figures_and_in_the_data(report, shown):
    """And the note says how many there are."""
    accuracy = report.accuracy(by="site")
    report.table(accuracy, target=report.target("accuracy"), order="lowest", most=2)
    table = only(shown)

    assert (2, 5, 5) == (len(table.rows), len(table.figures), table.data.rows)
    assert "The first 2 of 5 sites; the data file has all." in table.note


def test_a_chart_is_of_the_same_rows(report, shown):
    """Its title speaks of all of them."""
    accuracy = report.accuracy(by="site")
    report.forest(accuracy, target=report.target("accuracy"), order="highest", most=2)
    chart = only(shown)
    ids = accuracy.rows.sort_values("value", ascending=False)["site_id"]
    written = " ".join(re.findall(r"<text[^>]*>([^<]*)", chart.svg))
    drawn = [escaped(SITES[site][1]) in written for site in ids]

    assert chart.title.startswith("Of 5 sites")
    assert [True, True, False, False, False] == drawn
    assert 5 == chart.data.rows
    assert "The first 2 of 5 sites; the data file has all." in chart.note


@pytest.mark.parametrize("draw", ["forest", "table", "funnel"])
def test_an_analyst_s_own_title_stands_over_any_exhibit(report, shown, draw):
    """The rest stays as it is."""
    getattr(report, draw)(report.accuracy(by="site"), title="Our sites")

    assert "Our sites" == only(shown).title
