"""The documents' site in Chromium, opened as files: it can be searched and read without anything else."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ("docs/index.html", "docs/commands/run.html", "docs/errors.html", "docs/change-a-chart.html")


@pytest.fixture
def page(chromium):
    """A page that notes every request for something that is no file."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.away = []
    page.on(
        "request", lambda request: page.away.append(request.url) if "file:" not in request.url[:5] else None
    )
    yield page
    context.close()


def test_the_search_finds_a_page_without_a_server(site, page):
    """By a word of its text."""
    page.goto(f"{(site / 'search.html').as_uri()}?q=pseudonyms")
    page.wait_for_selector("ul.search li a")
    found = page.locator("ul.search li a").all_inner_texts()

    assert any("vendor" in title for title in found), found
    assert [] == page.away


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_its_window_or_breaks_a_rule_of_access(site, page, name, width, scheme):
    """On a phone and on a desk, by day and by night."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto((site / name).as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    broken = [
        v["id"] for v in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    ]

    assert (False, []) == (wide, broken)
