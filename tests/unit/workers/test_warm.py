"""Kernels forked from a warm server: each once, with its own surroundings, never outliving anybody."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from builders.waiting import until

from labelqa.workers.probes import PARTS
from labelqa.workers.record import RECORD, Record
from labelqa.workers.warm import START_SECONDS, Forked, ForkServer, Launch, UnavailableError


@pytest.fixture
def server() -> Iterator[ForkServer]:
    """A fork server of the test's own."""
    made = ForkServer()
    yield made
    made.close()


PORTS = {f"{name}_port": port for port, name in enumerate(("shell", "iopub", "stdin", "control", "hb"), 1)}


@pytest.fixture
def forked(server, tmp_path) -> Iterator[Callable[..., tuple[Forked, dict[str, str]]]]:
    """Fork a kernel that waits for a connection nobody makes; with its record. All end with the test."""
    kernels: list[Forked] = []

    def fork(**env: str) -> tuple[Forked, dict[str, str]]:
        log, connection = tmp_path / f"log-{len(kernels)}", tmp_path / f"kernel-{len(kernels)}.json"
        place = {"ip": str(tmp_path / f"s{len(kernels)}"), "transport": "ipc"}
        connection.write_text(json.dumps({**PORTS, **place, "key": "k", "signature_scheme": "hmac-sha256"}))
        argv = [json.dumps({"memory_mb": 2048, "read": [], "write": [str(tmp_path)]}), "-f", str(connection)]
        settings = {"HOME": str(tmp_path), "IPYTHONDIR": str(tmp_path), "MPLCONFIGDIR": str(tmp_path), **env}
        with log.open("wb") as out, Record() as record:
            kernels.append(server.fork(Launch(argv, settings, tmp_path), out.fileno(), record.descriptor))
            return kernels[-1], record.read(START_SECONDS)

    yield fork
    for kernel in kernels:
        kernel.kill()
        kernel.wait()


def test_a_kernel_has_only_what_it_is_given(forked, tmp_path, monkeypatch):
    """S2: neither our environment nor the server's holds a secret of ours, and its box is closed."""
    monkeypatch.setenv("LABELQA_KEYS", "5ec7e7")
    kernel, told = forked(MARK="yes")

    environment = Path(f"/proc/{kernel.pid}/environ").read_bytes()
    server = Path(f"/proc/{psutil.Process(kernel.pid).ppid()}/environ").read_bytes()
    assert b"5ec7e7" not in environment + server
    assert {*PARTS, RECORD} == {part for part, how in told.items() if how.startswith("closed: ")}
    assert kernel.poll() is None


def test_the_end_of_a_kernel_is_known_with_its_status(forked):
    """Killed or asked to end."""
    first, second = forked()[0], forked()[0]
    first.kill()
    second.terminate()

    assert -signal.SIGKILL == first.wait() == first.poll()
    assert second.wait() in {0, -signal.SIGTERM, 143}
    assert not psutil.pid_exists(first.pid)


def test_kernels_die_with_their_server(forked, server):
    """And the next one comes from a new server."""
    kernel, _ = forked()
    os.kill(psutil.Process(kernel.pid).ppid(), signal.SIGKILL)

    assert -signal.SIGKILL == kernel.wait()
    assert until(lambda: not psutil.pid_exists(kernel.pid))
    assert forked()[0].poll() is None


def test_server_and_kernels_die_with_the_process_that_asked_for_them(tmp_path):
    """R1: also where that is killed and can say nothing."""
    code = f"""
import json, sys, time
from pathlib import Path
from labelqa.workers.record import Record
from labelqa.workers.warm import ForkServer, Launch
server, place = ForkServer(), Path({str(tmp_path)!r})
start = {{"memory_mb": 2048, "read": [], "write": [str(place)]}}
ports = {{name + "_port": port for port, name in enumerate(("shell", "iopub", "stdin", "control", "hb"), 1)}}
(place / "k.json").write_text(json.dumps({{**ports, "ip": str(place / "s"), "transport": "ipc", "key": "k",
                                          "signature_scheme": "hmac-sha256"}}))
with (place / "log").open("wb") as log, Record() as record:
    env = {{"HOME": str(place), "IPYTHONDIR": str(place)}}
    argv = [json.dumps(start), "-f", str(place / "k.json")]
    kernel = server.fork(Launch(argv, env, place), log.fileno(), record.descriptor)
print(kernel.pid, flush=True)
time.sleep(60)"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    kernel = int(process.stdout.readline())
    server = psutil.Process(kernel).ppid()
    process.kill()
    process.communicate()

    assert until(lambda: not psutil.pid_exists(kernel) and not psutil.pid_exists(server))


def test_where_no_server_can_be_had_the_caller_is_told(server, tmp_path, monkeypatch):
    """It then starts the kernel cold."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with (tmp_path / "log").open("wb") as log, pytest.raises(UnavailableError):
        server.fork(Launch([], {}, tmp_path), log.fileno(), log.fileno())
