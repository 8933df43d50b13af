"""The command that writes an empty sheet of a table, to be filled in by whoever delivers the data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from .answers import told

if TYPE_CHECKING:
    from ..contracts import TableContract

MADE_OF_PARAMS = "markets"


@told
def template(
    table: Annotated[str, typer.Argument(help="The table, such as labels; `labelqa docs data.md` has all.")],
    xlsx: Annotated[bool, typer.Option("--xlsx/--csv", help="A workbook with notes, or heads alone.")] = True,
    into: Annotated[Path | None, typer.Option("--into", help="The file; by default TABLE.xlsx here.")] = None,
) -> None:
    """Write an empty sheet of a table: heads, what each column holds, what may be typed, an example."""
    from .. import empty_sheets

    contract = _contract(table)
    path = into or Path(f"{table}.{'xlsx' if xlsx else 'csv'}")
    path.parent.mkdir(parents=True, exist_ok=True)
    write = empty_sheets.write_xlsx if xlsx else empty_sheets.write_csv
    try:
        write(contract, path)
    except FileExistsError as error:
        remedy = "choose another name by --into, or remove it"
        raise ParamsError(Problem("is there already", str(path), remedy)) from error
    sheet = f", sheet: {table}" if xlsx else ""
    mapping = f"{table}: {{files: {_quoted(path)}{sheet}}}"
    typer.echo(f"{path}\nfilled in, it is read by params/sources.yml as\n  {mapping}")


def _contract(name: str) -> TableContract:
    """The contract of a table that can be delivered. Raises ParamsError."""
    from ..contracts import CANONICAL
    from ..params.remedies import instead

    known = [table for table in CANONICAL if table != MADE_OF_PARAMS]
    if name not in known:
        remedy = instead(name, known, shown=len(known))
        raise ParamsError(Problem(f"no table {name!r} is delivered", "template", remedy))
    return CANONICAL[name]


def _quoted(path: Path) -> str:
    return json.dumps(path.as_posix(), ensure_ascii=False)
