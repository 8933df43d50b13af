"""Workspaces of the sample company."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from labelqa import sample

DATA = "data"


def sample_workspace(repository: Path, folder: Path, **company: Any) -> None:
    """A strict workspace with params of its own and the company that `sample.write` makes of the rest."""
    shutil.copytree(repository / "params", folder / "params")
    with (folder / "params" / "project.yml").open("a", encoding="utf-8") as project:
        project.write("  strict: true\n")  # the file ends with the limits
    for name in ("notebooks", "templates"):
        (folder / name).symlink_to(repository / name)
    sample.write(folder / DATA, **company)
