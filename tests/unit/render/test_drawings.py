"""Drawings are written anew from allowed parts."""

from __future__ import annotations

import re

import pytest
from builders.report import XMLNS, line_svg

from labelqa.render.drawings import Drawings, clean

BOX = f'<svg {XMLNS} xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"'


def test_a_drawing_keeps_its_marks_and_takes_the_words_as_its_label():
    """Numbers and text stay; the words of the page become the accessible name."""
    cleaned = clean(line_svg(), 'Falls from "95%"', prefix="d1-")

    assert '<svg xmlns="http://www.w3.org/2000/svg"' in cleaned
    assert 'role="img" aria-label="Falls from &quot;95%&quot;" viewBox="0 0 493 150"' in cleaned
    assert 'stroke-dasharray="2 2"' in cleaned
    assert "Target 95%" in cleaned
    assert "<title>" not in cleaned


def test_ids_and_what_points_at_them_get_the_drawings_own_prefix():
    """Two drawings of one page never share an id."""
    cleaned = clean(line_svg(), "", prefix="d7-")

    assert 'id="d7-clip"' in cleaned
    assert 'clip-path="url(#d7-clip)"' in cleaned
    used = clean(f'{BOX}><g id="a"/><use xlink:href="#a"/><use href="#a"/></svg>', "", prefix="p-")
    assert 2 == used.count('xlink:href="#p-a"')


def test_text_and_attributes_are_escaped_again():
    """What was escaped stays escaped."""
    cleaned = clean(f"{BOX}><text font-family='&quot;x'>a &lt;b&gt; &amp; c</text></svg>", "", prefix="")

    assert '<text font-family="&quot;x">a &lt;b&gt; &amp; c</text>' in cleaned


def test_pixels_of_a_dense_layer_may_be_embedded():
    """A chart with very many marks holds them as one PNG."""
    assert "data:image/png;base64,iVBORw0K" in clean(
        f'{BOX}><image xlink:href="data:image/png;base64,iVBORw0K" width="9" height="9"/></svg>',
        "",
        prefix="",
    )


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
        ("<style>*{fill:red}</style>", "<style>"),
        ("<a href='#x'/>", "<a>"),
        ("<animate attributeName='href'/>", "<animate>"),
        ("<set attributeName='href'/>", "<set>"),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script>", "script>"),
        ("<path onload='alert(1)'/>", "the attribute onload"),
        ("<path style='fill:red'/>", "the attribute style"),
        ("<image xlink:href='http://127.0.0.1/x.png'/>", "http://127.0.0.1"),
        ("<image href='file:///etc/passwd'/>", "file:///etc/passwd"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "data:image/svg+xml"),
        ("<use href='https://x/y.svg#z'/>", "https://x/y.svg#z"),
        ("<use href='javascript:alert(1)'/>", "javascript:"),
        ("<use href='data:image/png;base64,AAAA'/>", "data:image/png"),
        ("<path fill='url(http://x/y)'/>", "http://x/y"),
        ("<path fill='url(&quot;//x/y&quot;)'/>", "//x/y"),
        ("<path fill='u\\72l(http://x)'/>", "an escape"),
        ("<g>" * 60 + "</g>" * 60, "levels"),
        ("<path", "broken XML"),
    ],
)
def test_whatever_is_not_allowed_is_refused_by_name(inside, named):
    """H13, W4, W6: a drawing holds shapes and text, refers only to itself, and does nothing."""
    with pytest.raises(ValueError, match=r"\S") as caught:
        clean(f"{BOX}>{inside}</svg>", "", prefix="")

    assert named in str(caught.value)


@pytest.mark.parametrize(
    "declared", ["<!DOCTYPE svg [<!ENTITY x 'y'>]>", "<!-- x -->", "<?xml-stylesheet href='x'?>"]
)
def test_declarations_are_refused_before_anything_is_parsed(declared):
    """W6: without declarations there are no entities, so none can be expanded."""
    with pytest.raises(ValueError, match="a declaration"):
        clean(declared + f"{BOX}/>", "", prefix="")


@pytest.mark.parametrize("text", [f"<svg {XMLNS}/>", "<p viewBox='0 0 1 1'/>"])
def test_only_an_svg_with_a_view_box_is_a_drawing(text):
    """Without one it cannot be scaled to its column."""
    with pytest.raises(ValueError, match="no <svg> with a viewBox"):
        clean(text, "", prefix="")


def test_a_refused_drawing_is_a_problem_that_names_it():
    """All drawings of a page are tried before the render stops."""
    drawings = Drawings()
    drawings.place("<svg/>", "Line of 26 weeks", "exhibit trend")
    drawings.place(f"{BOX}/>", "good", "exhibit sites")

    assert ["the drawing of exhibit trend: holds no <svg> with a viewBox; draw it without"] == [
        str(problem) for problem in drawings.problems
    ]


@pytest.mark.parametrize("cut", ["\u2068אבג…", "דהו\u2069", "\u2068אבג\u2069"])
def test_a_name_cut_in_two_turns_nothing_round_and_breaks_nothing(cut):
    """Each text of a drawing is isolated by itself, whatever its neighbours open or close."""
    cleaned = clean(f"{BOX}><text>{cut}</text><text>12 of 345</text></svg>", "", prefix="")
    first, second = re.findall("<text>([^<]*)</text>", cleaned)

    assert "12 of 345" == second
    assert 1 == first.count("\u2068") == first.count("\u2069")
    assert cleaned.endswith("</svg>")
