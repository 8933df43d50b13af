"""Whether a notebook that ran to its last cell made the report it was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from nbformat import NotebookNode

from ..components import AnyComponent, Cover, Section
from ..components.outputs import outputs
from ..errors import NotebookError, Problem
from ..params import Job


def components(run: NotebookNode, name: str) -> tuple[AnyComponent, ...]:
    """Everything the notebook showed, in order. Raises NotebookError for what is no component."""
    shown = outputs(run, name)
    if shown.problems:
        raise NotebookError(*shown.problems)
    return shown.components


def check(shown: Sequence[AnyComponent], job: Job, name: str) -> None:
    """Raise NotebookError unless the cover names the job and every declared figure is there."""
    problems = [Problem(what, name, remedy) for what, remedy in [*_cover(shown, job), *_figures(shown, job)]]
    if problems:
        raise NotebookError(*problems)


def _cover(shown: Sequence[AnyComponent], job: Job) -> list[tuple[str, str]]:
    covers = [component for component in shown if isinstance(component, Cover)]
    if len(covers) != 1:
        return [(f"shows {len(covers)} covers, needs one", "call r.cover() once")]
    asked = {"market_id": job.market, "period": job.period.text, "edition": job.edition}
    return [
        (f"prints {field} {printed} for a job of {wanted}", "print what the extract says")
        for field, wanted in asked.items()
        if (printed := getattr(covers[0], field)) != wanted
    ]


def _figures(shown: Sequence[AnyComponent], job: Job) -> list[tuple[str, str]]:
    emitted = {figure.name for component in shown for figure in component.figures}
    off = {component.name for component in shown if isinstance(component, Section) and component.off}
    return [
        (
            f"does not show the figure {figure.name}",
            f"show it in section {figure.section}, or take it off params/reports/{job.report}.yml",
        )
        for figure in job.figures
        if figure.name not in emitted and figure.section not in off
    ]
