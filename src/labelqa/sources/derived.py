"""
Tables that nobody mapped, made of what the rows of labels carry: as views, as if they had been mapped.

A table that is mapped wins whole: what labels carry beyond it is held against it, as ever.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from ..contracts import CANONICAL, ColumnKind, TableContract
from ..contracts.checks import RowRule
from ..engines import Engine
from .derived_audits import audits, designs
from .derived_people import people
from .files import INSTEAD, Slice
from .mapped import Mapped
from .names import counted, printed
from .seen_classes import combined, seen

_TWO_ANSWERS = RowRule(
    "its item has another known answer in another row",
    "COUNT(*) OVER (PARTITION BY item_id, queue_id) > 1",
)


@dataclass(frozen=True)
class WideRows:
    """The market's rows of labels in the window, in business days of `zone`, and the tables besides them."""

    engine: Engine
    tables: dict[str, Mapped]
    cut: Slice
    zone: str

    def carry(self, *columns: str) -> bool:
        """Whether the mapping of labels fills one of the columns."""
        return not self.tables["labels"].given.isdisjoint(columns)

    @property
    def mapped(self) -> set[str]:
        """The tables that are not derived."""
        return {name for name, table in self.tables.items() if not table.derived}

    def add(
        self, name: str, rows: str, *, unobserved: tuple[str, ...] = (), rules: tuple[RowRule, ...] = ()
    ) -> None:
        """Define a table of such rows, if any: SQL for source_file, source_row and some of its columns."""
        engine, table = self.engine, CANONICAL[name]
        engine.keep(f"{name}_source", whole(engine, table, rows))
        if not engine.fetch(f"SELECT COUNT(*) AS cases FROM {name}_source")["cases"][0].as_py():
            return
        if table.by_market:
            for view in ("market", "window"):
                engine.define(f"{name}_{view}", f"SELECT * FROM {name}_source")
            engine.define(f"{name}_homeless", "SELECT 0 AS cases, 0 AS of_all, NULL AS example")
        given = frozenset(engine.found(rows))
        self.tables[name] = Mapped(table, frozenset(), unobserved, given=given, rules=rules, derived=True)


def derive(engine: Engine, mapped: MappingOf[str, Mapped], cut: Slice, zone: str) -> dict[str, Mapped]:
    """
    The tables mapped, and those that rows of labels make up for.

    Classes that are sets of others join label_classes even where it is mapped. A table of which labels say
    nothing is not there.
    """
    wide = WideRows(engine, dict(mapped), cut, zone)
    for name, made in _DERIVED.items():
        if name not in mapped:
            made(wide)
    if "label_classes" in mapped and wide.carry(*INSTEAD):
        _join_combined(engine, mapped["label_classes"])
    return wide.tables


def whole(engine: Engine, table: TableContract, rows: str) -> str:
    """The rows with every column of the contract, and its value as text beside it."""
    there, columns = engine.found(rows), list[str]()
    for column in table.columns:
        value = engine.quoted(column.name) if column.name in there else engine.nothing(column.kind)
        columns += [
            f"{engine.typed(value, column.kind)} AS {engine.quoted(column.name)}",
            f"{engine.text(value)} AS raw_{column.name}",
        ]
        if column.kind is ColumnKind.INSTANT:
            columns += [
                f"{engine.nothing(ColumnKind.TEXT)} AS zone_{column.name}",
                f"{engine.nothing(ColumnKind.INSTANT)} AS twice_{column.name}",
            ]
    return f"SELECT source_file, source_row, {', '.join(columns)} FROM ({rows}) AS derived_rows"


def _join_combined(engine: Engine, mapped: Mapped) -> None:
    """Let the classes that are mapped and the sets of them be one table."""
    known = "label_classes_read"
    sets = whole(engine, mapped.table, combined(engine, f"SELECT * FROM {known}"))
    columns = list(engine.found(f"SELECT * FROM {known}"))
    there = engine.found(sets)
    of_sets = ", ".join(
        engine.quoted(name) if name in there else f"FALSE AS {engine.quoted(name)}" for name in columns
    )
    names = ", ".join(map(engine.quoted, columns))
    engine.keep("label_sets", f"SELECT {of_sets} FROM ({sets}) AS of_labels")
    engine.define(
        "label_classes_source", f"SELECT {names} FROM {known} UNION ALL SELECT {names} FROM label_sets"
    )


def _queues(wide: WideRows) -> None:
    """Each under a taxonomy of its own name, unless label_classes is mapped and knows only one other."""
    taxonomy = "id"
    if "label_classes" in wide.tables:
        known = "SELECT taxonomy_version FROM label_classes_source"
        only = "SELECT MIN(taxonomy_version) AS version FROM label_classes_source"
        taxonomy = (
            f"CASE WHEN id IN ({known}) THEN id"
            f" ELSE ({only} HAVING MIN(taxonomy_version) = MAX(taxonomy_version)) END"
        )
    named = printed(counted("queue_id", "queue_name"), "id")
    wide.add(
        "queues",
        f"SELECT source_file, source_row, id AS queue_id, name, {taxonomy} AS taxonomy_version,"
        f" id AS sop_family FROM ({named}) AS named",
    )


