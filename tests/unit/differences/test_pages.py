"""Pages that look different."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint import HTML

from labelqa.differences import pages

STYLE = "@page{size:A4;margin:27mm 18mm 22mm;@bottom-left{content:'%s'}} p{break-after:page} b{background:%s}"


def pdf(path: Path, *texts: str, foot: str = "r1", colour: str = "#fff") -> Path:
    """A document of a page for each text, with a foot."""
    body = "".join(f"<p>{text} <b>{'&nbsp;' * 9}</b></p>" for text in texts)
    path.write_bytes(HTML(string=f"<style>{STYLE % (foot, colour)}</style>{body}").write_pdf())
    return path


@pytest.fixture
def before(tmp_path) -> Path:
    """Three pages."""
    return pdf(tmp_path / "before.pdf", "One", "Two", "Three")


def places(changes: tuple[pages.PageChange, ...]) -> list[tuple[int | None, int | None]]:
    """The numbers of pages before and after."""
    return [tuple(side.number if side else None for side in (c.before, c.after)) for c in changes]


def test_the_number_of_the_revision_at_the_foot_is_no_difference(before, tmp_path):
    """Every page of another revision has another one."""
    assert () == pages.compare(before, pdf(tmp_path / "after.pdf", "One", "Two", "Three", foot="r2"))


def test_a_page_with_another_text_is_shown_with_what_differs(before, tmp_path):
    """In pictures, framed, and in words for those who do not see them."""
    (change,) = pages.compare(before, pdf(tmp_path / "after.pdf", "One", "Twelve", "Three"))
    lines = {(line.kind, line.text.strip()) for line in change.lines}

    assert [(2, 2)] == places((change,))
    assert {("gone", "Two"), ("new", "Twelve")} <= lines
    assert change.before.picture.startswith("data:image/webp;base64,")
    assert 1 == len(change.marks)
    assert 5 < change.marks[0].top < 15  # below the margin, in per cent of the page


def test_a_page_that_only_moved_is_not_shown(before, tmp_path):
    """A new one before it is."""
    found = pages.compare(before, pdf(tmp_path / "after.pdf", "One", "New", "Two", "Three"))

    assert [(None, 2)] == places(found)


def test_a_page_that_is_gone_is_shown_alone(before, tmp_path):
    """There is nothing beside it."""
    assert [(2, None)] == places(pages.compare(before, pdf(tmp_path / "after.pdf", "One", "Three")))


def test_a_drawing_that_changed_is_seen_where_no_text_did(before, tmp_path):
    """The pictures are compared, too."""
    found = pages.compare(before, pdf(tmp_path / "after.pdf", "One", "Two", "Three", colour="#b93a16"))

    assert [(1, 1), (2, 2), (3, 3)] == places(found)
    assert all(line.kind == "same" for change in found for line in change.lines)
    assert all(change.marks for change in found)


def test_the_same_pages_make_the_same_pictures(before, tmp_path):
    """So the comparison of the same revisions is the same file."""
    after = pdf(tmp_path / "after.pdf", "One", "Twelve", "Three")

    assert pages.compare(before, after) == pages.compare(before, after)
