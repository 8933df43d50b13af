"""What a snapshot was made of, told from the outside: cheap to compare, and never part of what is sealed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from .. import sources
from ..params import Params
from ..periods import Period
from ..sealed import canonical, put
from .scope import slice_of

KEPT = "fingerprint.json"  # beside the snapshots: a copied or restored file must not make another snapshot


def fingerprint(params: Params, market_id: str, period: Period, workspace: Path, *, ended: bool) -> str:
    """
    One digest for the files that a freezing would read and for the params that decide what it makes of them.

    A file is known by its name, size and time of writing, so that it costs nothing to ask, and a backup or a
    change of its mode is no change; whether the period has `ended` decides whether its reports are
    provisional. Raises ParamsError and DataError as `sources.find` does.
    """
    sources.check(params)
    _, cut = slice_of(params, market_id, period)
    found = sources.find(params.sources, workspace, cut)
    files = {
        name: [[file, *_stamp(files.path(file))] for _, files in source.parts for file in files.names]
        for name, source in found.items()
    }
    content = {
        "files": files,
        "absent": {name: sorted(source.absent) for name, source in found.items()},
        "sources": params.sources.model_dump(mode="json"),
        "market": params.market(market_id).model_dump(mode="json"),
        "targets": [target.model_dump(mode="json") for target in params.targets],
        "history_weeks": params.history_weeks,
        "rejected_share": params.project.rejected_share,
        "ended": ended,
    }
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


def _stamp(path: Path) -> tuple[int, int]:
    seen = path.stat()
    return seen.st_size, seen.st_mtime_ns
