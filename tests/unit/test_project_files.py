"""The files around the code agree with it and with each other."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from labelqa import errors
from labelqa.params import load

CONDA = {"duckdb": "python-duckdb", "matplotlib": "matplotlib-base", "tzdata": "python-tzdata"}
CARD = {"python", "jupyter", "papermill", "nbconvert", "pandas", "seaborn", "weasyprint"}
DEBIAN_PYTHON = "3.11.2"
APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


@pytest.fixture(scope="module")
def project(repository) -> dict:
    """The [project] table of pyproject.toml."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def lock(repository) -> dict[str, str]:
    """Name to pinned version."""
    lines = (repository / "requirements.lock").read_text(encoding="utf-8").split()
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


@pytest.fixture(scope="module")
def conda(repository) -> list:
    """The dependencies of environment.yml, the pip part as a mapping."""
    return yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


def _needed(name: str, extras: frozenset[str], found: dict[str, str]) -> dict[str, str]:
    """Every installed distribution that `name[extras]` needs, itself included, with its version."""
    if f"{name}{sorted(extras)}" not in found:
        found[f"{name}{sorted(extras)}"] = distribution(name).version
        for text in distribution(name).requires or []:
            need = Requirement(text)
            if need.marker is None or any(need.marker.evaluate({"extra": e}) for e in extras | {""}):
                _needed(canonicalize_name(need.name), frozenset(need.extras), found)
    return found


def test_the_lock_pins_what_the_package_and_its_tests_need_and_nothing_else(lock):
    """The lock is the closure of labelqa[test] as installed, without labelqa."""
    found = _needed("labelqa", frozenset({"test"}), {})
    needed = {name.partition("[")[0]: version for name, version in found.items()}
    del needed["labelqa"]

    assert needed == lock


def test_every_line_of_the_lock_is_an_exact_pin_without_an_address(repository):
    """A registry's address or a machine's path has no place in the lock."""
    lines = (repository / "requirements.lock").read_text(encoding="utf-8").splitlines()

    assert [] == [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", line)]


def test_the_lock_can_be_installed_on_debian_12(lock):
    """No pinned version asks for a later Python than Debian 12 has."""
    wanted = {name: distribution(name).metadata["Requires-Python"] or "" for name in lock}

    assert [] == [name for name, bound in wanted.items() if not SpecifierSet(bound).contains(DEBIAN_PYTHON)]


def test_the_lock_keeps_every_bound_of_pyproject(project, lock):
    """Each pinned version lies within the bounds of pyproject.toml."""
    extras = project["optional-dependencies"]
    texts = [*project["dependencies"], *extras["desk"], *extras["docs"], *extras["test"]]
    wanted = [need for need in map(Requirement, texts) if need.name != "labelqa"]

    assert [] == [r.name for r in wanted if not r.specifier.contains(lock[canonicalize_name(r.name)])]


def test_environment_and_pyproject_name_the_same_packages_with_the_same_bounds(project, conda):
    """Each dependency at run time and at the desk stands in environment.yml under its conda-forge name."""
    texts = project["dependencies"] + project["optional-dependencies"]["desk"]
    needs = {
        CONDA.get(need.name, canonicalize_name(need.name)): need.specifier for need in map(Requirement, texts)
    }
    have = {canonicalize_name(r.name): r.specifier for r in map(Requirement, filter(_is_text, conda))}
    python = have.pop("python")
    for tool in ("pip", "jupyter"):
        have.pop(tool)

    assert needs == have
    assert project["requires-python"] == str(python)


def test_environment_names_the_packages_of_the_product_and_installs_this_one_by_pip(conda):
    """The packages users know by name are named, not only implied."""
    names = {Requirement(line).name for line in filter(_is_text, conda)}

    assert set() == CARD - names
    assert [{"pip": ["--editable ."]}] == [part for part in conda if not _is_text(part)]


def test_the_licence_is_the_whole_apache_text(repository):
    """LICENSE has the digest of the published text."""
    assert APACHE_2 == hashlib.sha256((repository / "LICENSE").read_bytes()).hexdigest()


def test_the_notice_names_the_licence_of_every_font(repository):
    """Each OFL file beside the fonts is named in NOTICE."""
    files = {path.name for path in (repository / "src/labelqa/fonts").glob("OFL-*.txt")}

    assert files == set(re.findall(r"OFL-\w+\.txt", (repository / "NOTICE").read_text(encoding="utf-8")))


def test_scripts_can_be_run(repository):
    """The scripts and the CI entry are executable and start with bash."""
    scripts = [*filter(Path.is_file, (repository / "scripts").iterdir()), repository / ".ci" / "run"]

    assert {"install", "demo", "test", "check", "bench", "run"} <= {path.name for path in scripts}
    assert [] == [path.name for path in scripts if not os.access(path, os.X_OK)]
    assert [] == [path.name for path in scripts if not path.read_text().startswith("#!/usr/bin/env bash")]


def test_pre_commit_fetches_nothing(repository):
    """Every hook is local and starts from .venv."""
    hooks = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text(encoding="utf-8"))

    assert {"local"} == {entry["repo"] for entry in hooks["repos"]}
    assert {".venv"} == {hook["entry"].partition("/")[0] for hook in hooks["repos"][0]["hooks"]}


