"""How agents' accuracy was spread in the period before, how it is now, and what that changed."""

from __future__ import annotations

from ....components import Cell, Column, Table
from ....measures.shift import Shift
from ...data.setting import Setting
from ...language import words
from ...page.records import records, sheet_of_many

PLACES = {
    "p10": "lowest tenth",
    "p25": "lower quarter",
    "p50": "median",
    "p75": "upper quarter",
    "p90": "best tenth",
}
"""What a quantile of agents is called."""
_NOTE = (
    "Lowest tenth: one agent in ten is below. The spread is that of true accuracy: what chance adds to few "
    "audits is taken out."
)


def shift_table(setting: Setting, shift: Shift, counted: str, table_id: str) -> Table:
    """One row per quantile; `counted` says of what accuracy was measured."""
    numerals, before = setting.numerals, setting.context.previous.label
    rows = []
    for (by, then), (_, now), (_, change) in zip(shift.before, shift.now, shift.change, strict=True):
        texts = (
            words.capital(PLACES[by["quantile"]]),
            *(text for each in (then, now) for text in (numerals.estimate(each), numerals.interval(each))),
            numerals.change(change),
            numerals.change_interval(change),
        )
        rows.append(tuple(Cell(text=text) for text in texts))
    heads = ((before, 0.12), ("95% interval", 0.16), (setting.period, 0.12), ("95% interval", 0.16))
    changes = (("Change", 0.1), ("95% interval", 0.18))
    return Table(
        id=table_id,
        title=_title(setting, shift),
        measure=f"Accuracy of agents by {counted}, from the lowest to the highest",
        columns=(
            Column(name="Agents", share=0.16),
            *(Column(name=name, numeric=True, share=share) for name, share in (*heads, *changes)),
        ),
        rows=tuple(rows),
        note=_NOTE,
        data=sheet_of_many(table_id, (shift.before, shift.now, shift.change)),
        figures=(*records(shift.now), *records(shift.change)),
    )


def _title(setting: Setting, shift: Shift) -> str:
    """Which part of the agents moved, as far as the intervals say so."""
    before = setting.context.previous.label
    moved: dict[str, list[str]] = {"fell": [], "rose": []}
    for by, change in shift.change:
        if words.is_clear(change):
            moved["rose" if change.low > 0 else "fell"].append(f"the {PLACES[by['quantile']]}")
    for way, places in moved.items():
        if len(places) == len(PLACES):
            return f"Agents' accuracy {way} since {before}"
    said = [f"{words.listed(places, 9)} {way}" for way, places in moved.items() if places]
    if not said:
        return f"No clear change in how agents' accuracy is spread since {before}"
    return f"Of agents {words.listed(said)} since {before}"
