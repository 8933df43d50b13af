"""What a snapshot was made of, told from the outside: cheap to compare, and never part of what is sealed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from .. import sources
from ..intake import databases
from ..params import Params
from ..periods import Period
from ..sealed import canonical, put
from ..sources import Source
from .scope import slice_of

KEPT = "fingerprint.json"  # beside the snapshots: a copied or restored file must not make another snapshot


def fingerprint(params: Params, market_id: str, period: Period, workspace: Path, *, ended: bool) -> str:
    """
    One digest for all that a freezing would read and for the params that decide what it makes of them.

    A file is known by its name, size and time of writing, so that it costs nothing to ask, and a backup or a
    change of its mode is no change; one at an address by its size and version, or its digest; a table of a
    database by what its `changed` query answers. Whether the period has `ended` decides whether its reports
    are provisional. Raises ParamsError and DataError as `sources.find` does, and where a database cannot be
    asked.
    """
    of_files, found = _of_files(params, market_id, period, workspace, ended=ended)
    wanted = [each for source in found.values() for each in source.wanted()]
    if not wanted:
        return of_files
    _, cut = slice_of(params, market_id, period)
    bounds = databases.Bounds(cut.market, cut.start, cut.end)
    told = databases.changes(params.sources.databases, wanted, bounds, workspace)
    return _digest({"files": of_files, "databases": told})


def of_files(params: Params, market_id: str, period: Period, workspace: Path, *, ended: bool) -> str:
    """
    The same without databases.

    What is read of one is of one moment, so that rows which change meanwhile spoil nothing.
    """
    return _of_files(params, market_id, period, workspace, ended=ended)[0]


def untold(params: Params) -> bool:
    """Whether some sources can have changed without their fingerprint: reading them again tells."""
    mappings = [mapping for each in params.sources.tables.values() for mapping in each]
    return databases.untold(params.sources.databases, mappings)


def _of_files(
    params: Params, market_id: str, period: Period, workspace: Path, *, ended: bool
) -> tuple[str, dict[str, Source]]:
    sources.check(params)
    _, cut = slice_of(params, market_id, period)
    found = sources.find(params.sources, workspace, cut)
    content = {
        "files": {name: _stamps(source) for name, source in found.items()},
        "absent": {name: sorted(source.absent) for name, source in found.items()},
        "sources": params.sources.model_dump(mode="json"),
        "market": params.market(market_id).model_dump(mode="json"),
        "targets": [target.model_dump(mode="json") for target in params.targets],
        "history_weeks": params.history_weeks,
        "rejected_share": params.project.rejected_share,
        "ended": ended,
    }
    return _digest(content), found


def _digest(content: object) -> str:
    return f"sha256:{hashlib.sha256(canonical(content)).hexdigest()}"


def keep(parent: Path, number: str, made_of: str) -> None:
    """Note beside the snapshots what the current one was made of. Call under the parent's lock."""
    put(parent / KEPT, canonical({"snapshot": number, "fingerprint": made_of}))


def kept(parent: Path, number: str) -> str:
    """What the snapshot of that number was made of; empty where nobody knows."""
    try:
        noted = json.loads((parent / KEPT).read_bytes())
        return str(noted["fingerprint"]) if noted["snapshot"] == number else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _stamps(source: Source) -> list[list[object]]:
    """Each file with what differs once it was written anew; what lies in databases is asked otherwise."""
    told: list[list[object]] = []
    for mapping, files in source.parts:
        for name in files.names if mapping.database is None else ():
            listed = source.listed.get(name)
            told.append([name, *(listed.stamp if listed else _stamp(files.path(name)))])
    return told


def _stamp(path: Path) -> tuple[int, int]:
    seen = path.stat()
    return seen.st_size, seen.st_mtime_ns
