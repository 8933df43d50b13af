"""How much of its own figures a vendor's editions print, and how many cells each rule withholds."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import Bound, Measured
from labelqa import fleet, params, periods, sample, snapshots
from labelqa.disclosure.rounding import FEWEST
from labelqa.keys import parse
from labelqa.params import Job, Params
from labelqa.pipeline import JobResult, RunContext
from labelqa.registry import Registry
from labelqa.report.data.gate import FEWEST_OWN

from .clearing import clearing

CHECKOUT = Path(__file__).resolve().parents[3]
PERIOD, NOW = "2026-10", dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
KEYS = parse(f"{'ab' * 32} 12", "the benchmark")
SMALL = (f"fewer than {FEWEST}", f"fewer than {FEWEST_OWN}")  # flags of what small cells leave out
BENCHMARK = "benchmark withheld: "
MOST_WITHHELD = 10.0  # percent of a vendor's own figures
CROWDED, MOST_SECONDS = "ID", 2.0
HEAD = ("a vendor's own figures", "reports", "cells", "printed", *SMALL, "figures", "printed", "of %")


@dataclass(frozen=True)
class Told:
    """What reports of one vendor, or of all, print: cells by the rule that withholds them, and figures."""

    name: str
    reports: int
    cells: Mapping[str, int]
    figures: int
    printed: int

    @property
    def withheld(self) -> float:
        """Percent of its figures that are not printed."""
        return 100 * (1 - self.printed / self.figures)

    @property
    def line(self) -> tuple[str, ...]:
        """Its line of the table."""
        cells = (sum(self.cells.values()), *(self.cells[rule] for rule in ("", *SMALL)))
        return (self.name, *(f"{n:,}" for n in (self.reports, *cells, self.figures, self.printed)),
                f"{100 - self.withheld:.1f}")  # fmt: skip


def measure(folder: Path, repeats: int) -> Measured:  # noqa: ARG001 (a report has the same figures each time)
    """
    Every vendor's edition of the sample month, in full size.

    A figure is printed where at least half of its cells are, of those that have data. Bounded are the vendor
    that sees the smallest share of its figures, and how long one edition is cleared.
    """
    known, jobs, results = made(folder)
    by_vendor = {str(known.edition(job.edition).vendor): [] for job in jobs}
    for job in jobs:
        by_vendor[str(known.edition(job.edition).vendor)].append(results[job.key])
    lines = [told(vendor, of) for vendor, of in sorted(by_vendor.items())]
    least = max(lines, key=lambda line: line.withheld)
    bound = Bound(f"{least.name} is not told", least.withheld, MOST_WITHHELD, "% of its own figures")
    clears = Bound("clearing after weeks, months and ranges", _clearing(folder, known), MOST_SECONDS, "CPU s")
    rates = Counter(why for each in results.values() for why in withheld_rates(each))
    table = [line.line for line in (*lines, told("all", [*results.values()]))]
    blank = ("",) * (len(HEAD) - 2)
    return Measured(
        (HEAD, *table, *((f"rates of others: {why}", f"{n:,}", *blank) for why, n in sorted(rates.items()))),
        (bound, clears),
    )


def made(folder: Path) -> tuple[Params, Sequence[Job], dict[str, JobResult]]:
    """The sample company in `folder`, and its vendors' editions by job; what is there already stays."""
    if not (folder / "params").is_dir():
        for name in ("params", "notebooks", "templates"):
            shutil.copytree(CHECKOUT / name, folder / name)
        sample.write(folder / "data")
    known = params.load(folder)
    vendors = [name for name, edition in known.editions.items() if edition.vendor]
    jobs = params.jobs(known, periods.parse(PERIOD), editions=vendors)
    outputs = folder / "outputs"
    place = RunContext(folder, outputs, Registry.beside(outputs), NOW, keys=KEYS)
    results = {result.job: result for result in fleet.run_all(jobs, known, place)}
    if failed := [f"{each.job}: {each.cause}" for each in results.values() if each.cause]:
        raise SystemExit("\n".join(failed))
    return known, jobs, results


def _clearing(folder: Path, known: Params) -> float:
    """Of the market with most vendors."""
    vendors = [
        edition.vendor for edition in known.editions.values() if edition.vendor and CROWDED in edition.markets
    ]
    snapshot = snapshots.newest(folder / "outputs", CROWDED, periods.parse(PERIOD))
    if snapshot is None:
        raise SystemExit(f"{CROWDED} was not frozen")
    return clearing(snapshot, vendors, KEYS.p_percent)


def told(name: str, results: Iterable[JobResult]) -> Told:
    """What the summaries of some reports say that they print."""
    cells, figures, printed, reports = Counter[str](), 0, 0, 0
    for result in results:
        found: dict[str, Counter[str]] = {}
        for figure in json.loads(result.documents["summary"].read_text(encoding="utf-8"))["figures"]:
            if (rule := _rule(figure)) is not None:
                found.setdefault(figure["name"], Counter())[rule] += 1
        cells += sum(found.values(), Counter())
        figures += len(found)
        printed += sum(2 * each[""] >= each.total() for each in found.values())
        reports += 1
    return Told(name, reports, cells, figures, printed)


def withheld_rates(result: JobResult) -> list[str]:
    """The rules by which a report withholds rates of others, one for each rate."""
    return [why for fact, why in result.facts.items() if fact.startswith(BENCHMARK)]


def _rule(figure: Mapping[str, object]) -> str | None:
    """What withholds a cell; nothing where it is printed, None where the vendor has no data for it."""
    if figure["value"] is not None:
        return ""
    flags = figure["flags"]
    return next((rule for rule in SMALL if isinstance(flags, list) and rule in flags), None)
