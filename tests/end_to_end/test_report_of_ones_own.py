"""An analyst begins a report, runs it, and opens its extract with plain Jupyter tools."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from labelqa.components import MIME
from labelqa.editions.releases import told_in
from labelqa.extracts import open_extract
from labelqa.registry import Registry

BIN = Path(sys.executable).parent
MONTH = ("-m", "SG", "-p", "2026-10")


@pytest.fixture(scope="module")
def home(company, repository, tmp_path_factory):
    """A copy of the sample company's workspace with notebooks of its own, and a new report."""
    folder = shutil.copytree(company, tmp_path_factory.mktemp("own") / "company", symlinks=True)
    (folder / "notebooks").unlink()
    shutil.copytree(repository / "notebooks", folder / "notebooks")
    return folder


@pytest.fixture(scope="module")
def first(labelqa, home):
    """A report begun and run."""
    begun = labelqa(home, "new", "report", "sites")
    assert begun.code == 0, begun.said
    return labelqa(home, "run", "sites", *MONTH)


@pytest.fixture(scope="module")
def left(labelqa, home, first):
    """The folder of its extract."""
    ran = labelqa(home, "extract", "sites", *MONTH, "--frozen", "--into", str(home / "desk"))
    assert ran.code == 0, ran.said
    return home / "desk"


def tool(*words: object, folder: Path) -> subprocess.CompletedProcess:
    """Run a tool of the environment in a folder, as somebody types it who activated it."""
    env = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    command = [str(word) for word in words]
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=240
    )


def figures(notebook: Path) -> dict[tuple[str, str], float | None]:
    """The figures that an executed notebook shows, by name and what they are of."""
    shown = [
        output.data[MIME]
        for cell in nbformat.read(notebook, as_version=4).cells
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    ]
    return {(f["name"], str(f["by"])): f["value"] for one in shown for f in one.get("figures", [])}


def test_a_new_report_is_published_as_it_stands(first):
    """Cover, accuracy by site, and how the numbers were made."""
    assert (0, "published") == (first.code, first.line["status"]), first.said
    assert ["sites", "methods"] == [s["name"] for s in first.summary["sections"] if s["shown"]]
    assert "accuracy.audit.by_site" in {figure["name"] for figure in first.summary["figures"]}


def test_a_report_is_the_same_whichever_form_its_notebook_has(labelqa, home, first, company, tmp_path):
    """Begun as a script it has the same documents, to the last byte."""
    other = shutil.copytree(company, tmp_path / "other", symlinks=True)
    (other / "notebooks").unlink()
    (other / "notebooks").mkdir()
    begun = labelqa(other, "new", "report", "sites", "--py")
    ran = labelqa(other, "run", "sites", *MONTH)

    assert (0, 0) == (begun.code, ran.code), ran.said
    assert (other / "notebooks/sites.py").is_file()
    for kind in ("html", "pdf", "xlsx", "summary"):
        assert first.document(kind).read_bytes() == ran.document(kind).read_bytes(), kind


@pytest.mark.parametrize("kernel", [(), ("-k", "labelqa")], ids=["its own kernel", "the one registered"])
def test_papermill_runs_the_reports_own_notebook_on_the_folder(left, home, first, tmp_path, kernel):
    """Its figures are those that were published; the environment has a kernel of that name, too."""
    notebook = home / "notebooks" / "sites.ipynb"
    ran = tool("papermill", notebook, "out.ipynb", "-p", "extract", left, *kernel, folder=tmp_path)
    printed = {(f["name"], str(f["by"])): f["value"] for f in first.summary["figures"]}

    assert ran.returncode == 0, ran.stderr
    assert printed == figures(tmp_path / "out.ipynb")


def test_nbconvert_executes_the_copy_wherever_it_is_called(left, first, tmp_path):
    """Nothing has to be set."""
    convert = ("jupyter", "nbconvert", "--to", "notebook", "--execute", "--output-dir", tmp_path)
    ran = tool(*convert, left / "sites.ipynb", folder=tmp_path)
    printed = {(f["name"], str(f["by"])): f["value"] for f in first.summary["figures"]}

    assert ran.returncode == 0, ran.stderr
    assert printed == figures(tmp_path / "sites.ipynb")


def test_without_an_extract_the_command_that_makes_one_is_named(home, tmp_path):
    """The last line of the traceback says what to do."""
    ran = tool("papermill", home / "notebooks" / "sites.ipynb", "out.ipynb", folder=tmp_path)

    assert ran.returncode != 0
    assert "names no extract; make one with `labelqa extract REPORT --into DIR`" in ran.stderr


