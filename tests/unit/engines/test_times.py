"""Times become instants: those that name their zone, those that do not, and what a zone's clocks showed."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labelqa.engines import connect
from labelqa.engines.zone_names import offsets

ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Manila",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Europe/Moscow",
    "Asia/Pyongyang",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine that reads no file."""
    engine = connect("duckdb", [], tmp_path_factory.mktemp("scratch"))
    yield engine
    engine.close()


def utc(*parts: int) -> dt.datetime:
    """A UTC instant as the engine gives it, without a zone."""
    return dt.datetime(*parts, tzinfo=dt.UTC).replace(tzinfo=None)


def read(engine, text: str, form: str = "", zone: str = "UTC") -> list[dt.datetime | None]:
    """What a text names, and the two instants at which the clocks of a zone showed it if it names no zone."""
    named = engine.named("v", "text", form, zone) or "CAST(NULL AS TIMESTAMP)"
    first, second = engine.instants("c", zone)
    shown = (
        f"SELECT {named} AS named, {engine.clock('v', 'text', form)} AS c FROM (SELECT '{text}' AS v) AS t"
    )
    [row] = engine.fetch(
        f"SELECT named, {first} AS first, {second} AS second FROM ({shown}) AS t"
    ).to_pylist()
    return list(row.values())


@pytest.mark.parametrize(
    ("text", "form", "zone", "value"),
    [
        ("2026-10-01T09:00:00.123456Z", "", "Asia/Tokyo", utc(2026, 10, 1, 9, 0, 0, 123456)),
        ("2026-10-01T09:00+07:00", "", "Asia/Tokyo", utc(2026, 10, 1, 2)),
        ("2026-10-01 09:00:00 +0700", "", "Asia/Tokyo", utc(2026, 10, 1, 2)),
        ("2026-10-01 09:00:00 UTC", "", "Asia/Tokyo", utc(2026, 10, 1, 9)),
        ("2026-10-01 09:00:00.5 UTC", "", "Asia/Tokyo", utc(2026, 10, 1, 9, 0, 0, 500000)),
        ("2026-10-01 09:00 +0700", "%Y-%m-%d %H:%M %z", "Asia/Tokyo", utc(2026, 10, 1, 2)),
        ("2026-10-01 09:00 +07:30", "%Y-%m-%d %H:%M %z", "Asia/Tokyo", utc(2026, 10, 1, 1, 30)),
        ("2026-10-01 09:00Z", "%Y-%m-%d %H:%M%z", "Asia/Tokyo", utc(2026, 10, 1, 9)),
        ("2026-10-01 00:00:00 UTC", "%Y-%m-%d %H:%M:%S %Z", "Asia/Tokyo", utc(2026, 10, 1)),
        ("Mon Nov 30 16:38:00 PST 2026", "%a %b %d %H:%M:%S %Z %Y", "UTC", utc(2026, 12, 1, 0, 38)),
        ("1 Nov 2026 01:38 PDT", "%d %b %Y %H:%M %Z", "America/Los_Angeles", utc(2026, 11, 1, 8, 38)),
        ("1 Nov 2026 01:38 PST", "%d %b %Y %H:%M %Z", "America/Los_Angeles", utc(2026, 11, 1, 9, 38)),
        ("1 Jul 2026 10:00 PST", "%d %b %Y %H:%M %Z", "Asia/Manila", utc(2026, 7, 1, 2)),
        ("1 Jul 2026 10:00 CST", "%d %b %Y %H:%M %Z", "Asia/Shanghai", utc(2026, 7, 1, 2)),
        ("1 Jul 2026 10:00 CST", "%d %b %Y %H:%M %Z", "America/New_York", utc(2026, 7, 1, 16)),
        ("1 Jul 2026 10:00 IST", "%d %b %Y %H:%M %Z", "Asia/Kolkata", utc(2026, 7, 1, 4, 30)),
        ("1 Jul 2026 10:00 BST", "%d %b %Y %H:%M %Z", "Europe/London", utc(2026, 7, 1, 9)),
        ("1 Jul 2026 10:00 WEST", "%d %b %Y %H:%M %Z", "Europe/Lisbon", utc(2026, 7, 1, 9)),
    ],
)  # fmt: skip
def test_a_time_that_names_its_zone_is_not_shifted_again(engine, text, form, zone, value):
    """Whatever zone is given for times that name none; letters mean what they mean there."""
    assert [value, None, None] == read(engine, text, form, zone)


