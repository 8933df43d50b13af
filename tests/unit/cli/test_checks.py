"""A check finds every mistake in params, notebooks and templates in one pass, each with place and remedy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.cli.marking import first_line
from labelqa.errors import NotebookError, ParamsError, RenderError

Edit = Callable[[Path], None]
PARAMS, NOTEBOOK, TEMPLATE = ParamsError.exit_code, NotebookError.exit_code, RenderError.exit_code


def text(old: str, new: str) -> Edit:
    """Write one text in the place of another, which is there."""

    def edit(path: Path) -> None:
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")

    return edit


def more(lines: str) -> Edit:
    """Write lines at the end."""
    return lambda path: path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")


def whole(content: str) -> Edit:
    """Write another file in its place."""
    return lambda path: path.write_text(content, encoding="utf-8")


def cell(number: int, source: str) -> Edit:
    """Write another source into a cell, counted from one."""

    def change(notebook: dict) -> None:
        notebook["cells"][number - 1]["source"] = source

    return _in_notebook(change)


def tag(number: int, *tags: str) -> Edit:
    """Give a cell these tags."""

    def change(notebook: dict) -> None:
        notebook["cells"][number - 1]["metadata"]["tags"] = list(tags)

    return _in_notebook(change)


def _in_notebook(change: Callable[[dict], None]) -> Edit:
    def edit(path: Path) -> None:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        change(notebook)
        path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")

    return edit


# file, what is done to it, where the mistake is said to stand, what is said to be wrong, exit code
PLANTED: list[tuple[str, Edit, str, str, int]] = [
    ("params/project.yml", text("paper: a4", "papr: a4"), "params/project.yml:5", "unknown key papr", PARAMS),
    ("params/markets/SG.yml", text("timezone:", "timezon:"), "params/markets/SG.yml:", "timezon", PARAMS),
    ("params/markets/TH.yml", whole("name: [\n"), "params/markets/TH.yml:", "is not YAML", PARAMS),
    (
        "params/markets/VN.yml",
        more("name: Twice\n"),
        "params/markets/VN.yml:",
        "repeats the key name",
        PARAMS,
    ),
    ("params/markets/BR.yml", more("id: XX\n"), "params/markets/BR.yml:", "id", PARAMS),
    ("params/editions.yml", text("[BR, GB]", "[BR, GX]"), "params/editions.yml:9", "no market GX", PARAMS),
    ("params/editions.yml", more("odd: {kind: vendour}\n"), "params/editions.yml:", "kind", PARAMS),
    (
        "params/reports/ramp_up.yml",
        text("vendors]", "vendor]"),
        "params/reports/ramp_up.yml:6",
        "no edition vendor",
        PARAMS,
    ),
    (
        "params/reports/calibration.yml",
        text("high: 1", "high: 0.6"),
        "params/reports/calibration.yml:",
        "out of bounds",
        PARAMS,
    ),
    ("params/sources.yml", text("  vendors:", "  vendor:"), "params/sources.yml", "no table vendor", PARAMS),
    (
        "params/sources.yml",
        text("data/sites.parquet}", "data/sites.parquet, where: SELECT 1}"),
        "params/sources.yml:",
        "where of sites",
        PARAMS,
    ),
    (
        "params/sources.yml",
        text("data/queues.parquet}", "data/queues.parquet, columns: {queue: id}}"),
        "params/sources.yml: queues",
        "the table has no column queue",
        PARAMS,
    ),
    (
        "params/sources.yml",
        more("control_totals: {lables: {SG: {2026-10: 1}}}\n"),
        "params/sources.yml:",
        "lables",
        PARAMS,
    ),
    ("params/source.yml", whole("{}\n"), "params/source.yml", "is no parameter file", PARAMS),
    (
        "params/reports/calibration.yml",
        text("calibration.ipynb", "calibrations.ipynb"),
        "params/reports/calibration.yml:4",
        "no notebook notebooks/calibrations.ipynb",
        NOTEBOOK,
    ),
    (
        "params/reports/market_report.yml",
        text("  sop_margin:", "  sop_margins:"),
        "notebooks/market_report.ipynb, cell 2",
        "does not declare sop_margins",
        NOTEBOOK,
    ),
    (
        "notebooks/market_report.ipynb",
        cell(5, "!ls"),
        "notebooks/market_report.ipynb, cell 5",
        "line 1 is not Python",
        NOTEBOOK,
    ),
    (
        "notebooks/market_report.ipynb",
        cell(7, "x = 1\n%time x"),
        "notebooks/market_report.ipynb, cell 7",
        "line 2 is not Python",
        NOTEBOOK,
    ),
    (
        "notebooks/market_report.ipynb",
        tag(3, "raises-exception"),
        "notebooks/market_report.ipynb, cell 3",
        "carries the tag raises-exception",
        NOTEBOOK,
    ),
    (
        "notebooks/market_overview.ipynb",
        tag(5, "skip-execution"),
        "notebooks/market_overview.ipynb, cell 5",
        "carries the tag skip-execution",
        NOTEBOOK,
    ),
    (
        "notebooks/market_overview.ipynb",
        tag(2),
        "notebooks/market_overview.ipynb",
        "has 0 cells tagged parameters",
        NOTEBOOK,
    ),
    (
        "notebooks/risk_investigation.ipynb",
        cell(2, 'extract: str = ""\nquestoin: str = ""'),
        "notebooks/risk_investigation.ipynb, cell 2",
        "declares questoin, unknown",
        NOTEBOOK,
    ),
    (
        "notebooks/risk_investigation.ipynb",
        cell(5, "least = 1"),
        "notebooks/risk_investigation.ipynb, cell 5",
        "gives the parameter least another meaning",
        NOTEBOOK,
    ),
    (
        "notebooks/risk_investigation.ipynb",
        cell(2, 'extract = ""'),
        "notebooks/risk_investigation.ipynb, cell 2",
        "line 1 is not a typed parameter",
        NOTEBOOK,
    ),
    (
        "notebooks/risk_investigation.ipynb",
        text("fewest: int", "fewest: str"),
        "notebooks/risk_investigation.ipynb, cell 2",
        "declares fewest as str",
        NOTEBOOK,
    ),
    (
        "notebooks/ramp_up.ipynb",
        whole("<<<<<<< HEAD\n{}\n"),
        "notebooks/ramp_up.ipynb",
        "cannot be read as a notebook",
        NOTEBOOK,
    ),
    ("templates/report/print.css", Path.unlink, "templates/report/print.css", "is missing", TEMPLATE),
    ("templates/report/conf.json", whole("{"), "templates/report/conf.json:1", "is not JSON", TEMPLATE),
    (
        "templates/report/page.html.j2",
        more("{% if %}"),
        "templates/report/page.html.j2:",
        "is no template",
        TEMPLATE,
    ),
    (
        "templates/report/front.html.j2",
        more("{{ 1|boldly }}"),
        "templates/report/front.html.j2:",
        "No filter named 'boldly'",
        TEMPLATE,
    ),
    (
        "templates/report/index.html.j2",
        more("{% include 'gone.html.j2' %}"),
        "templates/report/index.html.j2",
        "asks for gone.html.j2",
        TEMPLATE,
    ),
    (
        "templates/report/a4.css",
        lambda path: path.write_bytes(b"\xff"),
        "templates/report/a4.css",
        "is not UTF-8 text",
        TEMPLATE,
    ),
]
# What keeps other mistakes in the same file, or in what it names, from being seen in the same pass.
HIDING = {
    "unknown key papr",
    "kind",
    "out of bounds",
    "line 1 is not a typed parameter",
    "declares fewest as str",
}
TOGETHER = [planted for planted in PLANTED if planted[3] not in HIDING]


@pytest.fixture
def root(repository, tmp_path) -> Path:
    """A copy of the sample company's params, notebooks and templates; it has no data."""
    for folder in ("params", "notebooks", "templates"):
        shutil.copytree(repository / folder, tmp_path / folder)
    return tmp_path


