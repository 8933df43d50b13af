"""Tidying changes the tags of a drawing and nothing that is written in it."""

from __future__ import annotations

from labelqa.report.drawing.svg import tidy

RAW = """<?xml version="1.0"?><!DOCTYPE svg>
<svg width="10pt" height="5pt" viewBox="0 0 10 5" xmlns="http://www.w3.org/2000/svg">
 <metadata>now</metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
 <g id="figure_1"><path id="used" d="M 1.23456 -0.0001" style="fill: #ffffff; stroke-linejoin: miter"/>
 <text style="font: 600 7.6px 'Inter', sans-serif; text-anchor: end"
  transform="rotate(-0 1 2)">1.4567 id="x" &lt;b&gt;</text>
 <use href="#used" clip-path="url(#used)"/><g id="empty"></g></g>
</svg>"""


def test_numbers_in_tags_are_rounded_and_written_ones_are_not():
    """1.4567 between the tags may be a count with a thousands mark."""
    drawing = tidy(RAW, "c", "A title")

    assert 'd="M 1.23 0"' in drawing
    assert '>1.4567 id="x" &lt;b&gt;</text>' in drawing


def test_used_ids_get_the_prefix_and_the_others_go():
    """Two charts on one page share no id."""
    drawing = tidy(RAW, "c", "A title")

    assert 'id="c-used"' in drawing
    assert 'href="#c-used"' in drawing
    assert "url(#c-used)" in drawing
    assert "figure_1" not in drawing


def test_styles_become_attributes_and_defaults_go():
    """A page's style parser would read them a second time."""
    drawing = tidy(RAW, "c", "A title")

    assert 'style="' not in drawing
    assert 'fill="#ffffff"' in drawing
    assert "miter" not in drawing
    assert 'font-weight="600" font-size="7.6" font-family="Inter" text-anchor="end"' in drawing


def test_nothing_of_the_moment_stays():
    """No declaration, metadata, size in points or empty group."""
    drawing = tidy(RAW, "c", "A title")

    assert drawing.startswith("<svg xmlns=")
    assert all(gone not in drawing for gone in ("<?xml", "metadata", "<style", "width=", "<g></g>", "rotate"))


def test_the_title_comes_first_and_is_escaped():
    """A reader is told what the drawing is, whatever the name holds."""
    assert '<title id="c-title">A &lt;b&gt; &amp; c</title>' in tidy(RAW, "c", "A <b> & c")
