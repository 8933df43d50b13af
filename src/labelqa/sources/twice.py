"""
Times in the hour that the clocks showed twice: which of the two is meant, by the order of the rows.

A zone's clocks fall back once a year; until then each time of that hour is the first of two, from then on
the second. The rows of one person stand in the order in which they happened, or in the reverse: where the
time at which they end falls back from one row to the next, or within a row from start to end, the clocks did.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..contracts import ColumnKind, TableContract
from ..engines import Engine

_NEAR = "INTERVAL '2' DAY"  # rows this close to the hour show whether a file goes forward in time, or back
_ALIKE = "PARTITION BY source_file, who, month"


@dataclass(frozen=True)
class SpanColumns:
    """The columns of a table that say from when to when a row lasted, and whose it is; start may be empty."""

    start: str
    end: str
    person: str = ""


SPANS = {
    "labels": SpanColumns("started_at", "submitted_at", "person_id"),
    "overlaps": SpanColumns("", "submitted_at", "person_id"),
    "time": SpanColumns("start_at", "end_at", "person_id"),
    "schedules": SpanColumns("start_at", "end_at", "person_id"),
    "incidents": SpanColumns("started_at", "ended_at"),
}


def settle(engine: Engine, table: TableContract, rows: str, market: str) -> str:
    """
    SQL for the rows of a view, each time in the hour shown twice read as the one that is meant.

    Where nothing says so, a row keeps the length that the clock shows, or its time is the first of the two;
    there twice_<column> still has the second, elsewhere it is null.
    """
    span = SPANS.get(table.name)
    if span is None:
        return f"SELECT * FROM {rows}"
    twice = f"{table.name}_twice"
    engine.keep(twice, _twice(engine, table, span, rows, market))
    if not engine.fetch(f"SELECT COUNT(*) AS cases FROM {twice}")["cases"][0].as_py():
        return f"SELECT * FROM {rows}"
    engine.define(f"{twice}_ways", _ways(span, rows, twice))
    engine.define(f"{twice}_turned", _turned(twice))
    engine.keep(f"{twice}_settled", _settled(f"{twice}_turned"))
    told = _told(span)
    columns = [
        f"{told.get(name, f'r.{engine.quoted(name)}')} AS {engine.quoted(name)}"
        for name in engine.found(f"SELECT * FROM {rows}")
    ]
    return (
        f"SELECT {', '.join(columns)} FROM {rows} r LEFT JOIN {twice}_settled t"
        " ON t.source_file = r.source_file AND t.source_row = r.source_row"
    )


def _twice(engine: Engine, table: TableContract, span: SpanColumns, rows: str, market: str) -> str:
    """Rows with a time shown twice: s1 and e1 are start and end, s2 and e2 the second instants, or null."""
    nothing = engine.nothing(ColumnKind.INSTANT)
    start = (
        (f"{span.start} AS s1", f"twice_{span.start} AS s2")
        if span.start
        else (f"{nothing} AS s1", f"{nothing} AS s2")
    )
    # NOTE: rows that are nobody's have no order among them.
    who = span.person or "source_file || '/' || CAST(source_row AS VARCHAR)"
    found = [f"twice_{name} IS NOT NULL" for name in (span.start, span.end) if name]
    mine = f" AND (market_id = '{market}' OR market_id IS NULL)" if table.by_market else ""
    return (
        f"SELECT source_file, source_row, {who} AS who, {', '.join(start)}, {span.end} AS e1,"
        f" twice_{span.end} AS e2 FROM {rows} WHERE ({' OR '.join(found)}){mine}"
    )


def _ways(span: SpanColumns, rows: str, twice: str) -> str:
    """Whether each person's rows of a file go forward (1) or back (-1) around the hour, or neither (0)."""
    if not span.person:
        return f"SELECT DISTINCT source_file, who, 1 AS way FROM {twice}"
    near = f"SELECT who, MIN(e1) - {_NEAR} AS low, MAX(e1) + {_NEAR} AS high FROM {twice} GROUP BY who"
    steps = (
        f"SELECT r.source_file, n.who, r.{span.end} AS e, r.twice_{span.end} AS again,"
        f" LAG(r.{span.end}) OVER place AS e_before, LAG(r.twice_{span.end}) OVER place AS again_before"
        f" FROM {rows} r JOIN ({near}) n ON r.{span.person} = n.who"
        f" AND r.{span.end} >= n.low AND r.{span.end} < n.high"
        " WINDOW place AS (PARTITION BY r.source_file, n.who ORDER BY r.source_row)"
    )
    # NOTE: within the hour itself a step back may be the clocks'.
    told = "again IS NULL OR again_before IS NULL"
    ups, downs = (f"COUNT(*) FILTER (WHERE ({told}) AND e {sign} e_before)" for sign in "><")
    way = f"CASE WHEN {downs} = 0 THEN 1 WHEN {ups} = 0 THEN -1 ELSE 0 END"
    return f"SELECT source_file, who, {way} AS way FROM ({steps}) AS steps GROUP BY source_file, who"


