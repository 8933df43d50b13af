"""From files of any shape to canonical rows."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labelqa.errors import DataError, ParamsError

CSV = [
    "label_event_id",
    "item_id",
    "market_id",
    "queue_id",
    "person_id",
    "label_id",
    "submitted_at",
    "active_ms",
]
ROW = ["e1", "i1", "SG", "q1", "p1", "ok", "2026-10-01T02:00:00Z", "1000"]
COLUMNS = (
    "label_event_id: label_event_id, item_id: item_id, market_id: market_id, queue_id: queue_id, "
    "person_id: person_id, label_id: label_id"
)


@pytest.fixture
def csv_company(company):
    """The company with labels as CSV, written by each test."""
    company.drop("audits", "sample_designs", "labels")
    company.mappings["labels"] = "{files: data/labels.csv}"
    return company


def days(company, **which: str):
    """(day, person, label, labels, active_ms) of label_days."""
    return [
        (str(row["local_date"]), row["person_id"], row["label_id"], row["labels"], row["active_ms"])
        for row in company.frozen("label_days", **which)
    ]


def refusals(company) -> list[str]:
    """What freezing says against the company's data."""
    with pytest.raises(DataError) as refused:
        company.freeze()
    return [str(problem) for problem in refused.value.problems]


def test_a_csv_file_with_canonical_names_needs_no_columns(csv_company):
    """All text in the file, typed by the contract."""
    csv_company.write_csv("labels.csv", CSV, [ROW])

    assert [("2026-10-01", "p1", "ok", 1, 1000)] == days(csv_company)


def test_d1_a_market_called_na_is_a_market(csv_company):
    """And so are labels called null and nan."""
    csv_company.markets = {"NA": "Africa/Windhoek"}
    for name in ("null", "nan"):
        csv_company.rows["label_classes"].append({**csv_company.rows["label_classes"][0], "label_id": name})
    rows = [
        ["e1", "i1", "NA", "q1", "p1", "null", ROW[6], "1"],
        ["e2", "i2", "NA", "q1", "p1", "nan", ROW[6], "1"],
    ]
    csv_company.write_csv("labels.csv", CSV, rows)

    assert ["nan", "null"] == [row[2] for row in days(csv_company, market="NA")]


def test_d2_ids_are_text_whatever_they_look_like(csv_company):
    """Neither zeros nor exponents nor the last digits of long numbers are lost."""
    ids = ["0042", "1E5", "9007199254740993", "12:30", "NO"]
    csv_company.rows["people"] = [csv_company.person(name) for name in ids]
    csv_company.write_csv(
        "labels.csv", CSV, [[f"e{n}", *ROW[1:4], name, *ROW[5:]] for n, name in enumerate(ids)]
    )

    assert ids[:1] + sorted(ids[1:]) == [row[1] for row in days(csv_company)]


def test_d2_whole_numbers_in_parquet_become_ids_and_fractions_do_not(company):
    """A float id has already lost what it was."""
    company.drop("audits", "sample_designs", "labels")
    company.mappings["labels"] = "{files: data/labels.parquet}"
    rows = [company.label(1)]
    table = pa.Table.from_pylist(rows)
    place = table.schema.get_field_index("label_event_id")
    (company.root / "data").mkdir()
    path = company.root / "data/labels.parquet"
    pq.write_table(table.set_column(place, "label_event_id", pa.array([9007199254740993])), path)
    assert 1 == company.freeze().facts.rows["label_days"]

    pq.write_table(table.set_column(place, "label_event_id", pa.array([9007199254740992.0])), path)
    [problem] = refusals(company)
    assert "labels.label_event_id must be text, but the whole column is number, such as" in problem
    assert " in data/labels.parquet row 1;" in problem


