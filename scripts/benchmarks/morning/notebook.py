"""The cells that an author writes: a chart by seaborn, a table with units, and a sentence in the end."""

from __future__ import annotations

from pathlib import Path

import nbformat

CHART = """import seaborn as sns

days = r.rows("label_days")
r.figure(
    sns.displot(days, x="labels", bins=30, height=2.4, aspect=2.2),
    title="Most rows hold few labels",
    measure="Labels of a person, a queue and a day",
    alt="A histogram, highest at the left, with a long tail.",
)"""
TABLE = '''rates = r.sql("""
    select queue_id as queue, sum(labels) as labels, sum(skipped) / sum(labels) as skipped
    from label_days group by queue_id order by skipped desc
""")
r.table(
    rates, title="Skips by queue", columns={"labels": "count", "skipped": "share"}, measure="Of all decisions"
)'''
LATE = 'r.say("TEXT.")'
CELLS = (CHART, TABLE, LATE.replace("TEXT", "As it was"))
_BEFORE = 2  # the cells of the starter that stay last: a note and the methods


def written(clone: Path, name: str, cells: tuple[str, ...]) -> None:
    """Put cells before the last of a new report, and let vendors have it with its drawings."""
    path = clone / "notebooks" / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-_BEFORE:-_BEFORE] = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(notebook, path)
    params = clone / "params" / "reports" / f"{name}.yml"
    text = params.read_text(encoding="utf-8").replace("[internal]", "[internal, vendors]")
    params.write_text(f"{text}\nown_figures: true\n", encoding="utf-8")


def changed(clone: Path, name: str, cell: str) -> None:
    """Save the last of the author's cells otherwise."""
    path = clone / "notebooks" / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-_BEFORE - 1].source = cell
    nbformat.write(notebook, path)
