"""What no linter here measures: the size of modules and functions, and who may read the surroundings."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import labelqa

SOURCE = Path(labelqa.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
LINES = {"module": 300, "function": 40}
PARAMETERS = 6
NO_INPUTS = {"self", "cls", "watch"}  # the object itself, and who is told of progress
SURROUNDINGS = {
    "print": "the library is silent",
    "datetime.now": "the clock is read in cli",
    "date.today": "the clock is read in cli",
    "Path.cwd": "paths are resolved in cli",
    "os.getcwd": "paths are resolved in cli",
    "os.chdir": "the working folder is the caller's",
}
FORKS = SOURCE / "workers" / "server.py"  # a program of its own, whose children take on what was asked for
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@pytest.fixture(params=MODULES, ids=[str(path.relative_to(SOURCE)) for path in MODULES])
def module(request) -> Path:
    """Each module of the package."""
    return request.param


@pytest.fixture
def tree(module) -> ast.Module:
    """Its syntax tree."""
    return ast.parse(module.read_text(encoding="utf-8"))


def test_modules_and_functions_are_short(module, tree):
    """A longer one asks to be split."""
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    length = module.read_text(encoding="utf-8").count("\n")

    assert length <= LINES["module"]
    assert [] == [f.name for f in functions if f.end_lineno - f.lineno >= LINES["function"]]


def test_functions_have_few_parameters(tree):
    """More belong into a value of their own."""
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS) and not _is_command(node)]

    assert [] == [f.name for f in functions if _parameters(f.args) > PARAMETERS]


def test_a_module_says_what_it_is_in_a_sentence(tree):
    """The first line of its docstring ends like a sentence."""
    first = (ast.get_docstring(tree) or "").partition("\n")[0]

    assert first.endswith((".", ":"))


def test_only_the_command_line_reads_its_surroundings(module, tree):
    """No print, clock or working folder below `cli`."""
    if module.parent.name == "cli" or module == FORKS:
        return
    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]

    assert [] == [f"{name}: {SURROUNDINGS[name]}" for name in map(_tail, calls) if name in SURROUNDINGS]


def _parameters(arguments: ast.arguments) -> int:
    every = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
    return len([argument for argument in every if argument.arg not in NO_INPUTS])


def _is_command(function: ast.FunctionDef) -> bool:
    """A command's parameters are the options that people type."""
    return any(
        word in ast.unparse(decorator)
        for decorator in function.decorator_list
        for word in ("command", "told")
    )


def _tail(call: str) -> str:
    return ".".join(call.split(".")[-2:])
