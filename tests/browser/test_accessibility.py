"""The screen report for everyone: axe-core's rules, and the keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1440, 1024, 768, 500, 360)
MOST_STOPS = 2_000

# Everything a pointer can use: links, controls, what was made focusable, and what can be scrolled; a list of
# links is scrolled by walking through them.
CONTROLS = """() => {
  const controls = 'a[href], button, input, select, textarea, summary, [tabindex]'
  const named = e => e.matches(controls)
  const scrolls = e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
    && !e.querySelector(controls)
  const all = [...document.body.querySelectorAll('*')]
  window.controls = all.filter(e => (named(e) && e.tabIndex >= 0 && e.checkVisibility()) || scrolls(e))
  return window.controls.length
}"""
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect()
  return {
    at: e === document.body ? null : window.controls.indexOf(e),
    name: e.outerHTML.slice(0, 120),
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""


@pytest.fixture(params=WIDTHS)
def opened(request, show):
    """The report at each width, with the cursor of the keyboard at its start and no smooth scrolling."""
    return show(request.param, reduced_motion="reduce")


def test_axe_finds_no_violation(opened):
    """WCAG 2.2 A and AA and axe's best practice, with the rules that it decides by itself."""
    found = Axe().run(opened.page, options={"runOnly": {"type": "tag", "values": WCAG}}).response

    assert len(found["passes"]) > 20
    assert [] == [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_tab_reaches_every_control_and_shows_where_it_is(opened):
    """In the order of the page, each with a mark around it and inside the window."""
    count = opened.page.evaluate(CONTROLS)
    stops = []
    for _ in range(MOST_STOPS):
        opened.page.keyboard.press("Tab")
        stop = opened.page.evaluate(FOCUSED)
        if stop["at"] is None:
            break
        stops.append(stop)

    assert list(range(count)) == [stop["at"] for stop in stops]
    assert [] == [stop["name"] for stop in stops if not stop["marked"]]
    assert [] == [stop["name"] for stop in stops if not stop["seen"]]


def test_the_first_control_skips_to_the_report(opened):
    """It is out of sight until it has the focus; then Enter leads past cover and contents."""
    before = opened.page.evaluate("document.querySelector('.skip').getBoundingClientRect().right")
    opened.page.keyboard.press("Tab")
    focused = opened.page.evaluate("document.activeElement.className")
    during = opened.page.evaluate("document.querySelector('.skip').getBoundingClientRect().left")
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")

    assert before <= 0 <= during
    assert "skip" == focused
    assert opened.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_contents_lead_to_their_sections(show):
    """Each entry, entered by keyboard, brings its section's title into the window."""
    page = show(reduced_motion="reduce").page
    links = page.locator(".contents a").all()

    assert links
    for link in links:
        link.press("Enter")
        title = page.locator(link.get_attribute("href"))
        assert title.inner_text() == link.inner_text()
        assert title.evaluate(
            "e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight"
        )
