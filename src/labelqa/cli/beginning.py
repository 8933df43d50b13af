"""The commands that make a workspace: empty, or the fictional company's with its data."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from . import importing
from .answers import told
from .options import HERE, Workspace

if TYPE_CHECKING:
    from ..recognition import Proposal

_OF_THE_COMPANY = "market_report -m SG -p 2026-10 -e internal"  # a market and a month that its data have
Labels = Annotated[int, typer.Option(min=1, help="About how many label decisions the company has.")]
LABELS = 1_500_000


@told
def init(
    folder: Annotated[Path, typer.Argument(help="The workspace; by default the current folder.")] = HERE,
    sample: Annotated[
        bool, typer.Option("--sample", help="That of the fictional company, with data.")
    ] = False,
    notebooks: Annotated[
        bool, typer.Option("--notebooks", help="Copy notebooks and templates into it, new or not.")
    ] = False,
    labels: Labels = LABELS,
    source: importing.From = None,
    more: importing.More = None,
    zone: importing.ZoneName = None,
    market: importing.MarketName = None,
    day_first: importing.DayFirst = None,
    column: importing.Columns = None,
    period: importing.MonthName = None,
    unit: importing.UnitName = None,
    queue: importing.QueueName = None,
    question: importing.QuestionName = None,
    abbreviations: importing.Letters = None,
    yes: importing.Yes = False,
) -> None:
    """Make a folder a workspace, of files of labels (--from) or empty; what is there stays as it is."""
    given = importing.Given(
        zone, market or (), day_first, column or (), period, unit, queue, question, abbreviations, yes
    )
    root, kind = folder.resolve(), _Kind(sample, notebooks, labels)
    found = _found(root, [*(source or ()), *(more or ())], given, kind)
    if _write(root, kind, found):
        steps = importing.next_steps(found) if found else _next_steps(sample=sample)
        typer.echo("next:\n" + "\n".join(f"  {step}" for step in [*_into(folder), *steps]))


@dataclass(frozen=True)
class _Kind:
    """What a workspace begins with besides its params."""

    sample: bool
    notebooks: bool
    labels: int


def _found(root: Path, files: list[Path], given: importing.Given, kind: _Kind) -> Proposal | None:
    """What is proposed of the files named; nothing where none is. What cannot be goes before any question."""
    from .. import beginnings

    if not files and given != importing.Given():
        raise ParamsError(Problem("answers are given, and no file", "init", "name it: --from FILE"))
    if files and kind.sample:
        raise ParamsError(Problem("--sample and --from are two workspaces", "init", "give one of them"))
    if files and (root / beginnings.PARAMS).exists():
        beginnings.begin(root, {})  # refuses it, in its own words
    return importing.proposed(root, files, given) if files else None


def _write(root: Path, kind: _Kind, found: Proposal | None) -> bool:
    """Write the workspace, or what it lacks; whether it is a new one."""
    from .. import beginnings, params

    is_new = not (root / beginnings.PARAMS).exists()
    if kind.sample and not is_new:
        remedy = "`labelqa sample` writes the company's data into it"
        raise ParamsError(Problem("is a workspace already", str(root), remedy))
    if kind.sample:  # before params: without its data there is no such workspace
        root.mkdir(parents=True, exist_ok=True)
        _tell(_data(root, labels=kind.labels))
    if is_new or not kind.notebooks:
        files = importing.texts(found, _organisation(root)) if found else _files_of(root, sample=kind.sample)
        _tell(*beginnings.begin(root, files))
    if kind.notebooks:
        _tell(*beginnings.copy_all(params.survey(root).folders))
    for line in (*found.recognised, *found.left) if found else ():
        typer.echo(line)
    return is_new


def _into(folder: Path) -> list[str]:
    return [] if folder == HERE else [f"cd {shlex.quote(str(folder))}"]


@told
def sample(
    workspace: Workspace = HERE,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 2026,
    labels: Labels = LABELS,
) -> None:
    """
    Write the tables of the fictional sample company into the workspace's data folder.

    Params as `labelqa init` wrote them, with nothing of anybody in them, become the company's.
    """
    from .. import beginnings

    root = workspace.resolve()
    if beginnings.stands(root, _files_of(root)):
        _tell(beginnings.renew(root, beginnings.sample_company()))
    _tell(_data(root, seed=seed, labels=labels))


def _files_of(root: Path, *, sample: bool = False) -> dict[str, str]:
    """The params of a new workspace, by path in params/."""
    from .. import beginnings

    return beginnings.sample_company() if sample else beginnings.blank(_organisation(root))


def _organisation(root: Path) -> str:
    """The company's name until somebody writes another: the folder's."""
    words = root.name.replace("_", " ").replace("-", " ").split()
    return " ".join(words).capitalize() or "Our company"


def _data(root: Path, *, labels: int, seed: int = 2026) -> Path:
    from .. import sample as company

    return company.write(root / "data", seed=seed, labels=labels)


def _next_steps(*, sample: bool) -> Iterator[str]:
    """What to type next, a line each."""
    if sample:
        yield f"labelqa run {_OF_THE_COMPANY}"
        return
    yield "labelqa docs data.md                   # which tables there are, and what each column holds"
    yield "labelqa template labels --xlsx         # an empty sheet of one, to be filled in"
    yield "edit params/sources.yml                # where your tables lie, and how their columns are called"
    yield "labelqa check -p last-month            # what is read of them, and which sections are on"
    yield "labelqa run -p last-month"


def _tell(*written: Path) -> None:
    for path in written:
        typer.echo(path)
