"""An analyst's own frame as a table: printed by type or unit, whole in its data file, coarse for a vendor."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, Prose, Table
from labelqa.errors import ParamsError
from labelqa.estimates import Unit
from labelqa.report import open_report
from labelqa.report.page.frame_columns import UnitName

WHOLE = pd.DataFrame({"hour": ["night", "day"], "labels": [12_345, 7], "wrong": [0.0312, 0.5]})


@pytest.fixture
def table(report, shown):
    """Shows a frame and gives what was shown."""

    def show(frame: pd.DataFrame, title: str = "By hour", **options: object) -> Table | Prose:
        report.table(frame, title=title, **options)
        return ANY_COMPONENT.validate_python(shown[-1][MIME])

    return show


@pytest.fixture(scope="module")
def vendors(fabricated, tmp_path_factory):
    """A report for a vendor, and what it shows."""
    shown: list[dict] = []
    extract = fabricated.write(tmp_path_factory.mktemp("vendor") / "x", vendor="mer")
    return open_report(extract, show=shown.append), shown


def texts(table: Table) -> list[list[str]]:
    """What is printed, row by row."""
    return [[cell.text for cell in row] for row in table.rows]


def data(table: Table) -> list[list[str]]:
    """The data file, its head first."""
    return list(csv.reader(io.StringIO(table.data.csv)))


def column(table: Table, place: int = 0) -> list[str]:
    """What one column prints."""
    return [row[place] for row in texts(table)]


def test_numbers_print_with_their_marks_and_stand_right(table):
    """Whole numbers with the thousands mark, others with three digits; the file has all digits."""
    shown = table(WHOLE)

    assert [["night", "12,345", "0.031"], ["day", "7", "0.500"]] == texts(shown)
    assert [False, True, True] == [each.numeric for each in shown.columns]
    assert ["night", "12345", "0.0312"] == data(shown)[1]
    assert ("own-by-hour", "own-by-hour.csv", (1, 2)) == (shown.id, shown.data.file, shown.data.numeric)


def test_a_declared_unit_prints_as_everywhere(table):
    """Shares as percent, seconds with their letter."""
    frame = pd.DataFrame({"accuracy": [0.947, 1.0], "gain": [0.01, -0.02], "took": [12.25, 140.0]})
    shown = table(frame, columns={"accuracy": "share", "gain": "points", "took": "seconds"})

    assert [["94.7%", "1.0 pts", "12.2 s"], ["100.0%", "−2.0 pts", "140 s"]] == texts(shown)


def test_a_frame_is_of_the_days_that_it_says(table):
    """Of the period where all of them are of it; where it says none, of all rows that it is made of."""
    of_period = pd.DataFrame({"local_date": pd.to_datetime(["2026-10-01", "2026-10-31"]), "labels": [1, 2]})
    longer = of_period.assign(local_date=pd.to_datetime(["2026-08-03", "2026-10-31"]))

    assert ["October 2026", "3 August 2026 to 31 October 2026", "All rows given"] == [
        table(frame).measure for frame in (of_period, longer, WHOLE)
    ]
    assert "All hours" == table(longer, measure="All hours").measure


def test_every_unit_can_be_declared():
    """A notebook writes them as estimates have them."""
    assert tuple(Unit) == get_args(UnitName)


def test_dates_and_truths_are_words(table):
    """Days, moments, days of objects, periods, yes and no."""
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["2026-10-02", None]),
            "moment": pd.to_datetime(["2026-10-02 14:05", "2026-10-03 00:00"]).tz_localize("Asia/Singapore"),
            "date": [dt.date(2026, 10, 2), None],
            "month": pd.period_range("2026-10", periods=2, freq="M"),
            "right": [True, False],
            "known": pd.array([True, None], dtype="boolean"),
        }
    )

    assert [
        ["2 October 2026", "2 October 2026, 14:05", "2 October 2026", "2026-10", "yes", "yes"],
        ["–", "3 October 2026", "–", "2026-11", "no", "–"],
    ] == texts(table(frame))


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (pd.Series([1.5, None]), ["1.50", "–"]),
        (pd.Series([1, None], dtype="Int64"), ["1", "–"]),
        (pd.Series([2, None], dtype=object), ["2", "–"]),
        (pd.Series(["a", None], dtype="string"), ["a", "–"]),
        (pd.Series(["a", np.nan], dtype="category"), ["a", "–"]),
        (pd.Series([1, 2], dtype="category"), ["1", "2"]),
        (pd.Series(["a", 2], dtype=object), ["a", "2"]),
        (pd.Series([1000.0, 0.04]), ["1,000.00", "0.04"]),
        (pd.Series(pd.to_timedelta([90, 30], unit="s")), ["90.0 s", "30.0 s"]),
        (pd.cut(pd.Series([1, 5]), [0, 2, 6]), ["(0, 2]", "(2, 6]"]),
        (pd.Series([None, None]), ["–", "–"]),
    ],
)
def test_columns_print_by_their_type(table, given, printed):
    """Missing values as a dash, categories as what they are of, nothing small as nothing."""
    shown = table(given.to_frame("x"))

    assert (printed, 2) == (column(shown), shown.data.rows)


def test_several_levels_become_one_head(table):
    """Named levels of the index are columns, levels of heads are put together."""
    frame = WHOLE.assign(site=["a", "a"]).groupby(["site", "hour"]).agg({"labels": ["sum", "max"]})
    shown = table(frame, columns={"labels, sum": "count"})

    assert ["site", "hour", "labels, sum", "labels, max"] == [each.name for each in shown.columns]
    assert [["a", "day", "7", "7"], ["a", "night", "12,345", "12,345"]] == texts(shown)


def test_row_numbers_are_no_column_and_a_named_index_is(table):
    """An index of texts without a name would be lost, and is refused."""
    assert 3 == len(table(WHOLE[WHOLE["labels"] > 7]).columns)
    assert "hour" == table(WHOLE.set_index("hour")).columns[0].name
    with pytest.raises(ParamsError, match=r"index of texts without a name; name it: frame\.rename_axis"):
        table(WHOLE.set_index("hour").rename_axis(None))


def test_an_empty_frame_is_one_line(table):
    """Which says so."""
    assert "By hour: there are no rows." == table(WHOLE.head(0)).paragraphs[0]
    assert "By hour: there are no rows." == table(pd.DataFrame()).paragraphs[0]


def test_a_wide_frame_prints_what_has_room(table):
    """The first columns; the file has all of them."""
    shown = table(pd.DataFrame({f"measure {i}": [1000 + i] for i in range(40)}))

    assert 5 < len(shown.columns) < 20
    assert f"The first {len(shown.columns)} of 40 columns; the data file has all of them." == shown.note
    assert 40 == len(data(shown)[0])


def test_a_long_frame_prints_as_many_rows_as_asked(table):
    """The renderer prints its usual number; the file has every row."""
    frame = pd.DataFrame({"n": range(2_000)})
    shown = table(frame, most=10)

    assert (10, 2_000) == (len(shown.rows), shown.data.rows)
    assert "The first 10 of 2,000 rows; the data file has all." == shown.note
    assert (2_000, "") == ((again := table(frame)) and len(again.rows), again.note)


def test_any_script_stays_as_it_is(table):
    """Thai, and a title that has no letter for an id."""
    shown = table(pd.DataFrame({"ฉลาก": ["ปลอดภัย"]}), title="ฉลาก")

    assert ("own", "ฉลาก", [["ปลอดภัย"]]) == (shown.id, shown.columns[0].name, texts(shown))


def test_two_tables_of_a_title_have_two_names(table):
    """Else one of them would be lost."""
    assert ["own-by-hour", "own-by-hour-2"] == [table(WHOLE).id, table(WHOLE).id]


def test_what_a_spreadsheet_would_execute_is_inert(table):
    """In cells and in heads."""
    assert [["'=head"], ["'=1+1"]] == data(table(pd.DataFrame({"=head": ["=1+1"]})))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"title": " "}, r'r\.table: needs a title; say title="Errors'),
        ({"columns": {"wrongs": "share"}}, "no column is called 'wrongs'; did you mean 'wrong'"),
        ({"columns": {"wrong": "percent"}}, "r.table, columns: nothing is called 'percent' here"),
        ({"columns": ["wrong"]}, "takes a mapping, not a list"),
        ({"columns": {"hour": "count"}}, "column 'hour': has a unit but holds no numbers"),
        ({"order": "lowest"}, "of one frame, which has no target and no order"),
    ],
)
def test_a_slip_is_told_with_its_remedy(table, options, told):
    """Before anything is shown."""
    with pytest.raises(ParamsError, match=told):
        table(WHOLE, **options)


def test_numbers_without_end_are_refused(table):
    """No page can print them, and no file hold them."""
    with pytest.raises(ParamsError, match="column 'x': holds numbers that are not finite; replace them"):
        table(pd.DataFrame({"x": [1.0, np.inf]}))


def test_a_measure_line_is_of_a_frame(report):
    """Of estimates the vocabulary says it."""
    with pytest.raises(ParamsError, match="measure and columns are of one frame"):
        report.table(report.accuracy(by="site"), measure="Accuracy")


def test_a_vendors_numbers_need_their_units_and_stand_on_their_steps(vendors):
    """What is printed and what is in the file."""
    report, shown = vendors
    report.table(WHOLE, title="By hour", columns={"labels": "count", "wrong": "share"})
    table = ANY_COMPONENT.validate_python(shown[-1][MIME])

    assert [["night", "12,345", "3.0%"], ["day", "5", "50.0%"]] == texts(table)
    assert [["night", "12345", "0.03"], ["day", "5", "0.5"]] == data(table)[1:]


@pytest.mark.parametrize(
    "given",
    [
        pd.Series([0.9468, 0.5]),
        pd.Series([1, 2], dtype="category"),
        pd.Series([1, None], dtype=object),
        pd.Series([1, 2], dtype="Sparse[int]"),
        pd.Series(pd.to_timedelta([90, 30], unit="s")),
        pd.Series(["a", 0.9468], dtype=object),
        pd.Series([[0.9468], [0.5]]),
        pd.cut(pd.Series([0.9468, 0.5]), 2),
    ],
)
def test_a_vendors_numbers_without_a_unit_are_refused(vendors, given):
    """However a frame holds them, and in its index too."""
    report, shown = vendors
    before = len(shown)
    for frame in (given.to_frame("x"), WHOLE[["hour"]].set_index(pd.Index(given, name="x"))):
        with pytest.raises(ParamsError, match=r"column 'x': holds .*(declare it in columns|with a unit)"):
            report.table(frame, title="By hour")
    assert before == len(shown)
