"""Components come out in order; a section without data shows only its reason."""

from __future__ import annotations

import pytest

from labelqa.components import MIME, FigureOfRecord, Lede, Section
from labelqa.errors import NotebookError
from labelqa.report.page.stage import Stage


def figure(value: float, **by: str) -> FigureOfRecord:
    """A figure under one name."""
    return FigureOfRecord(name="a.b", by=by, value=value, low=0, high=1, n=3, unit="share", method="test")


def test_nothing_is_shown_between_an_off_section_and_the_next(shown):
    """The reason stands in the section itself."""
    stage = Stage(shown.append)
    for component in (
        Section(name="one", title="One", off="No audits."),
        Lede(text="hidden"),
        Section(name="two", title="Two"),
        Lede(text="seen"),
    ):
        stage.emit(component)

    assert ["section", "section", "lede"] == [bundle[MIME]["kind"] for bundle in shown]


def test_one_name_cannot_stand_for_two_values(shown):
    """The second one is refused, with both values in the message."""
    stage = Stage(shown.append)
    stage.emit(Lede(text="one", figures=(figure(0.5),)))
    stage.emit(Lede(text="the same", figures=(figure(0.5), figure(0.7, site="x"))))

    with pytest.raises(NotebookError, match=r"printed as 0\.5 and as 0\.6"):
        stage.emit(Lede(text="another", figures=(figure(0.6),)))


def test_under_every_exhibit_stands_how_its_intervals_were_made(report, shown):
    """Charts and tables alike, an analyst's own too; once, whatever else the note says."""
    by_site = report.accuracy(by="site")
    report.forest(by_site)
    report.table(by_site)
    told = [bundle[MIME]["note"] for bundle in shown]

    assert [1, 1] == [note.count("Intervals: ") for note in told]
    assert {"Wilson's of groups of strata, joined (MOVER)."} == {
        note.partition("Intervals: ")[2] for note in told
    }
