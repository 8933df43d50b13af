"""What a person at a terminal sees while jobs run: one line for each, on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from ..progress import Step


class ProgressDrawing:
    """Draws each step; without a terminal nothing is drawn."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._lines: dict[str, TaskID] = {}
        self._lock = Lock()

    def watch(self, step: Step) -> None:
        """Show what a subject is at; any thread may call this."""
        with self._lock:
            if step.subject not in self._lines:
                self._lines[step.subject] = self._progress.add_task(step.subject, total=None, stage="")
            line = self._lines[step.subject]
        self._progress.update(line, stage=step.stage, completed=step.done, total=step.total or None)

    def ended(self, subject: str) -> None:
        """Take a subject's line away."""
        with self._lock:
            line = self._lines.pop(subject, None)
        if line is not None:
            self._progress.remove_task(line)


@contextmanager
def drawing() -> Iterator[ProgressDrawing]:
    """A drawing that is gone when the work is done."""
    console = Console(stderr=True)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}  {task.fields[stage]}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with progress:
        yield ProgressDrawing(progress)
