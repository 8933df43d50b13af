"""The command that investigates: what it refuses, and where its report goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.cli.investigating import _subject

from .. import workspaces

ASKED = ("--question", "Why is it low?")
DAYS = ("-m", "SG", "--from", "2026-10-01", "--to", "2026-10-07")


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market, with the sidecar of the investigation and a notebook of three cells."""
    folder = workspaces.write(company, repository / "templates")
    sidecar = (repository / "params/reports/risk_investigation.yml").read_text(encoding="utf-8")
    named = sidecar.replace("notebook: risk_investigation.ipynb", "notebook: market_report.ipynb")
    plain = named[: named.index("# A run that does not show")]
    (folder / "params/reports/risk_investigation.yml").write_text(plain, encoding="utf-8")
    return folder


def labelqa(root: Path, *words: str) -> Result:
    """Run the command in a workspace."""
    return CliRunner().invoke(app, ["investigate", "-w", str(root), *words], catch_exceptions=False)


@pytest.fixture
def with_parameters(root) -> Path:
    """The same workspace, whose notebook takes the parameters of an investigation."""
    text = "\n".join(
        [workspaces.PARAMETERS, 'question: str = ""  # Q.', 'rule: str = ""  # R.', 'where: str = ""  # W.',
         "least: float = 0.03  # L.", "fewest: int = 30  # F.", "evidence: int = 24  # E."]
    )  # fmt: skip
    path = workspaces.write_notebook(root, workspaces.SECTION)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = text
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return root


def test_it_publishes_into_investigations_and_prints_one_json_line(with_parameters):
    """Under the market, the days and the words of the question."""
    result = labelqa(with_parameters, *DAYS, *ASKED, "--where", "site=s1", "--json")
    line = json.loads(result.stdout)

    assert (0, "published", "r1") == (result.exit_code, line["status"], line["revision"]), result.output
    assert line["job"].startswith("investigations/SG/2026-10-01..2026-10-07/why-is-it-low-")
    assert (with_parameters / "outputs" / line["job"] / "r1") == Path(line["documents"]["pdf"]).parent
    assert (with_parameters / "outputs/snapshots/2026-10-01..2026-10-07/SG/s1").is_dir()


def test_the_same_question_again_is_unchanged_and_another_has_a_place_of_its_own(with_parameters):
    """A digest tells questions apart that begin alike."""
    first, again, other = (
        json.loads(labelqa(with_parameters, *DAYS, *ASKED, *more, "--json").stdout)
        for more in ((), (), ("--rule", "Two points."))
    )

    assert ("published", "unchanged", "published") == (first["status"], again["status"], other["status"])
    assert first["job"] == again["job"] != other["job"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*DAYS, *ASKED, "--where", "colour=red"), "have site, vendor, queue, label, sop_version, person"),
        ((*DAYS, *ASKED, "--where", "site"), "write it as site=batam"),
        ((*DAYS, "--question", " "), "write what is to be found out"),
        ((*DAYS, *ASKED, "--least", "70"), "parameter least: 0.7 is out of bounds"),
        (("-m", "XX", *DAYS[2:], *ASKED), "no market 'XX'"),
        (("-m", "SG", "--from", "2026-10-20", "--to", "2026-10-01", *ASKED), "is not a range"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_runs(root, words, said):
    """Exit code 2, with the remedy."""
    result = labelqa(root, *words)

    assert 2 == result.exit_code
    assert said in result.stderr
    assert not (root / "outputs").exists()


def test_a_question_in_another_script_still_has_a_folder():
    """Its digest alone."""
    name = _subject({"question": "为什么", "rule": "", "where": ""}, {})

    assert 8 == len(name)
    assert name.isalnum()
