"""The command that prints the documents, which come with the package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from .. import shipped
from ..errors import ParamsError, Problem
from .answers import told


@told
def docs(
    page: Annotated[
        str | None, typer.Argument(help="A page, such as errors.md, or a part of one: errors.md#dataerror.")
    ] = None,
) -> None:
    """Print a page of the documents, or a part of one; without a name, which pages there are and where."""
    folder = shipped.docs()
    if not page:
        titles = {name: _title(folder / name) for name in _names(folder)}
        typer.echo("\n".join([str(folder), *(f"  {name}: {title}" for name, title in titles.items())]))
        return
    name, _, part = page.removeprefix("docs/").partition("#")
    text = _text(folder, name)
    typer.echo(_part(text, part, name) if part else text)


def anchor(heading: str) -> str:
    """What a link to a heading says behind its #, as GitHub and the site make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")


def _text(folder: Path, name: str) -> str:
    """A page, with or without its ending. Raises ParamsError where there is none of the name."""
    wanted = name if name.endswith(".md") else f"{name}.md"
    if wanted not in _names(folder):
        raise ParamsError(Problem(f"no page {name!r}", "docs", "`labelqa docs` lists all there are"))
    return (folder / wanted).read_text(encoding="utf-8")


def _part(text: str, wanted: str, name: str) -> str:
    """A heading and what stands below it. Raises ParamsError where the page has no such heading."""
    headings = list(_headings(text))
    for place, (first, level, heading) in enumerate(headings):
        if anchor(heading) == wanted:
            last = next((line for line, other, _ in headings[place + 1 :] if other <= level), None)
            return "\n".join(text.splitlines()[first:last]).strip()
    raise ParamsError(
        Problem(f"{name} has no part {wanted!r}", "docs", f"read it whole: labelqa docs {name}")
    )


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Line, level and text of each heading."""
    from markdown_it import MarkdownIt

    for opened, inline in pairwise(MarkdownIt().parse(text)):
        if opened.type == "heading_open" and opened.map:
            yield opened.map[0], int(opened.tag[1:]), inline.content
