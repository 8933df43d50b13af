"""The command line: what it prints where, and its exit codes."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa import sample
from labelqa.cli import app
from labelqa.periods import last_month
from labelqa.workers.probes import PARTS
from labelqa.workers.record import RECORD

from .. import workspaces
from ..workspaces import KEY

JSON_LINE = ["job", "status", "revision", "seconds", "documents", "cause", "notes", "blemishes", "docs"]


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market."""
    return workspaces.write(company, repository / "templates")


def labelqa(root: Path, *words: str) -> Result:
    """Run a command in a workspace."""
    return CliRunner().invoke(app, [words[0], "-w", str(root), *words[1:]], catch_exceptions=False)


def reword(root: Path) -> None:
    """Let the report print another sentence, which makes a new revision."""
    notebook = root / "notebooks" / "market_report.ipynb"
    notebook.write_text(notebook.read_text().replace("There are", "We count"))


def lines(result: Result) -> list[dict]:
    """The JSON lines of a command, and nothing else on stdout."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_run_prints_one_json_line_for_each_job(root):
    """Exactly the agreed shape; paths are absolute and there."""
    result = labelqa(root, "run", "market_report", "-p", "2026-10", "-m", "SG", "-e", "internal", "--json")
    (line,) = lines(result)

    assert 0 == result.exit_code
    assert JSON_LINE == list(line)
    assert (KEY, "published", "r1", None) == (line["job"], line["status"], line["revision"], line["cause"])
    assert {"html", "pdf", "xlsx", "summary"} == set(line["documents"])
    assert all(Path(path).is_absolute() and Path(path).is_file() for path in line["documents"].values())
    assert "1 published" == result.stderr.strip()


def test_a_run_for_people_ends_with_the_paths(root):
    """And another one says that there was nothing to do."""
    first = labelqa(root, "run", "-p", "2026-10")
    again = labelqa(root, "run", "-p", "2026-10")
    pdf = str(root / "outputs" / "reports" / KEY / "r1" / "report.pdf")

    assert pdf == first.stdout.splitlines()[-1].strip()
    assert (0, "nothing to do: 1 unchanged") == (again.exit_code, again.stderr.strip())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-p", "2026-13"), "2026-13"),
        (("-p", "2026-10", "-m", "XX"), "XX"),
        (("none", "-p", "2026-10"), "none"),
        (("-p", "2026-10", "-e", "vendor"), "vendor"),
        (("-p", "2026-10", "--set", "weeks=3"), "weeks"),
        (("-p", "2026-10", "--set", "weeks"), "'weeks' sets nothing; write it as name=value"),
        (("-p", "2026-10", "--set", "a=1", "--set", "a=2"), "a is set twice"),
        ((), "--period"),
        (("-p", "2026-10", "--workers", "0"), "--workers"),
        (("-p", "2026-10", "--registry", "sqlite:///other.db"), "--registry"),
    ],
)
def test_wrong_usage_ends_with_2_and_nothing_runs(root, words, said):
    """What is wrong is named on stderr, without a traceback."""
    result = labelqa(root, "run", *words, "--json")

    assert (2, "") == (result.exit_code, result.stdout)
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (root / "outputs" / "reports").exists()


def test_every_mistake_in_params_is_told(root):
    """Two mistakes in two files cost one run."""
    (root / "params" / "project.yml").write_text("organisaton: x\n")
    (root / "params" / "markets" / "SG.yml").write_text("name: [\n")
    result = labelqa(root, "run", "-p", "2026-10")

    assert 2 == result.exit_code
    assert "project.yml" in result.stderr
    assert "SG.yml" in result.stderr


def test_a_failed_job_ends_with_1_and_the_others_are_published(root):
    """The line has the cause; stderr has it too."""
    (root / "params" / "reports" / "second.yml").write_text(
        "title: Second\nnotebook: second.ipynb\nowner: Quality team\neditions: [internal]\n"
    )
    path = workspaces.write_notebook(root, workspaces.SECTION, "1/0")
    path.rename(path.with_name("second.ipynb"))
    workspaces.write_notebook(root, workspaces.SECTION)
    result = labelqa(root, "run", "-p", "2026-10", "--json")
    by_status = {line["status"]: line for line in lines(result)}

    assert 1 == result.exit_code
    assert {"published", "failed"} == set(by_status)
    assert "second.ipynb, cell 4: ZeroDivisionError" in by_status["failed"]["cause"]
    assert by_status["failed"]["cause"] in result.stderr
    assert (None, {}) == (by_status["failed"]["revision"], by_status["failed"]["documents"])


def test_refused_data_end_with_3(root, company):
    """A run and a check say the same of them."""
    workspaces.refuse_market(company, "SG")
    company.written()
    run = labelqa(root, "run", "-p", "2026-10", "--json")
    check = labelqa(root, "check", "-p", "2026-10")

    assert (3, "refused") == (run.exit_code, lines(run)[0]["status"])
    assert 3 == check.exit_code
    assert "audits" in check.stderr


def test_last_month_is_reckoned_from_the_clock(root):
    """The job that is asked for is last month's, whatever its data say."""
    result = labelqa(root, "run", "-p", "last-month", "--json")
    today = dt.datetime.now().astimezone().date()

    assert f"{last_month(today).text}/SG/market_report/internal" == lines(result)[0]["job"]


