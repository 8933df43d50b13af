"""Documents put in place as immutable revisions, one run of a job at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from . import sealed
from .errors import DataError, Problem, PublishError
from .params import INVESTIGATIONS
from .pointers import CURRENT

PREFIX = "r"
INPUTS = "inputs"
ALSO_MADE_OF = ".made-of.json"  # beside the revisions, for a sealed one is never altered
KEY_SHEET = "key_sheet"  # in a revision's facts, the digest of the file that goes to the vendor's lead alone
FOR_LEADS = "keys_for_vendors"
BENCHES, PROBE = "runs", ".probe"  # in outputs, where jobs are worked on; what is in a bench while it is used


@dataclass(frozen=True)
class Revision:
    """A published set of documents in `folder`, with its manifest."""

    folder: Path
    manifest: sealed.Manifest

    @property
    def number(self) -> str:
        """Its number, such as r1; of a copy without its original, as was noted when it was sealed."""
        name = self.folder.name
        return str(self.manifest.facts.get("revision", name)) if name == CURRENT else name


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


def standing(outputs: Path, key: str, value: str, fact: str = INPUTS) -> Revision | None:
    """
    The current revision if it has this `value` of a fact, such as its inputs, and is undamaged.

    One that an earlier run made whole but did not come to point at counts, and is pointed at now. Inputs
    count, too, of which it was found to be also made. Call while the job is reserved.
    """
    folder = home(outputs, key)
    sealed.adopt(folder, PREFIX, lambda manifest: manifest.facts.get(fact) == value)
    place = sealed.current(folder)
    if place is None:
        return None
    try:
        manifest = sealed.open_sealed(place)
    except DataError:
        return None
    alike = manifest.facts.get(fact) == value or (fact == INPUTS and value in _also(folder, manifest))
    return Revision(place, manifest) if alike else None


def keep_inputs(outputs: Path, key: str, revision: Revision, inputs: str) -> None:
    """
    Note that a revision that stands is also what these `inputs` would print.

    Call while the job is reserved. Raises PublishError.
    """
    folder, manifest = home(outputs, key), revision.manifest
    known = {manifest.check: sorted({*_also(folder, manifest), inputs})}
    try:
        sealed.put(folder / ALSO_MADE_OF, sealed.canonical(known))
    except OSError as error:
        raise _unplaced(error, "the note of what else a revision is made of", key) from error


def _also(folder: Path, manifest: sealed.Manifest) -> list[str]:
    """The inputs that a revision was found to be also made of; none where the note cannot be read."""
    try:
        noted = json.loads((folder / ALSO_MADE_OF).read_bytes())
        return [str(inputs) for inputs in noted.get(manifest.check, [])]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


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
        raise _unplaced(error, "the documents", key) from error


def place_of_key_sheet(outputs: Path, key: str, number: str) -> Path:
    """Where the key sheet of a revision stands: away from reports, in a folder for each edition's lead."""
    period, market, report, edition = key.split("/")
    return outputs / FOR_LEADS / edition / period / market / report / f"{number}.csv"


def keep_key_sheet(content: bytes, outputs: Path, key: str, number: str) -> dict[str, str]:
    """
    Put the key sheet of the coming revision in its place; the fact by which the revision seals it.

    Only its owner may look into the folder of all key sheets. Call while the job is reserved, before
    `publish`. Raises PublishError.
    """
    place = place_of_key_sheet(outputs, key, number)
    try:
        (outputs / FOR_LEADS).mkdir(mode=0o700, exist_ok=True)
        sealed.make(place.parent)
        sealed.sweep(place.parent)
        sealed.put(place, content)
    except OSError as error:
        raise _unplaced(error, "the key sheet", key) from error
    return {KEY_SHEET: sealed.digest_of(place)}


def lacks_key_sheet(outputs: Path, key: str, revision: Revision) -> bool:
    """Whether the key sheet that a revision sealed is not in its place, or not as it was."""
    digest = revision.manifest.facts.get(KEY_SHEET)
    if digest is None:
        return False
    place = place_of_key_sheet(outputs, key, revision.number)
    return not place.is_file() or sealed.digest_of(place) != digest


def _unplaced(error: OSError, what: str, key: str) -> PublishError:
    remedy = "see that the outputs folder has room and may be written, then run again"
    return PublishError(Problem(f"{what} could not be put in place: {error.strerror}", key, remedy))


def revisions_of(document: Path, outputs: Path) -> list[Revision]:
    """
    The revisions that hold, or seal as their key sheet, a file with these bytes, wherever it lies.

    A document's bytes name their revision, so one that is found is all there is. Raises DataError where none
    is and some could not be looked at; it says how many and not which, for they may be others'.
    """
    digest = sealed.digest_of(document)
    found, damaged = [], 0
    for folder in _all(outputs):
        try:
            manifest = sealed.read_manifest(folder)
        except DataError:
            damaged += 1
            continue
        if digest in (*manifest.files.values(), manifest.facts.get(KEY_SHEET)):
            found.append(Revision(folder, manifest))
    if damaged and not found:
        what = f"may be of one of {damaged} damaged revisions; no other holds these bytes"
        raise DataError(Problem(what, str(document), "restore the outputs from a copy, then verify again"))
    return found


def _all(outputs: Path) -> Iterator[Path]:
    """The folders of all revisions; a copy of one that stands beside it is none."""
    for home_of in (outputs / "reports", outputs / INVESTIGATIONS):
        for path in sorted(home_of.rglob(sealed.MANIFEST)):
            folder = path.parent
            if folder.name != CURRENT or sealed.current(folder.parent) == folder:
                yield folder
