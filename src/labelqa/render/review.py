"""A workspace's templates held against what a render asks of them, without a report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2
from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta

from ..errors import Problem
from ..params import Paper
from .pages import ReportExporter

_NEEDED = (
    *("index.html.j2", "page.html.j2", "conf.json"),
    *("base.css", "print.css", "screen.css", "screen.js"),
)
_INSIDE = ("data:", "fig:", "#")
"""How addresses begin that are in the page itself."""
_RESTORE = "restore it from the templates that labelqa came with"


def review(templates: Path, name: str, paper: Paper) -> list[Problem]:
    """
    Every file that is missing or cannot be read, and every template that is none.

    `name` is what messages call the folder at `templates`.
    """
    folder, called = templates / "report", f"{name}/report"
    missing = [file for file in (*_NEEDED, f"{paper}.css") if not (folder / file).is_file()]
    problems = [Problem("is missing", f"{called}/{file}", _RESTORE) for file in missing]
    # NOTE: nbconvert's own template, so that this one's mistakes do not stand in the way of finding them.
    environment = ReportExporter(template_name="base").environment  # type: ignore[no-untyped-call]
    for path in sorted(folder.glob("*")):
        try:
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
        except ValueError:
            problems.append(Problem("is not UTF-8 text", f"{called}/{path.name}", "save the file as UTF-8"))
            continue
        if path.suffix == ".j2":
            problems += _wrong_in(text, f"{called}/{path.name}", folder, environment)
        elif path.suffix == ".css":
            problems += _no_sheet(text, f"{called}/{path.name}")
        elif path.name == "conf.json":
            problems += _no_json(text, f"{called}/{path.name}")
    return problems


def _wrong_in(text: str, where: str, folder: Path, environment: Environment) -> Iterator[Problem]:
    try:
        tree = environment.parse(text)
        environment.compile(tree)
    except TemplateSyntaxError as error:
        yield Problem(f"is no template: {error.message}", f"{where}:{error.lineno}", "mend the template")
        return
    for wanted in sorted(filter(None, meta.find_referenced_templates(tree))):
        if not (folder / wanted).is_file() and not _has(environment, wanted):
            yield Problem(f"asks for {wanted}, which is not there", where, _RESTORE)


def _has(environment: Environment, wanted: str) -> bool:
    try:
        environment.get_template(wanted)
    except TemplateNotFound:
        return False
    return True


def _no_sheet(text: str, where: str) -> Iterator[Problem]:
    """What no parser makes a rule of, and what would be loaded from elsewhere."""
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    for node in _all(nodes):
        if node.type == "error":
            yield Problem(
                f"is no stylesheet: {node.message}", f"{where}:{node.source_line}", "mend the sheet"
            )
        address = _asked_for(node)
        if address is not None and not address.startswith(_INSIDE):
            what = f"asks for {address[:80]}: a page loads nothing"
            yield Problem(what, f"{where}:{node.source_line}", "take it out, or write it in as data:")


def _all(nodes: Iterable[Any]) -> Iterator[Any]:
    """The nodes of a sheet with all that is in them."""
    for node in nodes:
        yield node
        for part in ("prelude", "content", "arguments"):
            yield from _all(getattr(node, part, None) or ())


def _asked_for(node: Any) -> str | None:
    """The address that a part of a sheet names; None where it names none."""
    if node.type == "url":
        return str(node.value)
    inside: Iterable[Any] = ()
    if node.type == "function" and node.lower_name == "url":
        inside = node.arguments
    elif node.type == "at-rule" and node.lower_at_keyword == "import":
        inside = node.prelude
    return next((str(each.value) for each in inside if each.type == "string"), None)


def _no_json(text: str, where: str) -> Iterator[Problem]:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        yield Problem(f"is not JSON: {error.msg}", f"{where}:{error.lineno}", _RESTORE)
