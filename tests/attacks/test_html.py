"""H: other people's strings in every text of a report stay text, on the finished screen page."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser

import pytest
from builders.documents import without_script
from builders.report import FACTS, STRICT, a_report, write_notebook
from pydantic import BaseModel

from labelqa.components import Chart, Component, Cover, Section, Table, Tile
from labelqa.render.outline import outline
from labelqa.render.pages import pages
from labelqa.render.sanitise import sanitise
from labelqa.render.shown import components, read_notebook

PAYLOADS = (
    "<script>alert(1)</script>",
    "</style></title></textarea></svg><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1)) ![y](http://canary.invalid/y.png)",
    "**<iframe src=//canary.invalid>**",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    '<img src="fig:1" alt="">',
    '<a download="agents.csv" href="csv:agents.csv">',
    "<!-- --><![CDATA[x]]><?php ?>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "&lt;script&gt; &amp;#106;avascript:",
    "expression(alert(1)) url(http://canary.invalid)",
)
WORDS = {"title", "market", "period_label", "owner", "text", "label", "value", "word", "change", "interval"}
WORDS |= {"target", "note", "measure", "alt", "key", "name", "off"}
KEPT = {(Cover, "title"), (Section, "name")}


class Live(HTMLParser):
    """What a browser would run or load from a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Collect every tag and attribute that is alive."""
        if tag in {"script", "iframe", "object", "embed", "form", "base", "link", "math", "foreignobject"}:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "action", "formaction"}:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "xlink:href"} and not value.startswith(("#", "data:text/csv;")):
                self.found.append(f"{tag} {name}={value}")


def poisoned(value: object, payload: str) -> object:
    """The component with the payload in every text that is printed."""
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {
            name: payload + field
            if isinstance(field, str) and name in WORDS and (type(value), name) not in KEPT and field
            else poisoned(field, payload)
            for name, field in fields.items()
            if name not in {"figures", "data"}
        }
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        strings = all(isinstance(item, str) for item in value)
        return tuple(payload + item if strings else poisoned(item, payload) for item in value)
    return value


@pytest.fixture
def screen(tmp_path, repository):
    """The screen page of a report whose every text begins with the payload."""

    def made(payload: str) -> str:
        shown = [poisoned(c, payload) for c in a_report() if isinstance(c, Component)]
        notebook = read_notebook(write_notebook(tmp_path / "run.ipynb", shown))
        report = outline(components(notebook, "run.ipynb"), FACTS)
        return without_script(pages(notebook, report, FACTS, repository / "templates", STRICT).screen())

    return made


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_report_comes_alive(screen, payload):
    """H1 to H12: title, market, cells, heads, captions, notes, alternative texts, chapter names."""
    assert [] == Live(screen(payload)).found


def test_the_payloads_do_reach_the_page_as_text(screen):
    """The test above looks at a page that holds them: in the cover, tiles, tables, charts and facts."""
    assert 150 < screen("<script>alert(1)</script>").count("&lt;script&gt;alert(1)&lt;/script&gt;")


def test_a_text_that_looks_like_our_own_stand_in_is_not_replaced(screen):
    """Only the template's own images become drawings, only its own links become data."""
    clean, forged = (
        screen("x"),
        screen('<img src="fig:1" alt=""><a download="agents.csv" href="csv:agents.csv">'),
    )

    assert clean.count("<svg") == forged.count("<svg")
    assert clean.count("data:text/csv") == forged.count("data:text/csv")


def test_a_template_that_forgets_itself_is_cleaned_too(tmp_path, repository):
    """The last step sees what the template wrote: a script, a handler and a script's address are gone."""
    templates = tmp_path / "templates"
    shutil.copytree(repository / "templates" / "report", templates / "report")
    page = templates / "report" / "index.html.j2"
    careless = "<script>1</script><p onclick='1'>x</p><a href='javascript:1'>x</a>"
    page.write_text(
        page.read_text().replace('<footer class="colophon">', careless + '<footer class="colophon">')
    )
    notebook = read_notebook(write_notebook(tmp_path / "run.ipynb", a_report()))
    report = outline(components(notebook, "run.ipynb"), FACTS)

    made = without_script(pages(notebook, report, FACTS, templates, STRICT).screen())

    assert [] == Live(made).found
    assert "<p>x</p><a>x</a>" in made


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<p onclick='x'>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='JaVa\tScript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='data:text/html,x'>a</a>", "<a>a</a>"),
        ("<a href='//canary.invalid'>a</a>", "<a>a</a>"),
        ("<a href='#section-a'>a</a>", '<a href="#section-a">a</a>'),
        ("<a href='csv:../../x.csv'>a</a>", "<a>a</a>"),
        ("<img src='data:image/svg+xml,x' alt='a'>", '<img alt="a">'),
        ("<img src='fig:1x' alt='a'>", '<img alt="a">'),
        ("<p style='background:url(//x)'>a</p>", "<p>a</p>"),
        ("<script>x</script><style>y</style>", ""),
        ("<svg><a xlink:href='javascript:x'>t</a></svg>", ""),
        ("<form action='//x'><input name='a'></form>", ""),
        ("<!-- a -->b", "b"),
        ("<meta http-equiv='refresh' content='0;url=//x'><base href='//x'>", ""),
    ],
)
def test_the_last_step_keeps_only_what_a_report_may_hold(body, kept):
    """The final body is cleaned as if the template itself were hostile."""
    assert kept in (cleaned := sanitise(body))
    assert [] == Live(cleaned).found


def test_poison_reaches_every_kind_of_text():
    """The maker of poisoned reports changes nested texts too, so that the tests above see them."""
    tables = [poisoned(c, "!") for c in a_report() if isinstance(c, Table)]
    tile = next(poisoned(c, "!") for c in a_report() if c.__class__.__name__ == "Tiles").tiles[0]
    chart = next(poisoned(c, "!") for c in a_report() if isinstance(c, Chart))

    assert isinstance(tile, Tile)
    assert "!" == tile.word[0] == chart.alt[0] == tables[0].columns[0].name[0] == tables[0].rows[0][0].text[0]
