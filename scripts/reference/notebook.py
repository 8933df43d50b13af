"""What a notebook can ask and show, section by section, from the docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator

from labelqa.report import Overview, Report, market
from labelqa.report.page.section_exhibits import SectionExhibits

HEAD = """# What a notebook can ask and show

Everything that `r = open_report(extract)` and `r = open_overview(extract)` can do, each with an example.
Written by `scripts/docs` from the docstrings; edit those. `by=` splits an answer, `span=` takes other days
than the period: "previous", "quarter", "window". What gives a value asks; what gives none shows.

"""
BACK = "[All that a notebook can ask](../notebook.md)\n"
FILES = {"r, of one market": "report", "r, of all markets": "overview"}

SHARED = (
    "It shows answers as a market's report does (`r.forest`, `r.table`, `r.control_chart`, `r.tell` and the "
    'rest above), and what markets have in common with `r.pooled(r.each("accuracy"))`.'
)


def notebook() -> dict[str, str]:
    """docs/notebook.md and a page for each section, by path from docs."""
    parts = [("r, of one market", Report), *sections(), ("r, of all markets", Overview)]
    index = "".join(f"- [{name}]({_page(name)}): {_first(part)}\n" for name, part in parts)
    return {"notebook.md": HEAD + index, **{_page(name): _chapter(name, part) for name, part in parts}}


def sections() -> list[tuple[str, type[SectionExhibits]]]:
    """Every section by what a notebook calls it."""
    found = [
        value
        for value in vars(market).values()
        if inspect.isclass(value) and issubclass(value, SectionExhibits) and value._name != Report._name
    ]
    return sorted((section._name, section) for section in found)


def public(of: type) -> Iterator[tuple[str, Callable[..., object]]]:
    """
    A section's public methods by name; its own call first, where it has one.

    Of a report on all markets those that a market's report has not in the same words.
    """
    for name, method in inspect.getmembers(of, inspect.isfunction):
        shared = of is Overview and not method.__qualname__.startswith(Overview.__name__)
        if (name == "__call__" or not name.startswith("_")) and not shared:
            yield name, method


def example(method: Callable[..., object]) -> str:
    """The example in a method's docstring; empty where there is none."""
    return "\n".join(re.findall(r"^>>> (.+)$", inspect.getdoc(method) or "", re.MULTILINE))


def _chapter(name: str, part: type) -> str:
    entries = "".join(_entry(part, called, method) for called, method in public(part))
    shared = f"\n{SHARED}\n" if part is Overview else ""
    return f"# {name}\n\n{inspect.getdoc(part)}\n{shared}{entries}\n{BACK}"


def _entry(part: type, name: str, method: Callable[..., object]) -> str:
    called = part._name if name == "__call__" else f"{part._name}.{name}"
    taken = [
        str(each.replace(annotation=each.empty)) for each in inspect.signature(method).parameters.values()
    ]
    text = re.sub(r"\n*^>>> .+$", "", inspect.getdoc(method) or "", flags=re.MULTILINE).strip()
    shown = f"\n```python\n{example(method)}\n```\n"
    return f"\n## `{called}({', '.join(taken[1:])})`\n\n{text}\n{shown}"


def _first(part: type) -> str:
    return (inspect.getdoc(part) or "").partition("\n")[0].rstrip(".")


def _page(name: str) -> str:
    """The page of a section."""
    return f"notebook/{FILES.get(name, name.removeprefix('r.'))}.md"
