"""A notebook read before it runs: its tagged parameters cell, and what no cell may hold."""

from __future__ import annotations

import ast
import math
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from pydantic import JsonValue

from ..components import written
from ..components.outputs import NUMBERED, is_prose, place
from ..errors import LabelQAError, NotebookError, ParamsError, Problem
from . import notebook_forms

PARAMETERS = "parameters"
_PARSING = threading.Lock()  # CPython 3.11 counts the depth of syntax trees for all threads together
_REFUSED_TAGS = {
    "raises-exception": "a cell that may fail makes a report that may be wrong",
    "skip-execution": "a report runs every cell",
    "injected-parameters": "it is left over from an earlier run",
}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
}


def read(path: Path) -> NotebookNode:
    """The notebook with cell ids by position and without old outputs. Raises NotebookError."""
    try:
        notebook = notebook_forms.loaded(path)
        notebook.nbformat_minor = 5
        for number, cell in enumerate(notebook.cells, start=1):
            cell.id = f"{NUMBERED}{number}"
        nbformat.validate(notebook)
    except (OSError, ValueError, AttributeError, TypeError, nbformat.ValidationError) as error:
        problem = Problem("cannot be read as a notebook", path.name, "open it in Jupyter and save it again")
        raise NotebookError(problem) from error
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def trees(notebook: NotebookNode, name: str) -> list[ast.Module]:
    """The syntax of every code cell, in order. Raises NotebookError for cells that are not Python."""
    parsed, problems = _parsed(notebook, name)
    _raise(NotebookError, problems)
    return list(parsed.values())


def inspect(notebook: NotebookNode, name: str, values: Mapping[str, JsonValue]) -> None:
    """
    Check that the notebook takes exactly `values` and can only end well or fail.

    Raises ParamsError for values that are not plain JSON, NotebookError for everything wrong in
    its cells; nothing has run by then.
    """
    _raise(ParamsError, _unplain(values))
    trees, problems = _parsed(notebook, name)
    tagged = [cell for cell in notebook.cells if cell.id in trees and PARAMETERS in cell.metadata.tags]
    if len(tagged) == 1:
        problems += _disagreements(trees.pop(tagged[0].id), values, place(name, tagged[0].id))
    else:
        remedy = f"tag the cell that declares {', '.join(values)}"
        problems.append(Problem(f"has {len(tagged)} cells tagged {PARAMETERS}, needs one", name, remedy))
    problems += [
        Problem(f"gives the parameter {bound} another meaning", place(name, cell), "use another name")
        for cell, tree in trees.items()
        for bound in sorted(set(_bound(tree)) & set(values))
    ]
    _raise(NotebookError, problems)


def _parsed(notebook: NotebookNode, name: str) -> tuple[dict[str, ast.Module], list[Problem]]:
    trees: dict[str, ast.Module] = {}
    problems: list[Problem] = []
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    for cell in notebook.cells:
        problems += [
            Problem(f"carries the tag {tag}: {why}", place(name, cell.id), "remove the tag")
            for tag, why in _REFUSED_TAGS.items()
            if tag in cell.metadata.tags
        ]
        if is_prose(cell):
            problems += written.problems(cell.source, place(name, cell.id))
        if cell.cell_type != "code":
            continue
        try:
            with _PARSING:
                trees[cell.id] = compile(cell.source, name, "exec", flags, dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            remedy = "shell commands (!), magics (%) and help (?) are not for reports"
            problems.append(Problem(f"line {line} is not Python", place(name, cell.id), remedy))
    return trees, problems


def _disagreements(tree: ast.Module, values: Mapping[str, JsonValue], where: str) -> list[Problem]:
    problems = []
    declared: set[str] = set()
    for statement in tree.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=found), annotation=ast.Name(id=kind), value=ast.Constant()):
                if found in declared:
                    problems.append(Problem(f"declares {found} twice", where, "keep one"))
                declared.add(found)
                value = values.get(found)
                if found in values and (kind not in _TYPES or type(value) not in _TYPES[kind]):
                    remedy = f"the report passes {type(value).__name__}"
                    problems.append(Problem(f"declares {found} as {kind}", where, remedy))
            case _:
                what = f"line {statement.lineno} is not a typed parameter"
                problems.append(Problem(what, where, 'write it as name: str = "default"  # what it is'))
    known = f"the report has {', '.join(sorted(values))}"
    problems += [Problem(f"does not declare {n}", where, known) for n in sorted(set(values) - declared)]
    problems += [Problem(f"declares {n}, unknown", where, known) for n in sorted(declared - set(values))]
    return problems


def _bound(tree: ast.Module) -> Iterator[str]:
    """Every name a cell gives a new meaning to, by whatever statement."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.alias(name=name, asname=asname):
                yield asname or name.partition(".")[0]
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name


def _unplain(values: Mapping[str, JsonValue]) -> list[Problem]:
    remedy = "pass text, whole or finite numbers, true, false, null, or lists and mappings of them"
    return [
        Problem(f"parameter {name}: {why}", remedy=remedy)
        for name, value in values.items()
        if (why := _why_not_json(value))
    ]


def _why_not_json(value: Any) -> str:
    # NOTE: exact types only: papermill writes every subclass and every other type into the notebook
    # as unescaped code.
    kind = type(value)
    if value is None or kind in {bool, int}:
        return ""
    if kind is str:
        return "" if _encodes(value) else "its text holds half of a surrogate pair"
    if kind is float:
        return "" if math.isfinite(value) else f"{value} is not a JSON number"
    if kind is list:
        return next(filter(None, map(_why_not_json, value)), "")
    if kind is not dict:
        return f"{kind.__name__} is not a JSON type"
    if any(type(key) is not str for key in value):
        return "a key is not text"
    return next(filter(None, map(_why_not_json, [*value, *value.values()])), "")


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _raise(kind: type[LabelQAError], problems: list[Problem]) -> None:
    if problems:
        raise kind(*problems)
