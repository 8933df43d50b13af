"""How agents' accuracy was spread in the period before, how it is now, and what that changed."""

from __future__ import annotations

from ....components import Cell, Table
from ....measures.shift import Shift
from ...data.setting import Setting
from ...language.words import capital, is_clear, listed
from ...page.records import records, sheet_of_many
from ...page.tables import columns
from . import words


def shift_table(setting: Setting, shift: Shift, counted: str, table_id: str) -> Table:
    """One row per quantile; `counted` says of what accuracy was measured."""
    numerals, before = setting.numerals, setting.context.previous.label
    rows = []
    for (by, then), (_, now), (_, change) in zip(shift.before, shift.now, shift.change, strict=True):
        texts = (
            capital(words.PLACES[by["quantile"]]),
            *(text for each in (then, now) for text in (numerals.estimate(each), numerals.interval(each))),
            numerals.change(change),
            numerals.change_interval(change),
        )
        rows.append(tuple(Cell(text=text) for text in texts))
    heads = [head for name in (before, setting.period, words.CHANGE) for head in (name, words.INTERVAL)]
    return Table(
        id=table_id,
        title=_title(setting, shift),
        measure=words.SHIFT_MEASURE(numerals, counted=counted),
        columns=columns((words.GROUP, *heads), (0.16, 0.12, 0.16, 0.12, 0.16, 0.1, 0.18), numeric=1),
        rows=tuple(rows),
        note=words.SHIFT_NOTE,
        data=sheet_of_many(table_id, (shift.before, shift.now, shift.change)),
        figures=(*records(shift.now), *records(shift.change)),
    )


def _title(setting: Setting, shift: Shift) -> str:
    """Which part of the agents moved, as far as the intervals say so."""
    numerals, before = setting.numerals, setting.context.previous.label
    moved: dict[str, list[str]] = {}
    for by, change in shift.change:
        if is_clear(change):
            place = words.PLACE(numerals, name=words.PLACES[by["quantile"]])
            moved.setdefault("rose" if change.low > 0 else "fell", []).append(place)
    if not moved:
        return words.NONE_MOVED(numerals, before=before)
    fell, rose = (len(moved.get(way, ())) for way in ("fell", "rose"))
    if len(words.PLACES) in (fell, rose):
        return (words.ALL_FELL if fell else words.ALL_ROSE)(numerals, before=before)
    some = words.SOME_FELL if fell else words.SOME_ROSE
    said = words.FELL_AND_ROSE if fell and rose else some
    return said(numerals, before=before, **{way: listed(places, 9) for way, places in moved.items()})
