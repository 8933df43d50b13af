"""What a reader sees stands in the words of its package, and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import labelqa.report

REPORT = Path(labelqa.report.__file__).parent
PACKAGES = ("front_matter", "overview", "page", "sections")
ERRORS = ("Problem", "require", "_require", "_agreed", "_alike")
"""What is called with a text for an analyst."""
TAG = re.compile(r"<[^>]*>?")  # of markup, whole or its beginning
ENGLISH = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}|^[A-Z][a-z]+( [a-z]+)*$")


def texts(module: Path) -> list[tuple[int, str]]:
    """The texts of a module that read like English, but for docstrings and what errors say to an analyst."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    of_errors = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ERRORS
        for part in ast.walk(node)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings | of_errors
        and ENGLISH.search(TAG.sub("", node.value))
    ]


@pytest.mark.parametrize(
    "module",
    [
        pytest.param(module, id=str(module.relative_to(REPORT)))
        for package in PACKAGES
        for module in sorted((REPORT / package).rglob("*.py"))
        if not module.name.endswith(("words.py", "style.py"))
    ],
)
def test_no_text_stands_in_code(module):
    """A reworded sentence changes one line, and a second language could be given beside the first."""
    assert [] == texts(module)
