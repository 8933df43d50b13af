"""Units beside one another on the same work, with the ranks that chance leaves open to each."""

from __future__ import annotations

from collections.abc import Iterator

from ....components import Cell, Column, Table
from ....estimates import Estimate, Estimates
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING, Numerals
from ...language.vocabulary import PLURALS, term
from ...page.records import records, sheet_of_many

_NOTE = "On one mix: what would be right had all done the market's mix of queues."
_RANKS = " Ranks: the middle 95% of those that chance leaves open, 1 the most accurate."


def comparison_table(
    setting: Setting, crude: Estimates, standardised: Estimates, ranks: Estimates, table_id: str
) -> Table:
    """One row per unit in the order of `crude`; without the column of ranks where there are none."""
    measures = [each for each in (crude, standardised, ranks) if len(each)]
    return Table(
        id=table_id,
        title=_title(setting, ranks, standardised),
        measure=f"Share of labels made that are right, by {PLURALS[crude.by[0]][0]}, {setting.period}",
        columns=tuple(_columns(crude, standardised, ranks)),
        rows=tuple(_rows(setting, crude, standardised, ranks)),
        note=_NOTE + (_RANKS if len(ranks) else ""),
        data=sheet_of_many(table_id, measures),
        figures=tuple(figure for each in measures for figure in records(each)),
    )


def _columns(crude: Estimates, standardised: Estimates, ranks: Estimates) -> Iterator[Column]:
    """The unit, its audits, both shares with their intervals, and its ranks."""
    yield Column(name=PLURALS[crude.by[0]][0].capitalize(), share=0.22 if len(ranks) else 0.32)
    yield Column(name=term(crude.name).counted[1].capitalize(), numeric=True, share=0.1)
    for each in (crude, standardised):
        yield Column(name=term(each.name).column, numeric=True, share=0.12)
        yield Column(name="95% interval", numeric=True, share=0.17)
    if len(ranks):
        yield Column(name="Ranks", numeric=True, share=0.1)


def _rows(
    setting: Setting, crude: Estimates, standardised: Estimates, ranks: Estimates
) -> Iterator[tuple[Cell, ...]]:
    numerals, none = setting.numerals, Estimate.absent("no data")
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
    forms = PLURALS[standardised.by[0]]
    if not len(ranks):
        return f"{term(standardised.name).label} by {forms[0]}"
    first = [setting.title(by) for by, estimate in ranks if estimate.low == 1]
    of = words.plural(len(ranks), forms, setting.numerals)
    if len(first) == 1:
        return f"{first[0]} is the most accurate of {of}"
    some = "Each" if len(first) == len(ranks) else words.capital(words.spelt(len(first), setting.numerals))
    return f"{some} of {of} may be the most accurate"
