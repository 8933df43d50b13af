"""Times in the hour that the clocks showed twice: by the order of rows, a row itself, an offset column."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labelqa.engines import connect
from labelqa.params import Sources
from labelqa.sources import Slice, find, map_table

NIGHTS = {  # when the clocks fell back, and by how many minutes
    "Europe/London": (dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC), 60),
    "America/New_York": (dt.datetime(2026, 11, 1, 6, tzinfo=dt.UTC), 60),
    "America/Sao_Paulo": (dt.datetime(2018, 2, 18, 2, tzinfo=dt.UTC), 60),
    "Australia/Lord_Howe": (dt.datetime(2026, 4, 4, 15, tzinfo=dt.UTC), 30),
    "America/St_Johns": (dt.datetime(2006, 10, 29, 2, 31, tzinfo=dt.UTC), 60),
    "America/Caracas": (dt.datetime(2007, 12, 9, 7, tzinfo=dt.UTC), 30),
    "Antarctica/Troll": (dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC), 120),
}
FORMAT = "%d/%m/%Y %H:%M"
TABLES = {"time": ("start_at", "end_at"), "labels": ("started_at", "submitted_at")}
Span = tuple[dt.datetime, dt.datetime]


def shown(at: dt.datetime, zone: str) -> str:
    """What a clock of the zone showed."""
    return f"{at.astimezone(ZoneInfo(zone)):{FORMAT}}"


def read(
    folder: Path, table: str, zone: str, rows: Iterable[tuple[str, str, str]], offset: bool = False
) -> list[tuple[Span, bool]]:
    """Rows of (person, start, end), read by the mapping: their instants, and whether either is unclear."""
    start, end = TABLES[table]
    columns = {
        name: {"constant": "x"} for name in ("state", "label_event_id", "item_id", "queue_id", "label_id")
    }
    columns |= {"person_id": {"column": "who"}, "market_id": {"constant": "SG"}, "paid": {"constant": True}}
    times = {"format": FORMAT, "zone": zone} | ({"offset": "offset"} if offset else {})
    columns |= {start: {"column": "start", **times}, end: {"column": "end", **times}}
    known = {"time": ("state", "paid"), "labels": ("label_event_id", "item_id", "queue_id", "label_id")}[
        table
    ]
    kept = {k: v for k, v in columns.items() if k in (*known, start, end, "person_id", "market_id")}
    sources = Sources.model_validate({"tables": {table: {"files": "1.csv", "columns": kept}}})
    with (folder / "1.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["who", "start", "end", *(["offset"] if offset else [])], *rows])
    cut = Slice("SG", dt.datetime(1990, 1, 1), dt.datetime(2040, 1, 1))  # noqa: DTZ001
    found = find(sources, folder, cut)[table]
    engine = connect("duckdb", found.paths(), folder / "scratch")
    try:
        map_table(engine, found, cut)
        names = f"{start} AS s, {end} AS e, COALESCE(twice_{start}, twice_{end}) IS NOT NULL AS unclear"
        told = engine.fetch(f"SELECT {names} FROM {table}_source ORDER BY source_row").to_pylist()
    finally:
        engine.close()
    return [
        ((row["s"].replace(tzinfo=dt.UTC), row["e"].replace(tzinfo=dt.UTC)), row["unclear"]) for row in told
    ]


@st.composite
def nights(draw) -> tuple[str, str, bool, list[tuple[str, Span]]]:
    """A table, a zone, whether the newest row comes first, and what two people did around the hour."""
    table, zone = draw(st.sampled_from(sorted(TABLES))), draw(st.sampled_from(sorted(NIGHTS)))
    turn, shift = NIGHTS[zone]
    rows: list[tuple[str, Span]] = []
    for who in ("p1", "p2"):
        at = turn - dt.timedelta(minutes=3 * shift + draw(st.integers(0, shift)))
        while at < turn + dt.timedelta(minutes=2 * shift):
            step = draw(st.integers(1, shift - 1))
            lasted = draw(st.integers(1, step if table == "time" else shift - 1))
            at += dt.timedelta(minutes=step)
            rows.append((who, (at - dt.timedelta(minutes=lasted), at)))
    if draw(st.booleans()):
        rows.sort(key=lambda row: row[1][1])
    back = draw(st.booleans())
    return table, zone, back, rows[::-1] if back else rows


@settings(max_examples=20, deadline=None)
@given(night=nights())
def test_intervals_around_the_hour_keep_their_instants(tmp_path_factory, night):
    """Within it, into it, out of it and across it; oldest or newest row first, people apart or mixed."""
    table, zone, _, rows = night
    written = [(who, shown(start, zone), shown(end, zone)) for who, (start, end) in rows]

    told = read(tmp_path_factory.mktemp("night"), table, zone, written)

    assert [(span, False) for _, span in rows] == told


@settings(max_examples=8, deadline=None)
@given(night=nights(), shuffled=st.randoms(use_true_random=False))
def test_an_offset_column_needs_no_order(tmp_path_factory, night, shuffled):
    """Each row says for itself; a row without an offset is read by the zone."""
    table, zone, _, rows = night
    place = ZoneInfo(zone)
    rows = [row for row in rows if len({at.astimezone(place).utcoffset() for at in row[1]}) == 1]
    shuffled.shuffle(rows)
    written = [
        (who, shown(start, zone), shown(end, zone), f"{start.astimezone(ZoneInfo(zone)):%z}")
        for who, (start, end) in rows
    ]
    clear = ("p3", "15/06/2026 10:00", "15/06/2026 10:05", "")
    of = [dt.datetime(2026, 6, 15, 10, minute, tzinfo=ZoneInfo(zone)).astimezone(dt.UTC) for minute in (0, 5)]

    told = read(tmp_path_factory.mktemp("night"), table, zone, [*written, clear], offset=True)

    assert [(span, False) for _, span in rows] + [(tuple(of), False)] == told


def october(clock: str) -> str:
    """A time of the night on which London's clocks fell back, as a file has it."""
    return f"25/10/2026 {clock}"


