"""The notebooks and parameters that revisions were made of, kept for the company's own eyes."""

from __future__ import annotations

from pathlib import Path

from . import sealed
from .errors import Problem, PublishError

FOLDER = "originals"  # in outputs, away from what is handed on: code and notes may name other vendors


def keep(outputs: Path, key: str, digest: str, content: bytes) -> None:
    """
    Keep what has this digest, once; only the owner may look into the folder of all of them.

    Call while the job is reserved. Raises PublishError.
    """
    place = _place(outputs, key, digest)
    if place.is_file():
        return
    try:
        (outputs / FOLDER).mkdir(mode=0o700, exist_ok=True)
        sealed.make(place.parent)
        sealed.sweep(place.parent)
        sealed.put(place, content)
    except OSError as error:
        what = f"what the report is made of could not be kept: {error.strerror}"
        raise PublishError(
            Problem(what, key, "see that the outputs folder has room, then run again")
        ) from error


def kept(outputs: Path, key: str, digest: str) -> bytes | None:
    """What was kept under a digest; None where nothing was, as of revisions of earlier versions."""
    place = _place(outputs, key, digest)
    return place.read_bytes() if place.is_file() else None


def _place(outputs: Path, key: str, digest: str) -> Path:
    return outputs / FOLDER / key / digest.rpartition(":")[2]
