"""What gives way where a drawing does not fit: an exhibit to its table, a small drawing to its words."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import replace

from babel.numbers import format_decimal

from ..components import AnyComponent, Cell, Chart, Column, Table, Tile, Tiles
from ..errors import Problem
from .outline import Outline

COVER, EXHIBIT, TILE = "the cover", "exhibit ", "tile "
UNPRINTED = ("unit", "method", "flags", "n_eff")  # of the data's columns: the file has them
MOST_COLUMNS = 7
NOTE = "The chart of these data could not be drawn as it should."


def without_drawings(report: Outline, owners: Collection[str], locale: str) -> Outline:
    """
    The report without the drawings of `owners` (the cover, tile <label>, exhibit <id>).

    A chart gives way to a table of its data, micro charts to the text that says the same. Names, data and
    figures stay as they are, and so does a formula's drawing, which nothing else says.
    """
    chapters = tuple(
        replace(chapter, parts=tuple(_plain(part, owners, locale) for part in chapter.parts))
        for chapter in report.chapters
    )
    cover = report.cover
    if COVER in owners:
        cover = cover.model_copy(update={"svg": "", "alt": "", "key": ""})
    return replace(report, cover=cover, chapters=chapters)


def undrawn(report: Outline) -> tuple[Problem, ...]:
    """The charts without a drawing, each with the fault that there is none for."""
    charts = (exhibit for exhibit in report.exhibits if isinstance(exhibit, Chart))
    return tuple(
        Problem(chart.fault, EXHIBIT + chart.id, "see the traceback in the executed notebook")
        for chart in charts
        if chart.fault
    )


def instead(report: Outline, owner: str) -> str:
    """What stands in place of an owner's drawing, in words; empty where nothing can."""
    exhibits = {EXHIBIT + exhibit.id: exhibit for exhibit in report.exhibits}
    if isinstance(exhibits.get(owner), Chart):
        return "its table stands instead"
    if isinstance(exhibits.get(owner), Table) or owner.startswith(TILE):
        return "its text stands alone"
    return "the drawing is left out" if owner == COVER else ""


def _plain(part: AnyComponent, owners: Collection[str], locale: str) -> AnyComponent:
    if isinstance(part, Tiles):
        tiles = tuple(_plain_tile(tile) if TILE + tile.label in owners else tile for tile in part.tiles)
        return part.model_copy(update={"tiles": tiles})
    if isinstance(part, Chart) and EXHIBIT + part.id in owners:
        return table_of(part, locale)
    if isinstance(part, Table) and EXHIBIT + part.id in owners:
        rows = tuple(tuple(cell.model_copy(update={"svg": ""}) for cell in row) for row in part.rows)
        return part.model_copy(update={"rows": rows})
    return part


def _plain_tile(tile: Tile) -> Tile:
    return tile.model_copy(update={"strip_svg": "", "trend_svg": ""})


def table_of(chart: Chart, locale: str) -> Table:
    """A chart's data as a table of its name: at most MOST_COLUMNS of its columns, numbers to four places."""
    head, *rows = csv.reader(io.StringIO(chart.data.csv))
    kept = [i for i, name in enumerate(head) if name not in UNPRINTED and any(row[i] for row in rows)]
    kept = kept[:MOST_COLUMNS]
    columns = tuple(Column(name=_title(head[i]), numeric=i in chart.data.numeric) for i in kept)
    cells = tuple(
        tuple(Cell(text=_printed(row[i], locale) if i in chart.data.numeric else row[i]) for i in kept)
        for row in rows
    )
    return Table(
        id=chart.id,
        title=chart.title,
        measure=chart.measure,
        note=NOTE,
        columns=columns or (Column(name=_title(head[0])),),
        rows=cells if columns else (),
        data=chart.data,
        figures=chart.figures,
    )


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _printed(number: str, locale: str) -> str:
    return str(format_decimal(number, "#,##0.####", locale=locale)) if number else ""
