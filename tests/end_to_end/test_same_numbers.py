"""The figures on the page, in summary.json and in report.xlsx are the same numbers, in every report."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from builders import pages
from builders.spreadsheet import sheets
from unit.report.printed import BETWEEN, NUMBER, canonical, finest, prints, rounds

from labelqa.components import FigureOfRecord
from labelqa.measures.risks import DETECTORS
from labelqa.params import load
from labelqa.report.language.vocabulary import TERMS
from labelqa.report.sections.agents.words import PLACES
from labelqa.report.sections.impact.words import CONSUMERS, KINDS

INTERNAL = [(name, "internal") for name in ("market_report", "calibration", "ramp_up", "market_overview")]
REPORTS = [*INTERNAL, ("market_report", "meridian")]
RUN = 4  # numbers of a chart for each of its rows at most
FOUND_OUT = 0.8  # of figures that are changed a little must be missed on the page

UNPRINTED = {
    "accuracy.audit.by_week": "dots of a control chart",
    "accuracy.audit.by_market_week": "dots of control charts",
    "accuracy.audit.over_markets.beyond_chance": "said in words",
    "accuracy.audit.over_markets.predicted": "its interval alone is printed",
    "accuracy.standardised.rank.by_site": "its interval alone is printed",
    "accuracy.standardised.rank.by_vendor": "its interval alone is printed",
    "agents.accuracy.by_person": "dots of the caterpillar; those to coach have 90 % intervals beside them",
    "ambiguity.variance_difference.overall": "said in words",
    "agreement.blind.overall": "said in words",
    "calibration.suspect_keys.overall": "said in words, by their names",
    "capacity.gap_ahead.overall": "said in words",
    "flow.delivered.overall": "the height of a diagram",
    "flow.requested.overall": "the height of a diagram",
    "labels.false.by_label_queue": "a column of the table's data",
    "labels.missed.by_label_queue": "a column of the table's data",
    "ramp.learning.accuracy.by_cohort": "the end of a curve",
    "ramp.learning.pace.by_cohort": "the end of a curve",
}
"""Figures that no page prints in digits, and what it does instead."""

WORDS = {"market_report": {"calibration.score.post.by_clause", "calibration.site_difference.by_site"}}
"""Figures that one report says in words and another prints."""

RULES = tuple(f"risks.{each.number.lower()}." for each in DETECTORS)
"""What the rules of risks find: without digits for its interval, and printed where it is found."""

ELSEWHERE = {
    "accuracy.gold.given.overall": "where answers to gold items were removed",
    "accuracy.gold.untainted.overall": "where answers to gold items were removed",
    "accuracy.gold.precision.": "where decisions are of several labels",
    "accuracy.gold.recall.": "where decisions are of several labels",
    "agreement.boxes.": "where boxes are drawn",
    "agreement.spans.": "where spans are marked",
    "calibration.change.by_session": "where several sessions were held",
    "calibration.score.post.by_session": "where several sessions were held",
    "calibration.score.pre.by_session": "where several sessions were held",
    "investigation.": "where a risk is investigated",
    "score.": "where labels are scored",
}
"""Figures, or the beginnings of their names, that these reports do not print, and where they are."""

LISTED = {
    "agreement.alpha.by_label": 12,
    "agreement.specific.by_label": 12,
    "ambiguity.sop.by_clause": 12,
    "ambiguity.variance.by_source": 2,
    "calibration.item.post.by_item": 8,
    "calibration.item.pre.by_item": 8,
    "confusion.pairs.by_label_ref_label": 8,
    "impact.delivered.by_batch": 12,
    "labels.given.by_label_queue": 20,
    "labels.precision.by_label_queue": 20,
    "labels.recall.by_label_queue": 20,
    "labels.true.by_label_queue": 20,
    "lots.accuracy.by_batch": 12,
    "lots.chance.by_batch": 12,
    "lots.found_wrong.by_batch": 12,
    "lots.outgoing_limit.by_batch": 12,
}
"""Figures of which the first rows are printed, and how many of those at least; the data files have all."""

BARE = {
    "accuracy.critical.by_market",
    "accuracy.gold.by_site",
    "calibration.item.pre.by_item",
    "calibration.score.post.by_clause",
    "calibration.score.post.by_person",
    "calibration.score.pre.by_clause",
    "calibration.score.pre.by_person",
    "calibration.score.pre.by_site",
    "calibration.site_difference.by_site",
    "confusion.pairs.by_label_ref_label",
    "flow.throughput.overall",
    "occupancy.by_market",
    "plan.hours.by_design_stratum",
    "qa.seconds.median.by_qa_person",
    "qa.seconds.p10.by_qa_person",
    "quality.score.by_queue",
    "shrinkage.by_market",
    "time.external_shrinkage.by_site",
    "time.handling.by_site",
    "time.internal_shrinkage.by_site",
    "time.waiting.by_site",
}
"""Figures whose interval is drawn, or in the data file, and not printed in digits."""


@dataclass(frozen=True)
class Report:
    """What was published: the texts of its pages with numbers as en_GB has them, its summary and figures."""

    page: str
    summary: Mapping[str, object]
    figures: tuple[FigureOfRecord, ...]
    workbook: bytes
    names: Mapping[str, Mapping[str, str]]
    findings: Mapping[str, str]

    @classmethod
    def inside(cls, folder: Path, workspace: Path) -> Report:
        """The report in a revision's folder."""
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        known = load(workspace)
        market = known.markets.get(summary["market"], known.project)
        page = canonical(pages.text(folder / "report.pdf"), market.locale)
        return cls(
            page,
            summary,
            tuple(map(FigureOfRecord.model_validate, summary["figures"])),
            (folder / "report.xlsx").read_bytes(),
            _names(workspace / "data"),
            {each["finding"]: _said(each, page, market.locale) for each in summary["findings"]},
        )

    def unfound(self, figures: tuple[FigureOfRecord, ...]) -> list[FigureOfRecord]:
        """The figures that are not on the page, neither beside their name nor as one only they can be."""
        by_name: dict[str, list[FigureOfRecord]] = {}
        for figure in figures:
            if figure.value is not None:
                by_name.setdefault(figure.name, []).append(figure)
        return [
            figure
            for rows in by_name.values()
            if not self._drawn(rows)
            for figure in rows
            if not any(_printed_in(rest, figure) for rest in self._beside(figure)) and not self._told(figure)
        ]

    def _told(self, figure: FigureOfRecord) -> bool:
        """Whether a sentence holds it: with its interval, or, a count or the like of the whole, alone."""
        if figure.low == figure.high or figure.name in BARE:
            whole = not figure.by or "plan" in figure.by
            return whole and any(prints(number, figure) for number in self.numbers)
        return any(
            prints(found["value"], figure) and _ends(found["low"], found["high"], figure)
            for found in re.finditer(rf"(?P<value>{NUMBER})[a-zQA ]{{0,16}} \(?{BETWEEN}", self.page)
        )

    def _drawn(self, rows: list[FigureOfRecord]) -> bool:
        """Whether all rows of a figure without printed intervals stand together, as beside a chart."""
        if rows[0].name not in BARE or not rows[0].by:
            return False
        places = [{i for i, number in enumerate(self.numbers) if prints(number, row)} for row in rows]
        return any(
            all(near) and len(set().union(*near)) >= len(rows)
            for start in places[0]
            for first in range(start - RUN * len(rows) + 1, start + 1)
            if (near := [{i for i in each if first <= i < first + RUN * len(rows)} for each in places])
        )

    @functools.cached_property
    def numbers(self) -> list[str]:
        """Every number of the pages, in their order."""
        return [number[0] for number in re.finditer(NUMBER, self.page)]

    def _beside(self, figure: FigureOfRecord) -> list[str]:
        """What stands beside the name of a figure's row, or its measure; what is said of a finding."""
        if "finding" in figure.by:
            return [self.findings[figure.by["finding"]]]
        if figure.by:
            row = [self._called(key, value) for key, value in figure.by.items() if key != "design"]
            others = {
                self._called(key, f.by[key]) for f in self.figures if f.name == figure.name for key in f.by
            }
            orders = (row, row[::-1]) if len(row) > 1 else (row,)
            return [rest for order in orders for rest in pages.beside(self.page, order, [*others])]
        measure = re.sub(r"\.(?:overall|change|previous)$", "", figure.name)
        if measure not in TERMS:
            return []
        words = (TERMS[measure].label, TERMS[measure].column)
        return [rest for name in words for rest in pages.beside(self.page, [name])]

    def _called(self, key: str, value: str) -> str:
        """What a row is called on the page."""
        match key:
            case "stratum":
                return value.partition("/")[2] if value.startswith("20") else value
            case "true_share":
                return f"{float(value):.1%}"
            case "state" | "priority":
                return value.replace("_", " ")
            case "source":
                return {"item": "items", "agent": "people"}.get(value, value)
        return self.names.get(key, {}).get(value, value)


