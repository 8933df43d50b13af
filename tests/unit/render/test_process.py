"""The render process: its answer, its limits and its end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest
from builders.boxes import TRIED
from builders.report import FACTS, STRICT, a_report, cover, display, table, write_notebook

from labelqa.components import Section
from labelqa.errors import RenderError
from labelqa.params import Limits
from labelqa.render import process, render
from labelqa.render.request import RenderRequest
from labelqa.workers.probes import PARTS
from labelqa.workers.record import RECORD
from labelqa.workers.warm import Forked, ForkServer, UnavailableError


@pytest.fixture
def start(tmp_path, repository):
    """Render these components in a process with these limits."""

    def started(shown, **limits: int):
        notebook = write_notebook(tmp_path / "run.ipynb", shown)
        return render(notebook, tmp_path, FACTS, repository / "templates", STRICT.model_copy(update=limits))

    return started


def test_every_problem_of_the_process_comes_back_as_it_was(start):
    """What, where and remedy cross the border between the processes."""
    with pytest.raises(RenderError) as caught:
        start([display({"text/html": "<b>x</b>"}), display({"image/png": "AAAA"})])

    assert ["run.ipynb, cell 1", "run.ipynb, cell 2"] == [problem.where for problem in caught.value.problems]
    assert all(problem.remedy for problem in caught.value.problems)


def long_report():
    """A report that takes seconds to lay out."""
    return [cover(), Section(name="s", title="S"), table(rows=2000)]


def test_a_render_that_takes_too_long_is_stopped(start):
    """By the processor's time: a host that is busy with others costs no market its month."""
    with pytest.raises(RenderError, match="took longer than 1 s of processor time"):
        start(long_report(), render_seconds=1, printed_rows=2000)


def test_a_render_that_does_nothing_is_stopped_too(start, monkeypatch):
    """By the clock, after several times as long."""
    monkeypatch.setattr(process, "PATIENCE", 0.1)
    with pytest.raises(RenderError, match=r"took longer than 0\.2 s"):
        start(long_report(), render_seconds=2, printed_rows=2000)


def test_a_render_that_needs_too_much_memory_is_stopped(start, tmp_path):
    """However it comes to its end, nothing is written."""
    with pytest.raises(RenderError):
        start(long_report(), memory_mb=400, printed_rows=2000)

    assert not (tmp_path / "report.pdf").exists()


ENCLOSED = """
import resource as r, socket, sys
from pathlib import Path
from labelqa.render.child import enclose
from labelqa.render.request import RenderRequest

request, foreign, port = RenderRequest.model_validate_json(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
enclose(request)
print([r.getrlimit(kind) for kind in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)])
print(*map(tried, (
    request.executed.read_text,
    lambda: (request.into / "made").write_text(""),
    foreign.read_text,
    lambda: foreign.with_name("made").write_text(""),
    lambda: socket.create_connection(("127.0.0.1", port)),
)))
"""


@pytest.fixture
def enclosed(tmp_path, repository):
    """What a process is told when it has enclosed itself for a request: its limits, its attempts."""
    for name in ("own", "others"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.ipynb").write_text("{}")
    request = RenderRequest(
        executed=tmp_path / "own" / "run.ipynb",
        into=tmp_path / "own",
        facts=FACTS,
        templates=repository / "templates",
        limits=Limits(memory_mb=700, render_seconds=9),
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = (request.model_dump_json(), tmp_path / "others" / "run.ipynb", server.getsockname()[1])
        return subprocess.run(
            [sys.executable, "-c", TRIED + ENCLOSED, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()


def test_the_limits_hold_for_the_whole_process(enclosed):
    """Memory and CPU time are the operating system's to deny; no file shows what was in memory."""
    assert f"[({700 * 2**20}, {700 * 2**20}), (9, 10), (0, 0)]" == enclosed[0]


@pytest.mark.skipif(sys.platform != "linux", reason="boxes are Linux's")
def test_a_render_reads_its_notebook_and_writes_its_documents_and_no_more(enclosed):
    """Another job's notebook stays shut, no file appears beside it, and no port can be called."""
    assert ["{}", "0", *["PermissionError"] * 3] == enclosed[1].split()


def test_the_documents_say_how_their_process_was_boxed(start):
    """What the run record keeps of it."""
    assert {*PARTS, RECORD} == set(start(a_report()).closed)


@pytest.fixture(params=["warm", "cold"])
def either(request, monkeypatch) -> str:
    """A process that is forked, and one on a host that does not fork."""
    if request.param == "cold":
        monkeypatch.setattr(ForkServer, "fork", _unavailable)
    return request.param


def _unavailable(*_: object) -> None:
    raise UnavailableError


def test_no_process_is_left_when_the_caller_is_interrupted(start, monkeypatch, either):
    """An interrupt while waiting ends the process and all it started."""
    kind = {"warm": Forked, "cold": subprocess.Popen}[either]
    waited, started = kind.wait, []

    def interrupted(self, timeout=None):
        """Interrupted on the first wait, as by Ctrl-C."""
        if timeout is None:
            return waited(self)
        started.append(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(kind, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        start(a_report())

    assert -signal.SIGKILL == started[0].returncode


def test_a_report_is_the_same_warm_and_cold(start, tmp_path, monkeypatch):
    """To the last byte of every document, whatever was rendered before."""
    start([cover(), Section(name="s", title="S"), table(rows=20)])
    made = []
    for way in ("warm", "cold"):
        if way == "cold":
            monkeypatch.setattr(ForkServer, "fork", _unavailable)
        files = start(a_report())
        made.append([path.read_bytes() for path in (files.html, files.pdf, files.xlsx, files.summary)])

    assert made[0] == made[1]


def test_a_process_that_fails_to_answer_is_a_defect_and_says_how_it_ended(start, monkeypatch):
    """The last line of its errors is given, not the whole traceback."""
    monkeypatch.setattr(ForkServer, "fork", _unavailable)
    monkeypatch.setattr(process.sys, "executable", "/bin/false")

    with pytest.raises(RenderError, match="ended without an answer: exit code 1"):
        start(a_report())
