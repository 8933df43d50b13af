"""Without an optional table its sections are off with one honest line, and nothing else has changed."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import yaml
from builders import notebooks, pages
from builders.workspace import sample_workspace
from unit.report.claims import Claims

from labelqa import editions, params, periods, snapshots
from labelqa.components import AnyComponent, Facts, Prose, Section
from labelqa.contracts import CANONICAL
from labelqa.execute import sections
from labelqa.extracts import open_extract
from labelqa.snapshots.freezing import NEEDED
from labelqa.snapshots.snapshot_set import SnapshotSet
from labelqa.sources import MADE_OF_PARAMS

MARKET, LABELS = "ID", 60_000
DERIVED = {"label_classes", "overlaps", "people", "queues"}
"""What the sample's rows of labels make up for: without these nothing goes off (test_one_table)."""
OPTIONAL = sorted(CANONICAL.keys() - {*NEEDED, *DERIVED, MADE_OF_PARAMS})
WHY = "it is not in params/sources.yml"

OFF = {
    "market_report": {
        "actions": ("actions",),
        "audits": (
            *("accuracy", "trend", "sites", "confusion", "labels", "sop_ambiguity", "qa", "ramp_up"),
            *("impact", "sampling_plan"),
        ),
        "audit_reviews": ("qa",),
        "calibration_responses": ("calibration",),
        "calibration_sessions": ("calibration",),
        "deliveries": ("impact", "lots"),
        "gold": ("gold",),
        "requests": ("requests",),
        "time": ("time", "capacity"),
    },
    "calibration": {
        "calibration_responses": ("decision", "scores", "agreement", "sites", "items", "transfer"),
        "calibration_sessions": ("decision", "scores", "agreement", "sites", "items", "transfer"),
    },
    "ramp_up": {"audits": ("proficiency", "learning", "decisions"), "targets": ("proficiency", "decisions")},
}
"""The sections of each report that need a table and cannot do with another."""

REASONS = {("ramp_up", "targets"): "No target for accuracy was agreed."}
"""What is said of a missing table where it is not that it is missing."""

ALSO = {"calibration": ("audits", "sop_clauses"), "ramp_up": ("training",)}
"""Tables that these reports read besides, with every section still on."""

OTHERWISE = {
    "audits": ("agents.", "accuracy.gold.", "actions."),
    "gold": ("agents.", "actions."),
    "sample_designs": ("accuracy.", "agents.", "impact.wrong_labels.", "lots.", "plan.", "qa.", "actions."),
}
"""
Figures that are then made of something else: agents of gold, effects of actions of what checks there are, all
of every audit of whatever design. Risks rest on whatever tables there are.
"""

