"""Tables made of everybody's rows of labels, for one vendor: as they would be made of its own rows alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

CLASSES, DOUBLES = "label_classes", "overlaps"
_LISTS = {"acceptable_label_ids"}
_WHERE = {
    "label_days": ("label_id",),
    "audited_labels": ("ref_label_id", "suggested_label_id"),
    "gold": ("ref_label_id", "acceptable_label_ids"),
    "gold_answers": ("ref_label_id",),
    "removed_answers": ("ref_label_id",),
    DOUBLES: ("label_id",),
}
_ALWAYS = ("markets", "queues", CLASSES, "people", "label_days")


def without_others(tables: Mapping[str, pa.Table], derived: Collection[str]) -> dict[str, pa.Table]:
    """
    A vendor's own rows of all tables, less what only others' rows of labels have put there.

    Of double labels those of its own people on one item; of classes seen in labels, and of sets of classes,
    those that its rows speak of; and of all tables that could have been derived those that would have been.
    """
    found = dict(tables)
    if DOUBLES in derived and DOUBLES in found:
        found[DOUBLES] = _doubled(found[DOUBLES])
    if CLASSES in found:
        found[CLASSES] = _spoken_of(found, alone=CLASSES not in derived)
    kept = _ALWAYS if derived else {*found} - {"score_days"}
    return {name: table for name, table in found.items() if len(table) or name in kept}


def _doubled(overlaps: pa.Table) -> pa.Table:
    """The labels of groups that hold two of them or more."""
    sizes = overlaps.group_by("overlap_group_id").aggregate([("person_id", "count")])
    several = sizes.filter(pc.greater(sizes["person_id_count"], 1))["overlap_group_id"]
    return overlaps.filter(pc.is_in(overlaps["overlap_group_id"], value_set=several.combine_chunks()))


def _spoken_of(tables: Mapping[str, pa.Table], *, alone: bool) -> pa.Table:
    """The classes that its rows hold, and those that these are sets of; if `alone` all that are no sets."""
    classes = tables[CLASSES]
    if "member_ids" not in classes.column_names:
        return classes
    held = {*_held(tables)}
    rows = classes.select(["label_id", "member_ids"]).to_pylist()
    held |= {m for row in rows if row["label_id"] in held for m in row["member_ids"] or ()}
    kept = [row["label_id"] in held or (alone and row["member_ids"] is None) for row in rows]
    return classes.filter(pa.array(kept, pa.bool_()))


def _held(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    for name, columns in _WHERE.items():
        for column in {*columns} & {*(tables[name].column_names if name in tables else ())}:
            values = tables[name][column]
            yield from pc.unique(pc.list_flatten(values) if column in _LISTS else values).to_pylist()
