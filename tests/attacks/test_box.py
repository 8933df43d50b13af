"""S: what code in a box can do to the files, processes and memory of its host, on hosts of several kinds."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders.boxes import (
    CALLS,
    CONTAINER,
    HERE,
    HOSTS,
    UNBOXED,
    WITHOUT_FILTERS,
    WITHOUT_LANDLOCK,
    Host,
)

from labelqa.registry import Registry
from labelqa.workers.probes import PARTS

from .conftest import MARKET, PERIOD, SECRET

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"},
    reason="a box is made of Linux's own parts",
)


@pytest.fixture(params=HOSTS, ids=lambda host: host.name.replace(" ", "-"))
def host(request) -> Host:
    """Each kind of host."""
    return request.param


@pytest.fixture
def workspace() -> Iterator[Path]:
    """A workspace with keys that only their owner reads; on a host that is nobody's it is nobody's, too."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "scratch").mkdir()
        (place / "labelqa.keys").write_text("secret")
        (place / "labelqa.keys").chmod(0o600)
        yield place


def test_s3_what_stands_beside_a_file_cannot_be_changed(host, workspace):
    """Rights, owners, times and attributes, of the keys and even of what is its own."""
    before = (workspace / "labelqa.keys").stat()
    found = host.run(workspace, """
own = os.open("scratch/own", os.O_CREAT | os.O_RDWR)
print(json.dumps([
    tried(lambda: os.chmod(keys, 0o644)),
    tried(lambda: os.fchmod(own, 0o666)),
    tried(lambda: os.chown(keys, os.getuid(), os.getgid())),
    tried(lambda: os.lchown(keys, os.getuid(), os.getgid())),
    tried(lambda: os.utime(keys, (0, 0))),
    tried(lambda: os.utime(own, (0, 0))),
    tried(lambda: os.setxattr(keys, "user.mark", b"x")),
    tried(lambda: os.removexattr(keys, "user.mark")),
    tried(lambda: os.truncate(keys, 0)),
    tried(lambda: os.link(keys, keys + ".link")),
    tried(lambda: os.rename(keys, keys + ".moved")),
]))""")  # fmt: skip
    after = (workspace / "labelqa.keys").stat()

    assert {"PermissionError"} == set(found)
    assert (before.st_mode, before.st_mtime_ns) == (after.st_mode, after.st_mtime_ns)


def test_s3_other_processes_are_out_of_reach(host, workspace):
    """Their limits, their priority, their processors, their ends; nor can anything be started."""
    priority = os.getpriority(os.PRIO_PROCESS, 0)
    found = host.run(workspace, """
print(json.dumps([
    tried(lambda: os.kill(parent, 0)),
    tried(lambda: signal.pidfd_send_signal(0, 0)),
    tried(lambda: resource.prlimit(parent, resource.RLIMIT_NOFILE)),
    tried(lambda: os.setpriority(os.PRIO_PROCESS, parent, 19)),
    tried(lambda: os.sched_setaffinity(parent, {0})),
    tried(lambda: fcntl.fcntl(0, fcntl.F_SETOWN, parent)),
    tried(os.fork),
    tried(lambda: os.posix_spawn("/bin/true", ["true"], {})),
    tried(lambda: subprocess.Popen(["/bin/true"])),
    tried(os.setsid),
]))""")  # fmt: skip

    assert {"PermissionError"} == set(found)
    assert priority == os.getpriority(os.PRIO_PROCESS, 0)


def test_a_change_of_scheduling_is_answered_and_not_made(host, workspace):
    """ZeroMQ needs the answer for its own threads."""
    before = os.sched_getscheduler(0)
    found = host.run(workspace, """
param = os.sched_param(0)
print(json.dumps([tried(lambda: os.sched_setscheduler(parent, os.SCHED_IDLE, param))]))""")  # fmt: skip

    assert (["None"], before) == (found, os.sched_getscheduler(0))


def test_its_own_limits_and_its_end_with_its_parent_are_for_good(host, workspace):
    """It raises no limit, and does not outlive the process that started it."""
    found = host.run(workspace, """
limit = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
print(json.dumps([
    tried(lambda: resource.prlimit(0, resource.RLIMIT_DATA, limit)),
    call({"x86_64": 157, "aarch64": 167}[platform.machine()], 1, 0),
]))""")  # fmt: skip

    assert ["PermissionError", "EPERM"] == found


def test_no_memory_is_had_beyond_the_cap(host, workspace):
    """Shared mappings, segments and files of memory are not counted by a limit on a process's own."""
    found = host.run(workspace, """
print(json.dumps([
    tried(lambda: mmap.mmap(-1, 1 << 30)),
    tried(lambda: mmap.mmap(-1, 1 << 30, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)),
    tried(lambda: os.memfd_create("x")),
    tried(lambda: os.open("/dev/shm/labelqa-test", os.O_CREAT | os.O_RDWR)),
    tried(lambda: os.open("/dev/zero", os.O_RDWR)),
]))""")  # fmt: skip

    assert {"PermissionError"} == set(found)


@pytest.mark.parametrize("namespace", ["with", "without"])
def test_s5_no_socket_reaches_anything(namespace, workspace):
    """TCP that listens without an address, TCP Fast Open, UDP, vsock, packets, the kernel's own sockets."""
    found = (HERE if namespace == "with" else CONTAINER).run(workspace, """
from socket import *
def fast_open():
    with socket(AF_INET, SOCK_STREAM) as caller:
        return caller.sendto(b"x", MSG_FASTOPEN, ("127.0.0.1", 9))
print(json.dumps([
    tried(lambda: socket(AF_INET, SOCK_STREAM).listen()),
    tried(lambda: socket(AF_INET6, SOCK_STREAM).listen()),
    tried(fast_open),
    tried(lambda: socket(AF_INET, SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))),
    tried(lambda: socket(AF_VSOCK, SOCK_STREAM).connect((2, 9))),
    tried(lambda: socket(AF_NETLINK, SOCK_RAW)),
    tried(lambda: socket(AF_PACKET, SOCK_RAW)),
    tried(lambda: socket(AF_UNIX, SOCK_STREAM).connect("\\0labelqa")),
]))""")  # fmt: skip

    assert {"PermissionError"} == set(found)


