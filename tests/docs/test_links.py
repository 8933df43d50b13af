"""Every link between the documents leads to a page, and to a heading that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from labelqa.cli.reading import anchor

OUTSIDE = ("https://", "http://", "mailto:")
PARSER = MarkdownIt().enable("table")


def _pages(repository: Path) -> list[Path]:
    return [*repository.glob("*.md"), *(repository / "docs").rglob("*.md")]


def _tokens(page: Path) -> list[Token]:
    return PARSER.parse(page.read_text(encoding="utf-8"))


def _links(page: Path) -> Iterator[str]:
    """Where a page's links and pictures lead."""
    for token in _tokens(page):
        for part in token.children or []:
            where = part.attrs.get("href") or part.attrs.get("src")
            if where:
                yield str(where)


def _headings(page: Path) -> set[str]:
    """What links can say behind #; of headings that are alike the later ones have numbers."""
    tokens, seen, found = _tokens(page), Counter(), set()
    for opened, inline in pairwise(tokens):
        if opened.type == "heading_open":
            name = anchor(inline.content)
            found.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
    return found


@pytest.fixture(scope="module")
def links(repository) -> list[tuple[Path, str]]:
    """Every link of every page that stays in the project."""
    pages = _pages(repository)
    return [(page, link) for page in pages for link in _links(page) if not link.startswith(OUTSIDE)]


def test_each_leads_to_something_in_the_project(links):
    """A page, a picture, a file or a folder."""
    targets = [(page, page.parent / link.partition("#")[0]) for page, link in links if link[0] != "#"]

    assert targets
    assert [] == [f"{page.name}: {target}" for page, target in targets if not target.exists()]


def test_each_part_of_a_page_that_is_named_is_there(links):
    """What stands behind # is a heading of the page."""
    named = [(page, *link.split("#")) for page, link in links if "#" in link]

    assert named
    assert [] == [
        f"{page.name}: {name}#{part}"
        for page, name, part in named
        if part not in _headings(page.parent / name if name else page)
    ]


def test_each_page_can_be_reached_from_the_first(repository, links):
    """By links from page to page."""
    onward: dict[Path, set[Path]] = {}
    for page, link in links:
        onward.setdefault(page, set()).add((page.parent / link.partition("#")[0]).resolve())
    reached, waiting = set(), {repository / "docs" / "index.md"}
    while waiting:
        page = waiting.pop()
        reached.add(page)
        waiting |= {other for other in onward.get(page, set()) if other.suffix == ".md"} - reached

    assert set() == set(_pages(repository)) - reached


def test_each_picture_says_what_it_shows(repository):
    """For who cannot see it."""
    pictures = [
        (page, part)
        for page in _pages(repository)
        for token in _tokens(page)
        for part in token.children or []
        if part.type == "image"
    ]

    assert pictures
    assert [] == [f"{page.name}: {part.attrs['src']}" for page, part in pictures if not part.content]
