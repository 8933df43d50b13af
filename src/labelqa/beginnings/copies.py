"""The package's notebooks and templates as copies of a workspace's own; what is there stays as it is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .. import shipped
from ..params import Folders
from ..params.models import NOTEBOOKS, TEMPLATES


def copy_all(folders: Folders) -> tuple[Path, ...]:
    """Copy every notebook, and the templates as a whole, where the workspace has none; the copies."""
    notebooks = sorted((shipped.workspace() / NOTEBOOKS).glob("*.ipynb"))
    copied = [folders.own_notebooks / path.name for path in notebooks if copy_notebook(folders, path.name)]
    return (*copied, *_templates(folders))


def copy_notebook(folders: Folders, file: str) -> bool:
    """Copy one of the package's notebooks where the workspace has none of its name; whether it was copied."""
    own = folders.own_notebooks / file
    theirs = shipped.workspace() / NOTEBOOKS / file
    if own.exists() or own.is_symlink() or not theirs.is_file():
        return False
    own.parent.mkdir(parents=True, exist_ok=True)
    with own.open("xb") as copy:  # whoever wrote one meanwhile keeps it
        copy.write(theirs.read_bytes())
    return True


def _templates(folders: Folders) -> Iterator[Path]:
    """The copied folder, put in its place by one rename; none where there is one."""
    own = folders.own_templates
    if own.exists() or own.is_symlink():
        return
    own.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".begin-", dir=own.parent))
    try:
        shutil.copytree(shipped.workspace() / TEMPLATES, staged / TEMPLATES)
        (staged / TEMPLATES).rename(own)
    finally:
        shutil.rmtree(staged)
    yield own
