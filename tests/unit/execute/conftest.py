"""Small notebooks made by hand, and the extract and job they run on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from labelqa import periods, sealed
from labelqa.components.outputs import SCRATCH
from labelqa.execute import Bench, Executed, execute
from labelqa.extracts import CONTEXT, Extract, open_extract
from labelqa.params import Figure, Job, Limits

PERIOD = periods.parse("2026-10")
DECLARES = 'extract: str = ""  # folder of the extract\nweeks: int = 12  # shown'
SHOWS = """
from IPython.display import display
from labelqa.components import MIME, Cover, FigureOfRecord, Section
def show(component):
    display({MIME: component.model_dump(mode="json")}, raw=True)
"""
COVERS = """
show(Cover(title="t", market_id="SG", market="Singapore", period="2026-10", period_label="October 2026",
           edition="internal", owner="Quality"))
"""


def job(**changed: object) -> Job:
    """The internal market report of Singapore for October."""
    values = {"report": "market_report", "market": "SG", "period": PERIOD, "edition": "internal"}
    return Job(**{**values, "parameters": {"weeks": 26}, "figures": (), **changed})


def figure(name: str, section: str) -> Figure:
    """A declared figure."""
    return Figure(name=name, section=section)


def write_notebook(
    path: Path, *cells: str, parameters: str = DECLARES, tags: dict[int, list[str]] | None = None
):
    """A notebook of code cells; the first is the tagged parameters cell."""
    made = [nbformat.v4.new_code_cell(source) for source in (parameters, *cells)]
    made[0].metadata.tags = ["parameters"]
    for number, names in (tags or {}).items():
        made[number].metadata.tags = names
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


@pytest.fixture
def extract(tmp_path: Path) -> Extract:
    """A sealed extract without tables."""
    folder = tmp_path / "extract"
    folder.mkdir()
    span = {"text": PERIOD.text, "label": PERIOD.label, "start": PERIOD.start, "end": PERIOD.end}
    context = {
        "report": "market_report",
        "title": "Market report",
        "owner": "Quality",
        "edition": "internal",
        "market": {"id": "SG", "name": "Singapore", "timezone": "Asia/Singapore", "locale": "en_SG"},
        "period": span,
        "previous": span,
        "window": span,
        "parameters": {},
        "definitions": {},
        "snapshot": "sha256:0",
        "snapshot_number": "s1",
        "frozen_on": dt.date(2026, 11, 2),
        "missing": {},
        "rejected": {},
        "unobserved": (),
    }
    from labelqa.extracts import Context

    (folder / CONTEXT).write_text(Context(**context).model_dump_json())
    sealed.seal(folder, {})
    return open_extract(folder)


@pytest.fixture
def ran(tmp_path: Path, extract: Extract) -> Callable[..., Executed]:
    """
    Runs a notebook of the given cells, after one that can show components and one that shows the cover.

    Where they are `scratch` they are tagged so.
    """

    def run(
        *cells: str,
        limits: Limits = Limits(),  # noqa: B008
        job: Job = job(),  # noqa: B008
        cover: str = COVERS,
        scratch: bool = False,
    ) -> Executed:
        tags = {3 + place: [SCRATCH] for place in range(len(cells) if scratch else 0)}
        path = write_notebook(tmp_path / "small.ipynb", SHOWS, cover, *cells, tags=tags)
        return execute(job, path, extract, Bench(tmp_path / "run"), limits)

    return run
