"""Rules as tables: how far each was kept, and which SOP versions were not read in time."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ....components import Cell, Column, Table
from ....estimates import Estimate, Estimates, Verdict
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.sentences import left_out
from ...language.shortened import THE_FIRST
from ...language.vocabulary import term
from ...language.words import joined, plural, status, value
from ...page.records import records, sheet
from ...page.tables import columns
from ...page.verdict_cells import verdict_cell, without_target
from . import words


def rules_table(setting: Setting, rules: Sequence[tuple[Estimates, Verdict | None]], table_id: str) -> Table:
    """One row per rule that can be counted, each an overall share; the note says why others cannot."""
    counted = [(one, verdict) for one, verdict in rules if one.only().exists]
    absent = [(term(one.name), one.only()) for one, _ in rules if not one.only().exists]
    targeted = any(verdict for _, verdict in counted)
    untargeted = without_target(
        [(term(one.name).noun, one.only(), verdict) for one, verdict in counted],
        words.ANY_RULE,
        setting.numerals,
    )
    shares = (0.26, 0.2, 0.1, 0.17) if targeted else (0.4, 0.25, 0.14, 0.21)
    judged = (
        Column(name=words.RULES_TARGET, numeric=True, share=0.1),
        Column(name=words.RULES_VERDICT, share=0.17),
    )
    return Table(
        id=table_id,
        title=words.RULES,
        measure=words.RULES_MEASURE(setting.numerals, period=setting.period),
        columns=(*columns(words.RULES_HEADS, shares, numeric=1), *(judged if targeted else ())),
        rows=tuple(_rule(setting, one, verdict)[: None if targeted else 4] for one, verdict in counted),
        note=joined(words.RULES_NOTE, untargeted, *left_out(absent, setting.numerals)),
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
    first = THE_FIRST(numerals, n=most) if len(rows) > most else ""
    return Table(
        id=table_id,
        title=words.LATE(numerals, n=len(rows), people=people),
        measure=words.LATE_MEASURE(numerals, period=setting.period),
        columns=columns(words.LATE_HEADS, (0.14, 0.24, 0.2, 0.15, 0.15, 0.12), numeric=5),
        rows=tuple(_late(setting, row) for row in rows.head(most).to_dict("records")),
        note=joined(words.LATE_NOTE, first),
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
        Cell(text=plural(estimate.n, said.counted, numerals)),
        Cell(text=value(estimate, verdict, numerals)),
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
        status(verdict),
    ]


def _late(setting: Setting, row: dict[str, object]) -> tuple[Cell, ...]:
    first, read = pd.Timestamp(str(row["first"])), row["acknowledged"]
    site = row["site_id"]
    return (
        Cell(text=str(row["person_id"])),
        Cell(text=setting.name("site_id", site) if isinstance(site, str) else NOTHING),
        Cell(text=f"{row['sop_family']} {row['sop_version']}"),
        Cell(text=setting.numerals.short_day(first.date())),
        Cell(
            text=words.NEVER_READ
            if pd.isna(read)
            else setting.numerals.short_day(pd.Timestamp(str(read)).date())
        ),
        Cell(text=setting.numerals.count(float(str(row["unread"])))),
    )


def _date(day: object) -> str:
    return "" if pd.isna(day) else pd.Timestamp(str(day)).date().isoformat()
