"""Every kind of problem that labelqa tells, by error class and module, read from the code."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from itertools import groupby

from labelqa import errors as raised
from reference.problems import Told, problems

OF_THE_CASE = "as the line says: what there is instead, or the nearest name"
HEAD = """# Errors

What went wrong is said in lines of one form: `error: where: what; remedy`. Every mistake that can be found is
told in one go. The last line of a failed command, `more: labelqa docs errors.md#…`, names the part of this
page that is about its kind; `--json` lines have it under `docs`. Written by `scripts/docs` from the code:
`…` stands for a name, a number or a text of yours.

| error | exit code | is |
|---|---|---|
"""


def errors() -> str:
    """The text of docs/errors.md."""
    found, kinds = sorted(problems()), list(_kinds(raised.LabelQAError))
    rows = "".join(
        f"| [{kind.__name__}](#{kind.__name__.lower()}) | {kind.exit_code} | {_about(kind)[0]} |\n"
        for kind in kinds
    )
    return HEAD + rows + "".join(_chapter(kind, found) for kind in kinds)


def _kinds(kind: type[raised.LabelQAError]) -> Iterator[type[raised.LabelQAError]]:
    """A class of errors and all that are kinds of it, in the order of the code."""
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def _about(kind: type) -> list[str]:
    """The paragraphs of a class's docstring, each in one line."""
    return [" ".join(part.split()) for part in (inspect.getdoc(kind) or "").split("\n\n")]


def _chapter(kind: type[raised.LabelQAError], found: list[Told]) -> str:
    mine = [told for told in found if told.error == kind.__name__]
    about = "\n\n".join(_about(kind))
    parts = "".join(_part(module, list(each)) for module, each in groupby(mine, lambda told: told.module))
    return f"\n## {kind.__name__}\n\n{about} Exit code {kind.exit_code}.\n{parts}"


def _part(module: str, found: list[Told]) -> str:
    rows = "".join(
        f"| {_cell(told.what)} | {_cell(OF_THE_CASE if told.remedy == '…' else told.remedy)} |\n"
        for told in dict.fromkeys(found)
    )
    return f"\n### {_cell(module)}\n\n| what | remedy |\n|---|---|\n{rows}"


def _cell(text: str) -> str:
    for sign in ("|", "*", "_", "<", "[", "]"):
        text = text.replace(sign, f"\\{sign}") if "`" not in text or sign == "|" else text
    return text
