"""How DuckDB reads a value of one type as another: strictly, null where it cannot."""

from __future__ import annotations

from ..contracts import ColumnKind
from . import Found
from .duckdb_times import EXCEL, parsed_day, serial_day

SQL_TYPES: dict[ColumnKind, str] = {
    ColumnKind.TEXT: "VARCHAR",
    ColumnKind.TEXTS: "VARCHAR[]",
    ColumnKind.INTEGER: "BIGINT",
    ColumnKind.NUMBER: "DOUBLE",
    ColumnKind.BOOLEAN: "BOOLEAN",
    ColumnKind.INSTANT: "TIMESTAMP",
    ColumnKind.DATE: "DATE",
}
WHOLE = r"[+-]?\d{1,18}"
DECIMAL = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
DAY = r"\d{4}-\d{2}-\d{2}"


def reading(value: str, found: Found, kind: ColumnKind, form: str) -> str | None:
    """The SQL; `value` itself where it already is what it should be; None where it never can be."""
    match kind:
        case ColumnKind.TEXT:
            return {"text": value, "integer": f"CAST({value} AS VARCHAR)"}.get(found)
        case ColumnKind.TEXTS:
            return {"texts": value, "text": _texts(value)}.get(found)
        case ColumnKind.BOOLEAN:
            words = f"CASE lower({value}) WHEN 'true' THEN true WHEN 'false' THEN false END"
            return {"boolean": value, "text": words}.get(found)
        case ColumnKind.INTEGER:
            return _integer(value, found)
        case ColumnKind.NUMBER:
            return _number(value, found)
        case ColumnKind.DATE:
            return _date(value, found, form)
        case ColumnKind.INSTANT:
            return None


def _texts(value: str) -> str:
    """JSON where it looks like it, also the {"choices": […]} of Label Studio's cells; else split at "|"."""
    json = f"TRY_CAST({value} AS JSON)"
    return (
        f"CASE WHEN starts_with({value}, '[') THEN TRY_CAST({json} AS VARCHAR[])"
        f" WHEN starts_with({value}, '{{') THEN TRY_CAST(json_extract({json}, '$.choices') AS VARCHAR[])"
        f" ELSE string_split({value}, '|') END"
    )


def _full(value: str, pattern: str, then: str) -> str:
    return f"CASE WHEN regexp_full_match({value}, '{pattern}') THEN {then} END"


def _integer(value: str, found: Found) -> str | None:
    cast = f"TRY_CAST({value} AS BIGINT)"
    whole = f"CASE WHEN {value} = floor({value}) THEN {cast} END"
    return {"integer": cast, "number": whole, "text": _full(value, WHOLE, cast)}.get(found)


def _number(value: str, found: Found) -> str | None:
    cast = f"TRY_CAST({value} AS DOUBLE)"
    finite = f"CASE WHEN isfinite({cast}) THEN {cast} END"
    return {"integer": cast, "number": finite, "text": _full(value, DECIMAL, finite)}.get(found)


def _date(value: str, found: Found, form: str) -> str | None:
    if form == EXCEL and found != "date" and found != "instant":
        return serial_day(value, found)
    cast = f"TRY_CAST({value} AS DATE)"
    midnight = f"CASE WHEN date_trunc('day', {value}) = {value} THEN {cast} END"
    text = parsed_day(value, form) if form else _full(value, DAY, cast)
    return {"date": value, "instant": midnight, "text": text}.get(found)
