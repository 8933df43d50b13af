"""One drawn company taken from its files to its documents, in this process."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from labelqa import editions, params, periods, snapshots
from labelqa.keys import Keys
from labelqa.params import Job
from labelqa.render import RenderFacts, documents
from labelqa.render.request import Blemish, Documents, Request
from labelqa.snapshots.holdings import Holdings

from . import notebooks, strangers
from .report import write_notebook

KEYS = Keys(key=bytes(range(32)), p_percent=15.0)


@dataclass(frozen=True)
class Made:
    """A report, and what only looks wrong in it."""

    documents: Documents
    blemishes: tuple[Blemish, ...]


def made(root: Path, edition: str) -> Made:
    """
    The market report of a workspace's edition.

    The same steps as a run's, without kernel, box and publishing: freeze, cut, notebook, render.
    """
    known, period = params.load(root), periods.parse(strangers.PERIOD)
    frozen = snapshots.freeze(known, strangers.MARKET, period, root / "outputs", root, today=strangers.FROZEN)
    (job,) = params.jobs(known, period, reports=["market_report"], editions=[edition])
    extract = editions.cut(Holdings.of(frozen), job, known, root / edition / "extract", KEYS)
    values = dict(extract.context.parameters)
    shown = notebooks.run(root / "notebooks" / "market_report.ipynb", extract.folder, **values)
    executed = write_notebook(root / edition / "executed.ipynb", list(shown))
    into = root / edition / "documents"
    into.mkdir()
    request = Request(
        executed=executed,
        into=into,
        facts=_facts(job, known, frozen.digest),
        templates=root / "templates",
        limits=known.limits(job.report),
    )
    return Made(Documents.inside(into), documents.make(request))


def _facts(job: Job, known: params.Params, snapshot: str) -> RenderFacts:
    return RenderFacts(
        report=job.report,
        title=known.report(job.report).title,
        market=job.market,
        period=job.period.text,
        edition=job.edition,
        revision="r1",
        snapshot=snapshot,
        code="sha256:" + "0" * 64,
        paper=known.project.paper,
        locale=known.locale(job),
        created=dt.datetime.combine(strangers.FROZEN, dt.time(), dt.UTC),
    )
