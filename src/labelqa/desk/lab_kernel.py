"""What a lab's kernels do beside Jupyter's own: a report's parameters cell takes the values of its job."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path
from typing import Any

JOBS_VARIABLE = "LABELQA_LAB"
"""The environment variable with the path of a JSON file: by a notebook's name its job and its values."""
_SESSION_VARIABLE = "JPY_SESSION_NAME"  # Jupyter's, the path of the notebook that the kernel is for
_EXTRACT = "extract"


def load_ipython_extension(shell: Any) -> None:
    """Set the job's values after each cell that declares the parameter `extract`; IPython calls this."""
    notebook = Path(os.environ[_SESSION_VARIABLE]).name
    jobs = json.loads(Path(os.environ[JOBS_VARIABLE]).read_text(encoding="utf-8"))

    def set_values(ran: Any) -> None:
        if not (ran.success and _declares_parameters(shell.transform_cell(ran.info.raw_cell))):
            return
        if job := jobs.get(notebook):
            shell.push(job["values"])
        _say(_set(job) if job else _nothing(notebook, jobs))

    shell.events.register("post_run_cell", set_values)


def _declares_parameters(source: str) -> bool:
    """Whether a cell that ran, as Python, declares the extract, as every report's parameters cell does."""
    return any(
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and statement.target.id == _EXTRACT
        for statement in ast.parse(source).body
    )


def _set(job: dict[str, Any]) -> str:
    values = ", ".join(f"{name} = {value!r}" for name, value in job["values"].items())
    return f"Set by labelqa lab, as a run of {job['job']} sets them (the file keeps its defaults): {values}"


def _nothing(notebook: str, jobs: dict[str, Any]) -> str:
    return f"labelqa lab sets nothing here: it was started for {', '.join(jobs)}, not for {notebook}"


def _say(text: str) -> None:
    from IPython.display import display

    display({"text/plain": text}, raw=True)
