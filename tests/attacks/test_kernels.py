"""S, T1, T12: what a notebook of a vendor's edition can reach of the host: its extract, and no more."""

from __future__ import annotations

import functools
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from builders.listening import KINDS, Canaries, listening
from builders.waiting import until

from labelqa.editions import cut
from labelqa.execute import execute
from labelqa.pipeline import making
from labelqa.registry import Registry
from labelqa.snapshots.snapshot_set import SnapshotSet
from labelqa.workers.probes import PARTS
from labelqa.workers.record import RECORD
from labelqa.workers.warm import ForkServer, UnavailableError

from .conftest import MARKET, Probed, attempt, frozen, jobs, keys

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a box is made of Linux's own parts")
SECRET = "s3cr3t-0c7"
HELD = "rows of somebody else"
ATTEMPTS = """
import ctypes, os, signal, socket, subprocess
from pathlib import Path
outcomes = []
def attempt(name, action):
    try:
        said = action()
        outcomes.append(figure("attempt", 1, repr(said)[:200], of=name))
    except OSError as error:
        outcomes.append(figure("attempt", 0, type(error).__name__, of=name))
def ran(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise OSError(done.stderr)
    return done.stdout
def call(family, kind, place):
    with socket.socket(family, kind) as caller:
        caller.settimeout(2)
        caller.connect(place)
        return caller.send(b"x") if kind == socket.SOCK_DGRAM else 1
parent = os.getppid()
"""
TOLD = 'show(Lede(text="Done.", figures=outcomes))'


@pytest.fixture(scope="module")
def host(plain, tmp_path_factory) -> Iterator[tuple[dict[str, Path], Canaries]]:
    """Places of this host that are none of a vendor's, and canaries that listen."""
    folder = tmp_path_factory.mktemp("host")
    with tempfile.TemporaryDirectory() as short, listening(Path(short)) as canaries:
        known, (job,) = jobs(plain, reports=["market_report"], markets=[MARKET], editions=["alder"])
        snapshot = frozen(plain, MARKET, plain / "outputs")
        foreign = cut(SnapshotSet.of(snapshot), job, known, folder / "extract", keys())
        (folder / "labelqa.keys").write_text(HELD)
        Registry.beside(folder)
        yield (
            {
                "another vendor's extract": foreign.folder / "label_days.parquet",
                "the snapshot": snapshot.folder / "label_days.parquet",
                "the params": plain / "params" / "editions.yml",
                "the sources": next(plain.glob("data/labels/**/*.parquet")),
                "the registry": folder / "labelqa.db",
                "the keys": folder / "labelqa.keys",
                "the host's accounts": Path("/etc/passwd"),
                "the parent's environment": Path(f"/proc/{os.getpid()}/environ"),
                "the parent's memory": Path(f"/proc/{os.getpid()}/mem"),
            },
            canaries,
        )


