"""A checked market as tables for a terminal, however wide; for a file no line is broken."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .checking import CheckedMarket

_ENDLESS = 10_000  # columns of what is no terminal
_ROWS = ("table", "read", "kept", "refused", "because")


def drawn(found: CheckedMarket, width: int | None = None) -> str:
    """The tables, as wide as the terminal at most, or `width`; with weights and colours on a terminal."""
    terminal = sys.stdout.isatty()
    console = Console(
        file=io.StringIO(),
        force_terminal=terminal,
        width=width or (None if terminal else _ENDLESS),
        highlight=False,
    )
    with console.capture() as captured:
        _draw(found, console)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _draw(found: CheckedMarket, console: Console) -> None:
    console.print(
        Text(f"{found.market} {found.snapshot} {found.digest}", "bold"), no_wrap=True, overflow="ellipsis"
    )
    _put(console, _table(_ROWS, _of_tables(found), right=_ROWS[1:4]))
    for zone, told in found.zones.items():
        _put(console, Text(f"times that name no zone are taken to be in {zone}: {', '.join(told)}"))
    if found.derived:
        _put(console, Text(f"derived from the rows of labels: {', '.join(found.derived)}"))
    for note in found.notes:
        _put(console, Text(f"note: {note}"))
    if found.sections:
        _put(console, _table(("report", "", "sections"), _of_sections(found)))
    if found.missing:
        _put(console, _table(("missing", "why", "switches off"), _of_missing(found)))


def _put(console: Console, part: Text | Table) -> None:
    console.print(Padding(part, (0, 0, 0, 2)))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()) -> Table:
    """A table without lines: two signs between its columns, of which the last takes what is left."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", expand=False)
    for place, head in enumerate(heads):
        last = place == len(heads) - 1
        table.add_column(
            head,
            justify="right" if head in right else "left",
            no_wrap=head in {*right, heads[0]},
            ratio=1 if last else None,
        )
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _of_tables(found: CheckedMarket) -> Iterable[Sequence[str]]:
    for one in found.tables:
        because = [f"{each.reason} ({each.rows:,}, such as {each.example})" for each in one.because]
        yield one.table, f"{one.read:,}", f"{one.kept:,}", f"{one.refused:,}", (because or [""])[0]
        for reason in because[1:]:
            yield "", "", "", "", reason


def _of_sections(found: CheckedMarket) -> Iterable[Sequence[str]]:
    for report in found.sections:
        yield report.report, "on", ", ".join(report.on) or "none"
        for section, tables in report.off.items():
            yield "", "off", f"{section}, for lack of {' and '.join(tables)}"


def _of_missing(found: CheckedMarket) -> Iterable[Sequence[str]]:
    for one in found.missing:
        off = one.off or ("no section",)
        yield one.table, one.why, off[0]
        for more in off[1:]:
            yield "", "", more
