"""Is it real, where and why: what an investigation found, as tables."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ....components import Cell, Data, FigureOfRecord, Table
from ....estimates import Estimate, Estimates, Unit, Verdict
from ....measures.investigation.bases import Basis
from ....measures.investigation.causes import Cause
from ....measures.investigation.level import AccuracyLevel
from ....measures.investigation.result import InvestigationResult
from ....measures.investigation.signs import Sign
from ....measures.subgroups import FEWEST, Where
from ....measures.unlike import EVEN
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.vocabulary import PLURALS, term
from ...language.words import capital, change, joined, plural, reason
from ...page.records import record, records, sheet
from ...page.tables import columns
from . import sentences, words

PRINTED = 10
_HELD = ["value", "low", "high", "n", "wrong", "expected", "p", "q", "excess", "excess_low", "excess_high"]


def level_table(
    setting: Setting, found: InvestigationResult, verdict: Verdict | None, table_id: str
) -> Table:
    """Accuracy before and in the days, the change in its parts, and what speaks for chance."""
    told = [*_levels(found.level)]
    p = sentences.as_estimate(found.level.p, found.level.after.n)
    return Table(
        id=table_id,
        title=words.LEVEL,
        measure=words.LEVEL_MEASURE,
        columns=columns(words.LEVEL_HEADS, (0.46, 0.12, 0.14, 0.28), numeric=1),
        rows=tuple(_measured(setting, name, estimate) for name, estimate in told),
        note=joined(
            _exactly(setting, found.level.p),
            words.DRAWN_ALONE if found.level.unlike > EVEN else words.DRAWN,
        ),
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
        measure=words.SIGNS_MEASURE,
        columns=columns(words.SIGNS_HEADS, (0.4, 0.13, 0.1, 0.14, 0.08, 0.06, 0.09), numeric=range(1, 6)),
        rows=tuple(_sign(setting, each) for each in found.signs),
        note=words.SIGNS_NOTE,
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
    rows, numerals, forms = estimates.rows.head(PRINTED), setting.numerals, PLURALS[by]
    heads, shares = (capital(forms[0]), *words.WHERE_HEADS), (0.34, 0.08, 0.08, 0.09, 0.08, 0.13, 0.11, 0.09)
    groups = plural(len(estimates), forms, numerals)
    return Table(
        id=table_id,
        title=title,
        measure=words.WHERE_MEASURE,
        columns=columns(heads, shares, numeric=1),
        rows=tuple(_where(setting, row, cells) for row in rows.to_dict("records")),
        note=words.WHERE_NOTE(numerals, groups=groups, fewest=FEWEST, tests=found.tests),
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
            Cell(text=change(each.elsewhere or none, numerals) or NOTHING),
        )
        for each in found.causes
    ]
    return Table(
        id=table_id,
        title=sentences.why_title(setting, found),
        measure=words.CAUSES_MEASURE,
        columns=columns(words.CAUSES_HEADS, (0.34, 0.12, 0.19, 0.08, 0.27), numeric=1),
        rows=tuple(rows),
        note=words.CAUSES_NOTE,
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
    numerals, (name, forms) = setting.numerals, words.SIGNS[each.kind]
    if not each.now.exists:
        why = Cell(text=capital(reason(each.now)))
        return (Cell(text=name), Cell(text=NOTHING), Cell(text=NOTHING), why, *[Cell(text=NOTHING)] * 3)
    return (
        Cell(text=name),
        Cell(text=plural(each.now.n, forms, numerals)),
        Cell(text=numerals.estimate(each.now)),
        Cell(text=numerals.interval(each.now)),
        Cell(text=numerals.value(each.usual.value, Unit.SHARE) if each.usual.exists else NOTHING),
        Cell(text=numerals.p_value(each.q)),
        Cell(text=NOTHING if not each.known else words.YES if each.speaks else words.NOT_SHOWN),
    )


def _known(basis: Basis) -> Iterator[tuple[str, Estimate]]:
    yield "investigation.known_before", basis.before
    yield "investigation.known_after", basis.after
    yield "investigation.known", basis.rate


def _sign_line(each: Sign) -> list[object]:
    now = each.now
    return [each.kind, now.value, now.low, now.high, now.n, each.usual.value, each.p, each.q]


def _levels(level: AccuracyLevel) -> Iterator[tuple[str, Estimate]]:
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
        why = capital(reason(estimate))
        return tuple(Cell(text=text) for text in (term(name).label, NOTHING, NOTHING, why))
    numbers = (setting.numerals.count(estimate.n), _value(setting, estimate), _interval(setting, estimate))
    return tuple(Cell(text=text) for text in (term(name).label, *numbers))


def _value(setting: Setting, estimate: Estimate) -> str:
    numerals = setting.numerals
    return numerals.change(estimate) if estimate.unit is Unit.POINTS else numerals.estimate(estimate)


def _interval(setting: Setting, estimate: Estimate) -> str:
    numerals = setting.numerals
    return numerals.change_interval(estimate) if estimate.unit is Unit.POINTS else numerals.interval(estimate)


def _exactly(setting: Setting, p: float) -> str:
    return "" if math.isnan(p) else words.EXACT(setting.numerals, p=sentences.p_value(setting, p))


def _where(setting: Setting, row: dict[str, Any], cells: str) -> tuple[Cell, ...]:
    numerals = setting.numerals
    name = sentences.cell(setting, row[cells]) if cells == "cells" else sentences.pair(setting, row[cells])
    low, high = (numerals.decimal(row[end], 1) for end in ("low", "high"))
    ends = (row["excess"], row["excess_low"], row["excess_high"])
    beyond = Estimate(*ends, row["n"], row["n_eff"], row["method"], Unit.COUNT)
    return (
        Cell(text=name),
        Cell(text=numerals.count(row["n"])),
        Cell(text=numerals.count(row["wrong"])),
        Cell(text=numerals.decimal(row["expected"], 1)),
        Cell(text=numerals.decimal(row["value"], 1)),
        Cell(text=words.FROM_TO(numerals, first=low, last=high)),
        Cell(text=numerals.change(beyond)),
        Cell(text=numerals.p_value(row["q"])),
    )


def _where_sheet(estimates: Estimates, name: str) -> Data:
    by = estimates.by[0]
    rows = [[row[by], *(row[column] for column in _HELD)] for row in estimates.rows.to_dict("records")]
    return sheet(name, [by, *_HELD], rows)
