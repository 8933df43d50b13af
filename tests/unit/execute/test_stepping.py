"""A kept kernel: what is as it was does not run again, and what runs finds what it would have found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import nbformat
import psutil
import pytest
from builders.waiting import until

from labelqa.components.outputs import SCRATCH
from labelqa.errors import NotebookError
from labelqa.execute import Bench, Executed, execute
from labelqa.execute.stepping import KeptKernel
from labelqa.params import Limits
from labelqa.workers.points import MOST
from labelqa.workers.provisioner import KERNELS

from .conftest import COVERS, SHOWS, job, write_notebook

HEAD = 3  # code cells before a test's own: parameters, what papermill injects, what shows; then the cover


@pytest.fixture
def kept() -> Iterator[KeptKernel]:
    """A kernel of the test's own."""
    kernel = KeptKernel()
    yield kernel
    kernel.close()


@pytest.fixture
def again(tmp_path, extract, kept) -> Callable[..., tuple[Executed, list[int]]]:
    """Run scratch cells in the kept kernel; what came of it, and the places of the cells that ran."""

    def run(
        *cells: str,
        limits: Limits = Limits(),  # noqa: B008
        ran: list[int] | None = None,
    ) -> tuple[Executed, list[int]]:
        ran = [] if ran is None else ran
        tags = {3 + place: [SCRATCH] for place in range(len(cells))}
        path = write_notebook(tmp_path / "small.ipynb", SHOWS, COVERS, *cells, tags=tags)
        bench = Bench(tmp_path / "run", kept=kept)
        executed = execute(job(), path, extract, bench, limits, lambda step: ran.append(step.done - HEAD))
        return executed, [place for place in ran if place > 0]

    return run


def said(executed: Executed) -> list[str]:
    """What each cell of a test printed."""
    cells = nbformat.read(executed.notebook, as_version=4).cells[HEAD + 1 :]
    return ["".join(shown.get("text", "") for shown in cell.outputs).strip() for cell in cells]


def test_what_is_as_it_was_is_not_run_again(again):
    """It shows what it showed."""
    first, ran = again("print(1)", "print(2)")
    second, ran_again = again("print(1)", "print(2)")

    assert ([1, 2, 3], []) == (ran, ran_again)  # the last is the cell that closes a notebook
    assert first.components == second.components
    assert ["1", "2"] == said(second)


def test_a_changed_cell_finds_what_the_cell_before_it_left(again):
    """Whatever it, or those behind it, did to that before: a list that they appended to is as it was."""
    again("found = []", "found.append(1)\nprint(found)", "found.append(2)")
    executed, ran = again("found = []", "found.append(3)\nprint(found)", "found.append(2)\nprint(found)")

    assert [2, 3, 4] == ran
    assert ["", "[3]", "[3, 2]"] == said(executed)


def test_cells_that_are_taken_out_or_moved_are_told_from_those_that_stand(again):
    """The place of a cell is part of what it was."""
    again("a = 1", "a += 1", "print(a)")
    executed, ran = again("a = 1", "print(a)")

    assert [2, 3] == ran
    assert ["", "1"] == said(executed)


def test_it_shows_what_the_kernel_of_a_run_shows(again, tmp_path, extract):
    """Displays, results, prints, warnings and an open figure, in the same order and form."""
    cells = (
        "import sys\nprint('a')\nprint('b')\nprint('c', file=sys.stderr)\n1 + 1",
        "import matplotlib.pyplot as plt\nlines = plt.plot([1, 2])",
        "from IPython.display import HTML\ndisplay(HTML('<b>x</b>'))\n{'a': [1, 2]}",
        "_ + 1 if isinstance(_, int) else type(_).__name__",
        "import asyncio\nawait asyncio.sleep(0)\nlen(extract), weeks",
    )
    executed, _ = again(*cells)
    plain = execute(job(), tmp_path / "small.ipynb", extract, Bench(tmp_path / "plain"), Limits())
    ours, theirs = (nbformat.read(run.notebook, as_version=4).cells for run in (executed, plain))

    assert [cell.outputs for cell in theirs] == [cell.outputs for cell in ours]


def test_a_cell_that_fails_is_named_and_runs_again_once_it_is_mended(again, tmp_path):
    """What stands before it stands on."""
    with pytest.raises(NotebookError, match=r"small.ipynb, cell 5: NameError: name 'b' is not defined"):
        again("a = 1", "b")
    executed, ran = again("a = 1", "print(a)")

    assert [2, 3] == ran
    assert ["", "1"] == said(executed)


def test_an_error_that_no_cell_shows_ends_it_as_it_ends_a_run(again):
    """A thread of the notebook failed."""
    with pytest.raises(NotebookError, match="after its last cell: StrayError: KeyError in a thread"):
        again("import threading\nthreading.Thread(target=lambda: {}['a']).start()")


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("while True: pass", "Timeout: the cell took longer than its 1 s"),
        ("import os\nos._exit(1)", "DeadKernel: its process was killed or crashed"),
        ("print('x' * (70 << 20))", "TooMuchOutput: it sent more than 64 MB"),
        ("exit()", "RefusedError: "),
        ("input()", "EOFError"),
    ],
)
def test_a_cell_that_does_not_end_well_takes_nothing_along(again, cell, what):
    """The next save goes on from the cell before it."""
    with pytest.raises(NotebookError, match=f"small.ipynb, cell 5: {what}"):
        again("a = 1", cell, limits=Limits(seconds_per_cell=1 if "while" in cell else 60))

    assert [2, 3] == again("a = 1", "print(a)")[1]


def test_a_cell_at_work_can_be_stopped(again, kept):
    """By whoever has something newer; what ran before it stands."""
    ran, ended = [], threading.Event()

    def stop() -> bool:
        if 2 in ran:
            kept.stop()
        return ended.is_set()

    stopper = threading.Thread(target=until, args=(stop, 60))
    stopper.start()
    with pytest.raises(NotebookError, match=r"small.ipynb, cell 5: DeadKernel"):
        again("a = 1", "import time\ntime.sleep(300)", ran=ran)
    ended.set()
    stopper.join()

    assert [2, 3] == again("a = 1", "print(a)")[1]


def test_of_a_long_notebook_the_last_cells_can_be_gone_on_from(again, kept):
    """A change before those runs from the head: no more than MOST processes wait."""
    KERNELS.prepare()
    before, cells = _children(), [f"a{place} = {place}" for place in range(MOST + 4)]
    again(*cells)
    waiting = len(_children() - before)
    late, early = again(*cells[:-1], "print(a0)")[1], again("print(0)", *cells[1:])[1]

    assert MOST + 1 >= waiting  # besides the process at the head
    assert [MOST + 4, MOST + 5] == late
    assert list(range(1, MOST + 6)) == early


def test_nothing_is_left_of_a_kernel_that_is_closed(again, kept):
    """Its processes end, also those that wait; the server that they were forked from stays for the next."""
    KERNELS.prepare()
    before = _children()
    again("a = 1", "b = 2")
    during = _children() - before
    kept.close()

    assert len(during) > 2
    assert until(lambda: not during & _children())


def _children() -> set[int]:
    """The processes below this one."""
    return {child.pid for child in psutil.Process().children(recursive=True)}
