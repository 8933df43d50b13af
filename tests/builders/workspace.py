"""Workspaces of the sample company."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from labelqa import sample

DATA = "data"


def sample_workspace(repository: Path, folder: Path, **company: Any) -> None:
    """A workspace with params of its own and the sample company that `sample.write` makes of the rest."""
    shutil.copytree(repository / "params", folder / "params")
    for name in ("notebooks", "templates"):
        (folder / name).symlink_to(repository / name)
    sample.write(folder / DATA, **company)
