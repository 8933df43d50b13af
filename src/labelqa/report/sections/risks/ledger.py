"""The ledger of tests behind findings: how many by family, how many flagged, how many in error at most."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ....components import Cell, FigureOfRecord, Table
from ....estimates import Estimate, Unit
from ....findings import Family, Findings, Level
from ....measures.risks.detectors import BY_SLUG
from ...data.setting import Setting
from ...language.vocabulary import decapitalised
from ...language.words import capital, joined
from ...page.records import record, sheet
from ...page.tables import columns
from . import words


def ledger_table(setting: Setting, found: Findings, table_id: str, q: float) -> Table:
    """
    One row per family of tests: how many, how many flagged, at most how many in error.

    `q` is the false discovery rate that families with p values are held to.
    """
    numerals = setting.numerals
    rows = [
        (
            Cell(text=capital(each.name)),
            Cell(text=capital(_looks_for(each.kinds))),
            *(Cell(text=numerals.count(number)) for number in (each.tests, each.flagged)),
            Cell(text=numerals.decimal(ceiling(each.expected_false), 1)),
        )
        for each in found.ledger
    ]
    return Table(
        id=table_id,
        title=tested(setting, found),
        measure=words.TESTED_MEASURE(numerals, period=setting.period),
        columns=columns(words.TESTED_HEADS, (0.17, 0.5, 0.09, 0.1, 0.14), numeric=2),
        rows=tuple(rows),
        note=_ledger_note(setting, found, q),
        data=sheet(
            table_id,
            ["family", "kinds", "tests", "flagged", "significant", "expected_false"],
            [[f.name, _numbers(f.kinds), f.tests, f.flagged, f.significant, ceiling(f.expected_false)]
             for f in found.ledger],
        ),
        figures=ledger_figures(found),
    )  # fmt: skip


def tested(setting: Setting, found: Findings) -> str:
    """How much was looked at: 312 tests, 9 flagged, at most 0.9 expected false."""
    most = setting.numerals.decimal(ceiling(found.expected_false), 1)
    return words.TESTED(setting.numerals, tests=found.tests, flagged=found.flagged, most=most)


def ceiling(bound: float) -> float:
    """A bound with one decimal, rounded up."""
    return math.ceil(round(bound * 10, 6)) / 10


def ledger_figures(found: Findings) -> tuple[FigureOfRecord, ...]:
    """How many tests were made, how many flagged and at most how many of these in error."""

    def of(name: str, number: float, unit: Unit, family: Family | None = None) -> FigureOfRecord:
        estimate = Estimate(number, number, number, found.tests, float(found.tests), "count", unit)
        split = f"{name}.by_family" if family else f"{name}.overall"
        return record(split, estimate, by={"family": family.name} if family else None)

    totals = (
        of("risks.tests", found.tests, Unit.COUNT),
        of("risks.flagged", found.flagged, Unit.COUNT),
        of("risks.expected_false", ceiling(found.expected_false), Unit.INDEX),
    )
    return (*totals, *(of("risks.tests", each.tests, Unit.COUNT, each) for each in found.ledger))


def _ledger_note(setting: Setting, found: Findings, q: float) -> str:
    """What is held of errors, why fewer are listed than flagged, and what could not be looked for."""
    looked_for = {kind for family in found.ledger for kind in family.kinds}
    off = [] if setting.context.vendor else [slug for slug in BY_SLUG if slug not in looked_for]
    return joined(
        words.HELD(setting.numerals, q=q),
        words.TOLD_ONCE if found.flagged > len(found.at(*Level)) else "",
        words.WITHOUT_DATA(setting.numerals, kinds=_looks_for(off)) if off else "",
    )


def _numbers(kinds: Sequence[str]) -> str:
    return " ".join(BY_SLUG[kind].number for kind in kinds)


def _looks_for(kinds: Sequence[str]) -> str:
    """What detectors look for, within a sentence."""
    return "; ".join(decapitalised(BY_SLUG[kind].title) for kind in kinds)