def test_a_check_keeps_nothing(root):
    """Neither snapshot nor registry."""
    result = labelqa(root, "check", "-p", "2026-10")

    assert (0, True) == (result.exit_code, result.stdout.startswith("SG s1 sha256:"))
    assert not (root / "outputs").exists()


def test_a_snapshot_is_kept_and_the_same_data_give_the_same(root):
    """Late data would make s2."""
    first = labelqa(root, "snapshot", "-p", "2026-10", "-m", "SG")
    again = labelqa(root, "snapshot", "-p", "2026-10", "-m", "SG")

    assert (0, first.stdout) == (again.exit_code, again.stdout)
    assert (root / "outputs" / "snapshots" / "2026-10" / "SG" / "s1" / "manifest.json").is_file()


@pytest.mark.parametrize("name", ["report.pdf", "report.xlsx"])
def test_a_document_is_traced_to_its_revision(root, tmp_path, name):
    """A copy under another name too; an altered one belongs to none."""
    labelqa(root, "run", "-p", "2026-10")
    copy = tmp_path / "copy.pdf"
    shutil.copy(root / "outputs" / "reports" / KEY / "current" / name, copy)
    untouched = labelqa(root, "verify", str(copy), "--json")
    copy.write_bytes(copy.read_bytes() + b" ")
    altered = labelqa(root, "verify", str(copy))

    assert 0 == untouched.exit_code
    assert {"document", "job", "revision", "current", "pointer", "snapshot"} == set(lines(untouched)[0])
    assert [(KEY, "r1", True)] == [(one["job"], one["revision"], one["current"]) for one in lines(untouched)]
    assert lines(untouched)[0]["snapshot"].startswith("sha256:")
    assert (3, "") == (altered.exit_code, altered.stdout)
    assert "no revision holds a file with these bytes" in altered.stderr


def test_a_document_that_was_replaced_is_still_known(root, tmp_path):
    """Its own revision and snapshot are told, and that there is a newer one."""
    labelqa(root, "run", "-p", "2026-10")
    copy = Path(shutil.copy(root / "outputs" / "reports" / KEY / "current" / "report.pdf", tmp_path / "sent"))
    reword(root)
    labelqa(root, "run", "-p", "2026-10")
    told = labelqa(root, "verify", str(copy))

    assert [f"untouched: {KEY} r1, since replaced", "  sha256:"] == [
        line if number == 0 else line[:9] for number, line in enumerate(told.stdout.splitlines())
    ]


@pytest.mark.parametrize(
    ("text", "how", "said"),
    [
        (None, "copy", "current is a folder, a copy of r1: the outputs were copied with links followed"),
        ("r1", "text", "current is a text file that names r1"),
        ("", "nothing", "current is missing, and r1 is the newest"),
    ],
)
def test_a_copy_of_the_outputs_works_on_and_verifying_says_what_became_of_the_link(root, text, how, said):
    """What is made stays unchanged; the next revision points by a link again."""
    labelqa(root, "run", "-p", "2026-10")
    (root / "outputs").rename(root / "original")
    shutil.copytree(root / "original", root / "outputs")
    home = root / "outputs" / "reports" / KEY
    pointers = [home / "current", root / "outputs/snapshots/2026-10/SG/current"]
    for pointer, name in zip(pointers, ("r1", "s1"), strict=True):
        if text is not None:
            shutil.rmtree(pointer)
        if text:
            pointer.write_text(name)
    told = labelqa(root, "verify", str(home / "r1/report.pdf")).stdout.splitlines()
    line = lines(labelqa(root, "verify", str(home / "r1/report.pdf"), "--json"))
    again = labelqa(root, "run", "-p", "2026-10")
    reword(root)
    anew = labelqa(root, "run", "-p", "2026-10")

    assert [f"untouched: {KEY} r1", f"  {said}"] == [told[0], told[2][: len(said) + 2]]
    assert [("r1", True, how)] == [(one["revision"], one["current"], one["pointer"]) for one in line]
    assert (0, f"unchanged {KEY} r1") == (again.exit_code, again.stdout.partition("  ")[0])
    assert 0 == anew.exit_code
    assert "r2" == (home / "current").readlink().name
    assert [".lock", "current", "r1", "r2"] == sorted(path.name for path in home.iterdir())


