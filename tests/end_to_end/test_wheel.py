"""The wheel alone is enough: built, installed far from any clone, it makes a workspace and its reports."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import site
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

from labelqa.contracts import CANONICAL

MONTH = ("-m", "SG", "-p", "2026-10", "-e", "internal")


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and an empty folder to work in."""

    environment: Path
    folder: Path

    def run(self, *words: str, code: int = 0, cwd: Path | None = None) -> str:
        """What a command of the environment prints, in the folder or another; it ends with `code`."""
        variables = {"PATH": f"{self.environment / 'bin'}:/usr/bin:/bin", "HOME": str(self.folder)}
        done = subprocess.run(
            words,
            cwd=cwd or self.folder,
            env=variables | {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ},
            capture_output=True,
            text=True,
            check=False,
        )

        assert code == done.returncode, done.stderr

        return done.stdout

    def report(self, name: str, workspace: Path) -> dict:
        """The one line of JSON of a report that is made."""
        return json.loads(self.run("labelqa", "run", name, *MONTH, "--json", "--strict", cwd=workspace))


@pytest.fixture(scope="module")
def installed(repository, tmp_path_factory) -> Installed:
    """The wheel in a fresh environment, which finds the pinned libraries, but no labelqa, where ours are."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=repository, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    brought = "share/jupyter/nbconvert"  # files that nbconvert brings beside its code
    shutil.copytree(Path(sys.prefix, brought), environment / brought)
    empty = folder / "empty"
    empty.mkdir()
    return Installed(environment, empty)


@pytest.fixture(scope="module")
def team(installed) -> Path:
    """A workspace made by `labelqa init`, with the sample company's data."""
    installed.run("labelqa", "init", "team")
    installed.run("labelqa", "sample", "--labels", "60000", cwd=installed.folder / "team")
    return installed.folder / "team"


def test_what_is_installed_is_the_wheel(installed):
    """And not the clone, which this test runs in."""
    found = installed.run("python", "-c", "import labelqa; print(labelqa.__file__)")

    assert Path(found.strip()).is_relative_to(installed.environment)


def test_a_workspace_begins_in_an_empty_folder_and_has_its_report(installed, team):
    """It holds params and data alone; the report says whose notebook and templates made it."""
    line = installed.report("market_report", team)
    summary = json.loads(Path(line["documents"]["summary"]).read_text(encoding="utf-8"))
    version = installed.run("labelqa", "--version").strip()
    html = Path(line["documents"]["html"]).read_text(encoding="utf-8")

    assert {"params", "data", "outputs", "README.md", ".gitignore"} == {path.name for path in team.iterdir()}
    assert "published" == line["status"]
    assert {"notebook": f"labelqa {version}", "templates": f"labelqa {version}"} == summary["made_with"]
    assert f"labelqa {version}" in html
    assert Path(line["documents"]["pdf"]).read_bytes().startswith(b"%PDF")


def test_a_notebook_of_one_s_own_is_begun_and_made_beside_the_package_s(installed, team):
    """The package's other reports stay where they are."""
    installed.run("labelqa", "new", "report", "night_shift", cwd=team)
    line = installed.report("night_shift", team)
    summary = json.loads(Path(line["documents"]["summary"]).read_text(encoding="utf-8"))

    assert "published" == line["status"]
    assert "own" == summary["made_with"]["notebook"]
    assert "" == installed.run("labelqa", "check", "--fast", cwd=team)


def first_ten_minutes(repository: Path) -> list[list[str]]:
    """The commands of the README's section of that name, block by block."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    section = text.partition("## The first ten minutes\n")[2].partition("\n## ")[0]
    blocks = re.split(r"\n\n(?=\S)", section)
    found = [[line.strip() for line in block.splitlines() if line.startswith("    ")] for block in blocks]
    return [block for block in found if block]


EXPORT = "id,item,worker,answer,truth,submitted\n" + "".join(
    f"e{n},i{n % 40},w{n % 3},{'spam' if n % 5 else 'fine'},{'spam' if n % 4 else 'fine'},"
    f"2026-10-{n % 28 + 1:02} 08:15\n"
    for n in range(120)
)


def fill_in(path: Path) -> None:
    """A row of the contract's own examples below the heads of a sheet of the example market."""
    examples = {column.name: column.example for column in CANONICAL[path.stem].columns} | {"market_id": "M1"}
    heads = path.read_text(encoding="utf-8").strip()
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(examples[head] for head in heads.split(","))


def test_the_readme_s_first_ten_minutes_are_as_it_says(installed, repository):
    """Every command, in order; what a file does not say is answered, and a row of the sheet filled in."""
    sample, ours, sheets = first_ten_minutes(repository)
    filled = next(place for place, line in enumerate(sheets) if line.startswith("labelqa check"))
    folder = installed.folder / "readme"
    folder.mkdir()
    (folder / "export.csv").write_text(EXPORT, encoding="utf-8")
    ours[0] += " --market M1 --zone UTC --yes"
    installed.run("bash", "-ec", "\n".join(sample), cwd=folder)
    installed.run("bash", "-ec", "\n".join(ours), cwd=folder)
    installed.run("bash", "-ec", "\n".join(sheets[:filled]), cwd=folder)
    fill_in(folder / "sheets" / "data" / "labels.csv")
    installed.run("bash", "-ec", "\n".join(sheets[filled:]), cwd=folder / "sheets")

    for workspace, report in (
        ("team/SG", "market_report"),
        ("team/SG", "night_shift"),
        ("ours/M1", "market_report"),
        ("sheets/M1", "market_report"),
    ):
        place, market = workspace.split("/")
        assert (
            folder / place / "outputs/reports/2026-10" / market / report / "internal/r1/report.pdf"
        ).is_file()


def test_documents_and_schemas_come_along(installed, team):
    """Of every kind of params; editors find them beside the files."""
    named = {line.split(":")[0].strip() for line in installed.run("labelqa", "docs").splitlines()[1:]}
    schema = json.loads((team / "params/schemas/sources.json").read_text(encoding="utf-8"))

    assert {"index.md", "data.md", "first-report.md", "commands/init.md"} <= named
    assert "tables" in schema["properties"]


def test_notebooks_and_templates_become_the_workspace_s_own_on_request(installed, team):
    """Also later; what is there stays as it is, and an unchanged copy is still the package's."""
    installed.run("labelqa", "init", "copied")
    copied = installed.folder / "copied"
    (copied / "notebooks").mkdir()
    (copied / "notebooks" / "ramp_up.ipynb").write_text("mine", encoding="utf-8")
    written = installed.run("labelqa", "init", "--notebooks", cwd=copied).splitlines()

    assert str(copied / "notebooks" / "market_report.ipynb") in written
    assert str(copied / "templates") in written
    assert "mine" == (copied / "notebooks" / "ramp_up.ipynb").read_text(encoding="utf-8")
    assert "" == installed.run("labelqa", "init", "--notebooks", cwd=copied)
