"""docs/measures.md lists every measure with its formula, its method and its source."""

from __future__ import annotations

import importlib
import inspect

import pytest


@pytest.fixture
def reference(repository, monkeypatch):
    """The module that writes the documents."""
    monkeypatch.syspath_prepend(repository / "scripts")
    return importlib.import_module("reference")


def test_every_measure_says_what_it_is(reference):
    """Each public function has a docstring of a sentence or more."""
    bare = [
        f"{module.__name__}.{function.__name__}"
        for module in reference.modules()
        for function in reference.functions(module)
        if not (inspect.getdoc(function) or "").strip().rstrip(")").endswith((".", ":"))
    ]

    assert [] == bare
