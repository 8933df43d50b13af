"""Why jobs made no report, for people: a cause that a market's jobs share is told once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import alike

if TYPE_CHECKING:
    from ..errors import Problem
    from ..params import Job
    from ..pipeline import JobResult


class Causes:
    """What was told of the causes of one command's jobs."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._markets = {job.key: f"{job.period.text}/{job.market}" for job in jobs}
        self._told: dict[tuple[str, tuple[Problem, ...]], str] = {}

    def lines(self, result: JobResult) -> list[str]:
        """
        The lines on a result's cause, none where there is nothing new to tell.

        A job that ended before there was a snapshot was refused for its market's data, and so are all others
        of the market: those lines name the market. Other causes name the job and, the second time, the first.
        """
        if not result.problems:
            return []
        market = self._markets[result.job]
        subject = market if result.status == "refused" and result.snapshot is None else result.job
        if first := self._told.get((market, result.problems)):
            return [] if first == subject else [f"{result.status}: {subject}: as {first}"]
        self._told[market, result.problems] = subject
        return [f"{result.status}: {subject}: {line}" for line in alike.lines(result.problems)]
