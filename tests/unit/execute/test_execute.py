"""One notebook on one extract: what it gets, and when it counts as run. Cell 4 is a test's own first cell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from labelqa.components import Cover, Section
from labelqa.components.outputs import SCRATCH
from labelqa.errors import NotebookError, ParamsError
from labelqa.execute import TRACEBACK, Bench, execute
from labelqa.params import Limits
from labelqa.workers.provisioner import KERNELS

from .conftest import COVERS, SHOWS, figure, job, write_notebook

FIGURE = """
show(Section(name="accuracy", title="Accuracy", figures=[FigureOfRecord(
    name="accuracy.audit.overall", value=0.9, low=0.8, high=0.95, n=10, unit="share", method="wilson")]))
"""


def printed(run: Path) -> list[str]:
    """What the last cell of an executed notebook printed."""
    outputs = nbformat.read(run, as_version=4).cells[-1].outputs
    return "".join(output.text for output in outputs if output.output_type == "stream").splitlines()


def test_everything_shown_comes_back_in_order(ran):
    """Components are parsed, whatever cell they come from."""
    executed = ran(FIGURE)

    assert [Cover, Section] == [type(component) for component in executed.components]


def test_the_notebook_gets_the_jobs_values_and_the_extract_and_runs_in_its_own_folder(ran, tmp_path):
    """The extract is named relative to the scratch folder, so no path of the machine is in the notebook."""
    executed = ran(
        "import os\nprint(weeks, extract, os.getcwd(), os.path.isfile(extract + '/context.json'), sep='\\n')",
        scratch=True,
    )

    assert ["26", "../../extract", str(tmp_path / "run" / "scratch"), "True"] == printed(executed.notebook)


@pytest.mark.parametrize(
    "text", ['"; import os; "', "\\", "a\nb", "\0", "\u2028", '"""', "{0.__class__}", "ไทย"]
)
def test_text_arrives_as_it_was(tmp_path, extract, text):
    """No character of a value is read as code."""
    path = write_notebook(
        tmp_path / "a.ipynb",
        SHOWS,
        COVERS,
        "print(ascii(who))",
        parameters='extract: str = ""\nwho: str = ""',
        tags={3: [SCRATCH]},
    )
    executed = execute(job(parameters={"who": text}), path, extract, Bench(tmp_path / "run"), Limits())

    assert [ascii(text)] == printed(executed.notebook)


def test_the_kernel_knows_nothing_of_our_environment(ran, monkeypatch):
    """A credential in the environment of the process that runs reports is not in the kernel's."""
    monkeypatch.setenv("DB_PASSWORD", "canary")
    executed = ran("import os, json\nprint(json.dumps(dict(os.environ)))", scratch=True)
    environment = json.loads(printed(executed.notebook)[0])

    assert "DB_PASSWORD" not in environment
    assert "canary" not in environment.values()
    assert ("0", "1") == (environment["PYTHONHASHSEED"], environment["OMP_NUM_THREADS"])
    assert environment["HOME"].endswith("/run/scratch")


def test_the_working_folder_of_our_own_process_stays(ran):
    """Runs are threads of one process, which has one working folder."""
    before = os.getcwd()  # noqa: PTH109
    ran("import os\nos.chdir('/')")

    assert before == os.getcwd()  # noqa: PTH109


def test_the_kernel_talks_through_files_of_its_own_and_leaves_none(ran):
    """No port is open to the host's other users, and the folder of the sockets is closed to them."""
    code = """
    import os
    from ipykernel.kernelapp import IPKernelApp
    app = IPKernelApp.instance()
    folder = os.path.dirname(app.connection_file)
    print(app.transport, folder, oct(os.stat(folder).st_mode & 0o777), sep="\\n")
    """
    transport, folder, mode = printed(ran(textwrap.dedent(code), scratch=True).notebook)

    assert ("ipc", "0o700") == (transport, mode)
    assert not Path(folder).exists()


def test_the_executed_copy_is_the_same_every_time_and_tells_no_path(ran, tmp_path):
    """Ids are positions; times, paths and parameters of papermill are left out."""
    first = ran(FIGURE).notebook.read_bytes()
    (tmp_path / "run").rename(tmp_path / "before")

    assert first == ran(FIGURE).notebook.read_bytes()
    assert str(tmp_path).encode() not in first
    assert b"papermill" not in first


