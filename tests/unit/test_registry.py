"""The record of every run."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from labelqa.errors import JobError, ParamsError
from labelqa.registry import Registry, Release, Run

NOW = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
JOB = "2026-10/SG/market_report/internal"


def test_a_run_is_remembered_with_its_end(tmp_path):
    """Times are kept in UTC."""
    registry = Registry.beside(tmp_path / "outputs")
    number = registry.begin(JOB, NOW)
    registry.finish(number, "published", 3.25, "sha256:1", "r1", None)
    again = Registry.beside(tmp_path / "outputs")

    started = dt.datetime(2026, 11, 2, 1, 30)  # noqa: DTZ001
    assert [Run(number, started, JOB, "published", "r1", "sha256:1", 3.25, None)] == again.runs(10)


def test_the_newest_runs_come_first(tmp_path):
    """As many as are asked for."""
    registry = Registry.beside(tmp_path)
    numbers = [registry.begin(f"{JOB}{n}", NOW) for n in range(5)]

    assert numbers[:2:-1] == [run.id for run in registry.runs(2)]


def test_a_killed_run_is_called_interrupted_when_its_job_runs_again(tmp_path):
    """Nobody else can have been at work: the job's lock was free."""
    registry = Registry.beside(tmp_path)
    registry.begin(JOB, NOW)
    other = registry.begin("2026-10/ID/market_report/internal", NOW)
    registry.begin(JOB, NOW)

    assert ["running", "running", "interrupted"] == [run.status for run in registry.runs(3)]
    assert other == registry.runs(3)[1].id


def test_many_threads_may_write_at_once(tmp_path):
    """No run is lost and none is written twice."""
    registry = Registry.beside(tmp_path)

    def one(number: int) -> None:
        run = registry.begin(f"{JOB}{number}", NOW)
        registry.finish(run, "failed", 0.1, None, None, str(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(40)))

    assert {(f"{JOB}{n}", str(n)) for n in range(40)} == {(run.job, run.cause) for run in registry.runs(99)}


@pytest.mark.parametrize("url", ["labelqa.db", "nosuch://host/db"])
def test_a_url_that_is_no_database_is_refused(url):
    """The remedy shows how one is written."""
    with pytest.raises(ParamsError, match="sqlite:///"):
        Registry(url)


def test_a_database_that_cannot_be_written_is_told(tmp_path):
    """A full or missing disk fails the run, in words."""
    with pytest.raises(JobError, match=r"labelqa\.db: the registry failed \(OperationalError\); see that"):
        Registry(f"sqlite:///{tmp_path / 'none' / 'labelqa.db'}")


def test_what_vendors_were_told_is_kept_in_order(tmp_path):
    """Of those asked for, also by another process."""
    registry = Registry.beside(tmp_path)
    told = [Release(JOB, f"r{n}", f"v{n % 3}", "[]", "1", "sha256:1") for n in range(6)]
    for release in told:
        registry.release(release)

    assert [told[n] for n in (0, 1, 3, 4)] == Registry.beside(tmp_path).releases(["v0", "v1"])
    assert [] == registry.releases(["v9"])
