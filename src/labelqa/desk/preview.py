"""A report that is made anew whenever what it is written in changes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from .. import params
from ..errors import JobError, LabelQAError
from ..execute import Executed
from ..pipeline import Task
from ..pipeline.preview import PreviewBench
from ..progress import Step
from ..workers.provisioner import KERNELS
from .differences import difference
from .faults import faults
from .sources import Digests, Sources, digest
from .standing import Standing

QUIET_SECONDS = 2  # after which what stands is proved


class _SupersededError(Exception):
    """Something newer is to be made."""


@dataclass(frozen=True)
class _Made:
    """A page, what it was made of, and the run behind it with its executed notebook."""

    bench: PreviewBench
    digests: Digests
    run: Executed
    notebook: bytes
    html: bytes


class Preview:
    """
    The page of one report, market and period, in one edition at a time.

    `task_of` gives an edition's task by the params as they are then, in the folder `known`, and raises what
    stands in its way; it is asked for the first edition when the preview is made.
    `tell` is called, in any thread, whenever `standing` or `html` has changed. All of its files are in
    `folder`. Close it: it has threads and processes of its own.
    """

    def __init__(self, task_of: Callable[[str], Task], edition: str, known: Path, folder: Path) -> None:
        before = digest(known)
        first = task_of(edition)
        self._task_of = task_of
        self._first, self._first_of = first, (edition, before)
        self._folder = folder
        self.tell: Callable[[], None] = _nobody
        self._asked = edition
        self._sources = Sources(known, first.notebook, first.templates)
        self._since = self._sources.digests()
        self.standing = _begun(first)
        self._bench: PreviewBench | None = None
        self._bench_of: tuple[str, str] | None = None
        self._made: _Made | None = None
        self._turn = 0
        self._wanted, self.closing = Event(), Event()
        self._saying, self._proving = Lock(), Lock()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="preview")
        self._threads = [Thread(target=self._follow), Thread(target=self._watch)]

    @property
    def html(self) -> bytes:
        """The last page that could be made; empty before the first."""
        return self._made.html if self._made else b""

    def begin(self) -> None:
        """Make the page, and again at every change, until the preview is closed."""
        for thread in self._threads:
            thread.start()

    def show(self, edition: str) -> None:
        """Change to another edition of the report."""
        if edition in self.standing.editions and edition != self._asked:
            self._asked = edition
            self._want()

    def printed(self) -> Future[bytes]:
        """The PDF of the page. Raises JobError where there is no page."""
        if self._made is None:
            raise JobError("there is no page to print yet")
        return self._pool.submit(self._print, self._made)

    def close(self) -> None:
        """End everything that is at work, and every process."""
        self.closing.set()
        self._want()
        KERNELS.close()
        for thread in filter(Thread.is_alive, self._threads):
            thread.join()
        self._pool.shutdown(cancel_futures=True)
        if self._bench:
            self._bench.close()

    def _want(self) -> None:
        """Have the page made anew; what is being made is given up."""
        self._wanted.set()
        if self._bench:
            self._bench.kernel.stop()

    def _watch(self) -> None:
        for _ in self._sources.changes(self._since, self.closing):
            self._want()

    def _follow(self) -> None:
        while not self.closing.is_set():
            self._wanted.clear()
            self._make()
            if not self._wanted.wait(QUIET_SECONDS) and self._made and self._unproved():
                self._pool.submit(self._prove, self._made, self._turn)
            self._wanted.wait()

    def _unproved(self) -> bool:
        return not self.standing.faults and self.standing.proof in ("", "at work")

    def _make(self) -> None:
        """One turn: the page of what is asked for now, or the faults that stand in its way."""
        self._turn += 1
        asked, digests, made = self._asked, self._sources.digests(), self._made
        if made and (made.digests, self._bench_of, made.bench) == (
            digests,
            (asked, digests.params),
            self._bench,
        ):
            if self.standing.faults or self.standing.doing:
                self._say(doing="", faults=(), edition=asked)
            return
        try:
            self._made = self._page(asked, digests)
        except Exception as error:  # noqa: BLE001 - a defect of ours must be seen, too, and not end the preview
            if not self._wanted.is_set():
                folder = self._bench.folder if self._bench else self._folder
                self._say(doing="", faults=faults(error, self._sources.notebook, folder))
            return
        self._say(version=self.standing.version + 1, doing="", faults=(), proof="", edition=asked)

    def _page(self, asked: str, digests: Digests) -> _Made:
        bench = self._bench_for(asked, digests.params)
        self._say(doing="execute", proof="", notes=())
        run = bench.executed()
        notebook = run.notebook.read_bytes()
        self._say(doing="render")
        before = self._made
        if before is None or (before.bench, before.digests.templates) != (bench, digests.templates):
            bench.require_templates()
        documents = bench.screen(run)
        if documents.blemishes:
            self._say(notes=tuple(map(str, documents.blemishes)))
        return _Made(bench, digests, run, notebook, documents.html.read_bytes())

    def _bench_for(self, asked: str, known: str) -> PreviewBench:
        """The bench of an edition by the params with that digest."""
        if self._bench and self._bench_of == (asked, known):
            return self._bench
        self._say(doing="freeze", done=0, total=0)
        task = self._first if self._first_of == (asked, known) else self._task_of(asked)
        task = replace(task, place=replace(task.place, watch=self._at))
        bench = PreviewBench.of(task, self._folder / str(self._turn))
        if self._bench:
            self._bench.close()
        self._bench, self._bench_of = bench, (asked, known)
        self._say(editions=_begun(task).editions)
        return bench

    def _at(self, step: Step) -> None:
        self._say(doing=step.stage, done=step.done, total=step.total)

    def _prove(self, made: _Made, turn: int) -> None:
        """Run the notebook from its head, unless something newer is to be made, and compare what it shows."""

        def watch(_step: Step) -> None:
            if self._turn != turn or self._wanted.is_set():
                raise _SupersededError

        with self._proving:
            try:
                watch(Step("", "execute"))
                self._say(proof="at work", differs="")
                anew = made.bench.executed_anew(watch)
                watch(Step("", "execute"))
            except _SupersededError:
                self._say(proof="")
                return
            except (LabelQAError, OSError) as error:
                if self._turn == turn:
                    self._say(proof="failed", differs=str(error).splitlines()[0])
                return
        differs = difference(made.run.components, anew.components)
        self._say(proof="differs" if differs else "same", differs=differs)

    def _print(self, made: _Made) -> bytes:
        pdf, blemishes = made.bench.printed(made.run, made.notebook)
        if blemishes and self._made is made:
            self._say(notes=tuple(map(str, blemishes)))
        return pdf

    def _say(self, **changed: Any) -> None:
        with self._saying:
            self.standing = replace(self.standing, **changed)
        self.tell()


def _nobody() -> None:
    """Nobody is told."""


def _begun(task: Task) -> Standing:
    """How a preview of a task stands before anything was made."""
    job, known = task.job, task.params
    editions = [
        other.edition
        for other in params.jobs(known, job.period, reports=[job.report])
        if other.market == job.market
    ]
    market = known.market(job.market).name if job.market in known.markets else "All markets"
    title = known.report(job.report).title
    return Standing(title, market, job.period.label, job.edition, tuple(editions))
