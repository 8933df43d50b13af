"""The processes behind a notebook's cells: forks in one box, which run nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from builders.boxes import TRIED

from labelqa.workers.kernel import Start
from labelqa.workers.points import PROGRAM, Points
from labelqa.workers.probes import PARTS
from labelqa.workers.warm import SETTINGS, Launch


@pytest.fixture
def points(tmp_path) -> Iterator[Points]:
    """At the head of a notebook whose box is a folder of its own."""
    scratch, foreign = tmp_path / "scratch", tmp_path / "foreign.txt"
    scratch.mkdir()
    foreign.write_text("theirs")
    start = json.dumps(asdict(Start(2048, (), (str(scratch),), (str(foreign),))))
    settings = {**SETTINGS, "HOME": str(scratch), "IPYTHONDIR": str(scratch), "MPLCONFIGDIR": str(scratch)}
    made = Points.started(Launch(PROGRAM, [start], settings, scratch), tmp_path / "log", 1 << 20)
    yield made
    made.close()


def printed(shown: tuple) -> str:
    """What a cell printed."""
    return "".join(content["text"] for kind, content in shown if kind == "stream")


def test_all_but_forks_is_closed_to_it(points):
    """The record says so: it can start a process, and nothing else."""
    opened = {part: how for part, how in points.told.items() if not how.startswith("closed: ")}

    assert {"processes": "open: it can start a process"} == opened
    assert set(PARTS) <= set(points.told)


def test_a_cell_behind_others_asks_duckdb_of_files_it_may_read(points, tmp_path):
    """By the report's own database, and by the library's: its box lets it open no other."""
    file = tmp_path / "scratch" / "rows.parquet"
    pq.write_table(pa.table({"n": list(range(200_000))}), file)
    points.run("before = 1", 30)
    own = f"""
from labelqa.in_memory import database
with database().cursor() as cursor:
    cursor.execute("CREATE TEMP VIEW rows_read AS FROM read_parquet('{file}')")
    print(cursor.sql("SELECT SUM(n) FROM rows_read").fetchall())
"""
    library = f"""import duckdb; print(duckdb.sql("SELECT SUM(n) FROM '{file}'").fetchall())"""

    assert "[(19999900000,)]\n" == printed(points.run(own, 60)) == printed(points.run(library, 60))


def test_a_cell_is_in_the_box_and_no_other_program_can_be_run(points, tmp_path):
    """Neither from it nor from a fork of its own."""
    foreign = tmp_path / "foreign.txt"
    tries = f"""
import os, socket, subprocess
print(*map(tried, (
    lambda: open({str(foreign)!r}).read(),
    lambda: open("own", "w").write("x"),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: subprocess.run(["/bin/true"]),
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: os.kill({Path("/proc/self").resolve().name}, 0),
)))
"""
    said = printed(points.run(TRIED + tries, 30)).split()

    assert ["PermissionError", "1", *["PermissionError"] * 4] == said


def test_what_ran_is_given_again_as_far_as_it_is_as_it_was(points):
    """The rest is forgotten."""
    points.run("print(1)", 30)
    points.run("print(2)", 30)

    assert ["1\n", "2\n"] == [printed(each) for each in points.rewind(["print(1)", "print(2)", "print(3)"])]
    assert ["1\n"] == [printed(each) for each in points.rewind(["print(1)", "print(4)"])]
    assert ["1\n"] == [printed(each) for each in points.rewind(["print(1)", "print(2)"])]
