"""Who reads a table or a column, found in the code: marts, sections of reports, or what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import labelqa
from labelqa.marts import MARTS

PACKAGE = Path(labelqa.__file__).parent
SECTIONS = PACKAGE / "report" / "sections"
BELOW = {
    "report": "every section",
    "measures": "measures",
    "editions": "editions",
    "snapshots": "the snapshot",
    "contracts": "the checks of rows",
}
DECLARED = {"organisation", "procedures", "decisions", "work", "demand", "frozen", "declare"}


def of_table(table: str) -> list[str]:
    """The marts made of a table, and the sections that ask for it or for one of them."""
    return [*_marts(table), *_sections(table)]


def of_column(table: str, column: str) -> list[str]:
    """Those of a table's readers that name the column; where none does, which part of the package does."""
    marts = [mart.name for mart in MARTS if table in mart.reads and _word(column, mart.query)]
    sections = [name for name in _sections(table) if _named(column, _section(name))]
    found = [*marts, *sections]
    return found or [said for part, said in BELOW.items() if _named(column, _part(part))][:1] or ["joins"]


def _marts(table: str) -> list[str]:
    return [mart.name for mart in MARTS if table in mart.reads]


def _sections(table: str) -> list[str]:
    names = [table, *_marts(table)]
    return [
        folder.name
        for folder in sorted(SECTIONS.iterdir())
        if folder.is_dir() and any(_named(name, _section(folder.name)) for name in names)
    ]


@cache
def _section(name: str) -> str:
    return "\n".join(_texts(SECTIONS / name))


@cache
def _part(name: str) -> str:
    """The code of a part of the package but for the declarations of tables."""
    return "\n".join(_texts(PACKAGE / name))


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.py")):
        if path.parent.name != "meanings" and not (path.parent.name == "contracts" and path.stem in DECLARED):
            yield path.read_text(encoding="utf-8")


def _named(name: str, code: str) -> bool:
    """Whether code names it, in quotes or as an attribute."""
    return re.search(rf"[\"'.]{name}\b", code) is not None


def _word(name: str, sql: str) -> bool:
    return re.search(rf"\b{name}\b", sql) is not None
