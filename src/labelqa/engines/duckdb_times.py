"""How DuckDB reads times: those that name their zone, those that do not, and the clocks of a zone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import Found

TIME = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?"
OFFSET = r"( ?(Z|[+-]\d{2}(:?\d{2})?)| UTC)"
_DIRECTIVE = re.compile(r"%-?.")
_ZONES = ("%z", "%Z")
_FINEST = r"(\.\d{6})\d{1,3}"
EPOCHS = {"epoch": 1_000_000, "epoch_ms": 1_000}  # microseconds of one
EXCEL = "excel"
_SINCE_1970 = r"-?\d{1,15}(\.\d{1,9})?"
_SERIAL = r"\d{2,6}(\.\d+)?"
_NO_DAY_60 = 61  # a spreadsheet has a 29 February 1900, so that the days before count otherwise


def named(value: str, found: Found, form: str, letters: Mapping[str, int]) -> str | None:
    """
    SQL for the UTC instant of a value that names its zone or offset, null where it names none.

    None where no value of `found` does. %Z stands for letters, whose seconds from UTC are given.
    """
    if found == "zoned":
        return f"timezone('UTC', {value})"
    if form in EPOCHS:
        return _since_1970(value, found, EPOCHS[form])
    if found != "text":
        return None
    if not form:
        # NOTE: DuckDB's own cast takes no space before an offset.
        closed = f"regexp_replace({_to_microseconds(value)}, ' ([Z+-])', '\\1')"
        instant = f"timezone('UTC', TRY_CAST({closed} AS TIMESTAMPTZ))"
        return f"CASE WHEN regexp_full_match({value}, '{TIME}{OFFSET}') THEN {instant} END"
    if "%z" in _directives(form):
        instant = f"timezone('UTC', {_parsed(value, form)})"
        return f"COALESCE({instant}, {_parsed(value, _put(form, '%z', 'Z'))})"
    if "%Z" in _directives(form):
        read = ", ".join(
            f"CASE WHEN contains({value}, '{name}') THEN {_parsed(value, _put(form, '%Z', name))}"
            f" - INTERVAL '{seconds}' SECOND END"
            for name, seconds in letters.items()
        )
        return f"COALESCE({read})"
    return None


def clock(value: str, found: Found, form: str) -> str | None:
    """SQL for the time that a value shows where it names no zone, null elsewhere; None where none can."""
    if found in ("instant", "date"):
        return f"CAST({value} AS TIMESTAMP)"
    if form == EXCEL:
        return _of_serial(value, found)
    if found != "text" or form in EPOCHS:
        return None
    if not form:
        cast = f"TRY_CAST({_to_microseconds(value)} AS TIMESTAMP)"
        return f"CASE WHEN regexp_full_match({value}, '{TIME}') THEN {cast} END"
    for directive in _ZONES:
        if directive in _directives(form):
            form = re.sub(r"(?<!%)\s*" + directive, "", form)
    return _parsed(value, form)


def instants(shown: str, zone: str) -> tuple[str, str]:
    """
    SQL for the two UTC instants at which a zone's clocks showed a time.

    The first is null where they skipped it, the second unless they showed it twice. Each change of the
    clocks since 1990 is days away from the next, so the offsets of a day before and a day after are all
    that can hold.
    """
    if zone == "UTC":
        return shown, "CAST(NULL AS TIMESTAMP)"
    before, after = (_by_offset(shown, zone, f"{shown} {sign} INTERVAL '1' DAY") for sign in "-+")
    held = [f"CASE WHEN {_local(each, zone)} = {shown} THEN {each} END" for each in (before, after)]
    first = f"CASE WHEN {before} = {after} THEN {before} ELSE LEAST({', '.join(held)}) END"
    second = f"CASE WHEN {before} < {after} AND {' AND '.join(f'({each}) IS NOT NULL' for each in held)}"
    return first, f"{second} THEN {after} END"


def local_date(instant: str, zone: str) -> str:
    """The business day of a UTC instant."""
    return f"CAST({_local(instant, zone)} AS DATE)"


def parsed_day(value: str, form: str) -> str:
    """A day written as `form` says."""
    return f"CAST({_parsed(value, form)} AS DATE)"


def serial_day(value: str, found: Found) -> str | None:
    """The day that a spreadsheet's number stands for, null where it has a time besides."""
    shown = _of_serial(value, found)
    return shown and f"CASE WHEN date_trunc('day', {shown}) = {shown} THEN CAST({shown} AS DATE) END"


def _since_1970(value: str, found: Found, microseconds: int) -> str | None:
    if found not in ("text", "integer", "number"):
        return None
    exact = f"floor(TRY_CAST({value} AS DECIMAL(30, 9)) * {microseconds})"
    instant = f"make_timestamp(TRY_CAST({exact} AS BIGINT))"
    return (
        f"CASE WHEN regexp_full_match({value}, '{_SINCE_1970}') THEN {instant} END"
        if found == "text"
        else instant
    )


def _of_serial(value: str, found: Found) -> str | None:
    """A count of days since the end of 1899, and of their parts, as the time that it shows."""
    if found not in ("text", "integer", "number"):
        return None
    days = f"TRY_CAST({value} AS DOUBLE)"
    shown = f"TIMESTAMP '1899-12-30' + to_milliseconds(CAST(round({days} * 86400000) AS BIGINT))"
    written = f" AND regexp_full_match({value}, '{_SERIAL}')" if found == "text" else ""
    return f"CASE WHEN {days} >= {_NO_DAY_60} AND {days} < 1000000{written} THEN {shown} END"


def _to_microseconds(value: str) -> str:
    """SQL for a time as text without the digits of its fraction that no instant has room for."""
    return f"regexp_replace({value}, '{_FINEST}', '\\1')"


def _by_offset(shown: str, zone: str, instant: str) -> str:
    """A time as UTC, by the offset that the zone had at an instant."""
    return f"({shown} - ({_local(instant, zone)} - ({instant})))"


def _local(utc: str, zone: str) -> str:
    return f"timezone('{zone}', timezone('UTC', {utc}))"


def _directives(form: str) -> list[str]:
    return _DIRECTIVE.findall(form)


def _put(form: str, directive: str, text: str) -> str:
    return _DIRECTIVE.sub(lambda found: text if found[0] == directive else found[0], form)


def _parsed(value: str, form: str) -> str:
    literal = "'" + form.replace("'", "''") + "'"
    return f"try_strptime({_to_microseconds(value) if '%f' in form else value}, {literal})"
