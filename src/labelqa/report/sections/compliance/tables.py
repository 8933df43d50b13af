"""Rules as tables: how far each was kept, and which SOP versions were not read in time."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ....components import Cell, Column, Table
from ....estimates import Estimate, Estimates, Verdict
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...language.vocabulary import PEOPLE, term
from ...page.records import records, sheet
from ...page.verdict_cells import verdict_cell, without_target

VERSIONS = ("SOP version", "SOP versions")


def rules_table(setting: Setting, rules: Sequence[tuple[Estimates, Verdict | None]], table_id: str) -> Table:
    """One row per rule that can be counted, each an overall share; the note says why others cannot."""
    counted = [(one, verdict) for one, verdict in rules if one.only().exists]
    left_out = words.left_out([(term(one.name), one.only()) for one, _ in rules if not one.only().exists])
    targeted = any(verdict for _, verdict in counted)
    untargeted = without_target(
        [(term(one.name).noun, one.only(), verdict) for one, verdict in counted], "any of these rules"
    )
    heads = (
        Column(name="Rule", share=0.26 if targeted else 0.4),
        Column(name="Counted", numeric=True, share=0.2 if targeted else 0.25),
        Column(name="Share", numeric=True, share=0.1 if targeted else 0.14),
        Column(name="95% interval", numeric=True, share=0.17 if targeted else 0.21),
    )
    judged = (Column(name="Target", numeric=True, share=0.1), Column(name="Verdict", share=0.17))
    return Table(
        id=table_id,
        title="Rules, and how far they were kept",
        measure=f"Shares of what the rules are about, {setting.period}",
        columns=(*heads, *judged) if targeted else heads,
        rows=tuple(_rule(setting, one, verdict)[: None if targeted else 4] for one, verdict in counted),
        note=" ".join(filter(None, (f"{NOTHING} for an interval: all were counted.", untargeted, *left_out))),
        data=sheet(
            table_id,
            ["rule", "figure", "value", "low", "high", "n", "method", "target", "verdict"],
            [_line(one, verdict) for one, verdict in counted],
        ),
        figures=tuple(figure for one, verdict in rules for figure in records(one, [verdict])),
    )


def late_table(setting: Setting, late: pd.DataFrame, most: int, table_id: str) -> Table:
    """The obligations of measures.compliance not met in time, those with most unread decisions first."""
    rows = late.sort_values(["unread", "labels", "person_id"], ascending=[False, False, True])
    numerals, people = setting.numerals, late["person_id"].nunique()
    versions = words.plural(len(rows), VERSIONS, numerals)
    more = f" The first {most}; the data file has all." if len(rows) > most else ""
    return Table(
        id=table_id,
        title=f"{versions} not read in time, by {words.plural(people, PEOPLE, numerals)}",
        measure=f"SOP versions labelled on in {setting.period} before they were acknowledged",
        columns=(
            Column(name="Person", share=0.14),
            Column(name="Site", share=0.24),
            Column(name="SOP", share=0.2),
            Column(name="First label", share=0.15),
            Column(name="Read", share=0.15),
            Column(name="Unread decisions", numeric=True, share=0.12),
        ),
        rows=tuple(_late(setting, row) for row in rows.head(most).to_dict("records")),
        note=f"Unread decisions: those of the period made before the version was read.{more}",
        data=sheet(
            table_id,
            ["person", "site", "sop_family", "sop_version", "first", "acknowledged", "labels", "unread"],
            [
                [row["person_id"], row["site_id"], row["sop_family"], row["sop_version"], _date(row["first"]),
                 _date(row["acknowledged"]), row["labels"], row["unread"]]
                for row in rows.to_dict("records")
            ],
        ),
    )  # fmt: skip


def _rule(setting: Setting, rule: Estimates, verdict: Verdict | None) -> tuple[Cell, ...]:
    estimate, said, numerals = rule.only(), term(rule.name), setting.numerals
    between = numerals.interval(estimate) if estimate.low < estimate.high else NOTHING
    return (
        Cell(text=said.label),
        Cell(text=words.plural(estimate.n, said.counted, numerals)),
        Cell(text=words.value(estimate, verdict, numerals)),
        Cell(text=between),
        Cell(text=numerals.goal(verdict.target.value, estimate.unit) if verdict else NOTHING),
        verdict_cell(verdict),
    )


def _line(rule: Estimates, verdict: Verdict | None) -> list[object]:
    e: Estimate = rule.only()
    goal = verdict.target.value if verdict else None
    return [
        term(rule.name).label,
        rule.figure,
        e.value,
        e.low,
        e.high,
        e.n,
        e.method,
        goal,
        words.status(verdict),
    ]


def _late(setting: Setting, row: dict[str, object]) -> tuple[Cell, ...]:
    first, read = pd.Timestamp(str(row["first"])), row["acknowledged"]
    site = row["site_id"]
    return (
        Cell(text=str(row["person_id"])),
        Cell(text=setting.name("site_id", site) if isinstance(site, str) else NOTHING),
        Cell(text=f"{row['sop_family']} {row['sop_version']}"),
        Cell(text=setting.numerals.short_day(first.date())),
        Cell(text="never" if pd.isna(read) else setting.numerals.short_day(pd.Timestamp(str(read)).date())),
        Cell(text=setting.numerals.count(float(str(row["unread"])))),
    )


def _date(day: object) -> str:
    return "" if pd.isna(day) else pd.Timestamp(str(day)).date().isoformat()
