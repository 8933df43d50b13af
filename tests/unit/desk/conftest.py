"""A lab on the extract of a small report, as far as one goes without a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.desk.lab import Lab, NotebookJob

from .. import workspaces


@pytest.fixture
def lab(company, repository, tmp_path) -> Lab:
    """A lab for one notebook, on a market's extract; all its files are written."""
    root, into = workspaces.write(company, repository / "templates"), tmp_path / "extract"
    command = ["extract", "market_report", "-m", "SG", "-p", "2026-10", "--into", str(into), "-w", str(root)]
    assert 0 == CliRunner().invoke(app, command, catch_exceptions=False).exit_code
    job = NotebookJob("market_report.ipynb", "2026-10/SG/market_report/internal", {"extract": str(into)})
    made = Lab(root / "notebooks", tmp_path / "lab", (job,), tmp_path / "looks", 8888, browser=False)
    made.write()
    return made


@pytest.fixture
def folder_of_kernels(lab) -> Path:
    """Where Jupyter finds the lab's kernel."""
    return Path(lab.environment["JUPYTER_PATH"]) / "kernels"
