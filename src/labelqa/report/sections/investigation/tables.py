"""Is it real, where and why: what an investigation found, as tables."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ....components import Cell, Column, Data, FigureOfRecord, Table
from ....estimates import Estimate, Estimates, Unit, Verdict
from ....measures.investigation.bases import Basis
from ....measures.investigation.causes import Cause
from ....measures.investigation.level import Level
from ....measures.investigation.result import InvestigationResult
from ....measures.investigation.signs import Sign
from ....measures.subgroups import FEWEST, Where
from ....measures.unlike import EVEN
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...language.vocabulary import PLURALS, term
from ...page.records import record, records, sheet
from . import sentences
from .words import SIGNS

PRINTED = 10
_SIGNS_NOTE = (
    "Right: exact tests, at like queues and labels. Fast: as fast as the fastest 1% of others before; beyond "
    "five times as many is worse. Commonest: the commonest label of each queue; beyond 10 points more than "
    "others give it is worse. Speed and the mix of labels do not tell right from wrong, so they decide "
    "nothing. q: false discovery rate among all of them."
)
_HELD = ["value", "low", "high", "n", "wrong", "expected", "p", "q", "excess", "excess_low", "excess_high"]


def level_table(
    setting: Setting, found: InvestigationResult, verdict: Verdict | None, table_id: str
) -> Table:
    """Accuracy before and in the days, the change in its parts, and what speaks for chance."""
    told = [*_levels(found.level)]
    p = sentences.as_estimate(found.level.p, found.level.after.n)
    return Table(
        id=table_id,
        title="Before and in these days",
        measure="By audits drawn at random, with 95% intervals",
        columns=(
            Column(name="Measure", share=0.46),
            Column(name="Audits", numeric=True, share=0.12),
            Column(name="Value", numeric=True, share=0.14),
            Column(name="95% interval", numeric=True, share=0.28),
        ),
        rows=tuple(_measured(setting, name, estimate) for name, estimate in told),
        note=_exactly(setting, found.level.p) + _how_drawn(found.level),
        data=sheet(
            table_id,
            ["figure", "value", "low", "high", "n"],
            [[f"{name}.overall", e.value, e.low, e.high, e.n] for name, e in told],
        ),
        figures=(
            *(record(f"{name}.overall", e, verdict if e is found.level.after else None) for name, e in told),
            record("investigation.p.overall", p),
        ),
    )


def signs_table(setting: Setting, found: InvestigationResult, title: str, table_id: str) -> Table:
    """One row per kind of evidence: what it is in these days, what is usual, and whether it is worse."""
    return Table(
        id=table_id,
        title=title,
        measure="Every kind of evidence on what is asked about, with 95% intervals",
        columns=(
            Column(name="Evidence", share=0.4),
            Column(name="Counted", numeric=True, share=0.13),
            Column(name="In these days", numeric=True, share=0.1),
            Column(name="95% interval", numeric=True, share=0.14),
            Column(name="Usual", numeric=True, share=0.08),
            Column(name="q", numeric=True, share=0.06),
            Column(name="Worse", share=0.09),
        ),
        rows=tuple(_sign(setting, each) for each in found.signs),
        note=_SIGNS_NOTE,
        data=sheet(
            table_id,
            ["sign", "value", "low", "high", "n", "usual", "p", "q"],
            [_sign_line(each) for each in found.signs],
        ),
        figures=(
            *(
                record("investigation.signs.by_sign", each.now, by={"sign": each.kind})
                for each in found.signs
            ),
            *(record(f"{name}.overall", e) for basis in found.bases[1:] for name, e in _known(basis)),
        ),
    )


def where_table(setting: Setting, found: Where, estimates: Estimates, title: str, table_id: str) -> Table:
    """The subgroups, or the pairs of labels, that tell most."""
    by, cells = (estimates.by[0], "cells" if estimates.by[0] == "subgroup" else "labels")
    rows = estimates.rows.head(PRINTED)
    numerals = setting.numerals
    counted = words.plural(len(estimates), PLURALS[by], numerals)
    return Table(
        id=table_id,
        title=title,
        measure="Audits of these days with a wrong label, against those to be expected from the weeks before",
        columns=(
            Column(name=words.capital(PLURALS[by][0]), share=0.34),
            Column(name="Audits", numeric=True, share=0.08),
            Column(name="Wrong", numeric=True, share=0.08),
            Column(name="Expected", numeric=True, share=0.09),
            Column(name="Times", numeric=True, share=0.08),
            Column(name="95% interval", numeric=True, share=0.13),
            Column(name="Labels beyond", numeric=True, share=0.11),
            Column(name="q", numeric=True, share=0.09),
        ),
        rows=tuple(_where(setting, row, cells) for row in rows.to_dict("records")),
        note=f"{counted} of at least {FEWEST} audits. Expected by queue and label. Times and labels"
        f" beyond are weighted. q: false discovery rate among all {numerals.count(found.tests)} tested.",
        data=_where_sheet(estimates, table_id),
        figures=records(Estimates(estimates.name, estimates.by, rows, estimates.unit)),
    )


def cause_table(setting: Setting, found: InvestigationResult, table_id: str) -> Table:
    """What else changed, and what of the change it explains."""
    numerals = setting.numerals
    none = Estimate.absent("", Unit.POINTS)
    rows = [
        (
            Cell(text=each.name),
            Cell(text=numerals.change(each.explains)),
            Cell(text=numerals.change_interval(each.explains)),
            Cell(text=numerals.p_value(each.q)),
            Cell(text=words.change(each.elsewhere or none, numerals) or NOTHING),
        )
        for each in found.causes
    ]
    return Table(
        id=table_id,
        title=sentences.why_title(setting, found),
        measure="Points of the change of accuracy that go with it, with 95% intervals",
        columns=(
            Column(name="What changed", share=0.34),
            Column(name="Explains", numeric=True, share=0.12),
            Column(name="95% interval", numeric=True, share=0.19),
            Column(name="q", numeric=True, share=0.08),
            Column(name="Change elsewhere", numeric=True, share=0.27),
        ),
        rows=tuple(rows),
        note="They overlap, so they do not add up. Elsewhere: all others, under the same version.",
        data=sheet(
            table_id,
            ["cause", "value", "low", "high", "n", "q", "elsewhere"],
            [_cause_line(each) for each in found.causes],
        ),
        figures=tuple(figure for each in found.causes for figure in _cause_figures(each)),
    )


def _cause_line(cause: Cause) -> list[object]:
    found, elsewhere = cause.explains, cause.elsewhere
    there = elsewhere.value if elsewhere else None
    return [cause.name, found.value, found.low, found.high, found.n, cause.q, there]


def _cause_figures(cause: Cause) -> Iterator[FigureOfRecord]:
    by = {"cause": cause.name}
    yield record("investigation.causes.by_cause", cause.explains, by=by)
    if cause.elsewhere:
        yield record("investigation.elsewhere.by_cause", cause.elsewhere, by=by)


def _sign(setting: Setting, each: Sign) -> tuple[Cell, ...]:
    numerals, (name, forms) = setting.numerals, SIGNS[each.kind]
    if not each.now.exists:
        why = Cell(text=words.capital(words.reason(each.now)))
        return (Cell(text=name), Cell(text=NOTHING), Cell(text=NOTHING), why, *[Cell(text=NOTHING)] * 3)
    return (
        Cell(text=name),
        Cell(text=words.plural(each.now.n, forms, numerals)),
        Cell(text=numerals.estimate(each.now)),
        Cell(text=numerals.interval(each.now)),
        Cell(text=numerals.value(each.usual.value, Unit.SHARE) if each.usual.exists else NOTHING),
        Cell(text=numerals.p_value(each.q)),
        Cell(text=NOTHING if not each.known else "Yes" if each.speaks else "Not shown"),
    )


def _known(basis: Basis) -> Iterator[tuple[str, Estimate]]:
    yield "investigation.known_before", basis.before
    yield "investigation.known_after", basis.after
    yield "investigation.known", basis.rate


def _sign_line(each: Sign) -> list[object]:
    now = each.now
    return [each.kind, now.value, now.low, now.high, now.n, each.usual.value, each.p, each.q]


def _levels(level: Level) -> Iterator[tuple[str, Estimate]]:
    yield "investigation.before", level.before
    yield "investigation.accuracy", level.after
    yield "investigation.change", level.parts.change
    yield "investigation.mix", level.parts.mix
    yield "investigation.rate", level.parts.rate
    yield "investigation.others", level.others
    yield "investigation.difference", level.difference
    yield "investigation.drawn", level.drawn


def _measured(setting: Setting, name: str, estimate: Estimate) -> tuple[Cell, ...]:
    if not estimate.exists:
        why = words.capital(words.reason(estimate))
        return tuple(Cell(text=text) for text in (term(name).label, NOTHING, NOTHING, why))
    numbers = (setting.numerals.count(estimate.n), _value(setting, estimate), _interval(setting, estimate))
    return tuple(Cell(text=text) for text in (term(name).label, *numbers))


def _how_drawn(level: Level) -> str:
    if level.unlike > EVEN:
        return (
            "Drawn: by audits and answers to gold items of these days alone, quite unlike the weeks before."
        )
    return "Drawn to the weeks before: a stretch picked for looking bad is better than it looks."


def _value(setting: Setting, estimate: Estimate) -> str:
    numerals = setting.numerals
    return numerals.change(estimate) if estimate.unit is Unit.POINTS else numerals.estimate(estimate)


def _interval(setting: Setting, estimate: Estimate) -> str:
    numerals = setting.numerals
    return numerals.change_interval(estimate) if estimate.unit is Unit.POINTS else numerals.interval(estimate)


def _exactly(setting: Setting, p: float) -> str:
    if math.isnan(p):
        return ""
    return (
        f"As many wrong audits or more, at like queues and labels: {sentences.p_value(setting, p)} (exact). "
    )


def _where(setting: Setting, row: dict[str, Any], cells: str) -> tuple[Cell, ...]:
    numerals = setting.numerals
    name = sentences.cell(setting, row[cells]) if cells == "cells" else sentences.pair(setting, row[cells])
    ends = (row["excess"], row["excess_low"], row["excess_high"])
    beyond = Estimate(*ends, row["n"], row["n_eff"], row["method"], Unit.COUNT)
    return (
        Cell(text=name),
        Cell(text=numerals.count(row["n"])),
        Cell(text=numerals.count(row["wrong"])),
        Cell(text=numerals.decimal(row["expected"], 1)),
        Cell(text=numerals.decimal(row["value"], 1)),
        Cell(text=f"{numerals.decimal(row['low'], 1)} to {numerals.decimal(row['high'], 1)}"),
        Cell(text=numerals.change(beyond)),
        Cell(text=numerals.p_value(row["q"])),
    )


def _where_sheet(estimates: Estimates, name: str) -> Data:
    by = estimates.by[0]
    rows = [[row[by], *(row[column] for column in _HELD)] for row in estimates.rows.to_dict("records")]
    return sheet(name, [by, *_HELD], rows)
