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


COMMENT = (
    "- {figure: accuracy.audit.overall, text: So., author: A. Tan, date: 2026-11-20, about: 96 %, "
    "editions: [internal]}\n"
)


def comment(old: str, new: str) -> Edit:
    """Write commentary in which one text stands in the place of another."""

    def edit(path: Path) -> None:
        assert old in COMMENT
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(COMMENT.replace(old, new), encoding="utf-8")

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
    (
        "params/project.yml",
        text("decided: 0.95", "decided: 95"),
        "params/project.yml:8",
        "less than 1",
        PARAMS,
    ),
    (
        "params/project.yml",
        text(": 0.01", ": -1"),
        "params/project.yml:12",
        "greater than or equal to 0",
        PARAMS,
    ),
    (
        "params/project.yml",
        text("paper: a4", "paper: a5"),
        "params/project.yml:5",
        "'a4' or 'letter'",
        PARAMS,
    ),
    (
        "params/project.yml",
        text("weeks: 26", "weeks: lots"),
        "params/project.yml:9",
        "a valid integer",
        PARAMS,
    ),
    (
        "params/project.yml",
        text("[handling]", "[handlng]"),
        "params/project.yml:20",
        "item 1 should be",
        PARAMS,
    ),
    ("params/project.yml", text("cell: 120", "cell: 0"), "params/project.yml:36", "greater than 0", PARAMS),
    (
        "params/project.yml",
        text("paper: a4", "notebooks: ../books"),
        "params/reports/calibration.yml:4",
        "no notebook ../books/calibration.ipynb",
        NOTEBOOK,
    ),
    ("params/markets/SG.yml", text("Singapore\nl", "Singapur\nl"), "params/markets/SG.yml:4", "IANA", PARAMS),
    (
        "params/markets/ID.yml",
        text("locale: ", "locale: xx_"),
        "params/markets/ID.yml:5",
        "known locale",
        PARAMS,
    ),
    ("params/markets/GB.yml", Path.unlink, "params/editions.yml:9", "no market GB", PARAMS),
    ("params/markets/SG.yml", whole(""), "params/markets/SG.yml:1", "is not a set of keys", PARAMS),
    (
        "params/editions.yml",
        text("vendor: alder,", ""),
        "params/editions.yml:7",
        "needs its vendor and its markets",
        PARAMS,
    ),
    ("params/editions.yml", text("nymous]}", "nymous, all]}"), "params/editions.yml:7", "item 3", PARAMS),
    (
        "params/editions.yml",
        more("alder: {kind: vendor, vendor: alder, markets: [SG], sees: [open]}\n"),
        "params/editions.yml:12",
        "repeats the key alder",
        PARAMS,
    ),
    (
        "params/editions.yml",
        text("kestrel: {kind", "kestrel east: {kind"),
        "params/editions.yml:8",
        "kestrel east should match",
        PARAMS,
    ),
    (
        "params/reports/market_report.yml",
        text("type: integer", "type: whole"),
        "params/reports/market_report.yml:12",
        "type should be",
        PARAMS,
    ),
    (
        "params/reports/market_report.yml",
        text("default: 12", "default: twelve"),
        "params/reports/market_report.yml:11",
        "is not a whole number",
        PARAMS,
    ),
    (
        "params/reports/market_report.yml",
        text("owner: Labelling Quality, Trust and Safety\n", ""),
        "params/reports/market_report.yml:1",
        "key owner is missing",
        PARAMS,
    ),
    (
        "params/reports/market_report.yml",
        text("name: market_report", "name: report_of_market"),
        "params/reports/market_report.yml:2",
        "is not the file's name",
        PARAMS,
    ),
    (
        "params/reports/market_report.yml",
        text("section: accuracy}", "sections: accuracy}"),
        "params/reports/market_report.yml:32",
        "unknown key sections",
        PARAMS,
    ),
    (
        "params/reports/market_report.yml",
        more("own_figures: perhaps\n"),
        "params/reports/market_report.yml:47",
        "own_figures should be a valid boolean",
        PARAMS,
    ),
    (
        "params/reports/market_report.yml",
        more("materiality: {accuracy.audit.overall: -1}\n"),
        "params/reports/market_report.yml:47",
        "greater than or equal to 0",
        PARAMS,
    ),
    (
        "params/reports/ramp_up.yml",
        text("ramp_up.ipynb", "../ramp_up.ipynb"),
        "params/reports/ramp_up.yml:4",
        "notebook should match",
        PARAMS,
    ),
    ("params/reports/ramp_up.yml", text("\n", "\n\t"), "params/reports/ramp_up.yml:2", "'\\t'", PARAMS),
    ("params/sources.yml", text("duckdb", "oracle"), "params/sources.yml:3", "should be 'duckdb'", PARAMS),
    (
        "params/sources.yml",
        text("data/sites.parquet}", "/etc/sites.parquet}"),
        "params/sources.yml:14",
        "is not a relative path",
        PARAMS,
    ),
    (
        "params/sources.yml",
        text("data/sites.parquet}", "data/sites.parquet, columns: {site_id: 'upper('}}"),
        "params/sources.yml: sites",
        "column name is not mapped",
        PARAMS,
    ),
    (
        "params/sources.yml",
        text("{files: data/sites.parquet}", "{file: data/sites.parquet}"),
        "params/sources.yml:14",
        "unknown key file",
        PARAMS,
    ),
    (
        "params/sources.yml",
        text("{market}/month={month}", "{markt}/month={month}"),
        "params/sources.yml:7",
        "unknown placeholder",
        PARAMS,
    ),
    (
        "params/commentary/2026-10/SG.yml",
        comment("editions", "edition"),
        "params/commentary/2026-10/SG.yml:1",
        "unknown key edition",
        PARAMS,
    ),
    (
        "params/commentary/2026-10/ID.yml",
        comment("[internal]", "[intern]"),
        "params/commentary/2026-10/ID.yml:1",
        "no edition intern",
        PARAMS,
    ),
    (
        "params/commentary/2026-10/XX.yml",
        comment("", ""),
        "params/commentary/2026-10/XX.yml:1",
        "no market XX",
        PARAMS,
    ),
    (
        "params/commentary/2026-13/SG.yml",
        comment("", ""),
        "params/commentary/2026-13/SG.yml",
        "2026-13 is no period",
        PARAMS,
    ),
    (
        "params/commentary/2026-10/BR.yml",
        comment("11-20", "11-31"),
        "params/commentary/2026-10/BR.yml:1",
        "date should be a valid date",
        PARAMS,
    ),
    (
        "params/commentary/2026-10/GB.yml",
        comment("96 %", "much"),
        "params/commentary/2026-10/GB.yml:1",
        "is no printed value",
        PARAMS,
    ),
    (
        "params/commentary/2026-10/TH.yml",
        comment("}", ", reports: [market_reprot]}"),
        "params/commentary/2026-10/TH.yml:1",
        "no report market_reprot",
        PARAMS,
    ),
    (
        "params/commentary/2026-10/VN.yml",
        comment("So.", '""'),
        "params/commentary/2026-10/VN.yml:1",
        "text should have at least 1 character",
        PARAMS,
    ),
    (
        "notebooks/market_overview.ipynb",
        text('"nbformat": 4', '"nbformat": 9'),
        "notebooks/market_overview.ipynb",
        "cannot be read as a notebook",
        NOTEBOOK,
    ),
    (
        "notebooks/market_overview.ipynb",
        cell(3, "def f(:\n  pass"),
        "notebooks/market_overview.ipynb, cell 3",
        "line 1 is not Python",
        NOTEBOOK,
    ),
    (
        "notebooks/ramp_up.ipynb",
        tag(3, "parameters"),
        "notebooks/ramp_up.ipynb",
        "has 2 cells tagged parameters",
        NOTEBOOK,
    ),
    ("templates/report/screen.js", Path.unlink, "templates/report/screen.js", "is missing", TEMPLATE),
    (
        "templates/report/screen.css",
        more("p { color: red }}\n"),
        "templates/report/screen.css:",
        "is no stylesheet",
        TEMPLATE,
    ),
    (
        "templates/report/base.css",
        more('@import "https://elsewhere.test/x.css";\n'),
        "templates/report/base.css:",
        "asks for https://elsewhere.test/x.css",
        TEMPLATE,
    ),
    (
        "templates/report/letter.css",
        more("p { background: url(//elsewhere.test/x.png) }\n"),
        "templates/report/letter.css:",
        "asks for //elsewhere.test/x.png",
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
    "no market GB",
}
ALONE = "params/project.yml"  # without it nothing else is known
TOGETHER = [*{p[0]: p for p in reversed(PLANTED) if p[3] not in HIDING and p[0] != ALONE}.values()]
"""The first mistake in each file."""


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
