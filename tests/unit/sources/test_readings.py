"""Times, percentages and numbers as tools and spreadsheets write them."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import forms
from builders.mapped import mapped

from labelqa.errors import DataError, ParamsError

CONSTANT = {name: {"constant": text} for name, text in {"person_id": "p", "market_id": "SG"}.items()}

ALL = "label_event_id: a, item_id: a, market_id: a, queue_id: a, person_id: a, submitted_at: a"


def utc(*parts: int) -> dt.datetime:
    """A UTC instant as tables have it, without a zone."""
    return dt.datetime(*parts, tzinfo=dt.UTC).replace(tzinfo=None)


def at(folder, cell: object, ending: str = "csv", **reading: object) -> dt.datetime | None:
    """The instant that a cell of a file becomes; None where it cannot be read."""
    forms.write(folder / f"r.{ending}", [["a"], [cell]])
    columns = {**CONSTANT, "start_at": {"column": "a", **reading}, "end_at": {"column": "a", **reading}}
    columns |= {"state": {"constant": "handling"}, "paid": {"constant": True}}
    [row] = mapped(folder, "time", {"files": f"r.{ending}", "columns": columns})
    assert (row["start_at"] is None) == row.get("bad_start_at", False)
    return row["start_at"]


def fte(folder, cell: object, ending: str = "csv", **form: object) -> float | None:
    """The number that a cell of a file becomes; None where it cannot be read."""
    forms.write(folder / f"r.{ending}", [["a"], [cell]])
    percent = {"percent": form.pop("percent")} if "percent" in form else {}
    columns = {"person_id": {"constant": "p"}, "valid_from": {"constant": "2020-01-01"}}
    columns |= {"role": {"constant": "agent"}, "fte": {"column": "a", **percent}}
    [row] = mapped(folder, "people", {"files": f"r.{ending}", "columns": columns, **form})
    assert (row["fte"] is None) == row.get("bad_fte", False)
    return row["fte"]


@pytest.mark.parametrize(
    ("text", "form", "instant"),
    [
        ("1790820000", "epoch", utc(2026, 10, 1, 2, 0, 0)),
        ("1790820000.25", "epoch", utc(2026, 10, 1, 2, 0, 0, 250000)),
        ("1790820000.123456789", "epoch", utc(2026, 10, 1, 2, 0, 0, 123456)),
        ("-1", "epoch", utc(1969, 12, 31, 23, 59, 59)),
        ("1790820000123", "epoch_ms", utc(2026, 10, 1, 2, 0, 0, 123000)),
        ("1.79082E+09", "epoch", None),
        ("2026-10-01", "epoch", None),
        ("46296", "excel", utc(2026, 10, 1)),
        ("46296.0833333333", "excel", utc(2026, 10, 1, 2, 0, 0)),
        ("46296.99998842593", "excel", utc(2026, 10, 1, 23, 59, 59)),
        ("60", "excel", None),
        ("61", "excel", utc(1900, 3, 1)),
        ("2026-10-01", "excel", None),
        ("2026-10-01T02:00:00.1234567Z", None, utc(2026, 10, 1, 2, 0, 0, 123456)),
        ("2026-10-01 02:00:00.123456789", None, utc(2026, 10, 1, 2, 0, 0, 123456)),
        ("2026-10-01 02:00:00.999999999 UTC", None, utc(2026, 10, 1, 2, 0, 0, 999999)),
        ("2026-10-01 02:00:00 UTC", None, utc(2026, 10, 1, 2, 0, 0)),
        ("2026-10-01 02:00:00.1234567890", None, None),
        ("01/10/2026 02:00:00.1234567", "%d/%m/%Y %H:%M:%S.%f", utc(2026, 10, 1, 2, 0, 0, 123456)),
    ],
)
def test_times_of_tools_are_read(tmp_path, text, form, instant):
    """As stated; what is finer than a microsecond is cut off."""
    assert instant == at(tmp_path, text, **({"format": form} if form else {}))


def test_days_of_a_spreadsheet_are_local_to_the_zone(tmp_path):
    """As every time that names none."""
    assert utc(2026, 9, 30, 18) == at(tmp_path, "46296.0833333333", format="excel", zone="Asia/Singapore")


def test_times_of_a_workbook_need_no_format(tmp_path):
    """Nor does a format that is for text hinder them."""
    cell = utc(2026, 10, 1, 2, 30, 15).replace(microsecond=123000)

    assert cell == at(tmp_path, cell, "xlsx")
    assert cell == at(tmp_path, cell, "xlsx", format="%d/%m/%Y")
    assert utc(2026, 10, 1) == at(tmp_path, dt.date(2026, 10, 1), "xlsx")


@pytest.mark.parametrize("letters", [{"PDT": "-07:00"}, {"PDT": "+05:30"}, {}])
def test_letters_mean_what_the_mapping_says(tmp_path, letters):
    """Before what they mean in mail."""
    text, form = "Thu Oct 01 19:00:00 PDT 2026", "%a %b %d %H:%M:%S %Z %Y"

    hours = {"+05:30": utc(2026, 10, 1, 13, 30)}.get(letters.get("PDT"), utc(2026, 10, 2, 2))
    assert hours == at(tmp_path, text, format=form, abbreviations=letters)


def test_letters_that_nobody_explained_are_refused(tmp_path):
    """WIB is no name of mail; said to be +07:00 it is read."""
    text, form = "2026-10-01 09:00:00 WIB", "%Y-%m-%d %H:%M:%S %Z"

    assert None is at(tmp_path, text, format=form)
    assert utc(2026, 10, 1, 2) == at(tmp_path, text, format=form, abbreviations={"WIB": "+07:00"})


@pytest.mark.parametrize(
    ("cell", "form", "number"),
    [
        ("95%", {"percent": True}, 0.95),
        ("95 %", {"percent": True}, 0.95),
        ("94.7\u00a0%", {"percent": True}, 0.947),
        ("0.95", {"percent": True}, 0.95),
        ("95", {"percent": True}, 95.0),
        ("95%", {}, None),
        ("94,7 %", {"percent": True, "decimal": ","}, 0.947),
        ("0,95", {"decimal": ","}, 0.95),
        ("1.234,5", {"decimal": ","}, None),
        ("1.5", {"decimal": ","}, None),
        ("%", {"percent": True}, None),
        ("n/a", {"percent": True}, None),
    ],
)
def test_numbers_of_people_are_read(tmp_path, cell, form, number):
    """To the last digit, or not at all."""
    assert number == fte(tmp_path, cell, **form)


def test_a_percentage_of_a_workbook_is_the_number_that_it_shows(tmp_path):
    """Excel keeps 95 % as 0.95."""
    assert 0.95 == fte(tmp_path, 0.95, "xlsx", percent=True)
    assert 0.95 == fte(tmp_path, "95 %", "xlsx", percent=True)


def test_a_day_of_a_spreadsheet_is_a_date_unless_it_has_a_time(tmp_path):
    """A hire date at half past nine is none."""
    forms.write(tmp_path / "r.csv", [["a"], ["46296"], ["46296.4"]])
    columns = {"person_id": {"constant": "p"}, "valid_from": {"constant": "2020-01-01"}}
    columns |= {"role": {"constant": "agent"}, "hire_date": {"column": "a", "format": "excel"}}

    rows = mapped(tmp_path, "people", {"files": "r.csv", "columns": columns})

    assert [(dt.date(2026, 10, 1), False), (None, True)] == [
        (r["hire_date"], r["bad_hire_date"]) for r in rows
    ]


def newest(folder, versions: list[tuple[object, ...]], **by: object) -> list[str]:
    """The names that are left of versions (id, at, name) of people."""
    forms.write(folder / "r.csv", [["id", "at", "name"], *versions])
    columns = {"person_id": "id", "valid_from": {"constant": "2020-01-01"}, "role": {"constant": "agent"}}
    mapping = {
        "files": "r.csv",
        "columns": {**columns, "site_id": "name"},
        "newest_by": {"key": ["id"], **by},
    }
    return [row["site_id"] for row in mapped(folder, "people", mapping)]


def test_of_versions_the_newest_is_left(tmp_path):
    """By time, by number, and of equal ones the last; a row without a key is a version of nothing."""
    times = ["2026-10-01T02:00:00Z", "2026-10-01T09:00:00+08:00", "2026-10-01 01:30:00", "2026-09-30", ""]
    rows = [("p", time, f"v{n}") for n, time in enumerate(times)]
    others = [("q", "2026-01-01", "w0"), ("q", "2026-01-01", "w1"), ("", "2026-01-01", "x"), ("", "", "y")]

    assert ["v0", "w1", "x", "y"] == newest(tmp_path, [*rows, *others], at="at")
    assert ["v1"] == newest(tmp_path, [("p", 9, "v0"), ("p", 10, "v1")], at="at")
    form = {"column": "at", "format": "%d/%m/%Y"}
    assert ["v0"] == newest(tmp_path, [("p", "02/11/2026", "v0"), ("p", "03/10/2026", "v1")], at=form)


def test_versions_without_a_readable_time_are_refused_with_an_example(tmp_path):
    """Text is never compared as text."""
    with pytest.raises(DataError, match=r"r\.csv row 2: '03/10/2026' is no time by which .*; say how"):
        newest(tmp_path, [("p", "2026-10-01", "a"), ("p", "03/10/2026", "b")], at="at")
    with pytest.raises(DataError, match=r"r\.csv: has no column changed; have at, id, name, source_file"):
        newest(tmp_path, [("p", "2026-10-01", "a")], at="changed")


def test_a_condition_is_of_the_newest_version(tmp_path):
    """A decision that was withdrawn does not come back as it was before."""
    forms.write(tmp_path / "r.csv", [["id", "at", "s"], ["p", 1, "done"], ["p", 2, "gone"], ["q", 1, "done"]])
    columns = {"person_id": "id", "valid_from": {"constant": "2020-01-01"}, "role": {"constant": "agent"}}
    mapping = {
        "files": "r.csv",
        "columns": columns,
        "newest_by": {"key": ["id"], "at": "at"},
        "where": "s = 'done'",
    }

    assert ["q"] == [row["person_id"] for row in mapped(tmp_path, "people", mapping)]


def test_versions_are_compared_over_all_files_and_shapes(tmp_path):
    """A daily export has columns that the one before had not."""
    forms.write(tmp_path / "r1.jsonl", [["id", "at", "name"], ["p", 3, "old"], ["q", 1, "only"]])
    forms.write(tmp_path / "r2.jsonl", [["at", "id", "name", "more"], [4, "p", "new", "x"]])
    columns = {"person_id": "id", "valid_from": {"constant": "2020-01-01"}, "role": {"constant": "agent"}}
    mapping = {"files": "r*.jsonl", "columns": {**columns, "site_id": "name"}}
    mapping |= {"newest_by": {"key": ["id"], "at": "at"}}

    rows = mapped(tmp_path, "people", mapping)

    assert [("p", "new", "r2.jsonl", 1), ("q", "only", "r1.jsonl", 2)] == sorted(
        (row["person_id"], row["site_id"], row["source_file"], row["source_row"]) for row in rows
    )


def test_equal_rows_are_one_over_all_mappings_that_say_so(tmp_path):
    """People named by two files; a mapping that does not say so keeps its rows."""
    forms.write(tmp_path / "a.csv", [["w"], ["p"], ["p"], ["q"]])
    forms.write(tmp_path / "b.jsonl", [["worker"], ["q"], ["r"]])
    fixed = {"valid_from": {"constant": "2020-01-01"}, "role": {"constant": "agent"}}
    first = {"files": "a.csv", "columns": {"person_id": "w", **fixed}}
    second = {"files": "b.jsonl", "columns": {"person_id": "worker", **fixed}}

    both = mapped(tmp_path, "people", {**first, "distinct": True}, {**second, "distinct": True})
    one = mapped(tmp_path, "people", {**first, "distinct": True}, second)

    assert [("p", "a.csv"), ("q", "a.csv"), ("r", "b.jsonl")] == [
        (row["person_id"], row["source_file"]) for row in both
    ]
    assert ["p", "q", "q", "r"] == [row["person_id"] for row in one]


def test_overlapping_intervals_of_a_person_become_one(tmp_path):
    """Where they are else equal; those that touch stay two, and so do other people's and other states'."""
    spans = [
        ("p", "10:00", "10:30", "handling"),
        ("p", "10:20", "10:25", "handling"),
        ("p", "10:29", "11:00", "handling"),
        ("p", "11:00", "11:10", "handling"),
        ("q", "10:10", "10:40", "handling"),
        ("p", "10:05", "10:07", "break"),
        ("p", "12:00", "11:00", "handling"),
        ("", "10:00", "10:50", "handling"),
        ("", "10:10", "10:50", "handling"),
    ]
    rows = [[who, *(f"2026-10-01T{time}:00Z" for time in times), state] for who, *times, state in spans]
    forms.write(tmp_path / "r.csv", [["who", "a", "b", "state"], *rows])
    columns = {"person_id": "who", "market_id": {"constant": "SG"}, "start_at": "a", "end_at": "b"}
    columns |= {"state": "state", "paid": {"constant": True}}
    made = mapped(tmp_path, "time", {"files": "r.csv", "overlaps": "union", "columns": columns})

    assert [
        (1, "10:00", "11:00", 3),
        (4, "11:00", "11:10", 1),
        (5, "10:10", "10:40", 1),
        (6, "10:05", "10:07", 1),
        (7, "12:00", "11:00", 1),
        (8, "10:00", "10:50", 1),
        (9, "10:10", "10:50", 1),
    ] == [(r["source_row"], f"{r['start_at']:%H:%M}", f"{r['end_at']:%H:%M}", r["joined"]) for r in made]


def test_the_snapshot_says_what_was_made_one(company):
    """Time that was there twice is time once, and who reads the report is told."""
    spans = [("10:00", "10:30"), ("10:20", "10:40"), ("10:40", "10:50")]
    rows = [["p1", "SG", *(f"2026-10-01T{time}:00Z" for time in span), "handling", "true"] for span in spans]
    company.write_csv("t.csv", ["person_id", "market_id", "start_at", "end_at", "state", "paid"], rows)
    company.mappings["time"] = "{files: data/t.csv, overlaps: union}"

    snapshot = company.freeze()

    assert 2 == snapshot.facts.kept["time"]
    assert "time: 2 intervals of one person that overlap are 1 (overlaps: union)" in snapshot.facts.notes


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ("{files: a.csv, overlaps: union}", "labels: the table labels has no overlaps; leave it out"),
        (
            f"{{files: a.csv, columns: {{{ALL}, label_id: {{column: a, percent: true}}}}}}",
            "labels: percent says nothing of label_id, which is text; leave it out, or write an expression",
        ),
        (
            f"{{files: a.csv, columns: {{{ALL}, label_id: {{column: a, format: epoch}}}}}}",
            "labels: format epoch says nothing of label_id, which is text; leave it out",
        ),
    ],
)
def test_an_option_that_says_nothing_of_a_column_is_a_mistake(company, mapping, problem):
    """It would have been passed over."""
    company.drop("labels", "audits", "sample_designs")
    company.mappings["labels"] = mapping

    with pytest.raises(ParamsError) as refused:
        company.freeze()

    assert problem in str(refused.value)
