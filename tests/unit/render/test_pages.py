"""The two pages of a report, print and screen."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from builders.report import FACTS, STRICT, a_report, chart, cover, data, table, write_notebook

from labelqa.components import Component, Lede, Markdown, Section
from labelqa.errors import RenderError
from labelqa.params import Limits
from labelqa.render import pages as pages_module
from labelqa.render.outline import outline
from labelqa.render.pages import bold, pages
from labelqa.render.shown import components, read_notebook


@pytest.fixture
def lay_out(tmp_path, repository):
    """Lay a report of these components out."""

    def laid(shown=None, limits=None, **facts: str):
        path = write_notebook(tmp_path / "run.ipynb", shown or a_report())
        notebook = read_notebook(path)
        told = FACTS.model_copy(update=facts)
        report = outline(components(notebook, "run.ipynb"), told)
        return pages(notebook, report, told, repository / "templates", limits or STRICT)

    return laid


class Attributes(HTMLParser):
    """Collects (tag, attribute, value) of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Keep every attribute."""
        self.found += [(tag, name, value) for name, value in attrs]

    def of(self, name: str) -> list[str | None]:
        """All values of one attribute."""
        return [value for _, attribute, value in self.found if attribute == name]


def test_the_screen_page_loads_nothing(lay_out):
    """Every address on it is an anchor of its own or data, and nothing on it runs but its one script."""
    page = lay_out().screen()
    found = Attributes(page)
    addresses = found.of("href") + found.of("src") + found.of("xlink:href")

    assert [] == [a for a in addresses if not a.startswith(("#", "data:text/csv"))]
    assert 1 == page.count("<script")
    assert [] == [name for _, name, _ in found.found if name.startswith("on") or name == "style"]


def test_no_id_is_used_twice_and_every_anchor_has_its_place(lay_out):
    """Drawings bring ids of their own."""
    found = Attributes(lay_out().screen())
    ids = found.of("id")

    assert len(ids) == len(set(ids))
    assert set() == {href[1:] for href in found.of("href") if href.startswith("#")} - set(ids)


def test_the_policy_of_the_page_names_the_hash_of_each_of_its_style_sheets(lay_out):
    """Injected styles would not apply."""
    page = lay_out().screen()
    sheets = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in sheets]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert "default-src 'none'" in policy
    styles = re.search(r"style-src ([^;]+);", policy.replace("&#43;", "+"))[1]
    assert hashes == re.findall(r"'sha256-([^']+)'", styles)


def test_the_policy_of_the_page_allows_its_own_script_only(lay_out, repository):
    """By the hash of the template's file; print has none."""
    layout = lay_out()
    script = (repository / "templates" / "report" / "screen.js").read_text(encoding="utf-8")
    allowed = (
        "script-src 'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "';"
    )

    assert f"<script>{script}</script>" in layout.screen()
    assert allowed in layout.screen().replace("&#43;", "+")
    assert "<script" not in layout.printed()


def test_the_page_says_which_decimal_sign_its_figures_have(lay_out):
    """The script sorts by it."""
    assert '<html lang="en" data-decimal=".">' in lay_out().screen()
    assert '<html lang="en" data-decimal=",">' in lay_out(locale="id_ID").screen()


def test_a_cut_table_is_not_offered_for_sorting(lay_out):
    """Its first rows in another order would pass for the first of all."""
    shown = [cover(), Section(name="s", title="S"), table(rows=30)]

    assert 'class="grid sortable"' in lay_out(shown).body
    assert 'class="grid"' in lay_out(shown, Limits(strict=True, printed_rows=20)).body


def test_the_data_of_an_exhibit_is_a_download_of_the_screen_page(lay_out):
    """The link holds the bytes that print attaches."""
    page = lay_out().screen()
    link = re.search(r'<a download="agents.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)">', page)

    assert data("agents", 24).csv == base64.b64decode(link[1]).decode()


def test_the_print_page_holds_addresses_in_place_of_drawings_and_no_fonts(lay_out):
    """Each address has its drawing."""
    layout = lay_out()
    page = layout.printed()

    assert set(layout.drawings) == {src.removeprefix("fig:") for src in Attributes(page).of("src")}
    assert "<svg" not in page
    assert "@font-face" not in page


def test_every_drawing_has_words(lay_out):
    """No image without a text alternative."""
    layout = lay_out()

    assert [] == [alt for alt in Attributes(layout.printed()).of("alt") if not alt]
    assert layout.screen().count("<svg") == layout.screen().count('role="img" aria-label="')