ENDINGS = {
    "an error": ("1/0", "cell 4: ZeroDivisionError"),
    "sys.exit(0)": ("import sys\nsys.exit(0)", "cell 4: SystemExit"),
    "a bare SystemExit": ("raise SystemExit", "cell 4: SystemExit"),
    "exit()": ("exit()", "cell 4: RefusedError"),
    "quit()": ("quit()", "cell 4: RefusedError"),
    "a dead kernel": ("import os\nos._exit(0)", "cell 4: DeadKernel"),
    "a killed kernel": ("import os\nos.kill(os.getpid(), 9)", "cell 4: DeadKernel"),
    "a shell command": ("get_ipython().system('false')", "cell 4: RefusedError"),
    "a shown traceback": (
        "try:\n    1/0\nexcept Exception:\n    get_ipython().showtraceback()",
        "cell 4: ZeroDivisionError",
    ),
    "an error in a thread": (
        "import threading\nthreading.Thread(target=lambda: 1/0).start()",
        "after its last cell: StrayError: ZeroDivisionError in a thread",
    ),
    "an error in a thread that outlives the last cell": (
        "import threading, time\nthreading.Thread(target=lambda: (time.sleep(1), 1/0)).start()",
        "after its last cell: StrayError: ZeroDivisionError in a thread",
    ),
    "an error in a forgotten task": (
        "import asyncio\nasync def fail():\n    1/0\nasyncio.create_task(fail());",
        "after its last cell: StrayError: ZeroDivisionError in a task",
    ),
    "an error in a task held by a name": (
        "import asyncio\nasync def fail():\n    1/0\ntask = asyncio.create_task(fail())",
        "after its last cell: StrayError: ZeroDivisionError in a task",
    ),
    "two covers": (COVERS, "shows 2 covers"),
    "a component that is none": ("display({MIME: {'kind': 'cover'}}, raw=True)", "cell 4: shows a component"),
}


@pytest.mark.parametrize(("source", "said"), ENDINGS.values(), ids=list(ENDINGS))
def test_a_notebook_that_does_not_end_well_has_failed(ran, source, said):
    """Nothing but a clean last cell counts as success; the error names notebook, cell and cause."""
    with pytest.raises(NotebookError) as error:
        ran(source, "on = True")

    assert f"small.ipynb, {said}" in str(error.value) or f"small.ipynb: {said}" in str(error.value)


def test_an_awaited_error_that_is_handled_is_no_failure(ran):
    """Only errors nobody looked at are stray."""
    ran(
        "import asyncio\nasync def fail():\n    1/0",
        "try:\n    await asyncio.create_task(fail())\nexcept ZeroDivisionError:\n    pass",
    )


def test_no_cell_after_the_failing_one_runs(ran, tmp_path):
    """A failure ends the run at once, and the copy shows how far it came."""
    with pytest.raises(NotebookError):
        ran("1/0", "open('ran', 'w')")

    assert not (tmp_path / "run" / "scratch" / "ran").exists()
    assert [] == nbformat.read(tmp_path / "run" / "executed.ipynb", as_version=4).cells[-1].outputs


def test_the_data_in_an_errors_text_stays_in_the_run(ran, tmp_path):
    """A message may hold an agent's id: the cause names the kind, the traceback file has the rest."""
    with pytest.raises(NotebookError) as error:
        ran("{}['agent-0042']")

    assert "KeyError" in str(error.value)
    assert "agent-0042" not in str(error.value)
    assert "agent-0042" in (tmp_path / "run" / TRACEBACK).read_text()


def test_our_own_errors_are_told_in_full(ran):
    """What the package says in a notebook is meant to be read."""
    raising = "raise ParamsError(Problem('no measure of that name', '', 'have accuracy'))"

    with pytest.raises(NotebookError, match="ParamsError: no measure of that name; have accuracy"):
        ran("from labelqa.errors import ParamsError, Problem", raising)


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    ],
    ids=["a loop", "a loop that cannot be interrupted", "a stopped process"],
)
def test_a_cell_that_hangs_is_ended(ran, source):
    """Whatever a kernel does, its time is up."""
    with pytest.raises(NotebookError, match=r"cell 4: Timeout: the cell took longer than its 1 s"):
        ran(source, limits=Limits(seconds_per_cell=1))


