"""The two forms in which a notebook is kept: Jupyter's own, and a script whose cells begin with # %%."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from ..components.outputs import NUMBERED

SCRIPT = ".py"
SUFFIXES = (".ipynb", SCRIPT)
PLAIN_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""Of a notebook that runs on any machine's Python; no version, and no kernel that only one machine has."""
SCRIPT_METADATA = {
    "notebook_metadata_filter": "-all",
    "cell_metadata_filter": "tags,-all",
}
"""What jupytext keeps of a notebook's metadata in a script: the tags of its cells, and no heading."""
_PERCENT = "py:percent"


def loaded(path: Path) -> NotebookNode:
    """
    The notebook in a file of either form, with an id for each cell: its own, of a script by position.

    Raises OSError, and whatever nbformat and jupytext raise for a file that is none.
    """
    text = path.read_text(encoding="utf-8")
    return of_script(text) if path.suffix == SCRIPT else of_jupyter(text)


def of_jupyter(text: str) -> NotebookNode:
    """The notebook that a text in Jupyter's own form is."""
    notebook: NotebookNode = nbformat.reads(text, as_version=4)
    return notebook


def of_script(text: str) -> NotebookNode:
    """The notebook that a script is."""
    import jupytext  # a tenth of a second that notebooks of Jupyter's own form do without

    notebook: NotebookNode = jupytext.reads(text, _PERCENT)
    notebook.metadata = nbformat.from_dict(PLAIN_METADATA)
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"{NUMBERED}{number}"
    return notebook


def of_either(text: str) -> NotebookNode:
    """The notebook that a text in one of the two forms is; no script begins as JSON does."""
    return of_jupyter(text) if text.lstrip().startswith("{") else of_script(text)


def as_script(notebook: NotebookNode) -> str:
    """A notebook as a script, without its outputs."""
    import jupytext

    bare = nbformat.from_dict({**notebook, "metadata": {"jupytext": SCRIPT_METADATA}})
    text: str = jupytext.writes(bare, _PERCENT)
    return text
