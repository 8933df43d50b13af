"""What the programs say that tests run in a box, and hosts that offer less than this one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TRIED = """
def tried(action):
    try:
        return str(action())
    except OSError as error:
        return type(error).__name__
"""

CALLS = {
    "add_key": (248, 217),
    "bpf": (321, 280),
    "fanotify_init": (300, 262),
    "fchmodat2": (452, 452),
    "inotify_init1": (294, 26),
    "io_uring_setup": (425, 425),
    "ioprio_set": (251, 30),
    "kcmp": (312, 272),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "mount": (165, 40),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "open_by_handle_at": (304, 265),
    "perf_event_open": (298, 241),
    "pidfd_open": (434, 434),
    "process_vm_readv": (310, 270),
    "ptrace": (101, 117),
    "sched_setattr": (314, 274),
    "semget": (64, 190),
    "setns": (308, 268),
    "shmget": (29, 194),
    "syslog": (103, 116),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
"""System calls no boxed process may make, whatever their arguments: numbers on x86_64 and aarch64."""

NOBODYS = 65_534  # the id of nobody, and of its group

_REFUSING = """
import ctypes, struct
from labelqa.workers import seccomp
def refuse(numbers):
    lines = [(seccomp.LOAD, 0, 0, seccomp.NUMBER)]
    for number in numbers:
        lines += [(seccomp.EQUAL, 0, 1, number), (seccomp.RETURN, 0, 0, seccomp.REFUSED)]
    lines.append((seccomp.RETURN, 0, 0, seccomp.PASSED))
    code = ctypes.create_string_buffer(seccomp.packed(lines))
    filter_ = struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(code))
    libc = ctypes.CDLL(None)
    assert not libc.prctl(38, 1, 0, 0, 0)
    assert not libc.prctl(22, 2, ctypes.c_char_p(filter_), 0, 0)
"""

_START = """
import ctypes, errno, fcntl, json, mmap, os, platform, resource, signal, socket, subprocess, sys
from labelqa.workers import box, calls, numbers, probes
"""


@dataclass(frozen=True)
class Host:
    """What a host refuses to a process before it closes its box, if it does, and whether it is nobody's."""

    name: str
    refused: tuple[str, ...] = ()
    nobody: bool = False
    boxed: bool = True

    @property
    def refusing(self) -> str:
        """The start of a program that is refused so, with all that it starts."""
        numbers = {name: pair for name, pair in {**CALLS, **_CONFINING}.items() if name in self.refused}
        return f"""{_REFUSING}
import platform
refuse([pair[["x86_64", "aarch64"].index(platform.machine())] for pair in {numbers!r}.values()])
"""

    def run(self, workspace: Path, code: str) -> dict:
        """Run code boxed in the folder `scratch` of a workspace; its names are `closed`, `tried`, `call`."""
        for path in (workspace, *workspace.iterdir()) if self.nobody else ():
            shutil.chown(path, NOBODYS, NOBODYS)
        own, outside = (str(workspace / "scratch"),), tuple(map(str, (workspace, workspace / "labelqa.keys")))
        program = f"""{_START}{self.refusing}{TRIED}
if {self.nobody}:
    os.setgroups([])
    os.setresgid(*[{NOBODYS}] * 3)
    os.setresuid(*[{NOBODYS}] * 3)
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    found = libc.syscall(number, *arguments)
    return "done" if found >= 0 else errno.errorcode[ctypes.get_errno()]
parent = os.getppid()
keys = {str(workspace / "labelqa.keys")!r}
closed = box.confine(box.Box((), {own!r}, {outside!r})) if {self.boxed} else {{}}
{code}"""
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, cwd=workspace, check=False
        )
        assert done.returncode == 0, done.stderr
        found: dict = json.loads(done.stdout)
        return found


_CONFINING = {"landlock_create_ruleset": (444, 444), "prctl": (157, 167)}
HERE = Host("this one")
CONTAINER = Host("a container's default", ("unshare", "setns", "keyctl", "add_key", "mount", "bpf"))
NOBODY = Host("nobody's", nobody=True)
NOBODY_IN_CONTAINER = Host("nobody's in a container", CONTAINER.refused, nobody=True)
HOSTS = (HERE, CONTAINER, *((NOBODY, NOBODY_IN_CONTAINER) if os.geteuid() == 0 else ()))
"""Hosts on which everything is closed; only root can become nobody."""
WITHOUT_LANDLOCK = Host("no Landlock", (*CONTAINER.refused, "landlock_create_ruleset"))
WITHOUT_FILTERS = Host("no filters", (*CONTAINER.refused, "prctl"))
UNBOXED = Host("no box", boxed=False)
