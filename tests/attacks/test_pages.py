"""W: print reads no file, asks no network, attaches and hides nothing that was not meant."""

from __future__ import annotations

import datetime as dt
import http.server
import io
import re
import threading

import pikepdf
import pytest

from labelqa.components import Chart
from labelqa.errors import RenderError
from labelqa.render.drawings import CleanDrawing
from labelqa.render.inspection import inspect
from labelqa.render.pdf import Printed, write_pdf

# WeasyPrint leaves its colour profile open; the render process ends, a test does not.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")
PAGE = '<!DOCTYPE html><html lang="en"><head><title>t</title>{head}</head><body>{body}</body></html>'
CREATED = dt.datetime(2026, 11, 3, tzinfo=dt.UTC)
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = f'<svg {SPACES} viewBox="0 0 9 9">{{}}</svg>'


@pytest.fixture(scope="module")
def canary():
    """A server that remembers who asked, and its address."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        """Answers everything and notes it."""

        def do_GET(self):
            """Note the path."""
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield asked, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def printed(head: str = "", body: str = "", drawings: dict[str, str] | None = None) -> bytes:
    """The PDF of a hostile page."""
    return set_in_print(head, body, drawings).written


def set_in_print(head: str = "", body: str = "", drawings: dict[str, str] | None = None) -> Printed:
    """The PDF of a hostile page, and what looks wrong in it."""
    exhibits: tuple[Chart, ...] = ()
    placed = {key: CleanDrawing(svg, "exhibit x") for key, svg in (drawings or {}).items()}
    return write_pdf(PAGE.format(head=head, body=body), placed, exhibits, CREATED, 60)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<a rel="attachment" href="file:///etc/passwd">x</a>'),
        ('<link rel="stylesheet" href="{0}/s.css">', ""),
        ("<style>@import url({0}/i.css)</style>", ""),
        (
            "<style>@font-face {{ font-family: f; src: url({0}/f.woff2) }}</style>",
            '<p style="font-family:f">x</p>',
        ),
        ("<style>p {{ background: url({0}/b.png) }}</style>", "<p>x</p>"),
        ("", '<img src="{0}/x.png" alt="x">'),
        ("", '<img src="file:///etc/hostname" alt="x">'),
        ("", '<img src="relative.png" alt="x">'),
        ("", '<img src="fig:nowhere" alt="x">'),
        ("", '<object data="{0}/o.svg">x</object>'),
        ("", '<embed src="{0}/e.svg">'),
        ("", "<style>p::before {{ content: url({0}/c.png) }}</style><p>x</p>"),
    ],
)
def test_an_address_on_the_page_stops_the_render(head, body, canary):
    """W1 to W4, W7: no file, no request, and no missing picture that nobody notices."""
    asked, address = canary
    with pytest.raises(RenderError):
        printed(head.format(address), body.format(address))

    assert [] == asked


def test_a_picture_inside_a_drawing_is_never_asked_for(canary):
    """W4: the fetcher holds even for a drawing that the allow-list has not seen."""
    asked, address = canary
    drawing = SVG.format(f'<image xlink:href="{address}/x.png" width="9" height="9"/>')
    with pytest.raises(RenderError, match="Failed to render SVG"):
        printed(body='<img src="fig:1" alt="x">', drawings={"1": drawing})

    assert [] == asked


@pytest.mark.parametrize("target", ["file:///etc/passwd", "{0}/a", "data:text/plain,hidden"])
def test_a_page_attaches_nothing_by_itself(target, canary):
    """W1, W2: only the data of the exhibits are attached, whatever the page's head asks for."""
    asked, address = canary

    inspect(printed(f'<link rel="attachment" href="{target.format(address)}">'), {}, ())
    assert [] == asked


@pytest.mark.parametrize("rule", ["p { colour: red }", "p { filter: blur(1px) }", "p { display: "])
def test_a_rule_of_style_that_is_ignored_is_told(rule):
    """W7: what WeasyPrint ignores is not what we meant; it is only a matter of looks."""
    (found,) = set_in_print(f"<style>{rule}</style>", "<p>x</p>").looks

    assert re.search(r"Ignored|Parse error|Invalid", found.what)


def test_an_attachment_nobody_asked_for_is_found():
    """The bytes are inspected, not the intention."""
    with pikepdf.open(io.BytesIO(printed(body="<p>x</p>"))) as pdf:
        pdf.attachments["hidden.txt"] = b"hidden"
        written = io.BytesIO()
        pdf.save(written)

    with pytest.raises(RenderError, match=r"an attachment nobody asked for: hidden\.txt"):
        inspect(written.getvalue(), {}, ())


def test_an_outside_link_is_found_in_the_finished_file():
    """A report leads nowhere."""
    with pytest.raises(RenderError, match="holds /URI"):
        inspect(printed(body='<a href="https://canary.invalid/?d=1">x</a>'), {}, ())


def test_a_missing_or_altered_attachment_is_found():
    """The data that print promises are in it."""
    with pytest.raises(RenderError, match=r"does not hold the data of a\.csv"):
        inspect(printed(body="<p>x</p>"), {"a.csv": "x"}, ())


HEADED = "<h1>Cover</h1><h1>Trend</h1><h2>Facts</h2>"


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ((("Cover", ()),), "a bookmark without its section: Trend"),
        ((("Cover", ()), ("Trend", ())), "a bookmark without its section: Trend / Facts"),
        ((("Cover", ()), ("Trend", ("Facts",)), ("Sites", ())), "no bookmark for the section: Sites"),
        ((("Trend", ("Facts",)), ("Cover", ())), "its bookmarks in another order"),
    ],
)
def test_bookmarks_that_are_not_the_sections_are_found(expected, found):
    """One too many, one too few, another order."""
    with pytest.raises(RenderError, match=found):
        inspect(printed(body=HEADED), {}, expected)


def test_bookmarks_that_are_the_sections_pass():
    """However the title is spaced."""
    inspect(printed(body=HEADED), {}, (("Cover", ()), ("Trend  ", ("Facts",))))


@pytest.mark.parametrize(
    "action",
    [
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
        pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd"),
        pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://canary.invalid"),
    ],
)
def test_an_action_is_found_wherever_it_hides(action):
    """An action may be an object of its own or stand inside another."""
    with pikepdf.open(io.BytesIO(printed(body="<p>x</p>"))) as pdf:
        pdf.Root.OpenAction = action
        direct = io.BytesIO()
        pdf.save(direct)
        pdf.Root.OpenAction = pdf.make_indirect(action)
        indirect = io.BytesIO()
        pdf.save(indirect)

    for written in (direct, indirect):
        with pytest.raises(RenderError, match="holds /"):
            inspect(written.getvalue(), {}, ())


def test_a_font_of_the_machine_is_found():
    """A silent fallback would print other letters than the page was designed with."""
    with pikepdf.open(io.BytesIO(printed(body="<p>x</p>"))) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                thing.FontName = pikepdf.Name("/ABCDEF+Helvetica")
        written = io.BytesIO()
        pdf.save(written)

    assert ["is set in Helvetica"] == [found.what for found in inspect(written.getvalue(), {}, ())]
