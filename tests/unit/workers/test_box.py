"""A boxed process has its own folders, and neither other files nor the network nor other processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders.listening import KINDS
from builders.waiting import until

from labelqa.workers.probes import PARTS


def test_its_own_folders_are_open_and_all_others_closed(boxed, tmp_path):
    """What it may read it may not write; another's rows, the host's accounts and processes it cannot see."""
    found = boxed(f"""
here = {str(tmp_path)!r}
print(json.dumps({{
    "own": tried(lambda: open(here + "/own/rows.txt").read()),
    "scratch": tried(lambda: open(here + "/scratch/new.txt", "w").write("x")),
    "write own": tried(lambda: open(here + "/own/rows.txt", "w")),
    "foreign": tried(lambda: open(here + "/foreign/rows.txt").read()),
    "list": tried(lambda: __import__("os").listdir(here)),
    "accounts": tried(lambda: open("/etc/passwd").read()),
    "parent": tried(lambda: open("/proc/{os.getpid()}/environ").read()),
}}))""")

    assert {"own": "own", "scratch": "1"} == {key: found.pop(key) for key in ("own", "scratch")}
    assert {"PermissionError"} == set(found.values())


SYSTEMS = ("/usr/src", "/usr/local/share", sys.prefix, sys.base_prefix)


@pytest.mark.parametrize("place", [place for place in SYSTEMS if os.access(place, os.W_OK)])
def test_a_workspace_beside_the_system_is_closed(place, tmp_path):
    """As in a container, where it is a folder of /usr, or in that of the interpreter."""
    workspace = Path(place, f"labelqa-test-{tmp_path.name}-{os.getpid()}")
    workspace.mkdir()
    try:
        (workspace / "labelqa.keys").write_text("secret")
        told = _confined(workspace / "labelqa.keys", workspace)
    finally:
        shutil.rmtree(workspace)

    assert "closed: " in told["files"], told


def test_a_workspace_within_what_is_granted_is_said_to_be_open(tmp_path):
    """What is told is what was found by trying, not what was asked of the kernel."""
    import labelqa

    told = _confined(Path(labelqa.__file__), Path(labelqa.__file__).parent)

    assert "open: it can read __init__.py, list labelqa" == told["files"]


def _confined(*outside: Path) -> dict[str, str]:
    """What is told of a box that should not hold these."""
    code = f"""
import json
from labelqa.workers.box import Box, confine
print(json.dumps(confine(Box((), (), {tuple(map(str, outside))!r}))))"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_no_address_can_be_reached(boxed, canaries):
    """A port that listens on this very machine gets no call; the same calls from outside arrive."""
    port = canaries.places["tcp"]
    found = boxed(f"""
import socket
print(json.dumps({{
    "tcp": tried(lambda: socket.create_connection(("127.0.0.1", {port}), timeout=2)),
    "udp": tried(lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", {port}))),
}}))""")
    inside = len(canaries.calls)
    canaries.call()

    assert {"PermissionError"} == set(found.values())
    assert 0 == inside
    assert until(lambda: sorted(KINDS) == sorted(canaries.calls))


def test_it_is_told_what_was_closed(boxed):
    """On this kernel everything; each with how, and that it was tried."""
    found = boxed("print(json.dumps(closed))")

    assert set(PARTS) == set(found)
    assert [] == [how for how in found.values() if not how.startswith("closed: ") or "; tried" not in how]


def test_it_starts_nothing(boxed):
    """No process that could outlive it, none that could be one of hundreds."""
    found = boxed("""
import os, subprocess
print(json.dumps([
    tried(lambda: subprocess.run(["/usr/bin/cat", "/etc/passwd"])),
    tried(os.fork),
    tried(lambda: os.posix_spawn("/bin/true", ["true"], {})),
    tried(lambda: os.execv("/bin/true", ["true"])),
]))""")

    assert {"PermissionError"} == set(found)


def test_a_host_without_landlock_is_named_and_nothing_breaks(tmp_path):
    """Where the system call is refused the run goes on and says what stayed open."""
    code = f"""
import ctypes, json
from labelqa.workers import box
box._CREATE_RULESET = 1_000_000  # no such call, as on an old kernel
closed = box.confine(box.Box((), (), ({str(Path(__file__))!r},)))
print(json.dumps([closed["files"], open({str(Path(__file__))!r}).read(3)]))"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    can, why = "read test_box.py, write test_box.py", "no Landlock: Function not implemented"

    assert [f"open: it can {can} ({why})", '"""'] == json.loads(done.stdout)