def _label_classes(wide: WideRows) -> None:
    rows = seen(wide.engine, wide.mapped)
    if wide.carry(*INSTEAD):
        columns = "source_file, source_row, taxonomy_version, label_id, name, is_violation, severity_weight"
        nothing = wide.engine.nothing(ColumnKind.TEXTS)
        sets = combined(wide.engine, rows)
        rows = (
            f"SELECT {columns}, {nothing} AS member_ids FROM ({rows}) AS seen"
            f" UNION ALL SELECT {columns}, member_ids FROM ({sets}) AS sets"
        )
    wide.add("label_classes", rows)


def _vendors(wide: WideRows) -> None:
    if not wide.carry("vendor_id"):
        return
    named = printed(_with_known(wide, "vendor_id", "vendor_name", ("people", "sites")), "id")
    wide.add("vendors", f"SELECT source_file, source_row, id AS vendor_id, name FROM ({named}) AS named")


def _sites(wide: WideRows) -> None:
    if not wide.carry("site_id"):
        return
    named = printed(_with_known(wide, "site_id", "site_name", ("people",)), "id")
    owners = (
        "SELECT site_id, CASE WHEN MIN(vendor_id) = MAX(vendor_id) THEN MIN(vendor_id) END AS vendor_id"
        " FROM labels_window WHERE site_id <> '' GROUP BY site_id"
    )
    wide.add(
        "sites",
        "SELECT n.source_file, n.source_row, n.id AS site_id, o.vendor_id, n.name"
        f" FROM ({named}) AS n LEFT JOIN ({owners}) AS o ON o.site_id = n.id",
    )


def _with_known(wide: WideRows, column: str, name: str, tables: tuple[str, ...]) -> str:
    """SQL for an id's names in labels, and for the same id where tables of people and sites have it."""
    known = (
        f"SELECT {column}, CAST(NULL AS VARCHAR), 1, source_file, source_row FROM {table}_source"
        f" WHERE {column} <> ''"
        for table in tables
        if table in wide.tables
    )
    return " UNION ALL ".join([counted(column, name), *known])


def _people(wide: WideRows) -> None:
    since = f"DATE '{wide.cut.start:%Y-%m-%d}' AS valid_from"
    rows = f"SELECT *, {since} FROM ({people({*wide.tables})}) AS everybody"
    wide.add("people", rows, unobserved=("people.valid_from",))


def _audits(wide: WideRows) -> None:
    if not wide.carry("audit_verdict"):
        return
    weighted = wide.carry("audit_weight")
    unobserved = () if wide.carry("audited_at") else ("audits.audited_at",)
    wide.add("audits", audits(wide.engine, wide.zone, weighted=weighted), unobserved=unobserved)
    if weighted and "audits" in wide.tables and "sample_designs" not in wide.tables:
        wide.add("sample_designs", designs())


def _gold(wide: WideRows) -> None:
    if not wide.carry("gold_label_id", "gold_label_ids"):
        return
    acceptable = "CASE WHEN label_ids IS NULL THEN gold_label_ids END"
    wide.add(
        "gold",
        "SELECT MIN(source_file) AS source_file, MIN(source_row) AS source_row, item_id, queue_id,"
        " 'labels' AS gold_version, market_id, gold_label_id AS ref_label_id,"
        f" {acceptable} AS acceptable_label_ids FROM labels_window WHERE is_gold AND gold_label_id <> ''"
        f" GROUP BY item_id, queue_id, market_id, gold_label_id, {acceptable}",
        rules=(_TWO_ANSWERS,),
    )


def _overlaps(wide: WideRows) -> None:
    """Each person's first answer on an item for each vendor, where two people or more gave one."""
    # NOTE: who does an item again has the first answer before them, and is not independent of it.
    answers = (
        "SELECT *, COALESCE(overlap_group_id, queue_id || '/' || item_id) AS of_group FROM labels_window"
        " WHERE label_id <> '' AND item_id <> '' AND queue_id <> '' AND submitted_at IS NOT NULL"
        " AND NOT COALESCE(was_skipped, FALSE) AND COALESCE(attempt, 1) = 1"
        " AND COALESCE(status, 'final') NOT IN ('open', 'superseded')"
    )
    several = (
        f"SELECT of_group FROM ({answers}) AS answers GROUP BY of_group"
        " HAVING MIN(person_id) <> MAX(person_id)"
    )
    first = (
        "SELECT *, ROW_NUMBER() OVER (PARTITION BY of_group, person_id, vendor_id"
        f" ORDER BY submitted_at, source_file, source_row) AS nth FROM ({answers}) AS answers"
        f" WHERE of_group IN ({several})"
    )
    wide.add(
        "overlaps",
        "SELECT source_file, source_row, of_group AS overlap_group_id, person_id, market_id, item_id,"
        " queue_id, label_id, submitted_at, vendor_id, spans, boxes"
        f" FROM ({first}) AS answers WHERE nth = 1",
    )


_DERIVED = {
    "audits": _audits,
    "gold": _gold,
    "overlaps": _overlaps,
    "queues": _queues,
    "label_classes": _label_classes,
    "people": _people,
    "sites": _sites,
    "vendors": _vendors,
}
"""In this order: the later read the earlier."""