def test_d14_files_that_write_an_id_as_number_and_as_text_agree(company):
    """Each file is read by its own types, and columns by their names."""
    company.drop("audits", "sample_designs", "labels")
    company.mappings["labels"] = "{files: data/labels_*.parquet}"
    (company.root / "data").mkdir()
    first = pa.Table.from_pylist([company.label(1, item_id=7)])
    second = pa.Table.from_pylist([dict(reversed(company.label(2, item_id="0042").items()))])
    pq.write_table(first, company.root / "data/labels_1.parquet")
    pq.write_table(second, company.root / "data/labels_2.parquet")

    assert [("2026-10-01", "p1", "ok", 2, 3000)] == days(company)


def test_a_column_that_was_never_filled_may_have_any_type(company):
    """Writers give it one at random."""
    company.drop("audits", "sample_designs", "labels")
    company.mappings["labels"] = "{files: data/labels.parquet}"
    (company.root / "data").mkdir()
    table = pa.Table.from_pylist([company.label(1)])
    for name in ("suggested_label_id", "started_at"):
        table = table.append_column(name, pa.array([None], pa.float64()))
    pq.write_table(table, company.root / "data/labels.parquet")

    assert 1 == company.freeze().facts.rows["label_days"]


def test_d3_a_byte_order_mark_is_no_part_of_the_first_name(csv_company):
    """Spreadsheets write one."""
    path = csv_company.write_csv("labels.csv", CSV, [ROW])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert 1 == len(days(csv_company))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("ช,b\n1,ไทย\n".encode("cp874"), "data/labels.csv:1: is not utf-8 text"),
        (",".join(CSV).encode() + "\nไ".encode("cp874"), "data/labels.csv:2: the row is not UTF-8 text"),
        ("a,b\n".encode("utf-16"), "data/labels.csv:1: holds a NUL character"),
        (b"a,b\n1,2\nx\0y,3\n", "data/labels.csv:3: holds a NUL character"),
        (b"", "data/labels.csv: is empty"),
        (b",,\n1,2,3\n", "data/labels.csv: is empty"),
        (b"label_id,b,label_id\n", "data/labels.csv:1: column 'label_id' stands twice in the header"),
        (b"a,b\n1,2\n3\n4,5\n", "data/labels.csv:3: the row has 1 fields instead of 2"),
        (b"a,b\n1,2,3\n", "data/labels.csv:2: the row has 3 fields instead of 2"),
        (
            b'a,b\n1,2\n"3,4\n',
            "data/labels.csv:3: column 1 of the row has a quote amiss; mend the row, or say quote: ",
        ),
    ],
)
def test_a_broken_csv_file_is_refused_by_line(csv_company, content, problem):
    """D4, D6, D7, D8, D9: nothing is guessed and no row is dropped."""
    path = csv_company.write_csv("labels.csv", [], [])
    path.write_bytes(content)

    [refusal] = refusals(csv_company)

    assert refusal.startswith(problem)
    assert "; " in refusal


def test_a_file_with_a_header_only_has_no_rows(csv_company):
    """D9: which is no broken file, but no label either."""
    csv_company.write_csv("labels.csv", CSV, [])

    [problem] = refusals(csv_company)

    assert "the files read have no label at all" in problem


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["", *CSV], ["0", *ROW]),
        ([*CSV, "", ""], [*ROW, "x", "y"]),
        (["", "column 1", *CSV], ["0", "kept", *ROW]),
    ],
)
def test_a_column_without_a_name_is_ignored(csv_company, header, row):
    """The index that pandas writes, and the commas that spreadsheets leave at the end."""
    csv_company.write_csv("labels.csv", header, [row])

    assert [("2026-10-01", "p1", "ok", 1, 1000)] == days(csv_company)


def test_a_missing_column_is_named_with_those_there_are(csv_company):
    """And the file that lacks it."""
    csv_company.write_csv("labels.csv", CSV[:-2], [ROW[:-2]])

    [problem] = refusals(csv_company)

    assert problem.startswith("data/labels.csv: has no column submitted_at; have item_id, label_event_id")


