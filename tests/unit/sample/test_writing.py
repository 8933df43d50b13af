"""The sample is written whole, always the same, and over nothing but an earlier sample."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from labelqa.errors import ParamsError
from labelqa.sample import write

SMALL = 20_000


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path):
    """Every file is equal; another seed changes the labels."""
    one, two, other = (
        digests(write(tmp_path / name, seed=seed, labels=SMALL))
        for name, seed in (("one", 1), ("two", 1), ("other", 2))
    )
    labels = "labels/market=SG/month=2026-10/part.parquet"

    assert one == two
    assert one[labels] != other[labels]


def test_an_earlier_sample_is_replaced_and_an_empty_folder_filled(tmp_path):
    """Nothing of the earlier one remains, and nothing is left beside it."""
    folder = tmp_path / "data"
    folder.mkdir()
    first = digests(write(folder, labels=SMALL, months=3))
    second = digests(write(folder, labels=SMALL, months=2, until="2026-09"))

    assert first.keys() - second.keys()
    assert second == digests(folder)
    assert [folder] == list(tmp_path.iterdir())


def test_a_folder_with_anything_else_is_refused_and_kept(tmp_path):
    """The error names the folder, and its files stay."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thesis.txt").write_text("years of work")

    with pytest.raises(ParamsError, match="data: is not an earlier sample; name a new or an empty folder"):
        write(tmp_path / "data", labels=SMALL)
    assert "years of work" == (tmp_path / "data" / "thesis.txt").read_text()


def test_all_wrong_arguments_are_named_at_once(tmp_path):
    """A month that is none, no months, too few labels."""
    with pytest.raises(ParamsError) as caught:
        write(tmp_path / "data", until="2026-13", months=0, labels=10)

    assert ["until", "months", "labels"] == [problem.where for problem in caught.value.problems]
    assert not (tmp_path / "data").exists()


def test_a_killed_run_leaves_no_half_of_a_sample(tmp_path):
    """The folder does not appear before it is whole; the next run is not disturbed."""
    code = (
        f"from pathlib import Path; from labelqa.sample import write; write(Path({str(tmp_path / 'data')!r}))"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    while not list(tmp_path.rglob("part.parquet")) and process.poll() is None:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)

    assert -signal.SIGKILL == process.wait()
    assert not (tmp_path / "data").exists()
    assert write(tmp_path / "data", labels=SMALL).is_dir()


@pytest.mark.parametrize(("until", "months"), [("2026-10", 1), ("2024-02", 4), ("2026-01", 12)])
def test_other_spans_of_time_work_too(tmp_path, until, months):
    """The last month is the one asked for, and local days cover all of the span."""
    folder = write(tmp_path / "data", until=until, months=months, labels=SMALL)
    written = {path.parent.name for path in folder.glob("labels/market=TH/*/part.parquet")}

    assert months == len(written)
    assert f"month={until}" == max(written)
