"""One drawn company taken from its files to its documents."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from labelqa import editions, params, periods, snapshots
from labelqa.keys import Keys
from labelqa.params import Job
from labelqa.render import RenderFacts, render
from labelqa.render.request import Rendered
from labelqa.snapshots.snapshot_set import SnapshotSet

from . import notebooks, strangers
from .report import write_notebook

KEYS = Keys(key=bytes(range(32)), p_percent=15.0)


def made(root: Path, edition: str) -> Rendered:
    """
    The market report of a workspace's edition.

    The same steps as a run's, without kernel and publishing: freeze, cut, notebook, render.
    """
    known, period = params.load(root), periods.parse(strangers.PERIOD)
    frozen = snapshots.freeze(known, strangers.MARKET, period, root / "outputs", root, today=strangers.FROZEN)
    (job,) = params.jobs(known, period, reports=["market_report"], editions=[edition])
    extract = editions.cut(SnapshotSet.of(frozen), job, known, root / edition / "extract", KEYS)
    values = dict(extract.context.parameters)
    shown = notebooks.run(root / "notebooks" / "market_report.ipynb", extract.folder, **values)
    executed = write_notebook(root / edition / "executed.ipynb", list(shown))
    into = root / edition / "documents"
    into.mkdir()
    facts = _facts(job, known, frozen.digest)
    return render(executed, into, facts, root / "templates", known.limits(job.report))


def looks(report: Rendered) -> list[str]:
    """What gave way or sticks out in a report; pages that are hardly filled, or many, do neither."""
    known = r"is filled to|has \d+ pages"
    return [str(each) for each in report.blemishes if not re.match(known, each.what)]


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