@pytest.mark.parametrize("text", ["0,5", "95%", "1_000", "1e3", "nan", "12 "])
def test_d10_what_only_looks_like_a_whole_number_is_set_aside(csv_company, text):
    """Rather than read as something else."""
    csv_company.project += "rejected_share: 0.5\n"
    csv_company.write_csv("labels.csv", CSV, [ROW, ["e2", *ROW[1:-1], text]])

    assert {"active_ms is not a whole number": 1} == csv_company.freeze().facts.rejected["labels"]


def test_d25_false_is_false_in_any_case(csv_company):
    """Text that is not empty is not therefore true."""
    rows = [[*ROW, "False"], ["e2", *ROW[1:], "TRUE"], ["e3", *ROW[1:], ""]]
    csv_company.write_csv("labels.csv", [*CSV, "was_skipped"], rows)

    assert [1] == [row["skipped"] for row in csv_company.frozen("label_days")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-01T15:59:59Z", "2026-10-01"),
        ("2026-10-01 16:00:00", "2026-10-02"),
        ("2026-10-01T23:30:00+07:00", "2026-10-02"),
        ("2026-10-01T15:30:00-0100", "2026-10-02"),
        ("2026-10-02", "2026-10-02"),
    ],
)
def test_d19_times_with_and_without_offsets_are_utc(csv_company, text, day):
    """And so may stand in one column."""
    csv_company.write_csv("labels.csv", CSV, [[*ROW[:6], text, "1"]])

    assert [day] == [row[0] for row in days(csv_company)]


@pytest.mark.parametrize("text", ["01/02/2026", "2026-13-01", "Oct 1 2026", "2026-10-01T25:00:00Z"])
def test_d11_a_time_without_its_format_is_not_guessed(csv_company, text):
    """Day first or month first is for the mapping to say."""
    csv_company.project += "rejected_share: 0.5\n"
    csv_company.write_csv("labels.csv", CSV, [ROW, ["e2", *ROW[1:6], text, "1"]])

    assert 1 == sum(csv_company.freeze().facts.rejected["labels"].values())


def test_a_format_and_a_zone_say_how_times_are_written(csv_company):
    """Month first, at the clock of another place."""
    csv_company.mappings["labels"] = (
        "{files: data/labels.csv, columns: {" + COLUMNS + ", submitted_at: "
        "{column: submitted_at, format: '%m/%d/%Y %H:%M:%S', zone: America/New_York}}}"
    )
    csv_company.write_csv(
        "labels.csv",
        CSV,
        [[*ROW[:6], "10/1/2026 11:59:59", "1"], ["e2", *ROW[1:6], "10/1/2026 12:00:00", "1"]],
    )

    assert ["2026-10-01", "2026-10-02"] == [row[0] for row in days(csv_company)]


def test_d19_a_time_the_clocks_skipped_is_set_aside_and_one_shown_twice_is_the_first(csv_company):
    """Berlin, 2026: 02:30 did not exist on 29 March and came twice on 25 October."""
    csv_company.markets = {"SG": "Europe/Berlin"}
    csv_company.project += "rejected_share: 0.5\nhistory_weeks: 52\n"
    csv_company.mappings["labels"] = (
        "{files: data/labels.csv, columns: {" + COLUMNS + ", started_at: {column: submitted_at, zone: UTC}, "
        "submitted_at: {column: submitted_at, zone: Europe/Berlin}, "
        "active_ms: {expression: \"CASE WHEN label_event_id = 'e1' THEN 1 ELSE 2 END\"}}}"
    )
    times = ["2026-03-29T02:30:00", "2026-10-25T02:30:00"]
    csv_company.write_csv("labels.csv", CSV, [[f"e{n}", *ROW[1:6], at, "1"] for n, at in enumerate(times, 1)])

    snapshot = csv_company.freeze()

    assert {"submitted_at is not a time that existed, written as expected": 1} == snapshot.facts.rejected[
        "labels"
    ]
    assert [("2026-10-25", "p1", "ok", 1, 2)] == days(csv_company)