def _names(data: Path) -> dict[str, Mapping[str, str]]:
    """What ids are called, by the key of a figure's breakdown."""
    tables = {
        "site": "sites",
        "vendor": "vendors",
        "queue": "queues",
        "label": "label_classes",
        "market": "markets",
    }
    read = {key: pd.read_parquet(data / f"{table}.parquet") for key, table in tables.items()}
    found = {key: dict(zip(table[f"{key}_id"], table["name"], strict=True)) for key, table in read.items()}
    clauses = pd.read_parquet(data / "sop_clauses.parquet").sort_values("sop_version")
    titles = dict(zip(clauses["clause_id"], clauses["title"], strict=True))
    kinds = KINDS | {each.number: each.title for each in DETECTORS}
    spoken = {"quantile": PLACES, "consumer": CONSUMERS, "kind": kinds, "clause": titles}
    return {**found, "ref_label": found["label"], **spoken}


def _said(finding: Mapping[str, str], page: str, locale: str) -> str:
    """A finding's title, cost and what it rests on, as far as printed, whatever their first letter."""
    cost = f"{finding['cost']} {finding['interval']}"
    texts = (canonical(text[1:], locale) for text in (finding["title"], cost, finding["rests_on"]))
    return " ".join(text for text in texts if text in page)


def _printed_in(rest: str, figure: FigureOfRecord) -> bool:
    """Whether a value stands in a row's text, and its interval, if it is one that is printed."""
    if not any(prints(number[0], figure) for number in re.finditer(NUMBER, rest)):
        return False
    if figure.low == figure.high or figure.name in BARE or figure.name.startswith(RULES):
        return True
    return any(_ends(each["low"], each["high"], figure) for each in re.finditer(BETWEEN, rest))