def test_a_notebook_whose_cells_take_too_long_together_is_ended(ran):
    """Each cell keeps its limit, the notebook does not."""
    with pytest.raises(NotebookError, match="Timeout: the notebook took longer than its 2 s"):
        ran(*["import time\ntime.sleep(0.9)"] * 4, limits=Limits(seconds_per_notebook=2))


def test_memory_beyond_the_cap_is_an_error_of_the_cell(ran):
    """The notebook fails, not the host."""
    with pytest.raises(NotebookError, match="cell 4: MemoryError"):
        ran("hoard = bytearray(3 << 30)", limits=Limits(memory_mb=2000))


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (
            'r.accuracy(by="sites")',
            "ParamsError: r.accuracy, by: nothing is called 'sites' here; did you mean 'site'? have week",
        ),
        (
            "r.acuracy()",
            "UnknownNameError: r.acuracy: r has nothing called 'acuracy'; did you mean r.accuracy",
        ),
    ],
)
def test_a_slip_is_told_with_its_cell_and_its_remedy(ran, slip, told):
    """In the run's own message, where an author looks first."""
    with pytest.raises(NotebookError) as stopped:
        ran("from labelqa.report import open_report\nr = open_report(extract)", slip)

    assert f"small.ipynb, cell 5: {told}" in str(stopped.value)


def test_a_kernel_that_does_not_start_says_why(ran):
    """The host's fault is told from the notebook's."""
    with pytest.raises(NotebookError, match=r"the kernel did not start: .*; see whether the host"):
        ran(limits=Limits(memory_mb=8))


def test_a_kernel_that_does_not_start_gets_a_second_chance(ran, tmp_path, monkeypatch):
    """A host that was short of something for a moment costs no report: neither warm nor cold."""
    KERNELS.close()
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\n[ -e "$0.twice" ] && exec {sys.executable} "$@"\n'
        '[ -e "$0.once" ] && touch "$0.twice"\ntouch "$0.once"\nexit 1\n'
    )
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))

    assert 1 == len(ran().components)
    assert (tmp_path / "python.twice").exists()


def test_a_flood_of_output_ends_the_run(ran):
    """Output is held in memory, so it has a cap."""
    with pytest.raises(NotebookError, match="TooMuchOutput: it sent more than 64 MB"):
        ran("print('x' * (1 << 24))\n" * 5, "import time\ntime.sleep(60)")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"market": "ID"}, "prints market_id SG for a job of ID"),
        ({"edition": "vendor"}, "prints edition internal for a job of vendor"),
        (
            {"figures": (figure("accuracy.gold.overall", "gold"),)},
            r"does not show the figure accuracy\.gold\.overall",
        ),
    ],
)
def test_a_report_on_something_else_has_failed(ran, changed, said):
    """The cover is held against the job, and the figures against the declaration."""
    with pytest.raises(NotebookError, match=said):
        ran(FIGURE, job=job(**changed))


def test_a_declared_figure_counts_where_it_is_shown_or_its_section_is_off(ran):
    """A section without data excuses its own figures, and no others."""
    declared = (figure("accuracy.audit.overall", "accuracy"), figure("utilisation.overall", "time"))
    executed = ran(
        FIGURE,
        'show(Section(name="time", title="Time", off="table time is missing"))',
        job=job(figures=declared),
    )

    assert 3 == len(executed.components)


def test_the_cover_is_needed(ran):
    """A report that does not say what it is about is none."""
    with pytest.raises(NotebookError, match="shows 0 covers"):
        ran(cover="")


def test_values_that_are_not_plain_json_never_reach_papermill(tmp_path, extract):
    """Bytes would be written into the notebook as code."""
    path = write_notebook(tmp_path / "a.ipynb", parameters='extract: str = ""\nmarket: str = ""')
    payload = f"\"+str(open({str(tmp_path / 'ran')!r}, 'w'))+\"".encode()

    with pytest.raises(ParamsError, match="parameter market: bytes is not a JSON type"):
        execute(job(parameters={"market": payload}), path, extract, Bench(tmp_path / "run"), Limits())
    assert not (tmp_path / "ran").exists()