def test_times_with_and_without_a_zone_stand_in_one_column(csv_company):
    """Each row for itself: letters, an offset, and none, of which only the last is local to the zone."""
    csv_company.mappings["labels"] = (
        "{files: data/labels.csv, columns: {" + COLUMNS + ", active_ms: active_ms, submitted_at: "
        "{column: submitted_at, format: '%d %b %Y %H:%M %Z', zone: America/Los_Angeles}, "
        "started_at: {column: started, zone: America/Los_Angeles}}}"
    )
    times = [
        ("1 Oct 2026 08:59 PDT", "2026-10-01T08:58:00-07:00"),
        ("1 Oct 2026 08:59", "2026-10-01T08:58:00"),
        ("1 Oct 2026 15:59 UTC", "2026-10-01 15:58:00 UTC"),
        ("1 Oct 2026 09:00 PDT", ""),
    ]
    rows = [[f"e{n}", *ROW[1:6], at, "1", began] for n, (at, began) in enumerate(times)]
    csv_company.write_csv("labels.csv", [*CSV, "started"], rows)

    snapshot = csv_company.freeze()

    assert {} == snapshot.facts.rejected
    assert [("2026-10-01", 3), ("2026-10-02", 1)] == [(row[0], row[3]) for row in days(csv_company)]


@pytest.mark.parametrize("given", ["", ", format: '%Y-%m-%d %H:%M:%S %Z'"])
def test_times_as_bigquery_writes_them_are_read(csv_company, given):
    """With their format stated, and without."""
    csv_company.mappings["labels"] = (
        "{files: data/labels.csv, columns: {" + COLUMNS + ", active_ms: active_ms, "
        "submitted_at: {column: submitted_at, zone: America/Lima" + given + "}}}"
    )
    csv_company.write_csv("labels.csv", CSV, [[*ROW[:6], "2026-10-01 16:00:00 UTC", "1"]])

    assert [("2026-10-02", "p1", "ok", 1, 1)] == days(csv_company)


def test_an_offset_column_that_is_not_there_is_named(csv_company):
    """As any other column."""
    csv_company.mappings["labels"] = (
        "{files: data/labels.csv, columns: {"
        + COLUMNS
        + ", submitted_at: {column: submitted_at, offset: tz}}}"
    )
    csv_company.write_csv("labels.csv", CSV, [ROW])

    assert refusals(csv_company)[0].startswith("data/labels.csv: has no column tz; have active_ms")


def test_a_value_map_rejects_what_it_does_not_know(csv_company):
    """An unknown word is no empty one."""
    csv_company.project += "rejected_share: 0.5\n"
    csv_company.mappings["labels"] = (
        "{files: data/labels.csv, columns: {"
        + COLUMNS.replace("label_id: label_id", "label_id: ANSWER")
        .replace("label_event_id: ANSWER", "label_event_id: label_event_id")
        .replace("ANSWER", "{column: label_id, values: {'Yes': ok, 'No': bad}}")
        + ", submitted_at: submitted_at}}"
    )
    rows = [
        ["e1", *ROW[1:5], "Yes", ROW[6], "1"],
        ["e2", *ROW[1:5], "No", ROW[6], "1"],
        ["e3", *ROW[1:5], "yes", ROW[6], "1"],
    ]
    csv_company.write_csv("labels.csv", CSV, rows)

    assert {"label_id is not one of the mapped values": 1} == csv_company.freeze().facts.rejected["labels"]
    assert ["bad", "ok"] == [row[2] for row in days(csv_company)]