def _ends(low: str, high: str | None, figure: FigureOfRecord) -> bool:
    """Whether two texts are the ends of a figure's interval, None that of an open one."""
    width = finest(figure)
    if not rounds(low, figure.low, figure.unit, width):
        return False
    if figure.high is None:
        return high is None
    return bool(high) and rounds(high, figure.high, figure.unit, width)


def test_the_figures_printed_are_those_documented(reports, repository):
    """With all tables there they print every figure of docs/figures.md, but for rules, and no other."""
    page = (repository / "docs" / "figures.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z0-9_.]+)` \|", page, re.MULTILINE))
    documented -= {name for name in documented if name.startswith(tuple(ELSEWHERE))}
    printed = {figure.name for name in INTERNAL for figure in reports(*name).figures}

    assert printed <= documented
    assert [] == [name for name in sorted(documented - printed) if not name.startswith(RULES)]


def _in_digits(report: Report) -> tuple[FigureOfRecord, ...]:
    """The figures of which every row is printed."""
    left_out = {*UNPRINTED, *LISTED, *WORDS.get(str(report.summary["report"]), ())}
    return tuple(f for f in report.figures if f.value is not None and f.name not in left_out)


@pytest.fixture(scope="module")
def reports(published) -> Callable[[str, str], Report]:
    """The published reports by name and edition."""
    workspace, folders = published
    return functools.cache(lambda *name: Report.inside(folders[name], workspace))


@pytest.mark.parametrize(("name", "edition"), REPORTS)
def test_every_figure_of_the_summary_stands_on_the_page(reports, name, edition):
    """Beside its name, or with its interval."""
    report = reports(name, edition)
    figures = _in_digits(report)

    assert figures
    assert [] == [(f.name, f.by, f.value, f.low, f.high) for f in report.unfound(figures)]


@pytest.mark.parametrize(("name", "edition"), INTERNAL)
def test_long_tables_print_their_first_rows(reports, name, edition):
    """So many of a figure's rows stand on the page at least."""
    report = reports(name, edition)
    rows = {n: tuple(f for f in report.figures if f.name == n) for n in LISTED}
    printed = {n: len(figures) - len(report.unfound(figures)) for n, figures in rows.items()}

    assert {} == {n: found for n, found in printed.items() if found < min(LISTED[n], len(rows[n]))}


@pytest.mark.parametrize(("name", "edition"), REPORTS)
def test_a_figure_that_is_another_is_missed_on_the_page(reports, name, edition):
    """Each a third of its interval higher, or a tenth where it has none: what passes by chance is rare."""
    report = reports(name, edition)
    wrong = tuple(figure.model_copy(update=_moved(figure)) for figure in _in_digits(report))
    found_out = report.unfound(wrong)

    assert FOUND_OUT * len(wrong) <= len(found_out)


def _moved(figure: FigureOfRecord) -> dict[str, float | None]:
    width = (figure.high or 2 * figure.value - figure.low) - figure.low
    step = width / 3 if width else 0.1 * abs(figure.value) + 1
    ends = {name: getattr(figure, name) for name in ("value", "low", "high")}
    return {name: None if end is None else end + step for name, end in ends.items()}


@pytest.mark.parametrize(("name", "edition"), REPORTS)
def test_every_figure_of_the_spreadsheet_is_that_of_the_summary(reports, name, edition):
    """Row by row, number by number, to the last digit."""
    report = reports(name, edition)
    head, *rows = sheets(report.workbook)["Figures"]
    columns = {title: letter for letter, title in head.items()}
    measured = ("value", "low", "high", "n", "unit", "target", "verdict", "probability", "more", "method")
    held = [
        {
            "name": row[columns["name"]],
            "by": {
                t.removeprefix("by "): row[c] for t, c in columns.items() if t.startswith("by ") and c in row
            },
            **{title: row.get(columns[title]) for title in measured},
            "flags": row.get(columns["flags"]),
        }
        for row in rows
    ]
    summed = [{**figure, "flags": "; ".join(figure["flags"]) or None} for figure in report.summary["figures"]]

    assert summed == held
