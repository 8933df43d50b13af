"""A drawing may fail, and nothing else: its chart keeps words, figures and data, and says what went wrong."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from labelqa.components import MIME, Chart
from labelqa.errors import NotebookError, ReleaseError
from labelqa.report.page import forest

SECRET = "Northwind Semarang has 17 agents"


@pytest.fixture
def of_site(report, shown):
    """Draw the accuracy of sites, and give the chart."""

    def draw() -> Chart:
        report.forest(report.accuracy(by="site"), target=report.target("accuracy"))
        return Chart.model_validate(shown[-1][MIME])

    return draw


@pytest.fixture
def broken(monkeypatch):
    """Let the rows of a forest raise an error."""

    def breaks(error: Exception) -> None:
        def columns(*_: object) -> None:
            raise error

        monkeypatch.setattr(forest, "columns", columns)

    return breaks


def test_a_drawing_that_raises_leaves_its_chart_whole(of_site, broken, caplog):
    """The same title, words, figures and data as with its drawing."""
    drawn = of_site()
    broken(ValueError(SECRET))
    failed = of_site()
    logged = caplog.text
    caplog.clear()

    assert drawn.svg
    assert drawn == failed.model_copy(update={"svg": drawn.svg, "fault": ""})
    assert failed.fault.startswith("cannot be drawn: ValueError in report/page/forest.py, line ")
    assert "Traceback" in logged


def test_a_fault_says_nothing_of_the_data(of_site, broken, caplog):
    """What an error says may be a value; it stays in the log."""
    broken(ValueError(SECRET))
    failed = of_site()
    caplog.clear()

    assert SECRET not in failed.model_dump_json()


def test_a_measure_that_raises_still_ends_the_report(of_site, monkeypatch):
    """Only what is made inside a drawing can fail softly."""

    def records(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(forest, "records", records)
    with pytest.raises(ValueError, match="Northwind"):
        of_site()


@pytest.mark.parametrize("kind", [ReleaseError, NotebookError])
def test_our_own_errors_are_no_faults_of_a_drawing(of_site, broken, kind):
    """What must not be shown or said ends the report wherever it is found."""
    broken(kind("not to be shown"))
    with pytest.raises(kind):
        of_site()


def test_a_chart_has_either_a_drawing_or_a_fault(of_site):
    """Neither nothing nor both; and a fault names code only."""
    drawn = of_site().model_dump()
    for wrong in (
        {"svg": ""},
        {"fault": "cannot be drawn: ValueError in a.py, line 1"},
        {"svg": "", "fault": SECRET},
    ):
        with pytest.raises(ValidationError):
            Chart.model_validate({**drawn, **wrong})