def utc(clock: str) -> dt.datetime:
    """An instant of that night; the second 01:00 of London was 01:00 UTC."""
    return dt.datetime.fromisoformat(f"2026-10-25T{clock}+00:00")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("01:50", "01:10")], [("00:50", "01:10", False)]),
        ([("00:50", "01:10")], [("23:50", "00:10", True)]),
        ([("01:50", "02:10")], [("01:50", "02:10", True)]),
        ([("01:10", "01:20")], [("00:10", "00:20", True)]),
        ([("00:30", "02:30")], [("23:30", "02:30", False)]),
        ([("01:10", "01:40"), ("01:10", "01:40")], [("00:10", "00:40", True)] * 2),
    ],
)
def test_what_nothing_tells_keeps_the_length_that_the_clock_shows_and_stays_marked(tmp_path, rows, told):
    """A row that ends before it starts tells for itself, whatever stands around it."""
    written = [("p1", october(start), october(end)) for start, end in rows]
    found = read(tmp_path, "time", "Europe/London", written)

    spans = [((utc(start), utc(end)), unclear) for start, end, unclear in told]
    spans = [((s - dt.timedelta(days=s.hour == 23), e), unclear) for (s, e), unclear in spans]
    assert spans == found


def test_a_night_of_half_hours_is_read_by_its_order(tmp_path):
    """The sheet of one person, whose clocks fell back during the second of four rows."""
    clocks = ["00:40", "01:10", "01:40", "01:10", "01:40", "02:10"]
    written = [("p1", october(start), october(end)) for start, end in pairwise(clocks)]

    found = read(tmp_path, "time", "Europe/London", written)

    assert [(1800.0, False)] * 5 == [
        ((end - start).total_seconds(), unclear) for (start, end), unclear in found
    ]
    assert (utc("01:40"), utc("02:10")) == found[-1][0]


def test_rows_in_no_order_say_nothing(tmp_path):
    """A step back in time, hours away from the turn, shows that a file's order is not that of time."""
    written = [
        ("p1", october("05:00"), october("05:10")),
        ("p1", october("01:40"), october("01:45")),
        ("p1", october("01:20"), october("01:25")),
        ("p1", october("04:00"), october("04:10")),
    ]

    found = read(tmp_path, "time", "Europe/London", written)

    assert [False, True, True, False] == [unclear for _, unclear in found]
    assert [(utc("00:40"), utc("00:45")), (utc("00:20"), utc("00:25"))] == [span for span, _ in found[1:3]]