def _turned(twice: str) -> str:
    """
    The rows with `turned`, whether the clocks had fallen back by their end, and `clear`, whether that holds.

    It holds where the order of the person's rows shows one fall, or where the row itself does.
    """
    ordered = "way <> 0 AND ever > 0 AND again = 0"
    return (
        f"SELECT *, within = 1 OR ({ordered}) AS clear, within = 1 OR ({ordered} AND by_now > 0) AS turned"
        " FROM (SELECT *, MAX(by_now) OVER alike AS ever,"
        " MAX(CASE WHEN fell = 1 AND fallen > 0 THEN 1 ELSE 0 END) OVER alike AS again"
        f" FROM ({_fallen(twice)}) AS falls WINDOW alike AS ({_ALIKE})) AS told"
    )


def _fallen(twice: str) -> str:
    """
    The rows in the order of time, with 1 or 0 for what their ends show.

    `within` the row and from the row before it they fell; some row before had `fallen`; `by_now` one has.
    """
    rows = (
        f"SELECT t.*, date_trunc('month', t.e1) AS month, w.way, t.source_row * w.way AS place,"
        " CASE WHEN t.e2 IS NOT NULL THEN t.e1 END AS e,"
        " CASE WHEN t.e2 IS NOT NULL AND t.e1 < t.s1 THEN 1 ELSE 0 END AS within"
        f" FROM {twice} t JOIN {twice}_ways w ON w.source_file = t.source_file AND w.who = t.who"
    )
    falls = (
        f"SELECT *, CASE WHEN e < LAG(e) OVER placed THEN 1 ELSE 0 END AS fell FROM ({rows}) AS rows"
        f" WINDOW placed AS ({_ALIKE} ORDER BY place)"
    )
    return (
        "SELECT *, MAX(fell + within) OVER placed AS by_now,"
        " MAX(fell + within) OVER (placed ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS fallen"
        f" FROM ({falls}) AS falls WINDOW placed AS ({_ALIKE} ORDER BY place)"
    )


def _settled(turned: str) -> str:
    end = "CASE WHEN e2 IS NOT NULL AND turned THEN e2 ELSE e1 END"
    # NOTE: of the two starts the later that is not after the end gives the length that the clock shows.
    start = f"CASE WHEN s2 IS NOT NULL AND s2 <= {end} THEN s2 ELSE s1 END"
    return f"SELECT source_file, source_row, {start} AS started, {end} AS ended, clear FROM {turned}"


def _told(span: SpanColumns) -> dict[str, str]:
    """SQL for the columns of a row r that its settled row t may change."""
    settled = {span.start: "t.started", span.end: "t.ended"}
    told = {}
    for name in filter(None, settled):
        told[name] = f"COALESCE({settled[name]}, r.{name})"
        told[f"twice_{name}"] = f"CASE WHEN t.clear THEN NULL ELSE r.twice_{name} END"
    return told
