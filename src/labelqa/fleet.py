"""Many jobs at once; one market's failure is its own."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event, Lock

from . import pipeline
from .errors import DataError
from .params import Job, Params
from .periods import Period
from .pipeline import JobResult, RunContext
from .snapshots.freshness import Found
from .snapshots.snapshot_set import SnapshotSet


def run_all(
    jobs: Sequence[Job], params: Params, place: RunContext, *, workers: int = 2, stop: Event | None = None
) -> Iterator[JobResult]:
    """
    Run the jobs and give each result as it comes.

    Threads are enough: each job's kernel and renderer are processes. Once `stop` is set no further
    job starts, those at work are brought to their end, and the others have no result.
    """
    stop = stop or Event()
    snapshots = _Once(params, place)
    waiting = list(reversed(jobs))
    at_work: set[Future[JobResult]] = set()
    with ThreadPoolExecutor(workers, thread_name_prefix="job") as pool:
        while waiting or at_work:
            while waiting and len(at_work) < workers and not stop.is_set():
                at_work.add(pool.submit(_attempt, waiting.pop(), params, place, snapshots))
            if not at_work:
                return
            ended, at_work = wait(at_work, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in ended)


def snapshots_of(job: Job, params: Params, place: RunContext) -> SnapshotSet:
    """The snapshots that a run of one job would rest on; where they are missing they are frozen."""
    return _Once(params, place)(job)


def _attempt(job: Job, params: Params, place: RunContext, snapshots: _Once) -> JobResult:
    try:
        return pipeline.run(job, params, place, snapshots)
    except Exception as error:  # noqa: BLE001 - a defect that one market meets must not stop the others
        folder = place.outputs / "runs" / job.key
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "traceback.txt").write_text(traceback.format_exc(), encoding="utf-8")
        return pipeline.failure(job, error)


class _Once:
    """Gives each job its snapshots; several jobs share one freezing of a market, and one refusal."""

    def __init__(self, params: Params, place: RunContext) -> None:
        self._params = params
        self._place = place
        self._answers: dict[str, Future[Found]] = {}
        self._lock = Lock()

    def __call__(self, job: Job) -> SnapshotSet:
        """A report on all markets goes on without those whose data are refused, unless all of them are."""
        found: dict[str, Found] = {}
        refused: dict[str, DataError] = {}
        for market in self._params.markets_of(job):
            try:
                found[market] = self._of(market, job.period)
            except DataError as error:
                refused[market] = error
        if not found:
            raise DataError(*(problem for error in refused.values() for problem in error.problems))
        return SnapshotSet(
            {market: one.snapshot for market, one in found.items()},
            dict.fromkeys(refused, "its data were refused"),
            tuple(one.note for one in found.values() if one.note),
        )

    def _of(self, market: str, period: Period) -> Found:
        key = f"{period.text}/{market}"
        with self._lock:
            first = key not in self._answers
            answer = self._answers.setdefault(key, Future())
        if first:
            try:
                found = pipeline.snapshot_of(self._params, market, period, self._place)
                answer.set_result(found)
            except BaseException as error:  # noqa: BLE001 - whoever waits for the answer must get one
                answer.set_exception(error)
        return answer.result()
