"""What is proposed of a file, and what is asked first."""

from __future__ import annotations

import pytest

from labelqa.errors import ParamsError

ANSWERED = {"market": "SG", "zone": "Asia/Singapore", "period": "2026-10"}


def questions(found) -> dict[str, str]:
    """The proposals by topic."""
    return {question.key: question.proposal for question in found.questions}


def columns(found) -> dict:
    """The columns of the only mapping."""
    [made] = found.mappings
    return made.mapping["columns"]


def rows(*lines: str) -> str:
    """A CSV file."""
    return "\n".join(lines) + "\n"


def table(times: list[str]) -> str:
    """Labels of three people on items, one of each time."""
    head = "id,worker,item,answer,done_at,submitted"
    return rows(
        head, *(f"e{n},w{n % 3},i{n // 3},{'yes' if n % 4 else 'no'},x,{at}" for n, at in enumerate(times))
    )


def test_names_tell_the_columns_of_an_unknown_file(written, proposed):
    """Each is marked as a guess; nothing but market and zone is asked."""
    path = written("a.csv", table([f"2026-10-{day:02} 10:00" for day in range(1, 13)]))

    found = proposed(path)

    assert {"market": "ALL", "zone": "UTC"} == questions(found)
    [made] = proposed(path, **ANSWERED).mappings
    assert {
        "label_event_id": "id",
        "person_id": "worker",
        "item_id": "item",
        "label_id": "answer",
    }.items() <= made.mapping["columns"].items()
    assert made.why["person_id"].startswith("guess: by its name")


def test_a_day_above_twelve_tells_the_order(written, proposed):
    """No question where a value decides."""
    found = proposed(written("a.csv", table([f"{day:02}/10/2026" for day in range(5, 17)])), **ANSWERED)

    assert () == found.questions
    assert {"column": "submitted", "format": "%d/%m/%Y", "zone": "Asia/Singapore"} == columns(found)[
        "submitted_at"
    ]
    assert ("2026-10",) == found.months


def test_the_order_of_day_and_month_is_asked_where_no_value_tells(written, proposed):
    """The proposal is the one that yields fewer months; either answer is taken."""
    path = written("a.csv", table([f"{day:02}/10/2026" for day in range(1, 13)]))

    assert {"order": "day"} == questions(proposed(path, **ANSWERED))
    other = columns(proposed(path, **ANSWERED, order="month"))["submitted_at"]
    assert "%m/%d/%Y" == other["format"]


def test_letters_of_zones_are_asked_and_those_that_mean_several_things_not_proposed(written, proposed):
    """IST is India's, Israel's and Ireland's."""
    path = written("a.csv", table([f"Mon Oct {day} 10:00:00 IST 2026" for day in range(10, 22)]))

    assert {"abbreviations": ""} == questions(proposed(path, **ANSWERED))
    found = columns(proposed(path, **ANSWERED, abbreviations="IST=+05:30"))["submitted_at"]
    assert {"IST": "+05:30"} == found["abbreviations"]


def test_two_columns_that_may_be_the_answer_are_asked(written, proposed):
    """With both names in the question."""
    lines = [
        f"e{n},w{n % 3},i{n // 3},{'ab'[n % 2]},{'xy'[n % 3 > 0]},2026-10-01T10:00:00Z" for n in range(12)
    ]
    path = written("a.csv", rows("id,worker,item,answer,decision,submitted", *lines))

    assert {"label_id": "answer"} == questions(proposed(path, **ANSWERED))
    assert "decision" == columns(proposed(path, **ANSWERED, label_id="decision"))["label_id"]


