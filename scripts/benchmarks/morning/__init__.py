"""An author's first morning, by the clock: a clone, a report of one's own with chart and table, its diff."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import Bound, Measured

from .notebook import CELLS, LATE, changed, written
from .page import Page

REPOSITORY = Path(__file__).parents[3]
SEEN = 3.0  # seconds from saving a late cell to seeing it
JOB = ("-m", "SG", "-p", "2026-10")
NAME = "own_report"


def measure(folder: Path, repeats: int) -> Measured:
    """Every step once, in a clone of the last commit; the change of a late cell so many times."""
    clone, steps = folder / "clone", list[tuple[str, float]]()

    def step(name: str, action: Callable[[], object]) -> None:
        started = perf_counter()
        action()
        steps.append((name, perf_counter() - started))

    def labelqa(*words: str) -> None:
        _run(clone, ".venv/bin/labelqa", *words)

    shutil.rmtree(clone, ignore_errors=True)
    step("clone", lambda: _run(folder, "git", "clone", "--quiet", str(REPOSITORY), str(clone)))
    step("scripts/install", lambda: _run(clone, "scripts/install"))
    step("sample and keys", lambda: (labelqa("sample"), labelqa("keys")))
    step("the first report", lambda: labelqa("run", "market_report", *JOB, "-e", "internal"))
    step("a report of one's own begun", lambda: labelqa("new", "report", NAME))
    written(clone, NAME, CELLS)
    step("it with chart and table, internal", lambda: labelqa("run", NAME, *JOB, "-e", "internal"))
    step("the same for a vendor", lambda: labelqa("run", NAME, *JOB, "-e", "alder"))
    with _preview(clone) as page:
        step("preview, first page", page.first)
        seen = [_seen(clone, page, text) for text in map("Reads as {}".format, range(repeats))]
    step("checked", lambda: labelqa("check", "--fast"))
    step("published again", lambda: labelqa("run", NAME, *JOB, "-e", "internal"))
    step("what changed", lambda: labelqa("diff", NAME, *JOB, "--into", "diff.html"))
    lines = [*steps, (f"a late cell, from saved to seen, median of {repeats}", median(seen))]
    return Measured(
        (("seconds by the clock", "once"), *((name, f"{seconds:.1f}") for name, seconds in lines)),
        (Bound("a late cell", median(seen), SEEN, "s from saved to seen"),),
    )


def _run(place: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")


@contextmanager
def _preview(clone: Path) -> Iterator[Page]:
    """The preview of the report, ended afterwards."""
    command = [".venv/bin/labelqa", "preview", NAME, *JOB, "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=clone, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield Page(process)
        finally:
            process.terminate()


def _seen(clone: Path, page: Page, text: str) -> float:
    """The seconds from saving a late cell that says a text to a page that has it."""
    page.rest()
    changed(clone, NAME, LATE.replace("TEXT", text))
    saved = perf_counter()
    page.until(lambda: text in page.report())
    return perf_counter() - saved
