"""How components become a report: numbers, letters, what is not shown, and what has no place."""

from __future__ import annotations

import pytest
from builders.report import FACTS, a_report, chart, cover, data, table

from labelqa.components import Cell, Component, Lede, Section
from labelqa.errors import RenderError
from labelqa.render.outline import outline

START = Section(name="start", title="Start")


def report():
    """The outline of the report with every component."""
    return outline([c for c in a_report() if isinstance(c, Component)], FACTS)


def refusal(*components: Component) -> list[str]:
    """The problems of these components."""
    with pytest.raises(RenderError) as caught:
        outline(components, FACTS)
    return [str(problem) for problem in caught.value.problems]


def test_sections_are_numbered_and_annexes_lettered():
    """A section that is off takes no number."""
    assert ["1", "2", "3", "4", "5", "6", "A", "B"] == [chapter.number for chapter in report().chapters]


def test_sections_that_are_off_are_kept_apart_with_their_reason():
    """They are told in one place and have no chapter."""
    assert ["time", "requests"] == [section.name for section in report().hidden]


def test_what_has_data_of_its_own_is_an_exhibit_in_printing_order():
    """The exhibits are what is attached."""
    names = [
        "weekly-trend",
        "by-site",
        "site-results",
        "funnel",
        "agents",
        "confusion",
        "risks",
        "caterpillar",
    ]

    assert names == [exhibit.id for exhibit in report().exhibits]


@pytest.mark.parametrize(
    ("field", "word"),
    [("market_id", "market TH"), ("period", "period TH"), ("edition", "edition TH"), ("title", "TH")],
)
def test_a_cover_that_names_another_job_is_refused(field, word):
    """A report can never print a market or a period it was not run for."""
    assert word in refusal(cover(**{field: "TH"}), START)[0]


def test_a_report_has_one_cover():
    """None and two are both refused."""
    assert "has 0 covers" in refusal(START)[0]
    assert "has 2 covers" in refusal(cover(), cover(), START)[0]


def test_a_component_before_the_first_section_has_no_place():
    """It would be printed nowhere."""
    assert ["the notebook: a lede stands before the first section"] == refusal(cover(), Lede(text="x"), START)


def test_a_component_in_a_section_that_is_off_is_refused():
    """A section cannot be off and show something."""
    off = Section(name="time", title="Time", off="no table time")

    assert ["section time: a lede stands in a section that is off"] == refusal(
        cover(), START, off, Lede(text="x")
    )


def test_a_report_without_a_section_is_refused():
    """A cover alone is no report."""
    assert "shows no section" in refusal(cover(), Section(name="time", title="Time", off="no table"))[0]


def test_names_are_used_once():
    """An exhibit, its data file and a section each have one name."""
    twins = (chart(), chart(), START)

    assert ["the exhibit weekly-trend", "the data file weekly-trend.csv", "the section start"] == [
        line.split("2 times ")[1].split(";")[0] for line in refusal(cover(), START, *twins)
    ]


def test_a_row_with_a_cell_too_few_is_refused():
    """A ragged table would shift its figures under the wrong heads."""
    ragged = table(rows=2).model_copy(update={"rows": ((Cell(text="x"),),), "data": data("site-results")})

    assert "1 rows with more or fewer cells" in refusal(cover(), START, ragged)[0]
