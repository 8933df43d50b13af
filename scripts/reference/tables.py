"""Every canonical table with its columns: what a source's rows must hold, a page each, from the contracts."""

from __future__ import annotations

from labelqa.contracts import CANONICAL
from labelqa.contracts.columns import ColumnContract, ForeignKey, TableContract
from labelqa.snapshots.freezing import NEEDED

HEAD = """# Tables

The canonical tables that `params/sources.yml` maps your files to ([your-data.md](your-data.md)). Written by
`scripts/docs` from the contracts. A row that breaks its contract is set aside and counted in the report.

"""
BACK = "[All tables](../tables.md)\n"


def tables() -> dict[str, str]:
    """docs/tables.md and a page for each table, by path from docs."""
    index = "".join(
        f"- [{name}](tables/{name}.md): {table.about}{' Needed.' if name in NEEDED else ''}\n"
        for name, table in sorted(CANONICAL.items())
    )
    return {
        "tables.md": HEAD + index,
        **{f"tables/{name}.md": _page(table) for name, table in CANONICAL.items()},
    }


def _page(table: TableContract) -> str:
    time = f"A row belongs to the period of its `{table.at}`. " if table.at else ""
    rows = "".join(map(_row, table.columns))
    return (
        f"# {table.name}\n\n{table.about}\n\n{time}No two rows have the same {_names(table.key)}.\n"
        "\n| column | type | must be there | may be | who may see it | what |\n|---|---|---|---|---|---|\n"
        f"{rows}\n{BACK}"
    )


def _names(key: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in key)


def _row(column: ColumnContract) -> str:
    must = "yes" if column.required else ""
    cells = (f"`{column.name}`", column.kind, must, _allowed(column), column.privacy, column.about)
    return f"| {' | '.join(cells)} |\n"


def _allowed(column: ColumnContract) -> str:
    """What its values may be, beyond their type."""
    found = [", ".join(column.values)] if column.values else []
    found += [f"at least {column.low:g}"] if column.low is not None else []
    found += [f"at most {column.high:g}"] if column.high is not None else []
    found += [_link(column.refers)] if column.refers else []
    found += ["a class of the queue's taxonomy"] if column.a_class else []
    return "; ".join(found)


def _link(other: ForeignKey) -> str:
    return f"a `{other.column}` of [{other.table}]({other.table}.md)"