@pytest.mark.parametrize(
    ("text", "form", "zone", "first", "second"),
    [
        ("2026-10-25 02:30:00", "", "Europe/Berlin", utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        ("2026-10-25 03:00:00", "", "Europe/Berlin", utc(2026, 10, 25, 2, 0), None),
        ("2026-03-29 02:30:00", "", "Europe/Berlin", None, None),
        ("2026-03-29 03:00:00", "", "Europe/Berlin", utc(2026, 3, 29, 1, 0), None),
        ("2026-04-05 01:45", "", "Australia/Lord_Howe", utc(2026, 4, 4, 14, 45), utc(2026, 4, 4, 15, 15)),
        ("2-1-2015 00:17", "%d-%m-%Y %H:%M", "UTC", utc(2015, 1, 2, 0, 17), None),
        ("8/20/2018 18:40:05", "%m/%d/%Y %H:%M:%S", "America/New_York", utc(2018, 8, 20, 22, 40, 5), None),
        ("2026-10-01 09:00", "%Y-%m-%d %H:%M %z", "Asia/Tokyo", utc(2026, 10, 1), None),
        ("Mon Nov 30 16:38:00 2026", "%a %b %d %H:%M:%S %Z %Y", "Asia/Tokyo", utc(2026, 11, 30, 7, 38), None),
        ("2026-10-01", "", "Asia/Tokyo", utc(2026, 9, 30, 15), None),
    ],
)
def test_a_time_without_a_zone_is_what_the_clocks_showed(engine, text, form, zone, first, second):
    """D19: never, once or twice; beside others whose format names one, too."""
    assert [None, first, second] == read(engine, text, form, zone)


@pytest.mark.parametrize(
    ("text", "form", "zone"),
    [
        ("20/8/2018 18:40:05", "%m/%d/%Y %H:%M:%S", "UTC"),
        ("1 Jul 2026 10:00 IST", "%d %b %Y %H:%M %Z", "Europe/Berlin"),
        ("1 Jul 2012 10:00 MSK", "%d %b %Y %H:%M %Z", "Europe/Moscow"),
        ("1 Jul 2026 10:00 utc", "%d %b %Y %H:%M %Z", "UTC"),
        ("2026-10-01 09:00:00 PST", "", "America/Los_Angeles"),
        ("2026-10-01T25:00:00Z", "", "UTC"),
    ],
)
def test_what_is_not_written_as_expected_is_no_time(engine, text, form, zone):
    """Nor are letters that mean several offsets, or none, in the zone."""
    assert [None, None, None] == read(engine, text, form, zone)


def test_letters_mean_what_the_zone_means_by_them():
    """The zone's own first, then those that mail gives a meaning everywhere."""
    assert (28800, -28800) == (offsets("Asia/Manila")["PST"], offsets("UTC")["PST"])
    assert {"BST": 3600, "GMT": 0}.items() <= offsets("Europe/London").items()
    assert {"UTC": 0, "Z": 0, "EDT": -14400}.items() <= offsets("Asia/Tokyo").items()
    assert not {"+08", "-03", "MSK"} & {*offsets("Asia/Singapore"), *offsets("Europe/Moscow")}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES),
    shown=st.datetimes(dt.datetime(1991, 1, 1), dt.datetime(2025, 1, 1)),  # noqa: DTZ001
    data=st.data(),
)
def test_the_two_instants_are_those_that_another_library_finds(engine, zone, shown, data):
    """Python's own zones, near changes of their clocks as often as elsewhere; later ones are news to some."""
    near = st.sampled_from(near_changes(zone))
    shown, place = data.draw(st.just(shown) | near).replace(microsecond=0), ZoneInfo(zone)
    both = {shown.replace(tzinfo=place, fold=fold).astimezone(dt.UTC) for fold in (0, 1)}
    held = [at.replace(tzinfo=None) for at in sorted(both) if f"{at.astimezone(place):%c}" == f"{shown:%c}"]

    assert [None, *[*held, None, None][:2]] == read(engine, shown.isoformat(sep=" "), "", zone)


@cache
def near_changes(zone: str) -> list[dt.datetime]:
    """Local times around each change of a zone's clocks."""
    place, found, day = ZoneInfo(zone), [], dt.datetime(1991, 1, 1, tzinfo=dt.UTC)
    while day.year < 2025:
        after = day + dt.timedelta(days=2)
        if day.astimezone(place).utcoffset() != after.astimezone(place).utcoffset():
            start = day.astimezone(place).replace(tzinfo=None)
            found += [start + dt.timedelta(minutes=15 * step) for step in range(200)]
        day = after
    return found or [dt.datetime(2026, 1, 1)]  # noqa: DTZ001
