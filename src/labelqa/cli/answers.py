"""What a command says: lines for people or for programs, mistakes on stderr, and the exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

import typer

from ..errors import LabelQAError
from ..signs import one_line
from . import alike

if TYPE_CHECKING:
    from ..pipeline import JobResult

Given = ParamSpec("Given")
_PAGES: ContextVar[dict[str, None] | None] = ContextVar("what the command at work points to", default=None)


def told(command: Callable[Given, None]) -> Callable[Given, None]:
    """Let a command's mistakes be told on stderr, with the page that says more, and become its exit code."""

    @wraps(command)
    def telling(*args: Given.args, **kwargs: Given.kwargs) -> None:
        pages: dict[str, None] = {}
        before = _PAGES.set(pages)
        try:
            command(*args, **kwargs)
        except LabelQAError as error:
            raise typer.Exit(tell(error)) from None
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            typer.echo(f"error: {place}{error.strerror}", err=True)
            raise typer.Exit(1) from None
        finally:
            _PAGES.reset(before)
            for page in pages:
                typer.echo(f"more: labelqa docs {page}", err=True)

    return telling


def point(page: str) -> None:
    """Name a part of the documents at the end of the command, once."""
    pages = _PAGES.get()
    if pages is not None:
        pages[page] = None


def tell(error: LabelQAError, about: str = "") -> int:
    """Print an error's problems on stderr, those that are alike in one line; returns its exit code."""
    whose = f"{about}: " if about else ""
    for line in alike.lines(error.problems):
        typer.echo(f"error: {whose}{line}", err=True)
    point(error.page)
    return error.exit_code


def as_json(result: JobResult) -> str:
    """A job's result as the one line that other programs read."""
    line = {
        "job": result.job,
        "status": result.status,
        "revision": result.revision,
        "seconds": result.seconds,
        "documents": {name: str(path) for name, path in result.documents.items()},
        "cause": result.cause,
        "notes": list(result.notes),
        "blemishes": [blemish.model_dump() for blemish in result.blemishes],
        "docs": result.page,
    }
    return json_line(line)


def json_line(value: Mapping[str, object]) -> str:
    """A value as one line, whatever a reader takes for the end of one."""
    return one_line(json.dumps(value, ensure_ascii=False))


def as_text(result: JobResult) -> str:
    """A job's result for a person: what came of it and, one a line, its HTML and PDF."""
    head = " ".join(filter(None, (result.status, result.job, result.revision)))
    pages = [str(path) for name, path in result.documents.items() if name in {"html", "pdf"}]
    return "\n  ".join([f"{head}  {result.seconds:.1f} s", *pages])


def open_boxes(results: Sequence[JobResult]) -> str:
    """One line on what was open to the processes that made the reports; nothing where all was closed."""
    found = [_open(result) for result in results]
    parts = sorted(set().union(*found))
    more = "`labelqa runs ID` says why, docs/operations.md what to allow"
    jobs = f"{sum(map(bool, found))} of {len(results)} jobs"
    return f"box: open in {jobs}: {', '.join(parts)}; {more}" if parts else ""


def _open(result: JobResult) -> set[str]:
    from ..workers.record import OPEN

    return {
        part
        for part, how in result.facts.items()
        if part.startswith(("kernel ", "render ")) and how.startswith(OPEN)
    }


def summary(results: Sequence[JobResult], asked: int) -> str:
    """One line over all jobs."""
    counts = Counter(result.status for result in results)
    if set(counts) == {"unchanged"} and len(results) == asked:
        return f"nothing to do: {asked} unchanged"
    parts = [f"{number} {status}" for status, number in counts.items()]
    left = [f"{asked - len(results)} not started"] if asked > len(results) else []
    return ", ".join([*parts, *left])
