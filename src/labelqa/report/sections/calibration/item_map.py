"""The items of a calibration session as tables: the map of items and people, and the hardest items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ....components import Cell, Column, Data, Table
from ....estimates import Estimate, Estimates
from ....fonts.letters import short
from ...data import family_words
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.words import joined
from ...page.records import records, sheet
from ...page.tables import columns
from . import words

MOST_ITEMS, MOST_PEOPLE, PRINTED = 14, 12, 8
NAMES = 5.6
"""Em of an id over a row or a column of the map, so that it stands on one line."""
_MARKS = {(1, 1): ("·", 0), (0, 1): ("+", 1), (1, 0): ("−", 3), (0, 0): ("×", 5)}
"""Right before and after: the mark and the shade, darker the worse."""
_ONCE = {1: ("·", 0), 0: ("×", 5)}


def tile_map(setting: Setting, answers: pd.DataFrame, items: Estimates, table_id: str) -> Table:
    """
    Items by people: right or wrong, before and after; the hardest items on top, the lowest scores left.

    `answers` have correct by person_id, item_id and phase; `items` are those of calibration_items.
    """
    wide = answers.pivot_table(
        index="item_id", columns=["phase", "person_id"], values="correct", aggfunc="first"
    )
    phase = items.name.rpartition(".")[2]
    people = list(wide[phase].astype(float).mean().sort_values(kind="stable").index)
    order = [by["item_id"] for by, _ in items]
    both = {"pre", "post"} <= set(wide.columns.get_level_values(0))
    shown = people[:MOST_PEOPLE]
    rows = [
        (Cell(text=short(item, NAMES)), *(_tile(wide, item, person, phase, both=both) for person in shown))
        for item in order[:MOST_ITEMS]
    ]
    return Table(
        id=table_id,
        title=_map_title(setting, items),
        measure=words.MAP_MEASURE,
        columns=(
            Column(name=words.ITEM, share=0.1),
            *(Column(name=short(person, NAMES), share=0.9 / len(shown)) for person in shown),
        ),
        rows=tuple(rows),
        heat=True,
        note=_map_note(setting, len(order), len(people), both=both),
        data=sheet(
            table_id,
            ["item", "person", "phase", "right"],
            answers.sort_values(["item_id", "person_id", "phase"])[
                ["item_id", "person_id", "phase", "correct"]
            ].itertuples(index=False, name=None),
        ),
    )


def items_table(
    setting: Setting, before: Estimates, after: Estimates, clauses: Mapping[str, str], table_id: str
) -> Table:
    """The hardest items of `after`, suspect keys first, with what those who know say of the key."""
    earlier = {by["item_id"]: e for by, e in before}
    rows = [
        (by["item_id"], e, row) for (by, e), row in zip(after, after.rows.to_dict("records"), strict=True)
    ]
    rows.sort(key=lambda one: not one[2]["suspect"])
    return Table(
        id=table_id,
        title=words.ITEMS,
        measure=words.ITEMS_MEASURE,
        columns=columns(
            words.ITEMS_HEADS, (0.12, 0.2, 0.08, 0.08, 0.13, 0.1, 0.1, 0.07, 0.12), numeric=range(2, 8)
        ),
        rows=tuple(
            _item(setting, earlier.get(item), estimate, row, clauses)
            for item, estimate, row in rows[:PRINTED]
        ),
        note=joined(
            words.FIRST(setting.numerals, shown=min(PRINTED, len(rows)), n=len(rows)),
            words.ITEMS_NOTE,
            family_words.each(words.KEY),
        ),
        data=_items_data(after, table_id),
        figures=(*records(before), *records(after)),
    )


def _item(
    setting: Setting,
    early: Estimate | None,
    late: Estimate,
    row: Mapping[Any, Any],
    clauses: Mapping[str, str],
) -> tuple[Cell, ...]:
    numerals, clause = setting.numerals, str(row["clause_id"] or NOTHING)
    return (
        Cell(text=row["item_id"]),
        Cell(text=clauses.get(clause, clause)),
        Cell(text=numerals.estimate(early) if early else NOTHING),
        Cell(text=numerals.estimate(late)),
        Cell(text=numerals.interval(late)),
        Cell(text=numerals.count(row["competent"])),
        Cell(text=numerals.count(row["against"])),
        Cell(text=setting.numerals.p_value(row["p"])),
        Cell(text=words.SUSPECT, status="missed") if row["suspect"] else Cell(text=words.STANDS),
    )


def _tile(wide: pd.DataFrame, item: str, person: str, phase: str, *, both: bool) -> Cell:
    marks = [wide.loc[item].get((each, person)) for each in (("pre", "post") if both else (phase,))]
    if any(mark is None or pd.isna(mark) for mark in marks):
        return Cell(text="")
    text, shade = _MARKS[int(marks[0]), int(marks[1])] if both else _ONCE[int(marks[0])]
    return Cell(text=text, shade=shade)


def _map_title(setting: Setting, items: Estimates) -> str:
    """How many items most people get wrong."""
    hard = int((items.rows["value"] <= 0.5).sum())
    if not hard:
        return words.NONE_HARD
    return words.HARD(setting.numerals, hard=hard, n=len(items))


def _map_note(setting: Setting, items: int, people: int, *, both: bool) -> str:
    said = [words.LEGEND if both else words.LEGEND_ONCE, words.EMPTY]
    if items > MOST_ITEMS:
        said.append(words.HARDEST(setting.numerals, shown=MOST_ITEMS, n=items))
    if people > MOST_PEOPLE:
        said.append(words.LOWEST(setting.numerals, shown=MOST_PEOPLE, n=people))
    return joined(*said)


def _items_data(after: Estimates, name: str) -> Data:
    kept = [column for column in after.rows if column not in {"method", "flags"}]
    rows = after.rows[kept].astype(object).where(after.rows[kept].notna(), None)
    return sheet(name, kept, rows.itertuples(index=False, name=None))