def test_verifying_finds_damage_beside_the_document(root):
    """A revision is whole or it is not to be trusted."""
    labelqa(root, "run", "-p", "2026-10")
    folder = root / "outputs" / "reports" / KEY / "r1"
    (folder / "report.html").write_text("altered")
    result = labelqa(root, "verify", str(folder / "report.pdf"))

    assert 3 == result.exit_code
    assert "report.html" in result.stderr


def test_a_file_that_is_not_there_is_named(root):
    """Without a traceback."""
    result = labelqa(root, "verify", str(root / "none.pdf"))

    assert (1, f"error: {root / 'none.pdf'}: No such file or directory\n") == (
        result.exit_code,
        result.stderr,
    )


def test_the_runs_are_listed_newest_first(root):
    """For people and for programs."""
    labelqa(root, "run", "-p", "2026-10")
    labelqa(root, "run", "-p", "2026-10")
    told = labelqa(root, "runs")
    read = lines(labelqa(root, "runs", "--json"))

    assert ["unchanged", "published"] == [one["status"] for one in read]
    assert ["unchanged", "published"] == [line.split("  ")[1].strip() for line in told.stdout.splitlines()]


def test_the_ledger_says_what_it_knows(root):
    """Of internal editions there is nothing to know; another database may lend what it has."""
    labelqa(root, "run", "-p", "2026-10")
    told = labelqa(root, "ledger")
    restored = labelqa(root, "ledger", "--restore", "--from", f"sqlite:///{root / 'other.db'}")

    assert (0, 0) == (told.exit_code, restored.exit_code)
    assert told.stdout.endswith("labelqa.db knows all 0 releases\n")
    assert restored.stdout.startswith(f"taken from sqlite:///{root / 'other.db'}: 0\n")


@pytest.mark.parametrize("where", ["environment", "params"])
def test_the_registry_belongs_to_the_workspace(root, where, monkeypatch, tmp_path):
    """Named in the environment or in params, never by one run."""
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    project = root / "params" / "project.yml"
    if where == "environment":
        monkeypatch.setenv("LABELQA_REGISTRY", url)
    else:
        project.write_text(f"{project.read_text()}registry: {url}\n")
    labelqa(root, "run", "-p", "2026-10")

    assert 1 == len(lines(labelqa(root, "runs", "--json")))
    assert (tmp_path / "runs.db").is_file()
    assert not (root / "outputs" / "labelqa.db").exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://me:secret@host/labelqa", "put the whole address into LABELQA_REGISTRY"),
        ("nowhere", "is no address of a database"),
    ],
)
def test_an_address_of_the_registry_that_is_none_or_holds_a_password_is_refused(root, address, said):
    """A password does not belong into params, and is not repeated."""
    project = root / "params" / "project.yml"
    project.write_text(f"{project.read_text()}registry: {address}\n")
    result = labelqa(root, "runs")

    assert 2 == result.exit_code
    assert said in result.stderr
    assert "secret" not in result.stderr


def test_all_that_is_known_of_a_run_is_shown_on_request(root):
    """Boxes, and whose the notebook was, for people and for programs; one that is not there is named."""
    labelqa(root, "run", "-p", "2026-10")
    told = labelqa(root, "runs", "1").stdout.splitlines()
    (read,) = lines(labelqa(root, "runs", "1", "--json"))
    missing = labelqa(root, "runs", "7")
    boxes = [f"{who} {part}" for who in ("kernel", "render") for part in (*PARTS, RECORD)]
    whose = ["notebook of", "templates of"]

    assert told[0].endswith(f"  {KEY}  r1  #1")
    assert (
        sorted([*boxes, *whose]) == [line.split(":")[0].strip() for line in told[1:]] == list(read["facts"])
    )
    assert (2, "error: runs: there is no run 7; `labelqa runs` lists them: #12 is run 12") == (
        missing.exit_code,
        missing.stderr.splitlines()[0],
    )


def test_the_version_is_printed_and_nothing_else():
    """For scripts, wherever they are started."""
    result = CliRunner().invoke(app, ["--version"], catch_exceptions=False)

    assert (0, f"{version('labelqa')}\n", "") == (result.exit_code, result.stdout, result.stderr)


def test_the_sample_company_is_written_into_the_workspace(tmp_path):
    """The size and the seed are handed over; the folder is printed."""
    told = labelqa(tmp_path, "sample", "--seed", "7", "--labels", "60000")
    answers = tmp_path / "data" / "answers.json"
    sample.write(tmp_path / "same", seed=7, labels=60_000)

    assert (0, f"{tmp_path / 'data'}\n") == (told.exit_code, told.stdout)
    assert (tmp_path / "same" / "answers.json").read_bytes() == answers.read_bytes()
