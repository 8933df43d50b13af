"""What the screen report's one script adds: tables that sort, data to copy, the section in view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders.report import FACTS, STRICT, a_report, cover, data, table, write_notebook
from playwright.sync_api import Page

from labelqa.components import Cell, Column, Component, Section
from labelqa.render.outline import outline
from labelqa.render.pages import pages
from labelqa.render.shown import components, read_notebook

Open = Callable[..., Page]


@pytest.fixture
def opened(chromium, tmp_path, repository) -> Iterator[Open]:
    """Open the report of these components, of a market with this locale."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    def made(shown: list[Component], locale: str = "en_SG") -> Page:
        notebook = read_notebook(write_notebook(tmp_path / "run.ipynb", shown))
        facts = FACTS.model_copy(update={"locale": locale})
        report = outline(components(notebook, "run.ipynb"), facts)
        file: Path = tmp_path / "report.html"
        html = pages(notebook, report, facts, repository / "templates", STRICT).screen()
        file.write_text(html, encoding="utf-8")
        page: Page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield made
    context.close()


def one_column(texts: list[str], numeric: bool) -> list[Component]:
    """A report with one column to sort by."""
    rows = tuple((Cell(text=f"row {i}"), Cell(text=text)) for i, text in enumerate(texts))
    made = table(columns=(Column(name="Row"), Column(name="Amount", numeric=numeric)))
    return [cover(), Section(name="s", title="S"), made.model_copy(update={"rows": rows})]


@pytest.mark.parametrize(
    ("locale", "numeric", "texts"),
    [
        ("en_SG", True, ["–", "\u22120.5", "0.625 s", "9.1%", "10.0%", "1,112", "20,000"]),
        ("id_ID", True, ["–", "\u22120,5", "0,625 s", "9,1%", "10,0%", "1.112", "20.000"]),
        ("pl_PL", True, ["90,0% to 96,1%", "93,6% to 95,3%", "1\u00a0112", "20\u00a0000"]),
        ("en_SG", False, ["3 May 2026", "12 October 2026", "2 November 2026"]),
        ("en_SG", False, ["alpha 2", "Alpha 10", "Žižkov"]),
    ],
)
def test_a_table_sorts_by_its_column_and_back(opened, locale, numeric, texts):
    """By keyboard: up, down, and as it was written; the head says which, to a screen reader too."""
    written = [*texts[1::2], *texts[::2]]
    page = opened(one_column(written, numeric), locale)
    head = page.locator("thead th").nth(1)
    found = []
    for _ in range(3):
        head.locator("button").press("Enter")
        cells = [text.replace("\u00a0", " ") for text in page.locator("tbody td").all_text_contents()]
        found.append((head.get_attribute("aria-sort"), cells))

    texts, written = ([text.replace("\u00a0", " ") for text in many] for many in (texts, written))
    assert [("ascending", texts), ("descending", texts[::-1]), (None, written)] == found


def test_one_column_at_a_time_is_the_order(opened):
    """The mark leaves the column that was sorted by before."""
    page = opened(one_column(["2", "1"], numeric=True))
    for button in page.locator("thead button").all():
        button.click()

    assert ["Amount"] == page.locator("[aria-sort]").all_text_contents()


def test_micro_charts_heat_maps_and_single_rows_have_no_order(opened):
    """Only columns of words and numbers can be sorted by."""
    page = opened([*a_report(), table("single", 1)])

    assert ["Site", "Audited", "Accuracy", "Verdict"] == page.locator(
        "#exhibit-site-results thead button"
    ).all_text_contents()
    assert 0 == page.locator(".heat button").count() == page.locator("#exhibit-single thead button").count()


def test_the_data_of_an_exhibit_can_be_copied(opened):
    """The clipboard gets the download's text, and the button says so."""
    page = opened(a_report())
    button = page.locator("#exhibit-agents .download button")
    button.click()
    button.get_by_text("Copied").wait_for()

    assert data("agents", 24).csv == page.evaluate("navigator.clipboard.readText()")


def test_a_browser_that_forbids_copying_says_so(opened):
    """The download beside it still works."""
    page = opened(a_report())
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new DOMException('no')); 0")
    page.locator("#exhibit-agents .download button").click()

    page.locator("#exhibit-agents .download button").get_by_text("Not allowed to copy").wait_for()


@pytest.mark.parametrize("name", ["sites", "provenance"])
def test_the_section_in_view_is_marked_in_the_contents(opened, name):
    """One at a time; at the end the last one, which is too short to reach the top."""
    page = opened(a_report())
    page.locator(f".contents a[href='#section-{name}']").click()
    marked = page.locator(f".contents a[href='#section-{name}'][aria-current=location]")
    marked.wait_for()

    assert 1 == page.locator("[aria-current]").count()


def test_nothing_is_marked_above_the_first_section(opened):
    """The cover and the main points are not in the contents."""
    assert 0 == opened(a_report()).locator("[aria-current]").count()
