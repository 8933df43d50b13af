"""What a label row says in more than one column, brought into the columns that all else reads."""

from __future__ import annotations

from collections.abc import Collection

from ..contracts import ColumnKind, TableContract
from ..contracts.checks import RowRule
from ..engines import Engine
from .files import INSTEAD

NUMBER = r"-?[0-9]+([.][0-9]+)?"
SHAPES = {
    "spans": ("START-END:LABEL", "[0-9]+-[0-9]+:.+"),
    "boxes": ("X,Y,WIDTH,HEIGHT:LABEL", f"({NUMBER},){{3}}{NUMBER}:.+"),
}
NO_LABEL = "none"  # the answer of who gave none of several labels
_READ = {*INSTEAD, "gold_label_id", "gold_label_ids"}


def completed(engine: Engine, table: TableContract, rows: str, given: Collection[str]) -> str:
    """
    SQL for the rows of labels, with label_id, gold_label_id and is_gold as their other columns have them.

    `given` are the columns that the mappings fill. Several labels become one, the combined one of their set.
    """
    if table.name != "labels" or _READ.isdisjoint(given):
        return rows
    lists = [name for name in INSTEAD if name in given]
    ids = {name: _labels_of(engine, name) for name in lists}
    several = f"COALESCE({', '.join([*ids.values(), engine.nothing(ColumnKind.TEXTS)])})"
    told = {
        "label_ids": engine.members(several),
        "label_id": f"COALESCE({_combined(engine, several)}, label_id)",
    }
    right = f"COALESCE(gold_label_id, {engine.first('gold_label_ids')})"
    told["gold_label_id"] = (
        f"CASE WHEN {several} IS NOT NULL THEN COALESCE({_combined(engine, 'gold_label_ids')}, gold_label_id)"
        f" ELSE {right} END"
    )
    told["gold_label_ids"] = engine.members("gold_label_ids")
    told["is_gold"] = (
        "CASE WHEN is_gold IS NULL AND (gold_label_id <> '' OR gold_label_ids IS NOT NULL) THEN TRUE"
        " ELSE is_gold END"
    )
    columns = [
        f"{told.get(name, engine.quoted(name))} AS {engine.quoted(name)}"
        for name in engine.found(f"SELECT * FROM ({rows}) AS of_files")
    ]
    return f"SELECT {', '.join(columns)} FROM ({rows}) AS of_files"


def shapes(engine: Engine, table: TableContract, given: Collection[str]) -> tuple[RowRule, ...]:
    """What each element of the lists of spans and boxes must be."""
    return tuple(
        RowRule(
            f"{name} holds what is not {written}",
            f"EXISTS (SELECT 1 FROM (SELECT {engine.each(f'labels_window.{name}')} AS element) AS listed"
            f" WHERE element <> '' AND NOT {engine.matches('element', pattern)})",
        )
        for name, (written, pattern) in SHAPES.items()
        if table.name == "labels" and name in given
    )


def _labels_of(engine: Engine, name: str) -> str:
    return name if name == "label_ids" else engine.behind(name, ":")


def _combined(engine: Engine, texts: str) -> str:
    """SQL for the one label that a list of them is, null where there is no list."""
    joined = engine.joined(texts)
    return f"CASE WHEN {texts} IS NOT NULL THEN COALESCE(NULLIF({joined}, ''), '{NO_LABEL}') END"
