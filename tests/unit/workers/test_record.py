"""What a boxed process tells of its box: whole, once, or counted as open."""

from __future__ import annotations

import os
import threading
import time

import pytest

from labelqa.errors import ReleaseError
from labelqa.workers import record
from labelqa.workers.probes import PARTS
from labelqa.workers.record import RECORD, VARIABLE, Record


def test_what_is_told_arrives(monkeypatch):
    """With a word that it did."""
    with Record() as heard:
        monkeypatch.setenv(VARIABLE, str(os.dup(heard.descriptor)))
        record.tell({"files": "closed: x"})

        assert {"files": "closed: x", RECORD: "closed: told before the work began"} == heard.read(9)
    assert VARIABLE not in os.environ


@pytest.mark.parametrize("said", [b"", b'{"files": "closed: x"', b"x"])
def test_what_is_not_told_in_full_is_open(said):
    """A process that ended first, or said something else."""
    with Record() as heard:
        os.write(heard.descriptor, said)
        told = heard.read(9)

    assert dict.fromkeys((*PARTS, RECORD), "open: nothing was told") == told


def test_a_process_that_never_closes_the_pipe_is_not_waited_for():
    """Longer than is said."""
    with Record() as heard:
        other = os.dup(heard.descriptor)
        started = time.monotonic()
        told = heard.read(0.1)
        os.close(other)

    assert ("open: nothing was told", True) == (told["files"], time.monotonic() - started < 5)


def test_what_is_open_is_refused_where_all_is_demanded():
    """Each part is a problem, with where to read on."""
    told = {"files": "open: no Landlock", "network": "closed: seccomp", "memory": "open: x"}
    with pytest.raises(ReleaseError) as caught:
        record.demand(told, "the kernel")

    assert ["the box is open: files: no Landlock", "the box is open: memory: x"] == [
        problem.what for problem in caught.value.problems
    ]
    assert {"the kernel"} == {problem.where for problem in caught.value.problems}
    assert all("docs/operations.md" in problem.remedy for problem in caught.value.problems)


def test_a_closed_box_is_no_problem():
    """Nothing is raised."""
    record.demand(dict.fromkeys(PARTS, "closed: x"), "the kernel")


def test_a_thread_that_began_before_the_box_is_told(boxed):
    """Landlock and seccomp are a thread's own; so nothing counts as closed beside another one."""
    found = boxed(f"""
import threading, os
from labelqa.workers import probes
threading.Thread(target=threading.Event().wait, daemon=True).start()
print(json.dumps(probes.found((), ("{threading.__file__}",))["files"]), flush=True)
os._exit(0)""")

    assert ["use a thread that began before the box"] == found
