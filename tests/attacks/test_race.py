"""T8: many jobs at once, again and again; every document is its own job's."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import notebooks, pages
from builders.documents import squeezed

from labelqa import fleet
from labelqa import params as parameters
from labelqa.editions import cut
from labelqa.params import Job, Params
from labelqa.periods import parse as period
from labelqa.pipeline import JobResult, RunContext
from labelqa.registry import Registry
from labelqa.snapshots.snapshot_set import SnapshotSet

from .conftest import NOW, PERIOD, VENDORS, frozen, keys

pytestmark = pytest.mark.timeout(3_000)
ROUNDS = int(os.environ.get("LABELQA_RACES", "1"))  # a round takes half a minute on two cores
EARLIER = "2026-09"
SHOWS = """
days = open_extract(Path(extract)).table("label_days")
days = days[(days["local_date"] >= context.period.start) & (days["local_date"] < context.period.end)]
told = {"labels": int(days["labels"].sum()), "rows": len(days), "sites": days["site_id"].nunique()}
sites = " ".join(sorted(days["site_id"].unique()))
show(Lede(text=sites, figures=[figure(name, held) for name, held in told.items()]))
"""


@dataclass(frozen=True)
class Race:
    """The jobs that run at once, what each is to print, and where their snapshots are."""

    workspace: Path
    params: Params
    jobs: Sequence[Job]
    expected: Mapping[str, tuple[str, dict[str, int]]]  # by job: its sites in words, its figures
    snapshots: Path

    def run(self, outputs: Path) -> list[JobResult]:
        """All of them, each in a thread of its own."""
        outputs.mkdir()
        (outputs / "snapshots").symlink_to(self.snapshots)
        place = RunContext(self.workspace, outputs, Registry.beside(outputs), NOW, keys=keys())
        return [*fleet.run_all(self.jobs, self.params, place, workers=len(self.jobs))]


@pytest.fixture(scope="module")
def race(plain, tmp_path_factory) -> Race:
    """The six markets in all editions of a month, and two of them in the month before."""
    folder = tmp_path_factory.mktemp("race")
    for name in ("params", "data", "templates"):
        shutil.copytree(plain / name, folder / name, copy_function=os.link)
    (folder / "notebooks").mkdir()
    notebooks.write(folder / "notebooks" / "probe.ipynb", SHOWS)
    known = parameters.load(folder)
    asked = {"reports": ["probe"], "markets": ["SG", "TH"], "editions": ["internal"]}
    jobs = (
        *parameters.jobs(known, period(PERIOD), reports=["probe"]),
        *parameters.jobs(known, period(EARLIER), **asked),
    )
    expected = {job.key: _expected(job, known, plain, folder / job.key) for job in jobs}
    return Race(folder, known, jobs, expected, plain / "outputs" / "snapshots")


def _expected(job: Job, known: Params, plain: Path, into: Path) -> tuple[str, dict[str, int]]:
    """What the notebook finds in the job's extract, here without a kernel."""
    snapshot = frozen(plain, job.market, plain / "outputs", job.period.text)
    into.parent.mkdir(parents=True, exist_ok=True)
    days = cut(SnapshotSet.of(snapshot), job, known, into, keys()).table("label_days")
    days = days[(days["local_date"] >= job.period.start) & (days["local_date"] < job.period.end)]
    sites = sorted(days["site_id"].unique())
    figures = {"labels": int(days["labels"].sum()), "rows": len(days), "sites": len(sites)}
    return " ".join(sites), figures


@pytest.mark.parametrize("number", range(ROUNDS))
def test_every_document_of_a_race_is_of_its_own_job(race, tmp_path, number):
    """Market, period, edition and figures, in all four; no two jobs print the same."""
    results = race.run(tmp_path / f"outputs-{number}")
    jobs = {job.key: job for job in race.jobs}

    assert 6 + sum(map(len, VENDORS.values())) + 2 == len(jobs)
    assert len(jobs) == len({f"{jobs[key].edition} {told}" for key, told in race.expected.items()})
    assert {None} == {each.cause for each in results}
    assert dict.fromkeys(jobs, "published") == {each.job: each.status for each in results}
    for result in results:
        job, (sites, figures) = jobs[result.job], race.expected[result.job]
        market = race.params.market(job.market).name
        said = (market, job.period.label, f"{job.edition} edition", sites, f"{job.key}, r1")
        screen = result.documents["html"].read_text(encoding="utf-8")
        texts = {"html": screen, "pdf": pages.text(result.documents["pdf"])}
        assert figures == _summary(result, job) == _workbook(result, job)
        for kind, text in texts.items():
            assert [] == [words for words in said if _plain(words) not in _plain(text)], (job.key, kind)
            assert [] == [key for key in jobs if key != job.key and f"{key}, r" in text], (job.key, kind)


def _plain(text: str) -> str:
    """Letters and digits only: PDFium writes a hyphen that ends a line as it likes."""
    return "".join(filter(str.isalnum, squeezed(text)))


def _summary(result: JobResult, job: Job) -> dict[str, int]:
    """The figures of a summary, once it is known to name the job."""
    told = json.loads(result.documents["summary"].read_text(encoding="utf-8"))
    assert (job.market, job.period.text, job.edition) == (told["market"], told["period"], told["edition"])
    return {figure["name"]: figure["value"] for figure in told["figures"]}


def _workbook(result: JobResult, job: Job) -> dict[str, int]:
    """The same of a spreadsheet."""
    with zipfile.ZipFile(result.documents["xlsx"]) as archive:
        texts = re.findall(r"<t[^>]*>([^<]*)</t>", archive.read("xl/sharedStrings.xml").decode())
        cells = re.findall(r"<v>([^<]*)</v>", archive.read("xl/worksheets/sheet2.xml").decode())
    assert [text for text in texts if text.startswith(f"{job.key}, ")]
    names = ("labels", "rows", "sites")
    places = [cells.index(str(texts.index(name))) for name in names]
    return {name: int(float(cells[place + 1])) for name, place in zip(names, places, strict=True)}
