"""Documents made from the code: every measure with what its docstring says of it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from types import ModuleType

import labelqa.measures

HEAD = """# Measures

Every measure of `labelqa.measures`: what it is, its formula, the method of its interval, and the source.
Written by `scripts/docs` from the docstrings; edit those. Figures by the names they have in a report are in
[figures.md](figures.md).
"""


def measures() -> str:
    """The text of docs/measures.md."""
    return HEAD + "".join(_chapter(module) for module in modules())


def modules() -> Iterator[ModuleType]:
    """The modules of measures, by name."""
    for found in pkgutil.iter_modules(labelqa.measures.__path__):
        yield importlib.import_module(f"labelqa.measures.{found.name}")


def functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    """The public functions that a module defines itself, in the order of its lines."""
    own = [
        value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    ]
    yield from sorted(own, key=lambda function: function.__code__.co_firstlineno)


def _chapter(module: ModuleType) -> str:
    name = module.__name__.rpartition(".")[2]
    entries = "".join(map(_entry, functions(module)))
    return f"\n## {name}\n\n{inspect.getdoc(module)}\n{entries}"


def _entry(function: Callable[..., object]) -> str:
    text = inspect.getdoc(function) or ""
    called = f"{function.__name__}({', '.join(inspect.signature(function).parameters)})"
    return f"\n### `{called}`\n\n{_prose(text)}\n"


def _prose(text: str) -> str:
    """A docstring as Markdown: its paragraphs, with what Markdown would take for markup escaped."""
    return textwrap.dedent(text).replace("*", r"\*").replace("<", r"\<").replace("_", r"\_").strip()