def test_headerless_files_constants_expressions_and_row_numbers(csv_company):
    """One file fills three tables, one of them by its distinct rows."""
    for name in ("people", "queues"):
        csv_company.rows.pop(name)
    path = csv_company.write_csv("labels.csv", [], [])
    path.write_text("p1,7,ok,3\np2,7,bad,4\np1,8,ok,5\n", encoding="utf-8")
    file = "files: data/labels.csv, header: false, names: [worker, item, label, seconds]"
    csv_company.mappings = {
        "labels": "{"
        + file
        + ", columns: {label_event_id: {expression: \"source_file || ':' || source_row\"}, "
        "item_id: item, market_id: {constant: SG}, queue_id: {constant: q1}, person_id: worker, "
        "label_id: label, "
        "submitted_at: {constant: '2026-10-15'}, "
        "active_ms: {expression: 'CAST(seconds AS INTEGER) * 1000'}}}",
        "people": "{" + file + ", distinct: true, columns: {person_id: worker, "
        "valid_from: {constant: '2026-01-01'}, role: {constant: agent}}}",
        "queues": "{"
        + file
        + ", distinct: true, columns: {queue_id: {constant: q1}, name: {constant: Queue}, "
        "task_type: {constant: single}, taxonomy_version: {constant: t1}, sop_family: {constant: f1}}}",
    }

    snapshot = csv_company.freeze()

    assert [("2026-10-15", "p1", "ok", 2, 8000), ("2026-10-15", "p2", "bad", 1, 4000)] == days(csv_company)
    assert {"people.valid_from", "labels.submitted_at"} == set(snapshot.facts.unobserved)
    assert 2 == snapshot.facts.rows["people"]


def test_distinct_rows_stand_where_the_first_of_them_stood(csv_company):
    """Over all files of the mapping, whatever the order of their columns."""
    csv_company.project += "rejected_share: 0.5\n"
    csv_company.write_csv("labels.csv", CSV, [ROW])
    csv_company.rows.pop("people")
    csv_company.write_csv("people_1.csv", ["who", "role"], [["p1", "agent"], ["p2", "boss"], ["p2", "boss"]])
    csv_company.write_csv("people_2.csv", ["role", "who"], [["boss", "p2"], ["agent", "p1"]])
    csv_company.mappings["people"] = (
        "{files: data/people_*.csv, distinct: true, columns: "
        "{person_id: {expression: \"nullif(who, 'p2')\"}, valid_from: {constant: '2026-01-01'}, role: role}}"
    )

    snapshot = csv_company.freeze()

    assert 1 == snapshot.facts.rows["people"]
    rejected = pq.read_table(snapshot.folder / "rejected/people.parquet").to_pylist()
    assert [("data/people_1.csv", 2)] == [(row["source_file"], row["source_row"]) for row in rejected]


def test_where_takes_some_rows(csv_company):
    """The rest is neither read nor rejected."""
    csv_company.mappings["labels"] = "{files: data/labels.csv, where: \"label_id <> 'draft'\"}"
    csv_company.write_csv("labels.csv", CSV, [ROW, ["e2", *ROW[1:5], "draft", *ROW[6:]]])

    snapshot = csv_company.freeze()

    assert {} == snapshot.facts.rejected
    assert 1 == snapshot.facts.rows["label_days"]


def test_an_expression_the_engine_refuses_is_named_with_its_column(csv_company):
    """And so is a condition; both at once."""
    csv_company.mappings["labels"] = (
        "{files: data/labels.csv, where: nowhere = 1, columns: {"
        + COLUMNS
        + ", submitted_at: {expression: lower(submitted)}}}"
    )
    csv_company.write_csv("labels.csv", CSV, [ROW])

    wheres = [problem.partition(" ")[0] + problem.split(" ")[1] for problem in refusals(csv_company)]

    assert ["params/sources.yml:labels.submitted_at:", "params/sources.yml:labels:"] == wheres