HEADLESS = [(n % 7, n // 4, "01"[(n * 7 + n // 4) % 3 > 0], "01"[n // 4 % 2], 3 + n) for n in range(80)]


def test_a_file_without_a_head_is_asked_column_by_column(written, proposed):
    """The known answer is the column that is the same for all rows of an item."""
    path = written(
        "a.csv",
        rows(*(f"w{who},thing{item},{label},{gold},{took}" for who, item, label, gold, took in HEADLESS)),
    )

    asked = questions(proposed(path))

    assert {
        "person_id": "column1",
        "item_id": "column2",
        "label_id": "column3",
        "gold_label_id": "column4",
        "unit": "seconds",
        "market": "ALL",
        "period": "2026-11",
    } == asked


def test_a_column_of_markets_becomes_markets(written, proposed):
    """Names of countries become codes, rows without one are shown."""
    lines = [
        f"e{n},w{n % 3},i{n // 3},{'ab'[n % 2]},{('Singapore', 'Indonesia', '')[n % 3]},2026-10-01T10:00:00Z"
        for n in range(12)
    ]
    path = written("a.csv", rows("id,worker,item,answer,country,submitted", *lines))

    found = proposed(path, market="country")

    assert {"SG": "Singapore", "ID": "Indonesia", "UNKNOWN": "UNKNOWN"} == found.markets
    assert {"Singapore": "SG", "Indonesia": "ID", "UNKNOWN": "UNKNOWN"} == columns(found)["market_id"][
        "values"
    ]


def test_an_answer_for_one_file_holds_for_that_file(written, proposed):
    """Two files, two markets."""
    text = table([f"2026-10-01T10:{minute:02}:00Z" for minute in range(12)])
    paths = written("a.csv", text), written("b.csv", text)

    found = proposed(*paths, **{"a.csv:market": "SG", "market": "ID"})

    assert [{"constant": "SG"}, {"constant": "ID"}] == [
        made.mapping["columns"]["market_id"] for made in found.mappings
    ]


def test_rows_without_an_answer_are_left_out_and_counted(written, proposed):
    """A stated condition, not a refusal of the whole market."""
    text = table([f"2026-10-01T10:{minute:02}:00Z" for minute in range(12)]).replace(",no,", ",,", 1)

    [made] = proposed(written("a.csv", text), **ANSWERED).mappings

    assert "\"answer\" <> ''" == made.mapping["where"]
    assert "1 of 12 rows have no answer" == made.why["where"]


def test_lists_of_answers_become_several_labels(written, proposed):
    """JSON texts in cells."""
    lines = [
        f"""e{n},w{n % 3},i{n // 3},"[""a""{', ""b""' if n % 2 else ""}]",2026-10-01T10:00:00Z"""
        for n in range(12)
    ]

    found = columns(proposed(written("a.csv", rows("id,worker,item,answer,submitted", *lines)), **ANSWERED))

    assert "answer" == found["label_ids"]
    assert "label_id" not in found


def test_ten_digits_are_an_id_unless_the_name_says_time(written, proposed):
    """1856509899 would be a day in 2028."""
    lines = [
        f"{1856509899 + n},w{n % 3},{1856500000 + n // 3},{'ab'[n % 2]},{1790000000 + n}" for n in range(12)
    ]

    found = columns(
        proposed(written("a.csv", rows("id,worker,unitId,answer,submitted_ts", *lines)), **ANSWERED)
    )

    assert "unitId" == found["item_id"]
    assert {"column": "submitted_ts", "format": "epoch"} == found["submitted_at"]


@pytest.mark.parametrize(
    ("head", "people"),
    [
        ("worker_email", "ann@example.com bo@example.com cy@example.com"),
        ("worker", "ann@example.com bo@example.com cy@example.com"),
        ("agent", "Ann_Example Bo_Example Cy_Example"),
    ],
)
def test_values_of_personal_columns_are_never_shown(written, proposed, head, people):
    """By the column's name, and by how they look; neither in questions nor in comments."""
    names = [name.replace("_", " ") for name in people.split()]
    lines = [f"e{n},{names[n % 3]},i{n // 3},{'ab'[n % 2]},2026-10-01T10:00:00Z" for n in range(12)]
    found = proposed(written("a.csv", rows(f"id,{head},item,answer,submitted", *lines)), **ANSWERED)

    assert head == columns(found)["person_id"]
    assert "xample" not in repr(found)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"market": "no where"}, "'no where' is no market and no column"),
        ({"period": "October"}, "'October' is no month"),
        ({"label_id": "nothing"}, "a.csv has no column nothing"),
        ({"answered": "answer"}, "labels has no column answered"),
    ],
)
def test_answers_that_fit_nothing_are_refused(written, proposed, said, words):
    """With what there is."""
    path = written(
        "a.csv", rows("worker,item,answer", *(f"w{n % 3},i{n // 3},{'ab'[n % 2]}" for n in range(12)))
    )

    with pytest.raises(ParamsError, match=words):
        proposed(path, **{**ANSWERED, **said})