_LOUD = {*OFF["market_report"], *OTHERWISE}
_QUIET = [table for table in OPTIONAL if table not in _LOUD]
CASES = [
    *(("market_report", (table,)) for table in OPTIONAL if table in _LOUD),
    # those that nothing goes off without, four at a time and far apart: all their figures stay as they are
    *(
        ("market_report", tuple(_QUIET[start :: -(-len(_QUIET) // 4)]))
        for start in range(-(-len(_QUIET) // 4))
    ),
    *((report, (table,)) for report in ALSO for table in sorted({*OFF[report], *ALSO[report]})),
]
Components = tuple[AnyComponent, ...]


@pytest.fixture(scope="module")
def company(made_once, repository) -> Path:
    """A workspace of a small sample company, never to be written to."""
    return made_once("small-company", partial(sample_workspace, repository, labels=LABELS))


@pytest.fixture(scope="module")
def extract(company, tmp_path_factory) -> Callable[..., Path]:
    """The extract of a report, frozen and cut without some tables."""
    frozen: dict[tuple[str, ...], tuple[Path, params.Params, snapshots.Snapshot]] = {}

    def cut(report: str, *without: str) -> Path:
        if without not in frozen:
            folder = _without(company, without, tmp_path_factory.mktemp("without"))
            known, period = params.load(folder), periods.parse("2026-10", dt.date(2026, 11, 2))
            outputs = folder / "outputs"
            snapshot = snapshots.freeze(known, MARKET, period, outputs, folder, today=dt.date(2026, 11, 2))
            frozen[without] = folder, known, snapshot
        folder, known, snapshot = frozen[without]
        (job,) = params.jobs(
            known, periods.parse("2026-10"), reports=[report], markets=[MARKET], editions=["internal"]
        )
        return editions.cut(SnapshotSet.of(snapshot), job, known, folder / report).folder

    return cut


@pytest.fixture(scope="module")
def whole(extract, repository) -> Callable[[str], Components]:
    """What a report shows with all tables."""
    shown: dict[str, Components] = {}

    def of(report: str) -> Components:
        if report not in shown:
            shown[report] = notebooks.run(repository / f"notebooks/{report}.ipynb", extract(report))
        return shown[report]

    return of


@pytest.mark.parametrize(
    ("report", "tables"), CASES, ids=lambda it: it if isinstance(it, str) else "+".join(it)
)
def test_missing_tables_take_their_sections_away_and_break_nothing(
    extract, whole, repository, report, tables
):
    """Off are those that need one, for that reason; every other figure is as before or says why it is not."""
    folder = extract(report, *tables)
    components = notebooks.run(repository / f"notebooks/{report}.ipynb", folder)

    off = {
        section: REASONS.get((report, table), f"Table {table} is missing: {WHY}.")
        for table in tables
        for section in OFF[report].get(table, ())
    }
    otherwise = ("risks.", *(name for table in tables for name in OTHERWISE.get(table, ())))
    others = [name for name in _changed(whole(report), components) if not name.startswith(otherwise)]

    assert {} == _off(whole(report))
    assert off == _off(components)
    assert [] == others
    assert [] == _said_twice(components)
    assert [] == Claims(components, open_extract(folder)).contradictions()
    assert [] == [table for table in tables if table not in _missing(components)]


def test_a_check_knows_beforehand_what_goes_off(repository):
    """Read from the notebooks alone, by table; but for a target, which no table is needed for."""
    for report, off in OFF.items():
        needed = sections.needs(repository / f"notebooks/{report}.ipynb")
        told = {
            table: tuple(found) for table in OPTIONAL for found in sections.without(needed, {table}).values()
        }

        assert {table: {*names} for table, names in off.items() if (report, table) not in REASONS} == {
            table: {*names} for table, names in told.items()
        }


@pytest.mark.parametrize(
    ("table", "reports"),
    [("audits", ("market_report", "calibration", "ramp_up")), ("deliveries", ("market_report",))],
)
def test_a_report_without_a_table_is_published(company, labelqa, tmp_path, table, reports):
    """All the way to the page, with the reason why sections are off."""
    ran = labelqa(
        *(_without(company, (table,), tmp_path / "company"), "run", *reports, "-m", MARKET),
        *("-p", "2026-10", "-e", "internal"),
    )
    assert 0 == ran.code, ran.said

    for line in ran.lines:
        documents = {kind: Path(path) for kind, path in line["documents"].items()}
        summary = json.loads(documents["summary"].read_text(encoding="utf-8"))
        off = {section["name"]: section["why"] for section in summary["sections"] if not section["shown"]}
        page = pages.text(documents["pdf"])

        assert (
            dict.fromkeys(OFF[summary["report"]].get(table, ()), f"Table {table} is missing: {WHY}.") == off
        )
        assert not off or _unspaced(f"Table {table} is missing: {WHY}.") in _unspaced(page)
        assert not re.search(r"\b(nan|NaN|inf)\b", page)


def _unspaced(text: str) -> str:
    """A text without the places at which its lines may break."""
    return "".join(text.split())


def _without(company: Path, tables: tuple[str, ...], folder: Path) -> Path:
    """The workspace, in a new place, with tables taken out of params/sources.yml."""
    shutil.copytree(company, folder, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("data"))
    (folder / "data").symlink_to(company / "data")
    place = folder / "params/sources.yml"
    sources = yaml.safe_load(place.read_text(encoding="utf-8"))
    sources["folders"] = [str(company)]
    sources["tables"] = {name: source for name, source in sources["tables"].items() if name not in tables}
    place.write_text(yaml.safe_dump(sources), encoding="utf-8")
    return folder


def _off(components: Components) -> dict[str, str]:
    return {c.name: c.off for c in components if isinstance(c, Section) and c.off}


def _changed(before: Components, after: Components) -> list[str]:
    """The names of figures that have another value than before, or one where there was none."""
    old, new = _figures(before), _figures(after)
    return sorted(
        {name for name, by in new if new[name, by][0] is not None and old.get((name, by)) != new[name, by]}
    )


def _figures(
    components: Components,
) -> dict[tuple[str, str], tuple[float | None, float | None, float | None]]:
    return {
        (figure.name, str(sorted(figure.by.items()))): (figure.value, figure.low, figure.high)
        for component in components
        for figure in component.figures
    }


def _said_twice(components: Components) -> list[str]:
    """Paragraphs that stand in the report more than once."""
    told = Counter(text for c in components if isinstance(c, Prose) for text in c.paragraphs)
    return [text for text, times in told.items() if times > 1]


def _missing(components: Components) -> str:
    """The tables that the report lists as missing."""
    return " ".join(
        text for c in components if isinstance(c, Facts) for name, text in c.rows if name == "Missing tables"
    )
