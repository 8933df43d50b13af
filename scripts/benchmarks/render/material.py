"""What is rendered: the sample company's market report as executed, and the same with more to draw."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import nbformat
import numpy as np

from labelqa import editions, execute, params, periods, sample, snapshots
from labelqa.components import Cell, Chart, Column, Component, Data, Section, Table
from labelqa.render import RenderFacts
from labelqa.render.request import RenderRequest
from labelqa.report.drawing import canvas, theme
from labelqa.report.page.bundles import bundle
from labelqa.snapshots.snapshot_set import SnapshotSet

CHECKOUT = Path(__file__).resolve().parents[3]
LABELS = 400_000
ROWS, POINTS = 500, 5_000
FROZEN = dt.datetime(2026, 11, 3, tzinfo=dt.UTC)


def market_report(folder: Path) -> RenderRequest:
    """Make the sample company below `folder`, run one market's report up to the executed notebook."""
    company, bench = folder / "company", folder / "bench"
    shutil.copytree(CHECKOUT / "params", company / "params")
    sample.write(company / "data", labels=LABELS)
    known = params.load(company)
    (job,) = params.jobs(
        known, periods.parse("2026-10"), reports=["market_report"], markets=["SG"], editions=["internal"]
    )
    snapshot = snapshots.freeze(
        known, job.market, job.period, company / "outputs", company, today=FROZEN.date()
    )
    limits = known.limits(job.report)
    extract = editions.cut(SnapshotSet.of(snapshot), job, known, bench / "extract")
    notebook = CHECKOUT / "notebooks" / known.report(job.report).notebook
    executed = execute.execute(job, notebook, extract, execute.Bench(bench), limits)
    facts = RenderFacts(
        report=job.report,
        title=known.report(job.report).title,
        market=job.market,
        period=job.period.text,
        edition=job.edition,
        revision="r1",
        snapshot=snapshot.digest,
        code=f"sha256:{'0' * 64}",
        paper=known.project.paper,
        locale=known.market(job.market).locale,
        created=FROZEN,
    )
    return _request(executed.notebook, facts, limits)


def heavier(request: RenderRequest) -> RenderRequest:
    """The same report with a section of a 500-row table and a 5,000-point scatter at its end."""
    notebook = nbformat.read(request.executed, as_version=4)
    section = Section(name="benchmark", title="A long table and a dense chart")
    for component in (section, _table(), _scatter()):
        output = nbformat.v4.new_output("display_data", data=bundle(component))
        notebook.cells.append(nbformat.v4.new_code_cell("", outputs=[output]))
    folder = request.executed.with_name("heavier")
    folder.mkdir()
    nbformat.write(notebook, folder / "executed.ipynb")
    return _request(folder / "executed.ipynb", request.facts, request.limits)


def _request(executed: Path, facts: RenderFacts, limits: params.Limits) -> RenderRequest:
    into = executed.with_name("documents")
    into.mkdir(exist_ok=True)
    return RenderRequest(
        executed=executed, into=into, facts=facts, templates=CHECKOUT / "templates", limits=limits
    )


def _table() -> Component:
    names = ("Agent", "Site", "Labels", "Audited", "Accuracy", "Low", "High", "Minutes")
    rows = [(f"Agent {i:03}", f"Site {i % 7}", *(f"{i * k % 997}" for k in range(3, 9))) for i in range(ROWS)]
    return Table(
        id="benchmark-table",
        title="Five hundred agents",
        measure="Whole numbers, October 2026",
        columns=tuple(Column(name=name, numeric=i > 1) for i, name in enumerate(names)),
        rows=tuple(tuple(Cell(text=text) for text in row) for row in rows),
        data=_data("benchmark-table", [names, *rows]),
    )


def _scatter() -> Component:
    x, y = np.random.default_rng(2026).normal(size=(2, POINTS)).round(4)
    with theme.themed():
        axes = canvas.sheet("full", 90, (12, 4, 4, 9))
        axes.scatter(x, y, s=6, alpha=0.4, linewidth=0, color=theme.BLUE, rasterized=POINTS > canvas.DENSE)
        drawn = canvas.svg(axes, "benchmark-scatter", "Five thousand points")
    return Chart(
        id="benchmark-scatter",
        title="Five thousand points",
        measure="Two independent normal variables",
        alt="Scatter of 5,000 points around the origin without a trend.",
        svg=drawn,
        data=_data("benchmark-scatter", [("x", "y"), *zip(map(str, x), map(str, y), strict=True)]),
    )


def _data(name: str, rows: list[tuple[str, ...]]) -> Data:
    return Data(file=f"{name}.csv", csv="".join(f"{','.join(row)}\r\n" for row in rows), rows=len(rows) - 1)