def test_progress_tells_each_cell(tmp_path, extract):
    """Somebody else draws it."""
    steps = []
    path = write_notebook(tmp_path / "a.ipynb", SHOWS, COVERS)
    execute(job(), path, extract, Bench(tmp_path / "run"), Limits(), steps.append)

    assert {("2026-10/SG/market_report/internal", "execute", 5)} == {
        (s.subject, s.stage, s.total) for s in steps
    }
    assert [0, 1, 2, 3, 4] == [step.done for step in steps]


def test_the_kernel_dies_with_the_process_that_started_it(tmp_path, extract):
    """SIGKILL leaves no kernel at work, not even one whose Python lets no other thread look."""
    busy = "import os, re\nopen('pid', 'w').write(str(os.getpid()))\nre.match('(a+)+b', 'a' * 60)"
    path = write_notebook(tmp_path / "a.ipynb", SHOWS, COVERS, busy)
    script = f"""
from pathlib import Path
from labelqa import periods
from labelqa.execute import Bench, execute
from labelqa.extracts import open_extract
from labelqa.params import Job, Limits
job = Job("market_report", "SG", periods.parse("2026-10"), "internal", {{"weeks": 26}})
extract = open_extract(Path({str(extract.folder)!r}))
execute(job, Path({str(path)!r}), extract, Bench(Path({str(tmp_path / "run")!r})), Limits())
"""
    parent = subprocess.Popen([sys.executable, "-c", script])
    noted = tmp_path / "run" / "scratch" / "pid"
    while not (noted.is_file() and noted.read_text()):
        assert parent.poll() is None
        time.sleep(0.05)
    kernel = psutil.Process(int(noted.read_text()))
    parent.kill()
    parent.wait()
    psutil.wait_procs([kernel], timeout=10)

    assert not kernel.is_running() or kernel.status() == psutil.STATUS_ZOMBIE


BARE = {
    "a frame": (
        "import pandas as pd\npd.DataFrame({'who': ['agent-0042']})",
        "shows a bare text/html; give it a title: r.table(frame, title=...)",
    ),
    "a seaborn chart": (
        "import seaborn as sns\naxes = sns.barplot(x=['agent-0042'], y=[1])",
        "shows a bare image/png; give it a title: r.figure(fig, title=...), in the cell that draws it",
    ),
    "a series": (
        "import pandas as pd\npd.Series(['agent-0042'])",
        "shows a bare text/plain; give it a title",
    ),
    "a number": ("1 + 1", "shows a bare text/plain; give it a"),
    "a print": ("print('agent-0042')", "prints text; say it with r.say(...), or tag the cell scratch"),
}


@pytest.mark.parametrize(("source", "said"), BARE.values(), ids=list(BARE))
def test_what_a_cell_shows_bare_fails_the_run_with_its_remedy(ran, source, said):
    """Nothing is left out in silence; what it was is not repeated."""
    with pytest.raises(NotebookError) as error:
        ran(source)

    assert f"small.ipynb, cell 4: {said}" in str(error.value)
    assert "0042" not in str(error.value)


def test_what_a_scratch_cell_shows_is_left_out(ran):
    """An analyst may look at anything, where the tag says so."""
    executed = ran(*(source for source, _ in BARE.values()), FIGURE, scratch=True)

    assert [Cover] == [type(component) for component in executed.components]


def test_a_warning_fails_no_run(ran):
    """It is in the executed notebook, and in no page."""
    assert 1 == len(ran("import warnings\nwarnings.warn('agent-0042')").components)


def test_an_analysts_own_figure_and_frame_are_exhibits(ran):
    """Drawn in the report's look without being asked, and shown once."""
    drawn = """
    import pandas as pd, seaborn as sns
    frame = pd.DataFrame({"site": ["a", "b"], "wrong": [3, 4]})
    r.section("own", "Own")
    r.figure(sns.barplot(frame, x="site", y="wrong"), title="Errors", measure="By site", alt="Two bars.")
    r.table(frame, title="Errors")
    """
    opened = "from labelqa.report import open_report\nr = open_report(extract)"
    _, _, chart, table = ran(opened, textwrap.dedent(drawn)).components

    assert ("own-errors", "own-errors-2", "") == (chart.id, table.id, chart.fault)
    assert ["own-errors.csv", "own-errors-2.csv"] == [chart.data.file, table.data.file]
    assert chart.svg.count("Inter") > 2
    assert "#3274a1" not in chart.svg.lower()  # seaborn's own blue
