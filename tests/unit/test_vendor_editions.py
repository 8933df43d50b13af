"""A vendor's edition is published only once it is known to give nothing of the others away."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import nbformat
import pytest
from builders.documents import texts_of

from labelqa import pipeline, publish, snapshots
from labelqa.pipeline import JobResult
from labelqa.progress import Observer, Step, silent
from labelqa.registry import Registry
from labelqa.snapshots.snapshot_set import SnapshotSet

from . import rivals, workspaces


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of four vendors, each with its edition."""
    rivals.move_in(company)
    return rivals.write(company, repository / "templates")


def run(root: Path, edition: str = "v1", watch: Observer = silent) -> JobResult:
    """Freeze the data as they are now and make one edition of them."""
    params, (job,) = workspaces.asked(root, editions=[edition])
    place = dataclasses.replace(workspaces.workplace(root, watch), keys=rivals.KEYS)
    today = workspaces.NOW.date()
    frozen = snapshots.freeze(params, "SG", job.period, place.outputs, root, today=today)
    return pipeline.run(job, params, place, lambda _: SnapshotSet.of(frozen))


def told(root: Path) -> list[tuple[str, str]]:
    """Recipient and revision of all that was told."""
    every = Registry.beside(root / "outputs").releases(rivals.VENDORS)
    return [(release.recipient, release.revision) for release in every]


def test_an_edition_that_would_give_something_away_is_refused(root, company, repository):
    """What stands is the edition before; the run record has what could be worked out of each."""
    first = run(root)
    rivals.add(company, 1900, "v2", right=False)
    rivals.write(company, repository / "templates")
    second = run(root)
    registry = Registry.beside(root / "outputs")

    assert ("published", "refused", 4) == (first.status, second.status, second.exit_code)
    assert "withhold accuracy.audit in its edition in params/editions.yml" in second.cause
    assert second.cause == registry.runs(1)[0].cause
    assert "r1" == (root / "outputs" / "reports" / first.job / "current").readlink().name
    assert [("v1", "r1")] == told(root)
    assert dict(first.facts) == registry.facts(registry.runs(2)[1].id)
    assert "0 to 30" == first.facts["clearance: accuracy.audit v2 2026-10-01..2026-10-31 wrong"]


def test_a_run_that_tells_nothing_new_enters_nothing_in_the_ledger(root):
    """A revision that did not come to be told nobody anything."""
    run(root)
    path = root / "notebooks" / "market_report.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source += "  # as counted"
    nbformat.write(notebook, path)

    assert ("unchanged", "r1") == ((result := run(root)).status, result.revision)
    assert [("v1", "r1")] == told(root)


def comment(root: Path, text: str, *editions: str) -> None:
    """Write one comment on the report's figure for some editions."""
    path = root / "params/commentary/2026-10/SG.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"- {{figure: labels.rows, text: {text}, author: A. Tan, date: 2026-11-20, about: '1',"
        f" editions: [{', '.join(editions)}]}}\n"
    )


def test_commentary_is_printed_in_the_editions_it_names_alone(root, tmp_path):
    """No byte of it is in the outputs of another one, and that one is not made anew for it."""
    run(root, "v1")
    comment(root, "CANARY7F3A", "internal", "v2")
    kept = publish.home(root / "outputs", "2026-10/SG/market_report")
    results = [run(root, edition) for edition in ("v1", "v2", "internal")]
    holding = {where.partition("/")[0] for where, text in texts_of(kept) if "CANARY7F3A" in text}

    assert ["unchanged", "published", "published"] == [result.status for result in results]
    assert {"v2", "internal"} == holding


def test_a_notebook_is_never_told_what_people_wrote(root):
    """Not even the edition's own: it is put into the pages by the renderer."""
    comment(root, "CANARY7F3A", "v1")
    seen = []

    def look(step: Step) -> None:
        if step.stage in ("execute", "render"):
            bench = root / "outputs/runs/2026-10/SG/market_report/v1"
            seen.extend(
                path for path in bench.rglob("*") if path.is_file() and b"CANARY7F3A" in path.read_bytes()
            )

    result = run(root, "v1", look)

    assert ("published", []) == (result.status, seen)
    assert b"CANARY7F3A" in result.documents["html"].read_bytes()


def test_commentary_that_names_another_vendor_is_refused_in_a_vendors_edition(root):
    """Whoever wrote it may not have thought of who reads it."""
    for row in ("Vendor kestrel", "As at kestrel-woodlands"):
        comment(root, row, "v1")
        (root / "params/editions.yml").write_text(
            (root / "params/editions.yml").read_text().replace("vendor: v2,", "vendor: kestrel,")
        )
        result = run(root, "v1")

        assert ("refused", 4) == (result.status, result.exit_code), result.cause
        assert "the commentary on labels.rows names another vendor" in result.cause


def test_an_internal_edition_is_told_nothing_that_counts(root):
    """It is no vendor's."""
    result = run(root, "internal")

    assert ("published", []) == (result.status, told(root))
    assert not any("clearance" in name for name in result.facts)


def test_a_key_sheet_that_is_lost_or_altered_comes_back_with_the_same_bytes(root):
    """Its revision stands, and says which bytes these are."""
    first = run(root)
    sheet = publish.place_of_key_sheet(root / "outputs", first.job, "r1")
    kept = sheet.read_bytes()
    sheet.unlink()
    second = run(root)
    found = sheet.read_bytes()
    sheet.write_text("altered")
    third = run(root)

    assert ("published", "unchanged", "unchanged") == (first.status, second.status, third.status)
    assert [kept, kept] == [found, sheet.read_bytes()]
    assert b"pseudonym,kind,id,site" == kept.splitlines()[0]


def test_where_the_ledger_cannot_be_written_nothing_is_published(root):
    """As on a disk that is full."""
    Registry.beside(root / "outputs")
    database = sqlite3.connect(root / "outputs" / "labelqa.db")
    database.execute(
        "CREATE TRIGGER full BEFORE INSERT ON releases BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    )
    database.close()
    result = run(root)

    assert ("failed", 1, None) == (result.status, result.exit_code, result.revision)
    assert "labelqa.db: the registry failed" in result.cause
    assert not (root / "outputs" / "reports" / result.job / "r1").exists()


def test_a_run_killed_before_it_publishes_has_noted_what_it_would_have_told(root):
    """An entry of a revision that never came to be does no harm; the next run has the same number."""

    class Killed(BaseException):
        """As by a signal."""

    def kill(step: Step) -> None:
        if step.stage == "publish":
            raise Killed

    with pytest.raises(Killed):
        run(root, watch=kill)
    noted, result = told(root), run(root)

    assert [("v1", "r1")] == noted
    assert ("published", "r1", [("v1", "r1")] * 2) == (result.status, result.revision, told(root))
