"""A table as it is set: which columns stand right, how wide they are, whether it may be split over pages."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from ..components import Facts, RiskList, Table, Width
from ..fonts.letters import width

LINES: dict[Width, float] = {"main": 44.6, "full": 61.6, "wide": 92.5}  # em of a cell's text in the width
AIR = {False: 1.2, True: 1.8}  # em right of a text, and of a number
SLACK = 1.03  # by which a width may be reckoned too small
HEAD = 0.95  # of a cell's text: how wide the same letters are in what stands above it
MARK = 1.3  # em: the mark before a verdict or a severity
NARROWEST, WIDEST = 3, 16  # em, for a column without a share
ROOMY = 22  # em, from which a longer text has to take more than one line
LEAST = 0.05  # of the width, for a column without a share
FACT_LINE = 33  # em
RISK_LINES = 4  # that a risk takes in a portrait page's table
UNSPLIT = 12  # lines: a third of a page, so that a table that moves to the next page leaves no large hole
COMPACT = 20  # lines
_LINES, _WORDS = r"\n", r"[ \n]"  # what a text is cut at: into its lines, into its words


def together(text: str) -> str:
    """A number as it may be set: it stays with its unit, and an interval in brackets on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NO-BREAK SPACE}(", " (")


def numeric(table: Table) -> list[bool]:
    """Which columns are set to the right: those of numbers, but not the shaded ones of a heat map."""
    return [column.numeric and not shade for column, shade in zip(table.columns, _shaded(table), strict=True)]


def shares(table: Table) -> list[float]:
    """
    Each column's share of the width, 1 in all: as declared or by its texts, alike where a heat map is shaded.

    Where a text would not fit, its column takes what others have to spare; no word is ever broken for one.
    """
    return _of_heat_map(table) if table.heat else _by_texts(table)


def is_long(table: Table | Facts | RiskList) -> bool:
    """Whether it takes so many printed lines that a page may end within it."""
    return _lines(table) > UNSPLIT


def is_compact(table: Table) -> bool:
    """Whether it takes so many printed lines that it is set smaller."""
    return _lines(table) > COMPACT


def _lines(table: Table | Facts | RiskList) -> int:
    """About how many printed lines its rows take."""
    if isinstance(table, RiskList):
        return min(len(table.risks), table.most or len(table.risks)) * RISK_LINES
    if isinstance(table, Facts):
        return sum(math.ceil(width(text) / FACT_LINE) for _, text in table.rows)
    room = [max(1.0, share * LINES[table.width] - AIR[False]) for share in shares(table)]
    return sum(
        max(1 if cell.svg else math.ceil(width(cell.text) / em) for cell, em in zip(row, room, strict=True))
        for row in table.rows
    )


def _of_heat_map(table: Table) -> list[float]:
    """The shaded columns as wide as the widest word in them, the others as wide as their own."""
    words, shaded = _widths(table, _WORDS), _shaded(table)
    alike = max((word for word, shade in zip(words, shaded, strict=True) if shade), default=0.0)
    needs = [alike if shade else word for word, shade in zip(words, shaded, strict=True)]
    return _with_room(table, _given(table, [1.0] * len(needs)), needs)


def _by_texts(table: Table) -> list[float]:
    """Room for every text, as far as it is not ROOMY, and then for every word."""
    lines, words = _widths(table, _LINES), _widths(table, _WORDS)
    given = _given(table, [min(max(line, NARROWEST), WIDEST) for line in lines])
    given = _with_room(table, given, [min(line, ROOMY) for line in lines])
    return _with_room(table, given, words)


def _with_room(table: Table, given: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Shares that give columns what they need, in em, as far as others can spare it; drawings need none."""
    drawn = [not table.heat and any(row[i].svg for row in table.rows) for i in range(len(table.columns))]
    wanted = [
        share if is_drawn else need / LINES[table.width]
        for share, is_drawn, need in zip(given, drawn, needs, strict=True)
    ]
    return _shared_out(given, wanted)


def _shaded(table: Table) -> list[bool]:
    """Which columns have a shaded cell."""
    return [any(row[i].shade is not None for row in table.rows) for i in range(len(table.columns))]


def _given(table: Table, weights: Sequence[float]) -> list[float]:
    """The declared shares, and what they leave shared out by weight."""
    free = sum(w for w, column in zip(weights, table.columns, strict=True) if column.share is None)
    declared = sum(column.share or 0 for column in table.columns)
    left = max(1 - declared, LEAST * sum(column.share is None for column in table.columns))
    given = [
        column.share if column.share is not None else left * weight / free
        for weight, column in zip(weights, table.columns, strict=True)
    ]
    return [share / sum(given) for share in given]


def _shared_out(given: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Shares in which those with more than they want give to those with less, each in proportion."""
    short = [max(0.0, want - share) for share, want in zip(given, wanted, strict=True)]
    spare = [max(0.0, share - want) for share, want in zip(given, wanted, strict=True)]
    moved = min(sum(short), sum(spare))
    if not moved:
        return list(given)
    return [
        share + moved * lack / sum(short) - moved * much / sum(spare)
        for share, lack, much in zip(given, short, spare, strict=True)
    ]


def _widths(table: Table, ends: str) -> list[float]:
    """Of each column the widest piece of its texts, in em."""
    return [_longest(table, column, ends) for column in range(len(table.columns))]


def _longest(table: Table, column: int, ends: str) -> float:
    """The widest piece of a column's texts, head included, with the air beside it; in em."""
    of_numbers = table.columns[column].numeric
    head = [HEAD * width(piece) for piece in re.split(ends, table.columns[column].name)]
    cells = [
        width(piece) + (MARK if cell.marked else 0)
        for cell in (row[column] for row in table.rows)
        if not cell.svg
        for piece in re.split(ends, together(cell.text) if of_numbers or cell.marked else cell.text)
    ]
    return SLACK * max([*head, *cells], default=0.0) + AIR[of_numbers]
