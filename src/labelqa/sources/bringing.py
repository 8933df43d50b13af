"""From what lies elsewhere to files of this machine: fetched and read once, into a freezing's own folder."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from pathlib import Path

from ..engines import Files
from ..errors import DataError, Problem
from ..intake import databases
from ..intake.places import Stores, file_name
from ..params import Mapping, Sources
from .files import Slice, Source

FOLDER = "brought"


@dataclass(frozen=True)
class Brought:
    """Sources of which everything stands here, and the sha256 of each file that was fetched, by address."""

    found: MappingOf[str, Source]
    digests: MappingOf[str, str]


def bring(
    found: MappingOf[str, Source], sources: Sources, workspace: Path, cut: Slice, work: Path
) -> Brought:
    """
    Fetch every file at an address and read every table of a database into the folder `work`, once each.

    Without either nothing is opened. Raises DataError listing all that could not be had, ParamsError where a
    library or a credential is missing.
    """
    folder = work / FOLDER
    digests = _fetched(found, Stores(sources, workspace), folder)
    wanted = {_staged(folder, each.place): each for source in found.values() for each in source.wanted()}
    if wanted:
        folder.mkdir(exist_ok=True)
        bounds = databases.Bounds(cut.market, cut.start, cut.end)
        databases.read(sources.databases, wanted, bounds, workspace)
    return Brought({name: _here(source, folder) for name, source in found.items()}, digests)


def _fetched(found: MappingOf[str, Source], stores: Stores, folder: Path) -> dict[str, str]:
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for source in found.values():
        for mapping, files in source.parts:
            for name in sorted({*files.names} & {*source.listed} - {*digests}):
                into = folder / file_name(name)
                try:
                    digests[name] = stores.fetch(source.listed[name], into, mapping.digest)
                except DataError as error:
                    problems += error.problems
    if problems:
        raise DataError(*problems)
    return digests


def _here(source: Source, folder: Path) -> Source:
    """The source with every file under its own name, and where it stands now."""
    return replace(source, parts=tuple((m, _placed(source, m, files, folder)) for m, files in source.parts))


def _placed(source: Source, mapping: Mapping, files: Files, folder: Path) -> Files:
    if mapping.database is not None:
        return replace(files, at={name: _staged(folder, name) for name in files.names})
    return replace(
        files, at={name: folder / file_name(name) for name in files.names if name in source.listed}
    )


def _staged(folder: Path, place: str) -> Path:
    return folder / f"{file_name(place)}.parquet"