def check(root: Path, *words: str) -> Result:
    """Check without the data."""
    return CliRunner().invoke(app, ["check", "-w", str(root), "--fast", *words], catch_exceptions=False)


def problems(result: Result) -> list[dict]:
    """The lines of JSON."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def is_found(said: list[dict], where: str, what: str) -> bool:
    """Whether a problem begins with a place and says what is wrong, and what to do about it."""
    return any(p["where"].startswith(where) and what in p["what"] and p["remedy"] for p in said)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_nothing_is_found_where_nothing_is_wrong(root, form):
    """Neither on stdout nor on stderr."""
    result = check(root, "--format", form)

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize(("file", "edit", "where", "what", "code"), PLANTED, ids=[p[3] for p in PLANTED])
def test_a_planted_mistake_is_found(root, file, edit, where, what, code):
    """With its place, a remedy and the exit code of its kind."""
    edit(root / file)
    result = check(root, "--json")
    said = problems(result)

    assert code == result.exit_code
    assert is_found(said, where, what), said
    assert {("what", "where", "remedy", "market", "docs")} == {tuple(problem) for problem in said}


def test_mistakes_in_many_files_are_found_in_one_pass(root):
    """The exit code is the worst; --json and --format json are the same."""
    for file, edit, *_ in TOGETHER:
        edit(root / file)
    result = check(root, "--json")
    said = problems(result)

    assert len(TOGETHER) > 20
    assert [] == [what for _, _, where, what, _ in TOGETHER if not is_found(said, where, what)]
    assert max(code for *_, code in TOGETHER) == result.exit_code
    assert result.stdout == check(root, "--format", "json").stdout


def test_annotations_lead_to_the_file_and_to_the_line_on_which_a_cell_begins(root):
    """As GitHub reads them: signs that would end a property or the line are written otherwise."""
    cell(5, "!ls")(root / "notebooks/market_report.ipynb")
    text("paper: a4", "papr: a4")(root / "params/project.yml")
    of_params, of_notebook = check(root, "--format", "github").stdout.splitlines()
    notebook = root / "notebooks/market_report.ipynb"
    line = int(of_notebook.partition("line=")[2].partition("::")[0])

    assert of_params.startswith(
        f"::error file={root}/params/project.yml,line=5::params/project.yml:5: unknown"
    )
    assert of_notebook.startswith(
        f"::error file={notebook},line={line}::{notebook.relative_to(root)}, cell 5: "
    )
    assert "  {" == notebook.read_text().splitlines()[line - 1]
    assert '"!ls"' in "".join(notebook.read_text().splitlines()[line - 1 : line + 9])


@pytest.mark.parametrize(
    ("notebook", "cell_number", "line"),
    [
        ('{"cells": [{}, {}]}', 2, 1),
        ('{\n "cells": [\n  {"a": 1},\n  {"b": 2}\n ]\n}', 1, 3),
        ('{\n "cells": [\n  {"a": 1},\n  {"b": 2}\n ]\n}', 2, 4),
        ('{\n "cells": [\n  {"a"', 2, 1),
        ("nothing", 3, 1),
    ],
)
def test_the_line_of_a_cell_is_read_from_the_text(notebook, cell_number, line):
    """However it is laid out; the first where it cannot be told."""
    assert line == first_line(notebook, cell_number)


def test_a_check_of_the_data_needs_a_period(root):
    """And says how to do without one."""
    result = CliRunner().invoke(app, ["check", "-w", str(root)], catch_exceptions=False)

    assert 2 == result.exit_code
    assert "--period: no period is named; name one, or leave out the data: --fast" in result.stderr


def test_data_are_not_read_while_params_are_wrong(root):
    """A note says so, and the other mistakes are told all the same."""
    text("paper: a4", "papr: a4")(root / "params/project.yml")
    (root / "templates/report/print.css").unlink()
    result = CliRunner().invoke(app, ["check", "-w", str(root), "-p", "2026-10"], catch_exceptions=False)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "note: the data are not read before params are right" in result.stderr
    assert "error: templates/report/print.css: is missing" in result.stderr


def test_a_problem_of_the_data_names_its_market(root):
    """In JSON by a key of its own; there are no data here."""
    words = ["check", "-w", str(root), "-p", "2026-10", "-m", "SG", "--json"]
    result = CliRunner().invoke(app, words, catch_exceptions=False)

    assert 3 == result.exit_code
    assert {"SG"} == {problem["market"] for problem in problems(result)}
    assert is_found(problems(result), "data/queues.parquet", "no such file")
