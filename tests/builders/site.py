"""The documents' site, built as scripts/docs builds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SPHINX = Path(sys.executable).with_name("sphinx-build")


def build_site(project: Path, folder: Path) -> None:
    """Build the site of a project into a folder; a warning is an error."""
    command = [SPHINX, "-W", "--keep-going", "--quiet", "-c", project / "scripts/site", project, folder]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=280)
