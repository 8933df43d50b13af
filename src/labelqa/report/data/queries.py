"""SQL of a notebook's own over the tables of an extract, cut to the same days as its measures."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd

from ...contracts import CANONICAL, FROZEN, ColumnKind
from ...errors import ParamsError, Problem
from .rows import ExtractReader, Span, midnight

_WHERE = "r.sql, query"


def answer(rows: ExtractReader, query: str, span: Span) -> pd.DataFrame:
    """
    The result of one query (DuckDB); each table with a time of its own has its rows of `span` only.

    That time is the `at` of the table's contract: its business day, or the instant within the market's
    days. Tables without one are whole. Raises ParamsError for SQL that cannot be read or that names what
    there is not.
    """
    import duckdb

    from ...in_memory import database

    tables = rows.extract.tables()
    with database().cursor() as connection:
        for name in tables:
            file = str(rows.extract.folder / f"{name}.parquet").replace("'", "''")
            connection.execute(
                f"create temp view \"{name}\" as from read_parquet('{file}') {_cut(rows, name, span)}"
            )
        try:
            return connection.sql(query).df()
        except (duckdb.CatalogException, duckdb.BinderException, duckdb.ParserException) as error:
            # NOTE: these speak of the query's own words; what other errors say may hold data.
            said = str(error).splitlines()[0]
            raise ParamsError(Problem(said, _WHERE, f"have the tables {', '.join(tables)}")) from error


def _cut(rows: ExtractReader, name: str, span: Span) -> str:
    """SQL for the rows of a span; nothing for a table without a time."""
    table = {**CANONICAL, **FROZEN}.get(name)
    if table is None or table.at is None:
        return ""
    first, end = rows.span(span)
    if table.column(table.at).kind is ColumnKind.DATE:
        return f"where {table.at} >= date '{first}' and {table.at} < date '{end}'"
    zone = ZoneInfo(rows.extract.context.market.timezone)
    start, until = (int(midnight(day, zone).timestamp() * 1_000_000) for day in (first, end))
    return f"where epoch_us({table.at}) >= {start} and epoch_us({table.at}) < {until}"
