"""A boxed process has its own folders, and neither other files nor the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from builders.listening import KINDS
from builders.waiting import until


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

    assert set(found.values()) <= {"PermissionError", "OSError"}
    assert 0 == inside
    assert until(lambda: sorted(KINDS) == sorted(canaries.calls))


def test_it_is_told_what_was_closed(boxed):
    """On this kernel everything; each with how."""
    found = boxed("print(json.dumps(closed))")

    assert {"files", "network", "sockets", "tcp", "signals"} == set(found)
    assert [] == [name for name, how in found.items() if not how.startswith("closed: ")]


def test_what_it_starts_is_in_the_box_too(boxed, tmp_path):
    """A program of the system included."""
    found = boxed(f"""
import subprocess
ran = subprocess.run(["/usr/bin/cat", {str(tmp_path / "foreign" / "rows.txt")!r}], capture_output=True)
print(json.dumps([ran.returncode != 0, ran.stdout.decode()]))""")

    assert [True, ""] == found


def test_a_host_without_landlock_is_named_and_nothing_breaks(tmp_path):
    """Where the system call is refused the run goes on and says what stayed open."""
    code = f"""
import ctypes, json
from labelqa.workers import box
box._CREATE_RULESET = 1_000_000  # no such call, as on an old kernel
closed = box.confine(box.Box((), ()))
print(json.dumps([closed["files"], open({str(Path(__file__))!r}).read(3)]))"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ["open: no Landlock (Function not implemented)", '"""'] == json.loads(done.stdout)
