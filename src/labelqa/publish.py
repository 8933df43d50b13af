"""Documents put in place as immutable revisions, one run of a job at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from . import sealed
from .errors import DataError, Problem, PublishError
from .params import INVESTIGATIONS

PREFIX = "r"
INPUTS = "inputs"
BENCHES, PROBE = "runs", ".probe"  # in outputs, where jobs are worked on; what is in a bench while it is used


@dataclass(frozen=True)
class Revision:
    """A published set of documents in `folder`, with its manifest."""

    folder: Path
    manifest: sealed.Manifest

    @property
    def number(self) -> str:
        """Its number, such as r1."""
        return self.folder.name


def home(outputs: Path, key: str) -> Path:
    """The folder of a job's revisions: below reports, or where an investigation's key says."""
    return outputs / key if key.startswith(f"{INVESTIGATIONS}/") else outputs / "reports" / key


@contextmanager
def reserved(outputs: Path, key: str) -> Iterator[str]:
    """
    Hold the job `key` for this run, and give the number its revision will have.

    A second run is refused at once with PublishError. What killed runs left behind is removed.
    """
    folder = home(outputs, key)
    try:
        sealed.make(folder)
        with FileLock(folder / ".lock", timeout=0):
            sealed.sweep(folder)
            yield sealed.upcoming(folder, PREFIX)
    except Timeout as error:
        problem = Problem("another run is making this report", key, "wait until it has ended, then run again")
        raise PublishError(problem) from error


def standing(outputs: Path, key: str, inputs: str) -> Revision | None:
    """
    The current revision if it was made of the same `inputs` and is undamaged.

    One that an earlier run made whole but did not come to point at counts, and is pointed at now.
    Call while the job is reserved.
    """
    folder = home(outputs, key)
    sealed.adopt(folder, PREFIX, lambda manifest: manifest.facts.get(INPUTS) == inputs)
    place = sealed.current(folder)
    if place is None:
        return None
    try:
        manifest = sealed.open_sealed(place)
    except DataError:
        return None
    return Revision(place, manifest) if manifest.facts.get(INPUTS) == inputs else None


def publish(documents: Path, outputs: Path, key: str, facts: Mapping[str, object]) -> Revision:
    """
    Seal the folder `documents` with `facts` and make it the job's current revision.

    Call while the job is reserved, with `documents` on the file system of `outputs`. Raises
    PublishError; readers then still see the revision before, whole.
    """
    try:
        manifest = sealed.seal(documents, facts)
        return Revision(sealed.add(home(outputs, key), documents, PREFIX), manifest)
    except OSError as error:
        remedy = "see that the outputs folder has room and may be written, then run again"
        problem = Problem(f"the documents could not be put in place: {error.strerror}", key, remedy)
        raise PublishError(problem) from error


def revisions_of(document: Path, outputs: Path) -> list[Revision]:
    """
    The revisions that hold a file with exactly these bytes, wherever the file itself lies.

    A document's bytes name their revision, so one that is found is all there is. Raises DataError where none
    is and some could not be looked at; it says how many and not which, for they may be others'.
    """
    digest = sealed.digest_of(document)
    folders = (outputs / "reports", outputs / INVESTIGATIONS)
    found, damaged = [], 0
    for path in sorted(path for folder in folders for path in folder.rglob(sealed.MANIFEST)):
        try:
            manifest = sealed.read_manifest(path.parent)
        except DataError:
            damaged += 1
            continue
        if digest in manifest.files.values():
            found.append(Revision(path.parent, manifest))
    if damaged and not found:
        what = f"may be of one of {damaged} damaged revisions; no other holds these bytes"
        raise DataError(Problem(what, str(document), "restore the outputs from a copy, then verify again"))
    return found
