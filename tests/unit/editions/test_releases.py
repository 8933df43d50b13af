"""What vendors were told stands in their revisions: a ledger that knows less is refused, and made again."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from labelqa import pipeline, sealed, snapshots
from labelqa.editions.releases import MARKER, Releases
from labelqa.errors import DataError, ReleaseError
from labelqa.params import load
from labelqa.pipeline import JobResult
from labelqa.registry import Registry
from labelqa.snapshots.snapshot_set import SnapshotSet

from .. import rivals, workspaces


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of four vendors, each with its edition."""
    rivals.move_in(company)
    return rivals.write(company, repository / "templates")


def run(root: Path, edition: str, registry: Registry | None = None) -> JobResult:
    """Make one edition of the data as they are now."""
    params, (job,) = workspaces.asked(root, editions=[edition])
    place = dataclasses.replace(workspaces.workplace(root), keys=rivals.KEYS)
    place = dataclasses.replace(place, registry=registry or Registry.beside(place.outputs))
    today = workspaces.NOW.date()
    frozen = snapshots.freeze(params, "SG", job.period, place.outputs, root, today=today)
    return pipeline.run(job, params, place, lambda _: SnapshotSet.of(frozen))


def releases(root: Path, url: str = "") -> Releases:
    """The ledger of a workspace."""
    outputs = root / "outputs"
    return Releases(Registry(url) if url else Registry.beside(outputs), outputs, load(root))


def told(root: Path) -> list[tuple[str, str, list[dict]]]:
    """What the ledger of a workspace knows."""
    every = Registry.beside(root / "outputs").releases(None)
    return [(each.job, each.recipient, json.loads(each.statements)) for each in every]


def lose(root: Path) -> None:
    """The database of runs is gone."""
    (root / "outputs" / "labelqa.db").unlink()


def test_after_the_ledger_was_removed_no_vendors_edition_is_made(root):
    """Not even one that would be allowed: nobody knows any more. An internal one is."""
    first = run(root, "v1")
    lose(root)
    second, inside = run(root, "v2"), run(root, "internal")

    assert ("published", "refused", 4, "published") == (
        first.status,
        second.status,
        second.exit_code,
        inside.status,
    )
    assert f"the ledger does not know what {first.job} r1 told; see that the registry" in second.cause
    assert "labelqa ledger --restore" in second.cause


def test_another_database_knows_nothing_either(root, tmp_path):
    """A run cannot choose itself a ledger that forgot."""
    run(root, "v1")

    assert "refused" == run(root, "v2", Registry(f"sqlite:///{tmp_path / 'other.db'}")).status


def test_a_restored_ledger_knows_what_the_lost_one_knew(root):
    """To the last part of every rate; and then editions are made again."""
    run(root, "v1")
    run(root, "v3")
    before = told(root)
    lose(root)
    restored = releases(root).restore()

    assert before == told(root)
    assert 2 == len(restored)
    assert "published" == run(root, "v2").status


def test_what_was_refused_before_is_refused_after(root, company, repository):
    """A late audit that was wrong tips the rate over."""
    run(root, "v1")
    lose(root)
    releases(root).restore()
    rivals.add(company, 1900, "v2", right=False)
    rivals.write(company, repository / "templates")
    again = run(root, "v1")

    assert ("refused", 4) == (again.status, again.exit_code)
    assert "late 1 wrong would be known to be 1 to 1" in again.cause


def test_a_ledger_that_knows_all_is_left_as_it_is(root):
    """Restoring twice enters nothing."""
    run(root, "v1")

    assert [] == releases(root).restore()
    assert 1 == len(told(root))


def test_releases_of_another_machine_count_though_their_revisions_stand_elsewhere(root, tmp_path):
    """The outputs note how many releases the shared database knew; one of their own knows fewer."""
    shared = f"sqlite:///{tmp_path / 'shared.db'}"
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(root, elsewhere, ignore=shutil.ignore_patterns("outputs"))
    run(elsewhere, "v1", Registry(shared))
    run(root, "v3", Registry(shared))
    releases(root).restore()

    with pytest.raises(ReleaseError, match="the ledger knows 1 of 2 releases"):
        releases(root).check()
    assert 1 == releases(root).copy(Registry(shared))
    releases(root).check()


def test_an_edition_that_params_no_longer_name_is_still_a_vendors(root):
    """It told what it told; whose it was has to be said."""
    run(root, "v1")
    lose(root)
    path = root / "params" / "editions.yml"
    path.write_text("".join(line for line in path.read_text().splitlines(True) if not line.startswith("v1")))

    with pytest.raises(ReleaseError, match="does not know what"):
        releases(root).check()
    with pytest.raises(ReleaseError, match=r"nobody says which vendor v1 is of; put the edition back"):
        releases(root).restore()


def test_without_its_snapshot_a_revision_cannot_say_what_it_was_made_of(root):
    """Nothing is entered, and the remedy names what is."""
    first = run(root, "v1")
    lose(root)
    shutil.rmtree(root / "outputs" / "snapshots")

    with pytest.raises(DataError, match=f"{first.job}: the snapshot of what was told is not there.*--from"):
        releases(root).restore()
    assert [] == told(root)


def test_a_revision_of_before_says_it_by_its_summary(root, tmp_path):
    """Revisions did not always note what they told."""
    first = run(root, "v1")
    folder = root / "outputs" / "reports" / first.job / "r1"
    facts = dict(sealed.read_manifest(folder).facts)
    summary = json.loads((folder / "summary.json").read_text())
    [rate] = [{"name": f"{name}.peers", "value": value} for name, value in facts.pop("told").items()]
    summary["figures"] = [*summary["figures"], rate]
    (folder / "summary.json").write_text(json.dumps(summary))
    (folder / sealed.MANIFEST).unlink()
    sealed.seal(folder, facts)
    before = told(root)
    lose(root)
    releases(root).restore()

    assert before == told(root)


def test_the_number_of_releases_never_falls(root):
    """The marker that another machine wrote stays."""
    run(root, "v1")
    marker = root / "outputs" / MARKER
    marker.write_text('{"releases": 7}')
    releases(root).mark()

    assert {"releases": 7} == json.loads(marker.read_text())


def test_a_marker_that_is_none_stops_vendors_editions(root):
    """Fail closed."""
    run(root, "v1")
    (root / "outputs" / MARKER).write_text("many")

    with pytest.raises(ReleaseError, match="is no count of releases"):
        releases(root).check()
