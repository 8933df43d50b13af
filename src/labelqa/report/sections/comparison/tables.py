"""Units beside one another on the same work, with the ranks that chance leaves open to each."""

from __future__ import annotations

from collections.abc import Iterator

from ....components import Cell, Table
from ....estimates import Estimate, Estimates
from ...data.setting import Setting
from ...language.numerals import NOTHING, Numerals
from ...language.vocabulary import PLURALS, term
from ...language.words import joined, plural
from ...page.records import records, sheet_of_many
from ...page.tables import columns
from . import words


def comparison_table(
    setting: Setting, crude: Estimates, standardised: Estimates, ranks: Estimates, table_id: str
) -> Table:
    """One row per unit in the order of `crude`; without the column of ranks where there are none."""
    measures = [each for each in (crude, standardised, ranks) if len(each)]
    unit, shares = PLURALS[crude.by[0]][0], (0.22 if len(ranks) else 0.32, 0.1, 0.12, 0.17, 0.12, 0.17, 0.1)
    both = (head for each in (crude, standardised) for head in (term(each.name).column, words.INTERVAL))
    last = [words.RANKS] if len(ranks) else []
    heads = (unit.capitalize(), term(crude.name).counted[1].capitalize(), *both, *last)
    return Table(
        id=table_id,
        title=_title(setting, ranks, standardised),
        measure=words.COMPARISON_MEASURE(setting.numerals, unit=unit, period=setting.period),
        columns=columns(heads, shares[: len(heads)], numeric=1),
        rows=tuple(_rows(setting, crude, standardised, ranks)),
        note=joined(words.MIX_NOTE, words.RANKS_NOTE if len(ranks) else ""),
        data=sheet_of_many(table_id, measures),
        figures=tuple(figure for each in measures for figure in records(each)),
    )


def _rows(
    setting: Setting, crude: Estimates, standardised: Estimates, ranks: Estimates
) -> Iterator[tuple[Cell, ...]]:
    numerals, none = setting.numerals, Estimate.absent("")
    level, rank = ({tuple(by.values()): e for by, e in each} for each in (standardised, ranks))
    for by, estimate in crude:
        unit = tuple(by.values())
        texts = [setting.title(by), numerals.count(estimate.n)]
        for each in (estimate, level.get(unit, none)):
            texts += [numerals.estimate(each), numerals.interval(each)]
        if len(ranks):
            texts.append(_places(numerals, rank.get(unit, none)))
        yield tuple(Cell(text=text) for text in texts)


def _places(numerals: Numerals, rank: Estimate) -> str:
    if not rank.exists:
        return NOTHING
    return numerals.count(rank.low) if rank.low == rank.high else numerals.interval(rank)


def _title(setting: Setting, ranks: Estimates, standardised: Estimates) -> str:
    """How many may be first: never who is."""
    forms, numerals = PLURALS[standardised.by[0]], setting.numerals
    if not len(ranks):
        return words.BY_UNIT(numerals, measure=term(standardised.name).label, unit=forms[0])
    first = [setting.title(by) for by, estimate in ranks if estimate.low == 1]
    units = plural(len(ranks), forms, numerals)
    if len(first) == 1:
        return words.FIRST(numerals, name=first[0], units=units)
    if len(first) == len(ranks):
        return words.EACH_FIRST(numerals, units=units)
    return words.SOME_FIRST(numerals, first=len(first), units=units)