def test_sections_that_are_off_are_told_once_and_are_not_in_the_contents(lay_out):
    """One short list, no page of their own."""
    body = lay_out().body

    assert 1 == body.count("The table time is not in the snapshot.")
    assert "section-time" not in body


def test_sections_that_are_off_for_one_reason_share_a_line(lay_out):
    """The reason is given once."""
    off = [Section(name=name, title=name.title(), off="no table time") for name in ("time", "occupancy")]
    body = lay_out([cover(), Section(name="s", title="S"), *off]).body

    assert "<b>Time, Occupancy</b>" in body
    assert 1 == body.count("no table time")


def test_a_table_without_rows_says_so(lay_out):
    """An empty grid alone would look like a defect."""
    assert "No rows." in lay_out([cover(), Section(name="s", title="S"), table(rows=0)]).body


def test_markdown_is_prose_with_headings_below_the_section_s(lay_out):
    """Its emphasis and its lists are ours; what is no Markdown of ours is text."""
    body = lay_out(
        [cover(), Section(name="s", title="S"), Markdown(text="# Why\n\nAs *said* & done.\n\n- a")]
    ).body

    assert (
        '<div class="prose written"><h3>Why</h3>\n<p>As <em>said</em> &amp; done.</p>\n<ul>\n<li>a</li>'
        in body
    )


def test_notes_and_plain_outputs_are_not_printed(lay_out):
    """They are for who reads the notebook."""
    body = lay_out().body

    assert "An analyst" not in body
    assert "dropped" not in body


def test_stars_mark_bold_words_and_everything_else_is_text():
    """Key points, prose and ledes have this one mark."""
    assert "<b>one</b> &lt;b&gt; *two*" == str(bold("**one** <b> *two*"))


def test_a_long_table_prints_its_first_rows_and_says_so(lay_out):
    """All rows are in its data."""
    body = lay_out(
        [cover(), Section(name="s", title="S"), table(rows=30)],
        Limits(strict=True, printed_rows=20),
    ).body

    assert "First 20 of 30 rows; all are in the attached site-results.csv." in body
    assert "Northwind Semarang 20<" in body
    assert "Northwind Semarang 21<" not in body


def test_a_report_that_is_too_long_stops_before_layout(lay_out, monkeypatch):
    """Z: layout time grows with the text, so the text is measured first."""
    monkeypatch.setattr(pages_module, "BODY_BYTES", 20_000)

    with pytest.raises(RenderError, match="more than 20,000"):
        lay_out([cover(), Section(name="s", title="S"), Lede(text="word " * 5000)])


def test_a_workspace_without_the_template_is_told_so(tmp_path):
    """The message names the folder."""
    notebook = read_notebook(write_notebook(tmp_path / "run.ipynb", a_report()))
    report = outline([c for c in a_report() if isinstance(c, Component)], FACTS)

    with pytest.raises(RenderError, match="has no report template"):
        pages(notebook, report, FACTS, tmp_path / "templates", STRICT)


def test_a_drawing_that_is_refused_stops_the_page(lay_out):
    """The exhibit is named."""
    bad = chart(svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>')

    with pytest.raises(RenderError, match="the drawing of exhibit weekly-trend: holds the element <script>"):
        lay_out([cover(), Section(name="s", title="S"), bad])


HEBREW = "\u05e9\u05dc\u05d5\u05dd"


def test_no_text_turns_a_number_beside_it_round(lay_out):
    """Neither by its marks nor by its letters, wherever it stands: words, cells, heads, drawings."""
    name = f"\u202e{HEBREW}\u200f\x07"
    columns = tuple(column.model_copy(update={"name": name}) for column in table().columns)
    rows = tuple(
        tuple(cell.model_copy(update={"text": f"{name} 95 %"}) for cell in row) for row in table().rows
    )
    drawn = chart().svg.replace("Target 95%", f"{HEBREW} 95 %")
    pages_made = lay_out(
        [
            cover(market=f"{name} 95 %"),
            Section(name="one", title=f"{name} 95 %"),
            Lede(text=f"**{name}** 95 %"),
            table().model_copy(update={"columns": columns, "rows": rows}),
            chart().model_copy(update={"svg": drawn, "alt": f"{name} 95 %"}),
        ]
    )

    for page in (pages_made.printed(), pages_made.screen()):
        assert HEBREW in page
        assert [] == re.findall(f"(?<!\u2068){HEBREW}|{HEBREW}(?!\u2069)", page)
        assert [] == re.findall("[\u200e\u200f\u202a-\u202e\x00-\x08\x7f-\x9f\u2028\u2029]", page)