def test_calls_without_which_a_report_is_made_are_refused(host, workspace):
    """Keyrings, queues, semaphores, rings, tracing, watching, namespaces: by number, as no library asks."""
    numbers = {name: pair[["x86_64", "aarch64"].index(platform.machine())] for name, pair in CALLS.items()}
    found = host.run(
        workspace, f"print(json.dumps({{name: call(number) for name, number in {numbers!r}.items()}}))"
    )

    assert dict.fromkeys(CALLS, "EPERM") == found


def test_what_was_tried_is_told(host, workspace):
    """With and without the rights of root and namespaces of its own, all is closed."""
    found = host.run(workspace, "print(json.dumps(closed))")

    assert set(PARTS) == set(found)
    assert [] == [how for how in found.values() if not how.startswith("closed: ")]


def test_a_host_that_refuses_landlock_has_open_files_and_says_so(workspace):
    """As a container does whose profile is older than Landlock; the rest is closed all the same."""
    found = WITHOUT_LANDLOCK.run(workspace, "print(json.dumps(closed))")
    can = f"list {workspace.name}, read labelqa.keys, write labelqa.keys"

    assert f"open: it can {can} (no Landlock: Operation not permitted)" == found.pop("files")
    assert [] == [how for how in found.values() if not how.startswith("closed: ")]


def test_a_host_that_refuses_filters_is_open_and_unharmed(workspace):
    """Nothing is closed; what was tried has changed nothing."""
    before = (workspace / "scratch").stat()
    found = WITHOUT_FILTERS.run(workspace, "print(json.dumps(closed))")
    after = (workspace / "scratch").stat()

    assert set(PARTS) == {part for part, how in found.items() if how.startswith("open: it can ")}
    assert "change rights, change times, change owners (seccomp: " in found["metadata"]
    assert "start a process, signal another process" in found["processes"]
    assert (before.st_mode, before.st_mtime_ns) == (after.st_mode, after.st_mtime_ns)


def test_without_a_box_the_same_attempts_succeed(workspace):
    """The tests can fail."""
    found = UNBOXED.run(workspace, """
server = socket.socket()
print(json.dumps([
    tried(lambda: os.chmod(keys, 0o644)),
    tried(lambda: os.utime(keys, (0, 0))),
    tried(lambda: os.kill(parent, 0)),
    tried(lambda: resource.prlimit(parent, resource.RLIMIT_NOFILE) and None),
    tried(lambda: subprocess.run(["/bin/true"]) and None),
    tried(lambda: mmap.mmap(-1, 1 << 20).close()),
    tried(server.listen),
    tried(server.close),
]))""")  # fmt: skip

    assert {"None"} == set(found)
    assert 0o644 == (workspace / "labelqa.keys").stat().st_mode & 0o777


def commanded(host: Host, workspace: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a host, for a vendor's edition of the small report."""
    asked = ["run", "probe", "-p", PERIOD, "-m", MARKET, "-e", "northwind", "-w", str(workspace), *words]
    program = f"{host.refusing}\nfrom labelqa.cli import app\napp({asked!r})"
    surroundings = {**os.environ, "LABELQA_KEYS": SECRET}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, env=surroundings
    )


@pytest.fixture
def copied(plain, tmp_path) -> Path:
    """A workspace of one's own, with keys, and the snapshot of its market."""
    shutil.copytree(plain, tmp_path / "workspace", symlinks=True, ignore=shutil.ignore_patterns("labelqa.db"))
    return tmp_path / "workspace"


def _box(workspace: Path) -> dict[str, str]:
    """What the last run's record says of boxes."""
    registry = Registry.beside(workspace / "outputs")
    facts = registry.facts(registry.runs(1)[0].id)
    return {name: how for name, how in facts.items() if name.startswith(("kernel ", "render "))}


def test_in_a_container_all_is_closed_without_a_namespace(copied):
    """Its default profile refuses namespaces of its own; a vendor's edition is made, box required."""
    done = commanded(CONTAINER, copied, "--require-box")

    assert (0, "1 published") == (done.returncode, done.stderr.strip()), done.stderr
    assert [] == [how for how in _box(copied).values() if not how.startswith("closed: ")]


def test_a_vendors_edition_is_not_made_in_an_open_box_where_it_is_required(copied):
    """No cell has run by then; the cause says what is open and where to read on."""
    done = commanded(WITHOUT_LANDLOCK, copied, "--require-box")

    assert 4 == done.returncode
    assert "the kernel: the box is open: files: it can" in done.stderr
    assert "see docs/operations.md" in done.stderr
    assert [] == list((copied / "outputs").rglob("executed.ipynb"))
    assert [] == list((copied / "outputs").glob("work/*"))


def test_what_is_open_is_shown_at_the_end_and_in_full_on_request(copied):
    """One line for all jobs, and every fact of a run."""
    done = commanded(WITHOUT_LANDLOCK, copied)
    shown = subprocess.run(
        [Path(sys.executable).with_name("labelqa"), "runs", "1", "-w", copied],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert 0 == done.returncode
    assert "box: open in 1 of 1 jobs: kernel files, render files; `labelqa runs ID` says why" in done.stderr
    assert "  kernel files: open: it can list workspace, read project.yml, write project.yml" in shown
    assert "  kernel network: closed: seccomp; tried" in shown
