"""One job from start to finish."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest

from labelqa import pipeline, publish, sealed
from labelqa.pipeline import JobResult
from labelqa.progress import Observer, silent
from labelqa.snapshots.snapshot_set import SnapshotSet

from . import workspaces
from .workspaces import KEY, SECTION, write_notebook


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market."""
    return workspaces.write(company, repository / "templates")


def run(root: Path, watch: Observer = silent) -> JobResult:
    """Run the workspace's one job."""
    params, (job,) = workspaces.asked(root)
    place = workspaces.workplace(root, watch)
    return pipeline.run(
        job,
        params,
        place,
        lambda one: SnapshotSet.of(pipeline.snapshot_of(params, one.market, one.period, place).snapshot),
    )


def test_a_job_goes_from_the_sources_to_a_published_revision(root):
    """The documents are whole, name their revision, and are on record with their snapshot."""
    steps = []
    result = run(root, steps.append)
    folder = root / "outputs" / "reports" / KEY / "r1"
    manifest = sealed.open_sealed(folder)
    summary = json.loads((folder / "summary.json").read_text())
    recorded = workspaces.workplace(root).registry.runs(1)[0]

    assert ("published", "r1", None, 0) == (result.status, result.revision, result.cause, result.exit_code)
    assert {"html", "pdf", "xlsx", "summary"} == set(result.documents)
    assert {folder} == {path.parent for path in result.documents.values() if path.is_file()}
    assert ("r1", manifest.facts["snapshot"]) == (summary["revision"], summary["snapshot"])
    assert ["labels.rows"] == [figure["name"] for figure in summary["figures"]]
    assert (KEY, "published", "r1", result.snapshot) == (
        recorded.job,
        recorded.status,
        recorded.revision,
        recorded.snapshot,
    )
    assert ["freeze", "cut", "execute", "render", "publish"] == list(dict.fromkeys(s.stage for s in steps))


def test_a_second_run_changes_nothing_and_names_what_stands(root):
    """No notebook runs for it."""
    first = run(root)
    steps = []
    second = run(root, steps.append)

    assert ("unchanged", first.revision, first.documents) == (
        second.status,
        second.revision,
        second.documents,
    )
    assert [] == steps


def test_the_same_inputs_give_the_same_bytes(root, tmp_path):
    """HTML, PDF and summary are equal when made again; only then can a digest stand for them."""
    first = {name: path.read_bytes() for name, path in run(root).documents.items()}
    (root / "outputs" / "reports").rename(tmp_path / "before")

    assert first == {name: path.read_bytes() for name, path in run(root).documents.items()}


@pytest.mark.parametrize(
    "changed", ["notebooks/market_report.ipynb", "templates/report/print.css", "params/project.yml"]
)
def test_a_change_of_anything_printed_makes_a_new_revision(root, changed):
    """The revision before stays as it is."""
    before = sealed.open_sealed(run(root).documents["pdf"].parent)
    path = root / changed
    text = path.read_text()
    path.write_text(text.replace("Volume", "Volumes").replace("limits:", "paper: letter\nlimits:") + "\n")
    result = run(root)

    assert ("published", "r2") == (result.status, result.revision)
    assert before == sealed.open_sealed(root / "outputs" / "reports" / KEY / "r1")


def test_what_a_notebook_keeps_to_itself_makes_no_new_revision(root):
    """A note, ids and metadata are not even tried: no notebook runs for them."""
    run(root)
    path = root / "notebooks" / "market_report.ipynb"
    notebook = nbformat.read(path, as_version=4)
    note = nbformat.v4.new_markdown_cell("Why this cell?", metadata={"tags": ["note"]})
    notebook.cells.insert(2, note)
    notebook.metadata["authors"] = [{"name": "QA"}]
    nbformat.write(notebook, path)
    steps = []

    assert ("unchanged", "r1") == ((result := run(root, steps.append)).status, result.revision)
    assert [] == steps


def test_what_would_print_the_same_makes_no_new_revision(root):
    """Code written otherwise runs once, to find that out; then that is known, too."""
    first = run(root)
    sealed_before = sealed.open_sealed(first.documents["pdf"].parent)
    write_notebook(root, SECTION.replace("labels = ", "# as counted\nlabels = "))
    steps, later = [], []
    second, third = run(root, steps.append), run(root, later.append)

    assert [("unchanged", "r1")] * 2 == [(each.status, each.revision) for each in (second, third)]
    assert ["cut", "execute"] == list(dict.fromkeys(step.stage for step in steps))
    assert [] == later
    assert sealed_before == sealed.open_sealed(first.documents["pdf"].parent)
    assert ["r1"] == [path.name for path in (root / "outputs" / "reports" / KEY).glob("r*")]


def test_what_prints_otherwise_after_all_is_a_new_revision(root):
    """Where the code of a cell changed what it shows."""
    run(root)
    write_notebook(root, SECTION.replace("There are", "We count"))

    assert ("published", "r2") == ((result := run(root)).status, result.revision)


def comment(root: Path, about: str, **more: str) -> None:
    """Write one comment on the report's figure."""
    path = root / "params/commentary/2026-10/SG.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {"figure": "labels.rows", "text": "Counted twice.", "author": "A. Tan", "date": "2026-11-20"}
    lines = [f"{key}: {value}" for key, value in {**keys, "about": f'"{about}"', **more}.items()]
    path.write_text("- " + "\n  ".join(lines) + "\n")


def remarks_of(result: JobResult) -> str:
    """What the report says under its exhibits."""
    page = result.documents["html"].read_text()
    return " ".join(re.findall(r'<aside class="remark.*?</aside>', page, re.DOTALL))


