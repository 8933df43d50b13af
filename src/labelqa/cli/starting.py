"""The command that starts a report of one's own: a notebook and its parameters, which run at once."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from .answers import told
from .options import HERE, Workspace

if TYPE_CHECKING:
    from ..params import Params, Survey

STARTER = files(__package__) / "starter"

new = typer.Typer(help="Start something of your own.", no_args_is_help=True)


@new.command()
@told
def report(
    name: Annotated[str, typer.Argument(help="Its name: small letters, digits and _, such as night_shift.")],
    workspace: Workspace = HERE,
    script: Annotated[bool, typer.Option("--py", help="Keep the notebook as a script of cells.")] = False,
) -> None:
    """Write a small report's notebook and its file of params, to begin with."""
    from .. import params
    from ..params.loading import REPORTS

    root = workspace.resolve()
    known = _known(params.survey(root))
    notebook = known.folders.own_notebooks / (f"{name}.py" if script else f"{name}.ipynb")
    written = root / REPORTS / f"{name}.yml"
    _require_free(name, notebook, written)
    beside = ((notebook, _notebook(script=script)), (written, _parameters(notebook, known)))
    for path, text in beside:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:  # whoever wrote one meanwhile keeps it
            file.write(text)
    market = min(known.markets)
    uses = [
        f"make it: labelqa run {name} -m {market} -p last-month",
        f"open it: labelqa extract {name} -m {market} -p last-month --into {name}",
    ]
    typer.echo("\n".join([str(notebook), str(written), *(f"  {use}" for use in uses)]))


def _known(found: Survey) -> Params:
    """The params, among whose mistakes it is none that there is no report yet."""
    from ..params.loading import REPORTS

    problems = [problem for problem in found.problems if problem.where != REPORTS]
    if problems or not found.params:
        raise ParamsError(*problems)
    return found.params


def _require_free(name: str, *paths: Path) -> None:
    """Raise ParamsError for a name that is none, or whose files are there."""
    from ..params.fields import NAME

    if not re.fullmatch(NAME, name):
        remedy = "begin with a small letter, then small letters, digits and _, 40 at most: night_shift"
        raise ParamsError(Problem(f"{name!r} is no name of a report", "new report", remedy))
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        remedy = "choose another name, or remove it"
        raise ParamsError(*(Problem("is there already", str(path), remedy) for path in there))


def _notebook(*, script: bool) -> str:
    """The notebook to begin with, in the form asked for."""
    if not script:
        return _starter("report.ipynb")
    from ..execute.notebook_forms import as_script, of_jupyter

    return as_script(of_jupyter(_starter("report.ipynb")))


def _parameters(notebook: Path, known: Params) -> str:
    """The file of params, for the company's own editions."""
    from ..params.models import VENDORS

    own = [edition for edition, it in known.editions.items() if it.kind == "internal"]
    title = notebook.stem.replace("_", " ").strip().capitalize()
    given = {"notebook": notebook.name, "title": title, "editions": ", ".join(own or [VENDORS])}
    return Template(_starter("report.yml")).substitute(given)


def _starter(file: str) -> str:
    return (STARTER / file).read_text(encoding="utf-8")
