"""Tables of databases: read for a market's window into files of our own, all of one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...params import DatabaseParams
from ...params import Mapping as TableMapping
from .local_files import is_file, name_of, stamps
from .queries import Bounds, change_of, rows_of
from .sessions import session
from .staging import stage

__all__ = ["Bounds", "Wanted", "changes", "files", "read", "untold"]


@dataclass(frozen=True)
class Wanted:
    """A mapping of a canonical table whose rows lie in a database."""

    table: str
    mapping: TableMapping

    @property
    def place(self) -> str:
        """What people know its rows by."""
        return self.mapping.place(self.table)


def read(
    databases: Mapping[str, DatabaseParams],
    wanted: Mapping[Path, Wanted],
    bounds: Bounds,
    workspace: Path,
) -> None:
    """
    Write the rows of each mapping to its Parquet file: of one database all as they were at one moment.

    Raises ParamsError where a library is missing, DataError where a database cannot be read.
    """
    for name in sorted({str(each.mapping.database) for each in wanted.values()}):
        with session(name, databases[name], workspace) as database:
            for into, each in wanted.items():
                if each.mapping.database == name:
                    query = rows_of(each.mapping, each.table, database.quoted)
                    stage(database.read(query, bounds.bound(database.instants)), into, ordered=query.ordered)


def changes(
    databases: Mapping[str, DatabaseParams], wanted: Sequence[Wanted], bounds: Bounds, workspace: Path
) -> dict[str, list[object]]:
    """
    What tells from outside that rows have changed, by their place: what the `changed` queries answer.

    Without one a database that is a file is known by its time of writing; another is not asked.
    """
    told: dict[str, list[object]] = {}
    asked = [each for each in wanted if each.mapping.changed is not None]
    for each in wanted:
        url = databases[str(each.mapping.database)].url
        if each.mapping.changed is None and is_file(url):
            told[each.place] = list(stamps(url, workspace))
    for name in sorted({str(each.mapping.database) for each in asked}):
        with session(name, databases[name], workspace) as database:
            for each in asked:
                query = change_of(each.mapping, each.table)
                if query and each.mapping.database == name:
                    batches = database.read(query, bounds.bound(database.instants))
                    told[each.place] = [row for batch in batches for row in _plain(batch.to_pylist())]
    return told


def files(databases: Mapping[str, DatabaseParams]) -> set[str]:
    """The files of this machine, from the workspace, that some of the databases are."""
    return {name_of(each.url) for each in databases.values() if is_file(each.url)}


def untold(databases: Mapping[str, DatabaseParams], mappings: Iterable[TableMapping]) -> bool:
    """Whether only reading them again tells that some rows have changed."""
    return any(
        mapping.database is not None
        and mapping.changed is None
        and not is_file(databases[mapping.database].url)
        for mapping in mappings
    )


def _plain(rows: Iterable[Mapping[str, object]]) -> list[object]:
    return [{name: str(value) for name, value in row.items()} for row in rows]
