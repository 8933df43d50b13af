"""What a report is written in is watched, and nothing else counts as a change."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from builders.waiting import until

from labelqa.desk.sources import Digests, Sources


@pytest.fixture
def sources(tmp_path) -> Sources:
    """A notebook beside another, a file of params, a template."""
    for name in ("notebooks/report.ipynb", "notebooks/other.ipynb", "params/project.yml", "templates/a/b.j2"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return Sources(tmp_path / "params", tmp_path / "notebooks/report.ipynb", tmp_path / "templates")


@pytest.fixture
def seen(sources):
    """The changes that are seen while a test runs."""
    found: list[Digests] = []
    stop = threading.Event()
    watching = threading.Thread(target=_watch, args=(sources, sources.digests(), stop, found))
    watching.start()
    yield found
    stop.set()
    watching.join()


def _watch(sources: Sources, since: Digests, stop: threading.Event, found: list[Digests]) -> None:
    found.extend(sources.changes(since, stop))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("notebooks/report.ipynb", "notebook"),
        ("params/commentary/october.md", "params"),
        ("templates/a/b.j2", "templates"),
    ],
)
def test_a_change_is_seen_and_known_by_its_part(sources, seen, tmp_path, name, part):
    """Also of a file that is new, or that an editor puts in the place of the old."""
    before = sources.digests()
    path: Path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    draft = tmp_path / "draft"
    draft.write_text("changed")
    draft.replace(path)

    assert until(lambda: seen)
    now = vars(seen[-1])
    assert [part] == [each for each, digest in vars(before).items() if digest != now[each]]


def test_what_is_no_source_of_the_report_is_no_change(sources, seen, tmp_path):
    """Another notebook, a file that is saved as it was."""
    (tmp_path / "notebooks/other.ipynb").write_text("changed")
    sources.notebook.write_text(sources.notebook.read_text())
    before = sources.digests()
    sources.notebook.write_text("at last")

    assert until(lambda: seen)
    assert before not in seen


def test_a_notebook_that_is_gone_has_a_digest_of_its_own(sources):
    """An editor may take it away for a moment."""
    before = sources.digests()
    sources.notebook.unlink()

    assert before.notebook != sources.digests().notebook