def test_a_copy_that_was_changed_takes_the_originals_place(left, home, labelqa):
    """As docs/desk.md says: cleared of outputs it is a report like any other."""
    notebook = nbformat.read(left / "sites.ipynb", as_version=4)
    notebook.cells[-1].source += '\nr.table(r.accuracy(by="queue"))'
    nbformat.write(notebook, left / "sites.ipynb")
    ran = tool("jupyter", "nbconvert", "--clear-output", left / "sites.ipynb", folder=home)
    shutil.copy(left / "sites.ipynb", home / "notebooks")
    again = labelqa(home, "run", "sites", *MONTH, "--frozen")

    assert ran.returncode == 0, ran.stderr
    assert ("published", "r2") == (again.line["status"], again.line["revision"]), again.said
    assert "accuracy.audit.by_queue" in {figure["name"] for figure in again.summary["figures"]}


def test_a_vendors_extract_tells_nothing_of_others(labelqa, home):
    """In the market where a run would tell it a rate, which the ledger then has to know."""
    assert 0 == labelqa(home, "keys").code
    job = ("market_report", "-m", "ID", "-p", "2026-10", "-e", "northwind")
    ran = labelqa(home, "extract", *job, "--into", str(home / "of-vendor"))

    assert ran.code == 0, ran.said
    assert {} == told_in(open_extract(home / "of-vendor"))
    assert set() == Registry.beside(home / "outputs").released()


OWN_CELLS = (
    'r.section("mine", "Figures of my own")',
    "# What I looked at\n\nGold items are *chosen*, not drawn:\n\n- so they say little of all labels.",
    'gold, days = r.rows("gold_answers"), r.rows("label_days")\n'
    'right = r.share(gold, "correct", name="Right on gold")\n'
    "r.target(at_least=0.5, of=right)\n"
    'long_day = r.quantile(days, "labels", 0.9, name="A long day")\n'
    'r.tell(right, r.mean(days, "labels", name="Labels a day"), long_day)\n'
    'r.tell(r.rate(days, "skipped", "labels", name="Skipped", unit="share"))\n'
    'r.tell(r.count(days, "person_id", name="People"))',
    'r.forest(r.share(gold, "correct", name="Right on gold", by="queue"))\n'
    'r.say("Of {right_on_gold.n} answers {right_on_gold.value}, which {right.verdict}.", right=right)',
    "import seaborn\n"
    'bars = seaborn.histplot(data=days[days["labels"] < 20], x="labels", discrete=True)\n'
    'words = {"title": "Most days are short", "measure": "Rows by labels", "alt": "Bars."}\n'
    "r.figure(bars, **words)\n"
    'r.table(days.groupby("site_id")[["labels"]].sum(), title="Labels", columns={"labels": "count"})',
)
"""A section that an analyst adds; the second cell is Markdown."""


@pytest.fixture(scope="module")
def mine(labelqa, home):
    """A report with figures of its own, made for inside and for a vendor that takes its drawings."""
    assert 0 == labelqa(home, "new", "report", "mine").code
    notebook = nbformat.read(home / "notebooks" / "mine.ipynb", as_version=4)
    added = [nbformat.v4.new_code_cell(source) for source in OWN_CELLS]
    added[1] = nbformat.v4.new_markdown_cell(OWN_CELLS[1])
    notebook.cells[-2:-2] = added
    nbformat.write(notebook, home / "notebooks" / "mine.ipynb")
    params = home / "params" / "reports" / "mine.yml"
    asked = params.read_text(encoding="utf-8")
    params.write_text(
        asked.replace("editions: [internal]", "editions: [internal, vendors]\nown_figures: true"),
        encoding="utf-8",
    )
    if not (home / "labelqa.keys").exists():
        assert 0 == labelqa(home, "keys").code
    made = {
        edition: labelqa(home, "run", "mine", *MONTH, "-e", edition) for edition in ("internal", "northwind")
    }
    assert ["published"] * 2 == [run.line["status"] for run in made.values()], made
    return made


@pytest.mark.parametrize("edition", ["internal", "northwind"])
def test_figures_of_ones_own_are_figures_of_record(mine, edition):
    """Named, judged and kept, in a vendor's edition too; beside the product's own."""
    figures = {f["name"]: f for f in mine[edition].summary["figures"]}

    assert {
        *("own.right_on_gold.overall", "own.labels_a_day.overall", "own.a_long_day.overall"),
        *("own.skipped.overall", "own.people.overall", "own.right_on_gold.by_queue"),
        "accuracy.audit.by_site",
    } <= figures.keys()
    assert "met" == figures["own.right_on_gold.overall"]["verdict"]


def test_a_vendors_own_figures_are_coarse(mine):
    """Every n on its step, every share on half a point."""
    own = [f for f in mine["northwind"].summary["figures"] if f["name"].startswith("own.")]
    shares = [f["value"] for f in own if f["unit"] == "share" and f["value"] is not None]

    assert [] == [f["n"] for f in own if f["n"] % 5]
    assert [] == [value for value in shares if abs(value * 200 - round(value * 200)) > 1e-9]


def test_markdown_and_sentences_stand_in_the_report(mine):
    """The heading below the section's, and the sentence with its values filled in."""
    page = mine["internal"].document("html").read_text(encoding="utf-8")

    assert "<h3>What I looked at</h3>" in page
    assert "Gold items are <em>chosen</em>, not drawn:" in page
    assert "which met the target." in page