@pytest.fixture(scope="module")
def tried(probe, host) -> Probed:
    """A vendor's edition whose notebook tries all of it and prints what came of each."""
    places, canaries = host
    at = canaries.places
    cells = [
        ATTEMPTS,
        *(f"attempt({name!r}, lambda: open({str(path)!r}, 'rb').read(9))" for name, path in places.items()),
        f"attempt('a folder', lambda: os.listdir({str(places['the keys'].parent)!r}))",
        f"attempt('a program', lambda: ran('/usr/bin/cat', {str(places['the keys'])!r}))",
        "attempt('the extract, to write', lambda: open(extract + '/context.json', 'a'))",
        "attempt('the extract, to add to', lambda: open(extract + '/new', 'w'))",
        "attempt('the extract, to remove', lambda: os.unlink(extract + '/context.json'))",
        "attempt('a signal', lambda: os.kill(parent, 0))",
        f"attempt('tcp', lambda: call(socket.AF_INET, socket.SOCK_STREAM, ('127.0.0.1', {at['tcp']})))",
        f"attempt('udp', lambda: call(socket.AF_INET, socket.SOCK_DGRAM, ('127.0.0.1', {at['udp']})))",
        f"attempt('stream', lambda: call(socket.AF_UNIX, socket.SOCK_STREAM, {at['stream']!r}))",
        f"attempt('datagram', lambda: call(socket.AF_UNIX, socket.SOCK_DGRAM, {at['datagram']!r}))",
        TOLD,
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABELQA_KEYS", SECRET)
        run = probe(*cells, edition="northwind")
    assert "published" == run.result.status, run.result.cause
    return run


def outcomes(run: Probed, figure: str = "attempt") -> dict[str, str]:
    """What came of each attempt, by its name."""
    return {each["by"]["of"]: each["method"] for each in run.summary["figures"] if each["name"] == figure}


def test_nothing_of_the_host_can_be_reached(tried, host):
    """S3, S4: others' extracts, snapshot, params, keys, the process that runs reports; no file is written."""
    found = outcomes(tried)

    assert len(host[0]) + 10 == len(found)
    assert {} == {name: how for name, how in found.items() if how not in {"PermissionError", "OSError"}}


def test_no_canary_is_called_from_inside(tried, host):
    """S5: by TCP, UDP and sockets with a path; from outside all of them can be."""
    _, canaries = host
    inside = list(canaries.calls)
    canaries.call()

    assert [] == inside
    assert until(lambda: sorted(KINDS) == sorted(canaries.calls))


def test_the_run_record_states_the_boxes(tried):
    """Of the kernel and of the renderer: what was closed, and how; on this host everything can be."""
    facts = tried.registry.facts(tried.registry.runs(1)[0].id)
    closed = {name: how for name, how in facts.items() if name.startswith(("kernel ", "render "))}
    parts = (*PARTS, RECORD)

    assert {f"{process} {part}" for process in ("kernel", "render") for part in parts} == set(closed)
    assert {} == {name: how for name, how in closed.items() if not how.startswith("closed: ")}


FORGING = """
import os, stat
from pathlib import Path
forged = b'{"files": "closed: forged", "metadata": "closed: forged", "network": "closed: forged"}'
written = []
for name in os.listdir("/proc/self/fd"):
    try:
        if stat.S_ISFIFO(os.fstat(int(name)).st_mode):
            written.append(os.write(int(name), forged))
    except OSError:
        pass
for folder in {os.getcwd(), os.path.dirname(extract), *os.environ.values()}:
    try:
        Path(folder, "box.json").write_bytes(forged)
    except (OSError, ValueError):
        pass
os.environ["LABELQA_RECORD"] = "1"
outcomes = []
"""


@pytest.mark.parametrize("start", ["warm", "cold"])
def test_a_notebook_cannot_forge_the_record_of_its_box(probe, monkeypatch, start):
    """
    What it writes to any pipe, file or variable is not in it: the pipe was closed before it ran.

    The cell is scratch, because one of the pipes is its own standard output, which would stop the run.
    """
    if start == "cold":
        monkeypatch.setattr(ForkServer, "fork", _unavailable)
    run = probe(FORGING, edition="northwind", scratch=True)
    box = {name: how for name, how in run.result.facts.items() if name.startswith("kernel ")}

    assert "published" == run.result.status, run.result.cause
    assert {f"kernel {part}" for part in (*PARTS, RECORD)} == set(box)
    assert [] == [how for how in box.values() if "forged" in how]


def test_without_the_box_the_same_attempts_succeed(probe, host, monkeypatch):
    """The test can fail: a file is read, and a canary hears of it."""
    places, canaries = host
    before = len(canaries.calls)
    monkeypatch.setattr(making.execute, "execute", functools.partial(execute, boxed=False))
    run = probe(
        ATTEMPTS,
        f"attempt('the keys', lambda: open({str(places['the keys'])!r}, 'rb').read().decode())",
        f"attempt('stream', lambda: call(socket.AF_UNIX, socket.SOCK_STREAM, {canaries.places['stream']!r}))",
        TOLD,
        edition="northwind",
    )

    assert {"the keys": repr(HELD), "stream": "1"} == outcomes(run)
    assert until(lambda: len(canaries.calls) == before + 1)


def test_s2_no_secret_of_ours_is_in_the_kernels_environment(probe, monkeypatch):
    """Nor in what the system keeps of it, nor in the server's that it was forked from."""
    monkeypatch.setenv("LABELQA_KEYS", SECRET)
    monkeypatch.setenv("DB_PASSWORD", SECRET)
    run = probe(
        "import os\nheld = [*os.environ.values(), open('/proc/self/environ').read()]",
        f"show(Lede(text='x', figures=[figure('held', sum({SECRET!r} in each for each in held))]))",
    )

    assert [0] == [each["value"] for each in run.summary["figures"]]


def test_s1_no_parameter_is_in_a_command_line(probe):
    """Of none of the processes that a run starts, while it is at work."""
    lines: list[str] = []
    run = probe("import time\ntime.sleep(0.2)", word=SECRET, watch=lambda _: lines.extend(_command_lines()))

    assert "published" == run.result.status
    assert [line for line in lines if "labelqa" in line]
    assert [] == [line for line in lines if SECRET in line]


def _command_lines() -> Iterator[str]:
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            yield " ".join(process.cmdline())


PORTS = """
places = ["/proc/self/net/" + name for name in ("tcp", "tcp6", "udp", "udp6")]
held = [line for place in places for line in open(place).readlines()[1:]]
show(Lede(text="x", figures=[figure("ports", len(held))]))
"""


@pytest.fixture
def temporary(monkeypatch) -> Iterator[Path]:
    """The folder of temporary files while a test runs; its path is short, as that of a socket has to be."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def _modes(folder: Path) -> dict[str, int]:
    """The access rights of all that is in a folder, by path."""
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


def test_s5_a_kernel_listens_on_no_port(probe, temporary):
    """It is called through sockets that have a path, below a folder that only its owner may open."""
    seen: dict[str, int] = {}
    run = probe(PORTS, watch=lambda _: seen.update(_modes(temporary)))
    others = ("labelqa-warm-", "labelqa-render-")
    folders = {name for name in seen if "/" not in name and not name.startswith(others)}

    assert [0] == [each["value"] for each in run.summary["figures"]]
    assert {0o700} == {seen[name] & 0o777 for name in folders}
    assert {0o600} == {mode for name, mode in seen.items() if name.endswith("kernel.json")}


def test_s6_the_connection_file_goes_with_a_kernel_that_is_killed(probe, temporary):
    """Nothing of a run is left among temporary files; the cause says how it ended."""
    run = probe("import os\nos.kill(os.getpid(), 9)")

    assert ("failed", True) == (run.result.status, "DeadKernel" in run.result.cause)
    assert [] == [name for name in _modes(temporary) if not name.startswith("labelqa-warm-")]


def test_a_report_is_the_same_without_the_box(plain, tmp_path, monkeypatch):
    """To the last byte of every document, and from a kernel started cold: nothing of it came from either."""
    snapshot, asked = frozen(plain, MARKET, plain / "outputs"), ("market_report", "northwind")
    boxed = attempt(plain, tmp_path / "boxed", snapshot, *asked)
    monkeypatch.setattr(making.execute, "execute", functools.partial(execute, boxed=False))
    monkeypatch.setattr(ForkServer, "fork", _unavailable)
    cold = attempt(plain, tmp_path / "cold", snapshot, *asked)
    first, second = (
        {name: path.read_bytes() for name, path in run.result.documents.items()} for run in (boxed, cold)
    )

    assert 4 == len(first)
    assert first == second
    assert ["closed", "open"] == [run.result.facts["kernel files"].split(":")[0] for run in (boxed, cold)]


def test_a_kernel_that_is_started_cold_is_boxed_too(probe, host, monkeypatch):
    """On a host that does not fork."""
    monkeypatch.setattr(ForkServer, "fork", _unavailable)
    keys = f"attempt('the keys', lambda: open({str(host[0]['the keys'])!r}).read())"
    run = probe(ATTEMPTS, keys, TOLD, edition="northwind")

    assert {"the keys": "PermissionError"} == outcomes(run)
    assert "closed: " in run.result.facts["kernel files"]


def _unavailable(*_: object) -> None:
    raise UnavailableError
