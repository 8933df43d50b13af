"""A workspace that is quick to run: the small company, a notebook of three cells, the real templates."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import nbformat

from labelqa.params import Job, Params, jobs, load
from labelqa.periods import parse
from labelqa.pipeline import RunContext
from labelqa.progress import Observer, silent
from labelqa.registry import Registry

from .conftest import Company

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
KEY = "2026-10/SG/market_report/internal"
PARAMETERS = 'extract: str = ""  # folder of the extract'
COVER = """
from IPython.display import display
from labelqa.components import MIME, Cover, FigureOfRecord, KeyPoints, Lede, Section
from labelqa.extracts import open_extract
from pathlib import Path
def show(component):
    display({MIME: component.model_dump(mode="json")}, raw=True)
context = open_extract(Path(extract)).context
show(Cover(title=context.title, market_id=context.market.id, market=context.market.name,
           period=context.period.text, period_label=context.period.label, edition=context.edition,
           owner=context.owner))
"""
SECTION = """
labels = len(open_extract(Path(extract)).table("label_days"))
show(Section(name="volume", title="Volume"))
show(Lede(text=f"There are {labels} rows.", figures=[FigureOfRecord(
    name="labels.rows", value=labels, low=labels, high=labels, n=labels, unit="count", method="count")]))
"""


def write_notebook(root: Path, *cells: str) -> Path:
    """The market report as a notebook of the cover and the given cells."""
    path = root / "notebooks" / "market_report.ipynb"
    made = [nbformat.v4.new_code_cell(source) for source in (PARAMETERS, COVER, *cells)]
    made[0].metadata.tags = ["parameters"]
    path.parent.mkdir(exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def add_market(company: Company, market: str) -> None:
    """Another market in Singapore's zone, with decisions and audits like the first one's."""
    company.markets[market] = "Asia/Singapore"
    for table in ("labels", "audits"):
        company.rows[table] += [
            _moved(row, market) for row in company.rows[table] if row["market_id"] == "SG"
        ]


def add_vendor(root: Path) -> None:
    """The edition of a vendor, in a workspace that has been written."""
    with (root / "params/editions.yml").open("a", encoding="utf-8") as editions:
        editions.write("v1: {kind: vendor, vendor: v1, markets: [SG], sees: [open, pseudonymous]}\n")


def refuse_market(company: Company, market: str) -> None:
    """Let a market's audits be of decisions that do not exist, and twice under one id."""
    row = next(row for row in company.rows["audits"] if row["market_id"] == market)
    company.rows["audits"].append({**row, "verdict": "incorrect"})


def workplace(root: Path, watch: Observer = silent) -> RunContext:
    """Where runs of the workspace work."""
    return RunContext(root, root / "outputs", Registry.beside(root / "outputs"), NOW, watch)


def asked(root: Path, **which: Sequence[str]) -> tuple[Params, tuple[Job, ...]]:
    """The workspace's params, and its jobs of October."""
    params = load(root)
    return params, jobs(params, parse("2026-10"), **which)


def write(company: Company, templates: Path) -> Path:
    """Write data, params, notebook and templates; the workspace."""
    root = company.written()
    write_notebook(root, SECTION)
    shutil.copytree(templates, root / "templates", dirs_exist_ok=True)
    return root


def _moved(row: dict[str, object], market: str) -> dict[str, object]:
    ids = {name: f"{market}-{row[name]}" for name in ("label_event_id", "item_id", "audit_id") if name in row}
    return {**row, **ids, "market_id": market}