def test_the_hosted_workflow_runs_what_ci_runs_on_the_same_debian(repository):
    """Nothing is said twice: it runs the file that is run by hand, where that file says it runs."""
    workflow = yaml.safe_load((repository / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()

    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    assert "debian:12" == job["container"]["image"]
    assert "Debian 12" in (repository / ".ci" / "run").read_text(encoding="utf-8")
    assert {"contents": "read"} == workflow["permissions"]


def test_forms_for_issues_ask_for_something_once(repository):
    """Each has a name, says what it is for, and gives every field an id of its own."""
    forms = [
        yaml.safe_load(p.read_text()) for p in sorted((repository / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    ]
    fields = [[part["id"] for part in form["body"] if part["type"] != "markdown"] for form in forms]

    assert ["Something is wrong", "Something is missing", "A question on a figure"] == [
        form["name"] for form in sorted(forms, key=lambda form: form["labels"])
    ]
    assert [] == [ids for ids in fields if len(ids) != len(set(ids)) or not ids]
    assert all(form["description"] for form in forms)


def test_a_newcomer_finds_how_to_take_part(repository):
    """The README leads to CONTRIBUTING.md and SECURITY.md, and CONTRIBUTING.md to the rest."""
    readme, contributing = (
        (repository / n).read_text(encoding="utf-8") for n in ("README.md", "CONTRIBUTING.md")
    )
    others = ("docs/stability.md", "RELEASING.md", "CODE_OF_CONDUCT.md", "SECURITY.md")

    assert [] == [name for name in ("CONTRIBUTING.md", "SECURITY.md") if f"]({name})" not in readme]
    assert [] == [name for name in others if f"]({name})" not in contributing]
    assert "](docs/security.md)" in (repository / "SECURITY.md").read_text(encoding="utf-8")


def test_the_readme_starts_with_the_two_commands_and_a_page(repository):
    """The first screen names scripts/demo and scripts/test and shows a picture that is there."""
    screen = "\n".join((repository / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    picture = re.search(r"!\[[^\]]+\]\(([^)]+)\)", screen)

    assert "scripts/demo" in screen
    assert "scripts/test" in screen
    assert picture
    assert b"\x89PNG" == (repository / picture[1]).read_bytes()[:4]


def test_the_readme_states_every_exit_code(repository):
    """Each exit code an error can have stands in the README's table."""
    codes = {0} | {kind.exit_code for kind in _kinds(errors.LabelQAError)}
    table = re.findall(r"^\| (\d) \|", (repository / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert codes == {int(code) for code in table}


def test_the_figures_list_names_every_figure_a_report_must_print(repository):
    """No figure of params/reports is missing from docs/figures.md."""
    page = (repository / "docs" / "figures.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z0-9_.]+)` \|", page, re.MULTILINE))
    declared = {f.name for report in load(repository).reports.values() for f in report.figures}

    assert declared
    assert set() == declared - listed


def test_the_figures_list_names_one_figure_a_row_and_each_once(repository):
    """Rows are read by programs: `a.overall`, `.by_site` in one row would be two figures of no name."""
    page = (repository / "docs" / "figures.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
    names = re.findall(r"^\| `([a-z0-9_.]+)` \|", page, re.MULTILINE)

    assert len(rows) == len(names) == len(set(names)) > 0


@pytest.mark.parametrize(("reason", "status"), [("the database is away", 1), ("no ../shared here", 0)])
def test_in_ci_a_skip_fails_unless_the_shared_data_are_missing(repository, tmp_path, reason, status):
    """A missing service is a failure where LABELQA_CI is set."""
    (tmp_path / "conftest.py").write_text((repository / "tests" / "conftest.py").read_text())
    (tmp_path / "test_it.py").write_text(f"import pytest\n\ndef test_it():\n    pytest.skip({reason!r})\n")

    options = ["-p", "no:cacheprovider", "-c", os.devnull, "-o", f"pythonpath={repository / 'tests'}"]

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, str(tmp_path)],
        env=os.environ | {"LABELQA_CI": "1"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert status == run.returncode


def test_no_file_names_a_machine_or_a_registry(repository):
    """Paths of one machine and addresses of package registries stay out of the project."""
    words = "|".join(["/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "py" + r"pi\.org", "find-" + "links"])
    texts = [path for path in _tracked(repository) if path.suffix not in {".png", ".woff2", ".ttf", ".otf"}]

    assert texts
    assert [] == [p.name for p in texts if re.search(words, p.read_text(encoding="utf-8"))]


def _is_text(part: object) -> bool:
    return isinstance(part, str)


def _kinds(kind: type) -> list[type]:
    return [kind, *(below for sub in kind.__subclasses__() for below in _kinds(sub))]


def _tracked(repository: Path) -> list[Path]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=repository, capture_output=True, text=True, check=True).stdout
    return [path for name in names.split("\0") if name and (path := repository / name).is_file()]