def test_commentary_makes_a_revision_survives_and_goes_out_of_date(root):
    """Without it, with it, and where the figure is another one now."""
    first = run(root)
    comment(root, "2")
    second, again = run(root), run(root)
    write_notebook(root, SECTION.replace("labels = len(", "labels = 5 + len("))
    third = run(root)

    assert ["r1", "r2", "r2", "r3"] == [each.revision for each in (first, second, again, third)]
    assert "" == remarks_of(first)
    assert "<p>Counted twice.</p>" in remarks_of(second)
    assert "A. Tan, 20 November 2026" in remarks_of(second)
    assert "Written about" not in remarks_of(second)
    assert "Written about 2; the figure is now 7." in remarks_of(third)


def test_commentary_on_a_figure_that_is_not_printed_is_noted(root):
    """The report is as it was."""
    run(root)
    comment(root, "2", figure="accuracy.audit.overall")
    result = run(root)

    assert ("unchanged", "r1") == (result.status, result.revision)
    assert [True] == ["on accuracy.audit.overall is not printed" in note for note in result.notes]


def test_a_comment_in_params_changes_nothing(root):
    """Only what the files say counts."""
    run(root)
    with (root / "params" / "project.yml").open("a") as file:
        file.write("# a comment\n")

    assert "unchanged" == run(root).status


def test_a_damaged_revision_is_made_again(root):
    """It stays in place under its number, and no longer counts."""
    run(root).documents["pdf"].write_bytes(b"damaged")

    assert ("published", "r2") == (run(root).status, run(root).revision)


def test_a_failing_notebook_publishes_nothing_and_keeps_its_traceback(root):
    """What is kept is internal; the extract and its data are not."""
    write_notebook(root, SECTION, "{}['agent-0042']")
    result = run(root)
    kept = root / "outputs" / "runs" / KEY

    assert ("failed", None, {}, 1) == (
        result.status,
        result.revision,
        dict(result.documents),
        result.exit_code,
    )
    assert result.cause.startswith("market_report.ipynb, cell 4: KeyError; ")
    assert {"executed.ipynb", "traceback.txt"} == {path.name for path in kept.iterdir()}
    assert sealed.current(publish.home(root / "outputs", KEY)) is None
    assert result.cause == workspaces.workplace(root).registry.runs(1)[0].cause


def test_a_mended_notebook_is_run_again(root):
    """A failure leaves nothing in the way."""
    write_notebook(root, "1/0")
    run(root)
    write_notebook(root, SECTION)

    assert ("published", "r1") == (run(root).status, "r1")
    assert not (root / "outputs" / "runs" / KEY).exists()


def test_data_that_are_refused_are_told_from_a_failure(root, company):
    """The exit code is the data's."""
    workspaces.refuse_market(company, "SG")
    company.written()
    result = run(root)

    assert ("refused", 3) == (result.status, result.exit_code)
    assert "audits" in result.cause


def test_a_flipped_bit_in_a_snapshot_is_refused(root):
    """A number never changes silently."""
    run(root)
    path = next((root / "outputs" / "snapshots" / "2026-10" / "SG" / "s1").glob("label_days.parquet"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    result = run(root)

    assert ("refused", 3) == (result.status, result.exit_code)
    assert path.name in result.cause


def test_a_second_run_at_the_same_time_is_refused(root):
    """It fails at once and says why."""
    with publish.reserved(root / "outputs", KEY):
        result = run(root)

    assert "failed" == result.status
    assert (
        f"{KEY}: another run is making this report; wait until it has ended, then run again" == result.cause
    )


def test_a_missing_notebook_is_named(root):
    """The params, which name its folder, are wrong, not the report."""
    (root / "notebooks" / "market_report.ipynb").unlink()
    with (root / "params/project.yml").open("a", encoding="utf-8") as project:
        project.write("notebooks: notebooks\n")
    result = run(root)

    assert ("failed", 2) == (result.status, result.exit_code)
    assert "market_report.ipynb: is not there" in result.cause


def test_a_full_disk_fails_the_job(root):
    """An error of the system is a result like any other."""
    (root / "outputs").mkdir()
    (root / "outputs" / "runs").touch()
    result = run(root)

    assert ("failed", 1) == (result.status, result.exit_code)
    assert "Not a directory" in result.cause


def test_a_confirmed_finding_enters_the_market_s_next_report(root):
    """The report is made anew, on an extract that holds it."""
    sidecar = root / "params/reports/market_report.yml"
    sidecar.write_text(f"{sidecar.read_text(encoding='utf-8')}investigations: true\n", encoding="utf-8")
    counted = SECTION.replace('"label_days"', '"investigations"')
    write_notebook(root, counted)
    first = run(root)
    key = "investigations/SG/2026-10-01..2026-10-20/why-1"
    folder = root / "outputs/runs" / key
    folder.mkdir(parents=True)
    names = (
        "finding",
        "severity",
        "title",
        "entity",
        "cost",
        "interval",
        "confidence",
        "action",
        "owner",
        "due",
    )
    finding = {**dict.fromkeys((*names, "state"), "x"), "rank": 1}
    (folder / "summary.json").write_text(json.dumps({"findings": [finding]}), encoding="utf-8")
    with publish.reserved(root / "outputs", key):
        publish.publish(folder, root / "outputs", key, {"job": key})
    second = run(root)
    rows = [
        json.loads(one.documents["summary"].read_text())["figures"][0]["value"] for one in (first, second)
    ]

    assert (["r1", "r2"], [0, 1]) == ([first.revision, second.revision], rows)
