"""Every canonical table and column: what it holds, an example, who reads it, what it switches on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from labelqa import shipped
from labelqa.contracts import CANONICAL
from labelqa.contracts.columns import ColumnContract, ForeignKey, TableContract
from labelqa.execute import sections
from labelqa.params import load
from labelqa.snapshots.freezing import NEEDED
from reference import readers

HEAD = """# Data

The canonical tables that `params/sources.yml` maps your files to ([your-data.md](your-data.md)), with every
column. `labelqa template TABLE --xlsx` writes an empty sheet of one to be filled in. Written by
`scripts/docs` from the contracts, the marts and the reports' notebooks. A row that breaks its contract is
set aside and counted in the report.

Ids are text. An instant is a time in ISO 8601 with its offset, or as `format` and `zone` of the mapping
say; a date is 2026-10-05. Who may see a column: *open* every edition, *pseudonymous* every edition, a
vendor's under pseudonyms, *internal* and *commercial* the company's own editions alone, *personal* nobody.

| table | holds | switches on |
|---|---|---|
"""
COLUMNS = (
    "| column | what it holds | type | may be | example | who may see it | read by |\n"
    "|---|---|---|---|---|---|---|\n"
)


def data() -> str:
    """The text of docs/data.md."""
    index = "".join(f"| [{t.name}](#{t.name}) | {t.about} | {_in_short(t)} |\n" for t in CANONICAL.values())
    return HEAD + index + "".join(map(_chapter, CANONICAL.values()))


def switched(table: str) -> dict[str, list[str]]:
    """By report, the sections that are off without the table."""
    off = {report: sections.without(needs, {table}).get(table, []) for report, needs in _needs().items()}
    return {report: names for report, names in off.items() if names}


@cache
def _needs() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """What the sections of each of the package's reports need."""
    known = load(shipped.workspace())
    return {
        name: sections.needs(known.folders.notebook(report.notebook))
        for name, report in known.reports.items()
    }


def _in_short(table: TableContract) -> str:
    if table.name in NEEDED:
        return "every report: it is needed"
    names = dict.fromkeys(name for found in switched(table.name).values() for name in found)
    return ", ".join(names) or "no section of its own"


def _chapter(table: TableContract) -> str:
    facts = "".join(f"- {fact}\n" for fact in _facts(table))
    rows = "".join(_row(table, column) for column in table.columns)
    return f"\n## {table.name}\n\n{table.about}\n\n{facts}\n{COLUMNS}{rows}"


def _facts(table: TableContract) -> list[str]:
    on = "; ".join(f"{report}: {', '.join(names)}" for report, names in switched(table.name).items())
    needed = "Needed. " if table.name in NEEDED else ""
    return [
        *([f"{needed}Sections that are off without it: {on}."] if on or needed else []),
        *([f"Read by: {', '.join(found)}."] if (found := readers.of_table(table.name)) else []),
        *([f"A row belongs to the period of its `{table.at}`."] if table.at else []),
        f"No two rows have the same {_names(table.key)}.",
        *(
            [f"Where nothing maps it: made of {_names(table.from_labels)} of labels."]
            * bool(table.from_labels)
        ),
        *(["Made of params/markets; never mapped."] if table.name == "markets" else []),
    ]


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _row(table: TableContract, column: ColumnContract) -> str:
    name = f"`{column.name}`" + (" (must be there)" if column.required else "")
    read = ", ".join(readers.of_column(table.name, column.name))
    cells = (
        name,
        column.about,
        column.kind,
        _allowed(column),
        f"`{_cell(column.example)}`",
        column.privacy,
        read,
    )
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _allowed(column: ColumnContract) -> str:
    """What its values may be, beyond their type."""
    found = [", ".join(column.values)] if column.values else []
    found += [f"at least {column.low:g}"] if column.low is not None else []
    found += [f"at most {column.high:g}"] if column.high is not None else []
    found += [_link(column.refers)] if column.refers else []
    found += ["a class of the queue's taxonomy"] if column.a_class else []
    return "; ".join(found)


def _link(other: ForeignKey) -> str:
    return f"a `{other.column}` of [{other.table}](#{other.table})"
