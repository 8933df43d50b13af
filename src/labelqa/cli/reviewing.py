"""What a check finds without reading data: mistakes in params, in the notebooks and in the templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .. import params, sources
from ..errors import LabelQAError, NotebookError, ParamsError, Problem, RenderError
from ..execute.notebook_forms import SUFFIXES
from ..execute.review import review as of_notebook
from ..params import Survey
from ..params.loading import COMMENTARY
from ..params.remedies import instead
from ..render.review import review as of_templates


def review(root: Path) -> tuple[Survey, list[LabelQAError]]:
    """A workspace's params as far as they can be read, and every mistake in them and in what they name."""
    survey = params.survey(root)
    in_params, in_notebooks = (
        [*survey.problems, *_in_sources(survey), *_in_commentary(survey, root)],
        list[Problem](),
    )
    folders = survey.folders
    for name, report in survey.reports.items():
        path = folders.notebook(report.notebook)
        if path.is_file():
            in_notebooks += of_notebook(report, path, folders.called(path))
        else:
            where = survey.documents[f"reports/{name}.yml"].place("notebook")
            have = {
                each.name for one in folders.notebooks for each in one.glob("*") if each.suffix in SUFFIXES
            }
            in_notebooks.append(
                Problem(f"no notebook {folders.called(path)}", where, instead(path.name, have))
            )
    paper = folders.project.paper if folders.project else "a4"
    in_templates = of_templates(folders.templates, folders.called(folders.templates), paper)
    return survey, list(_errors(in_params, in_notebooks, in_templates))


def _in_sources(survey: Survey) -> tuple[Problem, ...]:
    """What is wrong with tables, columns and expressions, which is known without their files."""
    if survey.params:
        try:
            sources.check(survey.params)
        except ParamsError as error:
            return error.problems
    return ()


def _in_commentary(survey: Survey, root: Path) -> Iterator[Problem]:
    """Comments on figures that no report of their market shows, as far as one was ever made."""
    for (period, market), comments in (survey.params.commentary if survey.params else {}).items():
        known = _printed(root, market)
        for number, comment in enumerate(comments):
            if known and comment.figure not in known:
                document = survey.documents[f"{COMMENTARY}/{period}/{market}.yml"]
                where, remedy = document.place(number, "figure"), instead(comment.figure, known)
                yield Problem(f"no report prints a figure {comment.figure}", where, remedy)


def _printed(root: Path, market: str) -> set[str]:
    """The names of the figures in the reports of a market that stand."""
    found = set()
    for path in (root / "outputs" / "reports").glob(f"*/{market}/*/*/current/summary.json"):
        with suppress(OSError, ValueError):  # a damaged one is found by what opens its revision
            found |= {figure["name"] for figure in json.loads(path.read_bytes())["figures"]}
    return found


def _errors(
    in_params: list[Problem], in_notebooks: list[Problem], in_templates: list[Problem]
) -> Iterator[LabelQAError]:
    kinds = (ParamsError, in_params), (NotebookError, in_notebooks), (RenderError, in_templates)
    for kind, problems in kinds:
        if problems:
            yield kind(*dict.fromkeys(problems))
