"""Components come out in order; a section without data shows only its reason."""

from __future__ import annotations

import pytest
from builders.report import priorities, risk, risks

from labelqa.components import ANY_COMPONENT, MIME, FigureOfRecord, Lede, Section
from labelqa.errors import NotebookError
from labelqa.report.page.stage import Stage, bundle


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


def test_every_bundle_can_be_read_by_the_machine_and_by_jupyter(report, shown):
    """The component for the renderer, and plain text, HTML or a drawing for an analyst."""
    by_site = report.accuracy(by="site")
    report.executive.tiles(report.executive.readings(report.accuracy))
    report.forest(by_site)
    report.table(by_site)

    assert ["tiles", "chart", "table"] == [ANY_COMPONENT.validate_python(b[MIME]).kind for b in shown]
    assert ["text/html", "image/svg+xml", "text/html"] == [list(bundle)[-1] for bundle in shown]
    assert all(bundle["text/plain"] for bundle in shown)
    assert "Meridian Batam &amp; Co. &lt;$1&gt;" in shown[-1]["text/html"]


def test_an_analyst_sees_every_risk_and_action_as_a_line():
    """As HTML and as text: all that is printed of it; or that there is none."""
    listed, top = bundle(risks(4)), bundle(priorities(2, 1))
    first = (
        "S4 Critical, persisting: Brand logo misuse is mistaken often enough to reach sellers. Northwind "
        "Batam. about 240 wrong labels a month (180 to 310), 99%. send every decision of this label through "
        "a second agent: QA lead, 20 November 2026."
    )

    assert [first, "312 tests, 4 flagged, at most 0.9 of them by chance."] == [
        listed["text/plain"].splitlines()[line] for line in (2, -1)
    ]
    assert f"<p>{first}</p>" in listed["text/html"]
    assert 4 == listed["text/html"].count("<p>S")
    assert "Train the 31 agents on section 6 of SOP 4.2: Training lead" in top["text/plain"]
    assert {"No finding calls for action in October 2026.", "No action is open."} <= set(
        bundle(priorities(0, 0))["text/plain"].splitlines()
    )


def test_what_jupyter_shows_of_a_risk_is_text():
    """A name is not markup."""
    told = bundle(risks().model_copy(update={"risks": (risk(title="<b>x</b>"),)}))

    assert "&lt;b&gt;x&lt;/b&gt;" in told["text/html"]
