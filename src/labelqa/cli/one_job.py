"""The one job that some commands work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ParamsError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..params import Job, Params
    from ..periods import Period


def only_job(
    known: Params, when: Period, asked: tuple[str, str | None, str], given: Mapping[str, object]
) -> Job:
    """The one job of a report, a market and an edition. Raises ParamsError where there are several."""
    from .. import params

    report, market, edition = asked
    jobs = params.jobs(
        known,
        when,
        reports=[report],
        markets=[market] if market else None,
        editions=[edition],
        parameters=given,
    )
    if len(jobs) > 1:
        have = ", ".join(job.market for job in jobs)
        raise ParamsError(Problem(f"{report} is a report on one market", "--market", f"name one of {have}"))
    return jobs[0]
