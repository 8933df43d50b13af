"""Fixtures that every test may use, and what a skipped test means in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from builders.postgresql import PASSWORD, PostgreSQL, require_postgresql
from builders.site import build_site
from builders.stores import S3, Web, s3_store, web_server
from builders.workspace import sample_workspace
from filelock import FileLock
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parents[1]
LABELS = 400_000


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout: it is the sample company's workspace."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real labelling data and reference values beside the checkout, where there is one."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared with real data and reference values is not here")
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], None]], Path]:
    """Make a folder once for all workers of a test run: name and maker in, finished folder out."""
    root = tmp_path_factory.getbasetemp()
    root = root if worker_id == "master" else root.parent

    def make(name: str, maker: Callable[[Path], None]) -> Path:
        folder = root / name
        with FileLock(root / f"{name}.lock"):
            if not folder.is_dir():
                draft = root / f"{name}.draft"
                shutil.rmtree(draft, ignore_errors=True)
                maker(draft)
                draft.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def sampled(made_once, repository) -> Path:
    """A workspace of the sample company with fewer labels; shared by all tests, never to be written to."""
    return made_once("company", partial(sample_workspace, repository, labels=LABELS))


@pytest.fixture(scope="session")
def company(sampled) -> Path:
    """The same workspace; folders whose tests have a `company` of their own use the other name."""
    return sampled


@pytest.fixture(scope="session")
def site(made_once, repository) -> Path:
    """The folder of the documents' site."""
    return made_once("site", partial(build_site, repository))


@pytest.fixture
def s3(monkeypatch) -> Iterator[S3]:
    """An S3 store whose keys stand in the environment."""
    with s3_store(monkeypatch) as store:
        yield store


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server."""
    with web_server() as server:
        yield server


@pytest.fixture(scope="session")
def running_postgresql() -> Iterator[PostgreSQL]:
    """A server for the tests of one process."""
    require_postgresql()
    server = PostgreSQL()
    try:
        yield server
    finally:
        server.remove()


@pytest.fixture
def postgresql(running_postgresql, monkeypatch) -> PostgreSQL:
    """The server, empty, its owner's password in the environment."""
    running_postgresql.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    monkeypatch.setenv("LABELQA_DATABASE_WAREHOUSE", f"owner:{PASSWORD}")
    return running_postgresql


def pytest_configure():
    """In CI the same commit gets the same examples; everywhere else each run tries others."""
    if os.environ.get("LABELQA_CI"):
        settings.load_profile("ci")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """In CI (LABELQA_CI is set) a skip is a failure: only ../shared may be missing there."""
    report = yield
    if report.skipped and os.environ.get("LABELQA_CI") and "../shared" not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped although this is CI: {report.longrepr}"
    return report
