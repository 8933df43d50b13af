"""What vendors were told, as it stands in published revisions, and a ledger made of it again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from .. import periods, sealed
from ..disclosure.ledger import RULES
from ..disclosure.rates import ToldRate
from ..errors import DataError, Problem, ReleaseError
from ..extracts import Extract
from ..models import Model
from ..params import Params
from ..periods import Period
from ..registry import Registry, Release
from ..snapshots import Snapshot, open_snapshot, parent_of
from .audience import Audience
from .investigations import SUMMARY
from .peers import NAME as BENCHMARKS

MARKER, PEERS = "releases.json", ".peers"
TOLD = "told"  # in the record of a vendor's revision
RATES = TypeAdapter(list[ToldRate])
_VALUES = TypeAdapter(dict[str, float])
_REMEDY = "see that the registry is the one they were entered in, or run `labelqa ledger --restore`"


class _Marker(Model):
    """How many releases the ledger of these outputs knew at last, whichever machine made them."""

    releases: int


@dataclass(frozen=True)
class StandingRevision:
    """A revision in outputs/reports of an edition that is not known to be internal."""

    folder: Path
    period: str
    market: str
    report: str
    edition: str

    @property
    def key(self) -> tuple[str, str]:
        """Its job and its number, as the ledger has them."""
        return "/".join((self.period, self.market, self.report, self.edition)), self.folder.name

    @cached_property
    def told(self) -> dict[str, float]:
        """The rates of others that it told, by metric: as it was sealed, or as they stand in its summary."""
        sealed_with = sealed.read_manifest(self.folder).facts.get(TOLD)
        return self._shown if sealed_with is None else _VALUES.validate_python(sealed_with)

    @property
    def _shown(self) -> dict[str, float]:
        try:
            figures = json.loads((self.folder / SUMMARY).read_text(encoding="utf-8"))["figures"]
        except (OSError, ValueError, KeyError) as error:
            remedy = "restore it from a copy: what its vendor was told is not known without it"
            raise DataError(Problem("cannot be read", str(self.folder / SUMMARY), remedy)) from error
        return {
            figure["name"].removesuffix(PEERS): figure["value"]
            for figure in figures
            if figure["name"].endswith(PEERS) and figure["value"] is not None
        }


def told_in(extract: Extract) -> dict[str, float]:
    """The rates of others in a vendor's extract, by metric: all that its documents can tell of them."""
    rows = extract.table(BENCHMARKS).dropna()
    return dict(zip(rows["metric"], rows["value"], strict=True))


@dataclass(frozen=True)
class Releases:
    """The ledger in a registry beside the outputs that it speaks of."""

    registry: Registry
    outputs: Path
    params: Params

    def check(self) -> None:
        """Raise ReleaseError where a revision stands, or a release was made, that the ledger misses."""
        known = self.registry.released()
        if unknown := self._unknown(known):
            (job, revision), more = unknown[0].key, len(unknown) - 1
            what = f"does not know what {job} {revision} told" + (f", nor {more} more" if more else "")
            raise ReleaseError(Problem(f"the ledger {what}", self._place, _REMEDY))
        if len(known) < (marked := self._marked()):
            what = f"the ledger knows {len(known)} of {marked} releases"
            remedy = (
                "run `labelqa ledger --restore --from` with a database that knows them (docs/operations.md)"
            )
            raise ReleaseError(Problem(what, self._place, remedy))

    def _unknown(self, known: Collection[tuple[str, str]]) -> list[StandingRevision]:
        """The revisions that tell of others and are not among those `known`."""
        return [each for each in self._standing() if each.key not in known and each.told]

    def restore(self) -> list[Release]:
        """
        Enter in the ledger what standing revisions told; gives the new entries.

        Raises DataError where a revision's snapshot is gone, ReleaseError where nobody says whose edition
        it is; then nothing is entered.
        """
        found = [self._release(each) for each in self._unknown(self.registry.released())]
        for release in found:
            self.registry.release(release)
        self.mark()
        return found

    def copy(self, other: Registry) -> int:
        """Enter in the ledger what another one knows and it does not; how many releases that was."""
        known = self.registry.released()
        new = [each for each in other.releases(None) if (each.job, each.revision) not in known]
        for release in new:
            self.registry.release(release)
        self.mark()
        return len(new)

    def mark(self) -> None:
        """Note beside the outputs how many releases the ledger knows; never fewer than before."""
        marker = _Marker(releases=max(len(self.registry.released()), self._marked()))
        sealed.put(self.outputs / MARKER, marker.model_dump_json().encode() + b"\n")

    def _marked(self) -> int:
        path = self.outputs / MARKER
        try:
            return _Marker.model_validate_json(path.read_text(encoding="utf-8")).releases
        except FileNotFoundError:
            return 0
        except (OSError, ValidationError) as error:
            remedy = "remove it once `labelqa ledger` says that every revision is known"
            raise ReleaseError(Problem("is no count of releases", str(path), remedy)) from error

    @property
    def _place(self) -> str:
        return self.registry.place

    def _standing(self) -> Iterator[StandingRevision]:
        internal = {name for name, edition in self.params.editions.items() if not edition.vendor}
        reports = self.outputs / "reports"
        for folder in sorted(reports.glob("*/*/*/*/r*")):
            period, market, report, edition, _ = folder.relative_to(reports).parts
            if edition not in internal and folder.is_dir() and not folder.is_symlink():
                yield StandingRevision(folder, period, market, report, edition)

    def _release(self, standing: StandingRevision) -> Release:
        job, revision = standing.key
        edition = self.params.editions.get(standing.edition)
        if edition is None or edition.vendor is None:
            remedy = "put the edition back into params/editions.yml"
            raise ReleaseError(Problem(f"nobody says which vendor {standing.edition} is of", job, remedy))
        manifest, period = sealed.open_sealed(standing.folder), periods.parse(standing.period)
        snapshot = self._snapshot(standing.market, period, str(manifest.facts["snapshot"]), job)
        audience = Audience(snapshot, edition.vendor, p_percent=0)
        days = period.start, period.end
        rates = [audience.told_before(metric, days, value) for metric, value in standing.told.items()]
        statements = RATES.dump_json(rates).decode()
        return Release(job, revision, edition.vendor, statements, RULES, f"restored from {manifest.digest}")

    def _snapshot(self, market: str, period: Period, digest: str, job: str) -> Snapshot:
        for folder in sorted(parent_of(self.outputs, market, period).glob("s*")):
            if folder.is_dir() and sealed.read_manifest(folder).digest == digest:
                return open_snapshot(folder)
        remedy = "restore it from a copy, or take the releases from a database with --from"
        raise DataError(Problem(f"the snapshot of what was told is not there: {digest}", job, remedy))
