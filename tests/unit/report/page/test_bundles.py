"""What comes of a component in a cell: itself for the renderer, HTML and text for an analyst."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from builders.report import a_report, chart, cover, figure, formula, priorities, risk, risks, table, tiles

from labelqa.components import ANY_COMPONENT, MIME, Callout, Component, Facts, KeyPoints, Lede, Prose, Section
from labelqa.report.page.bundles import bundle

LIVE = "<img src=x onerror=alert(1)> & **b**"
KINDS = sorted({component.kind for component in a_report()})


class Tags(HTMLParser):
    """The names of a page's elements and attributes, and those that were never closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note an element that begins."""
        self.names |= {tag, *(name for name, _ in attrs)}
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an element without content."""
        self.names |= {tag, *(name for name, _ in attrs)}

    def handle_endtag(self, tag):
        """Note an element that ends."""
        assert tag == self.open.pop()


def html(component: Component) -> str:
    """What Jupyter shows of a component."""
    return bundle(component)["text/html"]


def unstyled(page: str) -> str:
    """HTML without its style."""
    return re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)


def test_every_bundle_can_be_read_by_the_machine_and_by_jupyter(report, shown):
    """The component for the renderer, and plain text and HTML for an analyst."""
    by_site = report.accuracy(by="site")
    report.executive.tiles(report.executive.readings(report.accuracy))
    report.forest(by_site)
    report.table(by_site)

    assert ["tiles", "chart", "table"] == [ANY_COMPONENT.validate_python(b[MIME]).kind for b in shown]
    assert all(bundle["text/plain"] for bundle in shown)
    assert "Meridian Batam &amp; Co. &lt;$1&gt;" in shown[-1]["text/html"]
    assert "<svg" in shown[1]["text/html"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_shows_all_its_words_in_elements_that_close(kind):
    """What a report prints of it is there, but for numbers of record and files of data."""
    left_out = {"figures", "data", "svg", "alt", "tex", "kind", "name", "id", "market_id", "period"}
    left_out |= {"none", "no_risks", "no_actions"}  # said where there is none
    for component in (each for each in a_report() if each.kind == kind):
        page = html(component)
        words = component.model_dump(include=type(component).model_fields.keys() - left_out)
        texts = [text for text in words.values() if isinstance(text, str) and " " in text]

        assert [] == Tags(page).open
        assert [] == [text for text in texts if text.replace("**", "") not in re.sub("</?b>", "", page)]


@pytest.mark.parametrize(
    "component",
    [
        cover(market=LIVE, owner=LIVE, key=LIVE, facts=((LIVE, LIVE),)),
        KeyPoints(points=(LIVE,)),
        Section(name="a", title=LIVE, off=LIVE),
        Lede(text=LIVE),
        Prose(paragraphs=(LIVE,), footnotes=(LIVE,)),
        Callout(title=LIVE, text=LIVE),
        Facts(title=LIVE, rows=((LIVE, LIVE),)),
        tiles().model_copy(update={"note": LIVE}),
        priorities().model_copy(update={"note": LIVE, "risks": (risk(title=LIVE, entity=LIVE),)}),
        chart(title=LIVE, measure=LIVE, note=LIVE),
        formula(title=LIVE, note=LIVE),
        table(title=LIVE, note=LIVE),
        risks().model_copy(update={"risks": (risk(title=LIVE, action=LIVE, owner=LIVE),), "note": LIVE}),
    ],
    ids=lambda component: component.kind,
)
def test_no_text_becomes_markup(component):
    """A name is not an element; nothing runs, and nothing is loaded."""
    page = html(component)

    assert "&lt;img src=x onerror=alert(1)&gt; &amp; " in page
    assert set() == Tags(page).names & {"img", "script", "onerror", "src", "link"}


def test_bold_words_are_bold_where_a_report_prints_them_so():
    """In ledes, prose and key points; elsewhere stars are stars."""
    assert "<b>all</b> of it" in html(Lede(text="**all** of it"))
    assert "**all** of it" in html(Callout(title="a", text="**all** of it"))


def test_a_verdict_and_a_severity_are_marked_and_said():
    """By a class for the mark, and in words."""
    assert 'class="mark s4">S4 Critical' in html(risks(1))
    assert {"met", "missed"} <= set(re.findall(r'class="mark (\w+)"', html(tiles())))


def test_a_chart_that_cannot_be_drawn_says_so():
    """In place of its drawing."""
    fault = "cannot be drawn: ValueError in report/page/forest.py, line 12"

    assert fault in html(chart(svg="", fault=fault))


def test_an_analyst_sees_every_risk_and_action():
    """As text a line for each, as HTML a row; or that there is none."""
    listed, top = bundle(risks(4)), bundle(priorities(2, 1))
    first = (
        "S4 Critical, persisting: Brand logo misuse is mistaken often enough to reach sellers. Northwind "
        "Batam. about 240 wrong labels a month (180 to 310), 99%. send every decision of this label through "
        "a second agent: QA lead, 20 November 2026."
    )

    assert [first, "312 tests, 4 flagged, at most 0.9 of them by chance."] == [
        listed["text/plain"].splitlines()[line] for line in (2, -1)
    ]
    assert 5 == listed["text/html"].count("<tr>")
    assert "About 240 wrong labels a month (180 to 310)" in listed["text/html"]
    assert "Train the 31 agents on section 6 of SOP 4.2: Training lead" in top["text/plain"]
    assert {"No finding calls for action in October 2026.", "No action is open."} <= set(
        bundle(priorities(0, 0))["text/plain"].splitlines()
    )


def test_figures_of_record_are_not_repeated():
    """They are in the component alone."""
    counted = Lede(text="one", figures=(figure("accuracy.audit.overall"),))

    assert "accuracy.audit.overall" not in unstyled(html(counted))
