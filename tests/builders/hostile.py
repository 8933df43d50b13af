"""A sample company whose names are attacks: on browsers, spreadsheets, printers and the files of the host."""

from __future__ import annotations

import itertools
from pathlib import Path

import pandas as pd
import pyarrow as pa

from .planting import mapped, replaced, rewrite
from .workspace import DATA, sample_workspace

SECRET_FILE = "/etc/passwd"
WHOLE = {  # a payload for each value of a column, in turn
    "vendors": ("name",),
    "sites": ("name",),
    "queues": ("name",),
    "label_classes": ("name",),
    "sop_clauses": ("title",),
    "targets": ("source",),
    "incidents": ("note",),
}
TURNING = (  # names that would turn a number beside them round, end a line, or break a page
    "Turned\u202e 95 %",
    "\u2067Isolated 12 of 16",
    "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd 7",
    "\u0645\u0631\u062d\u0628\u0627 (95 %)",
    "Two\u2028lines",
    "Bell\x07, null\x00 and \x1b[31mred",
    "\ufeffMarked\uffff",
    "\u200e=1+1",
)
IDS = ("person_id", "qa_person_id", "reviewer_id", "item_id", "site_id", "team_id")
IDS += ("session_id", "cohort_id", "batch_id", "delivered_batch_id", "request_id")


def payloads(address: str) -> tuple[str, ...]:
    """
    Texts that somebody's program might run, load or hide; a server at `address` notes who asks.

    Each has its case of security.md: H2 to H8 and H15, W1 to W6 and W8, D29 (formulas), T6 and T7 (charts).
    """
    return (
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style></svg><svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        f"![y]({address}/m.png)",
        f"![]({SECRET_FILE})",
        f'<link rel=attachment href="file://{SECRET_FILE}">',
        f'<a rel=attachment href="{address}/a">x</a>',
        f'<img src="{address}/i.png">',
        f"<style>@import url({address}/s.css)</style>",
        f'<iframe src="file://{SECRET_FILE}"></iframe>',
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{SECRET_FILE}">]>&e;',
        f'<svg><image href="{address}/v.png"/></svg>',
        '<p style="display:none">hidden</p>',
        "<!-- comment --><template>t</template>",
        f'=HYPERLINK("{address}/f")',
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        r"$\foo$",
        "_agent7",
        "{{ 7 * 7 }}{% include 'x' %}",
        "%(x)s {x.__class__} ${x}",
        "&lt;script&gt;",
    )


def company(repository: Path, folder: Path, address: str, *, labels: int) -> None:
    """A workspace of the sample company: names are payloads, ids end in them, and params hold them."""
    sample_workspace(repository, folder, labels=labels)
    every = payloads(address)

    def poison(name: str, table: pa.Table) -> pa.Table:
        for column in table.column_names:
            if column in WHOLE.get(name, ()):
                turn = itertools.cycle((*every, *TURNING))
                table = replaced(table, column, pd.Series([next(turn) for _ in range(len(table))]))
            elif column in IDS:
                table = mapped(table, column, lambda value: f"{value} {every[_place(value) % len(every)]}")
        return table

    rewrite(folder / DATA, poison)
    for path, old, new in (
        ("markets/ID.yml", "name: Indonesia", "name: 'Indonesia <script>1</script>'"),
        ("reports/market_report.yml", "title: Labelling quality", "title: 'Quality <b onclick=1>{{ 7 }}'"),
    ):
        file = folder / "params" / path
        file.write_text(file.read_text().replace(old, new))


def _place(value: str) -> int:
    """A number for an id, the same wherever it stands."""
    return sum(map(ord, value))
