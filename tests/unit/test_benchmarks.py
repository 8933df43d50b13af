"""What scripts/bench says of a benchmark and when it fails."""

from __future__ import annotations

import ast
import importlib
import math
import subprocess
import sys

import pytest

HEAD = ("CPU seconds", "report")


@pytest.fixture
def bench(repository, monkeypatch):
    """The modules of scripts/benchmarks: its values and its command."""
    monkeypatch.syspath_prepend(repository / "scripts")
    return importlib.import_module("benchmarks"), importlib.import_module("benchmarks.__main__")


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [(0.119, 0, ""), (0.12, 0, ""), (0.121, 1, ", MISSED"), (math.nan, 1, ", MISSED")],
)
def test_a_missed_bound_fails_and_is_named_on_the_last_line(bench, capsys, value, status, said):
    """At the bound it is held; above it, or without a number, it is missed."""
    values, command = bench
    bounds = (values.Bound("HTML", 0.5, 1, "of it"), values.Bound("PDF", value, 0.12, "CPU s a page"))
    code = command.report("render", values.Measured((HEAD, ("PDF", "1.00")), bounds))
    last = capsys.readouterr().out.splitlines()[-1]

    assert status == code
    assert f"render: HTML 0.5 of it (at most 1); PDF {value:.3g} CPU s a page (at most 0.12{said})" == last


def test_columns_are_aligned(bench, capsys):
    """Names to the left, figures to the right."""
    values, command = bench
    command.report("render", values.Measured((HEAD, ("PDF", "1.00")), ()))

    assert ["CPU seconds  report", "PDF            1.00"] == capsys.readouterr().out.splitlines()[:2]


def test_an_unknown_benchmark_is_refused_with_those_there_are(bench, capsys):
    """argparse's exit code 2, and the list."""
    with pytest.raises(SystemExit) as exit_:
        bench[1].main(["speed"])

    assert 2 == exit_.value.code
    assert "render" in capsys.readouterr().err


def test_every_benchmark_measures(bench, repository):
    """Each module that is offered has a one-line docstring and `measure(folder, repeats)`."""
    folder = repository / "scripts" / "benchmarks"
    names = bench[1].names()
    paths = [p if (p := folder / f"{name}.py").exists() else folder / name / "__init__.py" for name in names]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    signatures = [
        [argument.arg for argument in node.args.args]
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "measure"
    ]

    assert "render" in names
    assert [["folder", "repeats"]] * len(names) == signatures
    assert [] == [tree for tree in trees if "\n" in (ast.get_docstring(tree) or "\n")]


def test_a_folder_is_kept_where_one_is_named(bench, tmp_path):
    """It is made where it is not there; without a name what was made is gone."""
    with bench[1]._folder(tmp_path / "kept") as folder:
        (folder / "made").touch()
    with bench[1]._folder(None) as gone:
        (gone / "made").touch()

    assert (tmp_path / "kept" / "made").exists()
    assert not gone.exists()


def test_the_cpu_of_children_is_counted_and_that_of_this_process_is_not(bench):
    """A child that counts costs time; counting here costs none."""
    values, _ = bench
    command = [sys.executable, "-c", "sum(range(10**6))"]

    assert values.children_cpu(lambda: subprocess.run(command, check=True)) > 0
    assert pytest.approx(0, abs=1e-9) == values.children_cpu(lambda: sum(range(10**6)))
