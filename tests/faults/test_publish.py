"""A fault at any change of the disk leaves the old revision or the new one, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from labelqa import publish, sealed

from . import publisher

PROGRAM = [sys.executable, "-B", str(Path(publisher.__file__))]
PROBES = ("write", "fsync", "/^rename", "/^symlink", "/^mkdir")
STRACE = pytest.mark.skipif(
    not shutil.which("strace"), reason="strace is not installed: apt-get install strace"
)
NO_LINKS = (
    "strace",
    "-f",
    "-qq",
    "-o",
    os.devnull,
    "-e",
    "trace=/^symlink",
    "-e",
    "inject=/^symlink:error=EPERM",
)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """An outputs folder with one revision, made of "old"."""
    publisher.run(tmp_path / "outputs", "old")
    return tmp_path / "outputs"


def child(
    outputs: Path, point: int, fault: str, wrapper: tuple[str, ...] = ()
) -> subprocess.CompletedProcess:
    """Publish "new" in a process that meets a fault."""
    command = [*wrapper, *PROGRAM, str(outputs), "new", str(point), fault]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def current(outputs: Path) -> str:
    """What the revision that readers see was made of; every byte of it is checked."""
    folder = sealed.current(publish.home(outputs, publisher.KEY))
    manifest = sealed.open_sealed(folder)
    inputs = manifest.facts["inputs"]
    texts = {(folder / name).read_text() for name in publisher.NAMES}

    assert {inputs * 5000} == texts
    return inputs


def check_after(outputs: Path) -> str:
    """Check what a fault left and that the next run mends it; returns what readers saw in between."""
    seen = current(outputs)
    home = publish.home(outputs, publisher.KEY)
    first = sealed.open_sealed(home / "r1")
    revision = publisher.run(outputs, "new")

    assert seen in {"old", "new"}
    assert "new" == current(outputs)
    assert "new" == revision.manifest.facts["inputs"]
    assert first == sealed.open_sealed(home / "r1")
    assert {".lock", "current", "r1", "r2"} == {path.name for path in home.iterdir()}
    return seen


def sweep(outputs: Path, last: int, fault: str, wrapper: tuple[str, ...] = ()) -> list[str]:
    """What readers saw after a fault at each point, each time from the same start."""
    seen = []
    for point in range(1, last + 1):
        here = outputs.with_name(f"{fault}{point}")
        shutil.copytree(outputs, here, symlinks=True)
        one = tuple(part.format(point=point) for part in wrapper)
        ended = child(here, *((point, fault) if one == wrapper else (0, "none")), one)

        assert ended.returncode == -9 if fault == "SIGKILL" else ended.returncode in {0, 1}
        seen.append(check_after(here))
        assert ended.returncode != 0 or seen[-1] == "new"
    return seen


def points(outputs: Path, wrapper: tuple[str, ...] = ()) -> int:
    """How many changes of the disk one publication makes."""
    counted = outputs.with_name("counted")
    shutil.copytree(outputs, counted, symlinks=True)
    return int(child(counted, 0, "SIGKILL", wrapper).stdout)


def copied(outputs: Path, how: str) -> Path:
    """A copy of the outputs in which the pointer is no link."""
    copy = Path(shutil.copytree(outputs, outputs.with_name(f"copied as {how}"), symlinks=how != "folder"))
    pointer = publish.home(copy, publisher.KEY) / "current"
    if how != "folder":
        pointer.unlink()
    if how == "text":
        pointer.write_text("r1")
    return copy


def test_sigkill_at_any_change_of_the_disk_leaves_a_whole_revision(outputs):
    """Old until the pointer's rename, new after it."""
    seen = sweep(outputs, points(outputs), "SIGKILL")

    assert len(seen) > 15
    assert sorted(seen, reverse=True) == seen
    assert {"old", "new"} == set(seen)


@pytest.mark.parametrize("fault", ["ENOSPC", "EIO", "EROFS"])
def test_an_error_at_any_change_of_the_disk_leaves_a_whole_revision(outputs, fault):
    """A run that says it failed may have published at the very last; the next run finds that out."""
    assert {"old", "new"} == set(sweep(outputs, points(outputs), fault))


@STRACE
@pytest.mark.parametrize("calls", PROBES, ids=[probe.strip("/^") for probe in PROBES])
def test_sigkill_at_any_system_call_leaves_a_whole_revision(outputs, calls):
    """The same below Python, where a file's bytes go out."""
    counted = outputs.with_name("counted")
    shutil.copytree(outputs, counted, symlinks=True)
    log = outputs.with_name("calls.log")
    trace = ("strace", "-f", "-qq", "-o", str(log), "-e", f"trace={calls}")
    child(counted, 0, "none", trace)
    count = len(log.read_text().splitlines())
    seen = sweep(outputs, count, "SIGKILL", (*trace, "-e", f"inject={calls}:signal=SIGKILL:when={{point}}"))

    assert count > 0
    assert sorted(seen, reverse=True) == seen


@pytest.mark.parametrize("fault", ["SIGKILL", "ENOSPC"])
@pytest.mark.parametrize("how", ["folder", "text", "nothing"])
def test_a_fault_in_a_copy_without_links_leaves_a_whole_revision(outputs, how, fault):
    """What became of the pointer says which is current until a link says it again."""
    copy = copied(outputs, how)
    assert "old" == current(copy)
    seen = sweep(copy, points(copy), fault)

    assert {"old", "new"} == set(seen)
    assert fault != "SIGKILL" or sorted(seen, reverse=True) == seen


@STRACE
@pytest.mark.parametrize("fault", ["SIGKILL", "ENOSPC"])
@pytest.mark.parametrize("how", ["folder", "text", "nothing"])
def test_a_fault_on_a_disk_without_links_leaves_a_whole_revision(outputs, how, fault):
    """The kernel refuses every link; a text names the revision."""
    copy = copied(outputs, how)
    seen = sweep(copy, points(copy, NO_LINKS), fault, NO_LINKS)
    child(copy, 0, "none", NO_LINKS)
    pointer = publish.home(copy, publisher.KEY) / "current"

    assert {"old", "new"} == set(seen)
    assert fault != "SIGKILL" or sorted(seen, reverse=True) == seen
    assert (False, "r2\n") == (pointer.is_symlink(), pointer.read_text())
    assert "new" == current(copy)


@pytest.mark.parametrize("how", ["link", "folder", "text", "nothing"])
def test_readers_see_one_whole_revision_while_others_are_put_in_place(outputs, how):
    """Twenty publications, and a process that reads all the while."""
    outputs = outputs if how == "link" else copied(outputs, how)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(publish.home(outputs, publisher.KEY))],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout
    reader.stdout.readline()
    for number in range(20):
        publisher.run(outputs, f"n{number:02}")
    (publish.home(outputs, publisher.KEY) / "stop").touch()
    seen = reader.communicate()[0].split()

    assert 0 == reader.returncode
    assert len(set(seen)) > 1
    assert seen == sorted(seen)


READER = """
import sys
from pathlib import Path
from labelqa import sealed
home = Path(sys.argv[1])
print("ready", flush=True)
seen = []
while not (home / "stop").exists():
    folder = sealed.current(home)
    inputs = sealed.open_sealed(folder).facts["inputs"]
    assert {inputs * 5000} == {path.read_text() for path in folder.glob("report.*")}
    seen += [] if inputs == "old" else [inputs]
print(*seen)
"""
