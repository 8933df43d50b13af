"""The reports' notebooks run without a kernel, and small ones made by hand that run with one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat

from labelqa.components import ANY_COMPONENT, MIME, AnyComponent
from labelqa.components.outputs import NOTE, SCRATCH
from labelqa.report import open_report

PARAMETERS = 'extract: str = ""  # folder of the extract\nword: str = ""  # anything'
COVER = """
from pathlib import Path
from IPython.display import display
from labelqa.components import MIME, Cover, FigureOfRecord, Lede, Section
from labelqa.extracts import open_extract
def show(component):
    display({MIME: component.model_dump(mode="json")}, raw=True)
def figure(name, value, method="count", **by):
    same = dict.fromkeys(("value", "low", "high"), value)
    return FigureOfRecord(name=name, by=by, n=1, unit="count", method=method, **same)
context = open_extract(Path(extract)).context
show(Cover(title=context.title, market_id=context.market.id, market=context.market.name,
           period=context.period.text, period_label=context.period.label, edition=context.edition,
           owner=context.owner))
show(Section(name="probe", title="Probe"))
"""
"""What comes before the cells of a small notebook: names for them, the cover and the only section."""
BEFORE = 2  # cells


def write(
    path: Path,
    *cells: str,
    metadata: dict | None = None,
    markdown: str = "",
    note: bool = False,
    scratch: bool = False,
) -> Path:
    """
    A small notebook that shows the cover and a section, and then runs the cells, tagged scratch or not.

    Behind them stands a Markdown cell where there is `markdown`, tagged as a note or not.
    """
    made = [nbformat.v4.new_code_cell(source) for source in (PARAMETERS, COVER, *cells)]
    made[0].metadata.tags = ["parameters"]
    for cell in made[BEFORE:] if scratch else ():
        cell.metadata.tags = [SCRATCH]
    tags = {"tags": [NOTE]} if note else {}
    written = [nbformat.v4.new_markdown_cell(markdown, metadata=tags)] if markdown else []
    nbformat.write(nbformat.v4.new_notebook(cells=[*made, *written], metadata=metadata or {}), path)
    return path


def run(notebook: Path, extract: Path, **parameters: object) -> tuple[AnyComponent, ...]:
    """What a market's notebook shows of an extract."""
    shown: list[dict] = []
    names = {"open_report": lambda folder: open_report(folder, show=shown.append)}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            code = re.sub(
                r"^from labelqa\.report import open_report$", "", "".join(cell["source"]), flags=re.MULTILINE
            )
            exec(code, names)  # noqa: S102 - our own notebook
        if "parameters" in cell["metadata"].get("tags", []):
            names |= {"extract": extract, **parameters}
    return tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)
