"""Where a command works: below outputs, for its owner only, and gone afterwards, by whatever end."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from labelqa import publish
from labelqa.cli.working import working

KEY = "2026-10/SG/market_report/internal"
KILLED = """
import os, sys, tempfile
from pathlib import Path
from labelqa.cli.working import working
with working(Path(sys.argv[1])):
    Path(tempfile.mkdtemp(), "rows.parquet").write_text("rows")
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """The folder of temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def _killed(outputs: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(outputs)], check=False)
    assert -signal.SIGKILL == done.returncode


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def test_temporary_files_lie_below_outputs_and_go(tmp_path, temporary):
    """Whoever makes them; only their owner may read them, and afterwards they lie where they did before."""
    outputs = tmp_path / "outputs"
    with working(outputs) as folder:
        made = Path(tempfile.mkdtemp())
        mode = stat.S_IMODE(folder.stat().st_mode)

        place = folder.resolve().parent

    assert (folder, outputs / "work", 0o700) == (made.parent, place, mode)
    assert (str(temporary), False) == (tempfile.gettempdir(), outputs.exists())


def test_what_a_killed_command_left_is_removed_by_the_next(tmp_path, temporary):
    """All vendors' tables among it, and neither before nor elsewhere."""
    outputs = tmp_path / "outputs"
    _killed(outputs)
    left = _files(outputs)
    with working(outputs):
        swept = _files(outputs)

    assert ([".held", "rows.parquet"], [".held"]) == (left, swept)


def test_what_a_command_at_work_has_stays(tmp_path, temporary):
    """Two commands of a workspace do not disturb each other."""
    outputs = tmp_path / "outputs"
    with working(outputs) as first:
        (first / "rows").write_text("rows")
        with working(outputs) as second:
            assert first != second
        assert "rows" == (first / "rows").read_text()


def test_a_path_that_is_too_long_for_a_socket_is_shortened_by_a_link(tmp_path, temporary):
    """The files lie below outputs all the same, and the link goes: with its command, or with the next."""
    outputs = tmp_path / ("o" * 100) / "outputs"
    with working(outputs) as folder:
        assert (True, outputs / "work") == (folder.is_symlink(), folder.resolve().parent)
        assert temporary == folder.parent
    _killed(outputs)
    left = list(temporary.iterdir())
    with working(outputs), working(tmp_path / "other"):
        pass

    assert (1, []) == (len(left), list(temporary.iterdir()))


def test_a_link_of_somebody_else_is_not_followed(tmp_path, temporary):
    """The folder of temporary files is everybody's: what a link points at is never removed."""
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "rows").write_text("rows")
    (temporary / "labelqa-x").symlink_to(tmp_path / "precious")
    with working(tmp_path / "outputs"):
        pass

    assert ["rows"] == os.listdir(tmp_path / "precious")  # noqa: PTH208


def test_the_bench_of_a_killed_job_is_removed_and_that_of_one_at_work_stays(tmp_path, temporary):
    """A job at work holds its lock; what is kept of a run that failed has no probe."""
    outputs = tmp_path / "outputs"
    killed, at_work, failed = (outputs / publish.BENCHES / KEY / name for name in ("a", "b", "c"))
    for bench in (killed, at_work, failed):
        (bench / "extract").mkdir(parents=True)
    for bench in (killed, at_work):
        (bench / publish.PROBE).touch()
    with publish.reserved(outputs, f"{KEY}/b"), working(outputs):
        pass

    assert [False, True, True] == [bench.exists() for bench in (killed, at_work, failed)]


def test_what_a_killed_freezing_left_is_removed(tmp_path, temporary):
    """Of every market, whichever is frozen next."""
    staging = tmp_path / "outputs" / "snapshots" / "2026-10" / "SG" / ".staging-0"
    staging.mkdir(parents=True)
    with working(tmp_path / "outputs"):
        pass

    assert not staging.exists()