def test_mapping_mistakes_are_params_mistakes_and_told_at_once(csv_company):
    """No data was looked at."""
    csv_company.mappings["labels"] = "{files: data/labels.csv, columns: {label: label}}"
    csv_company.mappings["lables"] = "{files: data/labels.csv}"
    csv_company.extra = "control_totals: {people: {SG: {2026-10: 1}}}\n"

    with pytest.raises(ParamsError) as refused:
        csv_company.freeze()

    whats = [problem.what for problem in refused.value.problems]
    assert "the table has no column label" == whats[0]
    assert "column label_event_id is not mapped" in whats
    assert "no table lables" in whats
    assert "control totals by month of people, whose rows have no time" == whats[-1]


def test_a_plain_path_must_be_a_file(csv_company):
    """A misspelt path is no empty table."""
    assert refusals(csv_company)[0].startswith("data/labels.csv: no such file")


def test_the_slice_reads_the_files_of_its_months_and_market_only(company):
    """Whatever the lake holds besides: a broken file of another month is never opened."""
    company.drop("audits", "sample_designs")
    rows = company.rows.pop("labels")
    for row in rows:
        del row["market_id"]
    folder = company.root / "data/labels/market=SG"
    for month, content in {"2026-10": rows, "2025-01": None}.items():
        path = folder / f"month={month}" / "part.parquet"
        path.parent.mkdir(parents=True)
        if content:
            pq.write_table(pa.Table.from_pylist(content), path)
        else:
            path.write_bytes(b"broken")
    company.mappings["labels"] = '{files: "data/labels/market={market}/month={month}/*.parquet"}'

    snapshot = company.freeze()

    assert 2 == snapshot.facts.rows["label_days"]
    assert () == snapshot.facts.notes
    with pytest.raises(DataError, match=r"there is no file data/labels/market=SG/month=2026-11/\*.parquet"):
        company.freeze(period="2026-11")


def test_d12_a_truncated_parquet_file_is_refused_by_name(company):
    """Half a file is no file."""
    root = company.written()
    path = root / "data/labels.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    company.mappings["labels"] = "{files: data/labels.parquet}"
    company.rows.pop("labels")

    assert refusals(company)[0].startswith("data/labels.parquet: ")


@pytest.mark.parametrize("spelt", ["sg", "SG ", "S\u200bG", "\uff33\uff27"])
def test_d5_another_spelling_of_the_market_stops_it(company, spelt):
    """Its rows would be nobody's."""
    company.rows["labels"].append(company.label(41, market_id=spelt))

    [problem] = refusals(company)

    spelt = f"{spelt!a} (data/labels.parquet row 41)"
    assert problem == f"labels: market_id is also spelt {spelt}; write it SG in every row, or map it"


def test_other_markets_rows_are_left_alone(company):
    """They are neither read in nor set aside."""
    company.rows["labels"].append(company.label(41, market_id="TH", person_id="unknown"))

    snapshot = company.freeze()

    assert {} == snapshot.facts.rejected
    assert 40 == sum(row["labels"] for row in company.frozen("label_days"))


def test_instants_with_and_without_a_zone_in_parquet_are_utc(company):
    """A zone in the type is converted; none means UTC."""
    company.drop("audits", "sample_designs", "labels")
    company.mappings["labels"] = "{files: data/labels_*.parquet}"
    (company.root / "data").mkdir()
    at = dt.datetime(2026, 10, 1, 17, tzinfo=dt.UTC)
    for number, kind in enumerate(
        [pa.timestamp("us"), pa.timestamp("ns"), pa.timestamp("ms", "America/New_York")]
    ):
        table = pa.Table.from_pylist([company.label(number + 1, submitted_at=at)])
        place = table.schema.get_field_index("submitted_at")
        column = pa.array([at.replace(tzinfo=None)] if kind.tz is None else [at], kind)
        pq.write_table(
            table.set_column(place, "submitted_at", column), company.root / f"data/labels_{number}.parquet"
        )

    assert [("2026-10-02", 3)] == [(row[0], row[3]) for row in days(company)]
