"""How DuckDB reads a value of one type as another: strictly, null where it cannot."""

from __future__ import annotations

from ..contracts import Kind
from . import Found

SQL_TYPES: dict[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.TEXTS: "VARCHAR[]",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INSTANT: "TIMESTAMP",
    Kind.DATE: "DATE",
}
WHOLE = r"[+-]?\d{1,18}"
DECIMAL = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
DAY = r"\d{4}-\d{2}-\d{2}"
TIME = DAY + r"([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?"
OFFSET = r"(Z|[+-]\d{2}(:?\d{2})?)"


def reading(value: str, found: Found, kind: Kind, form: str, zone: str) -> str | None:
    """The SQL; `value` itself where it already is what it should be; None where it never can be."""
    match kind:
        case Kind.TEXT:
            return {"text": value, "integer": f"CAST({value} AS VARCHAR)"}.get(found)
        case Kind.TEXTS:
            return {"texts": value, "text": f"string_split({value}, '|')"}.get(found)
        case Kind.BOOLEAN:
            words = f"CASE lower({value}) WHEN 'true' THEN true WHEN 'false' THEN false END"
            return {"boolean": value, "text": words}.get(found)
        case Kind.INTEGER:
            return _integer(value, found)
        case Kind.NUMBER:
            return _number(value, found)
        case Kind.INSTANT:
            return _instant(value, found, form, zone)
        case Kind.DATE:
            return _date(value, found, form)


def local_date(instant: str, zone: str) -> str:
    """The business day of a UTC instant."""
    return f"CAST(timezone('{zone}', timezone('UTC', {instant})) AS DATE)"


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


def _instant(value: str, found: Found, form: str, zone: str) -> str | None:
    if found == "instant":
        return _utc(f"CAST({value} AS TIMESTAMP)", zone) if zone != "UTC" else f"CAST({value} AS TIMESTAMP)"
    if found == "zoned":
        return f"timezone('UTC', {value})"
    if found == "date":
        return _utc(f"CAST({value} AS TIMESTAMP)", zone)
    if found != "text":
        return None
    if form:
        parsed = f"try_strptime({value}, {_literal(form)})"
        return f"timezone('UTC', {parsed})" if "%z" in form else _utc(parsed, zone)
    with_offset = f"timezone('UTC', TRY_CAST({value} AS TIMESTAMPTZ))"
    local = _utc(f"TRY_CAST({value} AS TIMESTAMP)", zone)
    return (
        f"CASE WHEN regexp_full_match({value}, '{TIME}{OFFSET}') THEN {with_offset} "
        f"WHEN regexp_full_match({value}, '{TIME}') THEN {local} END"
    )


def _utc(local: str, zone: str) -> str:
    """
    A local time as UTC, null in the hour that the clocks skip.

    ICU takes the later instant of an hour shown twice; an hour before it is the same local time then.
    """
    if zone == "UTC":
        return local
    later = f"timezone('UTC', timezone('{zone}', {local}))"
    earlier = f"{later} - INTERVAL '1' HOUR"
    return (
        f"CASE {local} WHEN {_local(earlier, zone)} THEN {earlier} "
        f"WHEN {_local(later, zone)} THEN {later} END"
    )


def _local(utc: str, zone: str) -> str:
    return f"timezone('{zone}', timezone('UTC', {utc}))"


def _date(value: str, found: Found, form: str) -> str | None:
    cast = f"TRY_CAST({value} AS DATE)"
    midnight = f"CASE WHEN date_trunc('day', {value}) = {value} THEN {cast} END"
    text = f"CAST(try_strptime({value}, {_literal(form)}) AS DATE)" if form else _full(value, DAY, cast)
    return {"date": value, "instant": midnight, "text": text}.get(found)


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
