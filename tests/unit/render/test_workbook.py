"""The spreadsheet of a report holds its data and figures as they are, and executes nothing."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from builders.report import FACTS, a_report, chart, cover, data, figure, table
from builders.spreadsheet import parts, sheets

from labelqa.components import Cell, Component, Data, Lede, Section
from labelqa.errors import RenderError
from labelqa.render.outline import outline
from labelqa.render.summary import summary
from labelqa.render.workbook import workbook

PAYLOADS = [
    *(
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\N{FULLWIDTH EQUALS SIGN}1",
        "'=1",
        "{=1}",
    ),
    *('=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "http://example.org", "mailto:x@example.org", "00123"),
]


def written(*shown: Component) -> bytes:
    """The workbook of a report with these components, or with all there are."""
    components = shown or [c for c in a_report() if isinstance(c, Component)]
    return workbook(outline(components, FACTS), FACTS)


def one(exhibit: Component) -> list[Component]:
    """The shortest report with an exhibit."""
    return [cover(), Section(name="s", title="S"), exhibit]


def values(rows: list[dict[str, str | float]]) -> list[list[str | float]]:
    """Rows without their column letters."""
    return [list(row.values()) for row in rows]


def test_contents_list_every_exhibit_with_its_sheet():
    """What the file is of; then section, title, measure line, rows and sheet of each, the figures last."""
    report = outline([c for c in a_report() if isinstance(c, Component)], FACTS)
    found = sheets(written())
    about, listed = values(found["Contents"])[:3], values(found["Contents"])[3:]

    assert ["Label quality report: Indonesia, October 2026"] == about[0]
    assert [["2026-10/ID/market_report/internal, revision r1"], [f"Snapshot {FACTS.snapshot}"]] == about[1:]
    assert ["Section", "Exhibit", "Measure", "Rows", "Sheet"] == listed[0]
    assert [[e.title, e.measure, e.data.rows, e.id] for e in report.exhibits] == [r[1:] for r in listed[1:-1]]
    assert ["2", "2", "2", "3", "3", "4", "5", "6"] == [row[0] for row in listed[1:-1]]
    assert ["Contents", *(row[-1] for row in listed[1:])] == list(found)


def test_every_exhibit_has_its_whole_data_with_numbers_as_numbers():
    """Cell by cell what the CSV holds; a column not declared as numbers stays text."""
    texts = Data(file="ids.csv", csv="id,n,low\r\n007,3,0.1\r\n8,,0.30000000000000004\r\n", rows=2,
                 numeric=(1, 2))  # fmt: skip
    found = sheets(written(*one(table(data=texts)), chart(data=data("trend", 26))))

    assert [["id", "n", "low"], ["007", 3.0, 0.1], ["8", 0.30000000000000004]] == values(
        found["site-results"]
    )
    rows = list(csv.reader(io.StringIO(data("trend", 26).csv)))
    assert [[name, float(value)] for name, value in rows[1:]] == values(found["weekly-trend"])[1:]


def test_the_figures_are_those_of_the_summary():
    """Every figure with every value, in the summary's order and precision; what there is none of is empty."""
    figures = (
        figure(value=2 / 3, probability=0.1 + 0.2, target=0.95, verdict="missed", more=12),
        figure("accuracy.audit.by_site", by={"site": "yog"}, flags=("few audits", "one stratum")),
        figure("accuracy.gold.overall", value=None, low=None, high=None, n=0),
    )
    shown = one(Lede(text="x", figures=figures))
    head, *rows = sheets(written(*shown))["Figures"]
    told = json.loads(summary(outline(shown, FACTS), FACTS))["figures"]

    names = list(head.values())
    found = [{names[list(head).index(letter)]: value for letter, value in row.items()} for row in rows]
    wanted = [
        {**{k: v for k, v in f.items() if k not in {"by", "flags"}}, "flags": "; ".join(f["flags"])}
        | {f"by {key}": value for key, value in f["by"].items()}
        for f in told
    ]
    assert [{k: v for k, v in line.items() if v not in (None, "")} for line in wanted] == found
    assert ["name", "by site"] == names[:2]


def test_the_same_report_gives_the_same_bytes():
    """No clock and no chance: the only date is the snapshot's."""
    assert written() == written()
    assert ["2026-11-03T00:00:00Z"] * 2 == re.findall(
        r"W3CDTF\">([^<]+)<", parts(written())["docProps/core.xml"]
    )


def test_the_file_says_its_title_and_nothing_of_who_made_it():
    """No author, company or comment; no hidden sheet, defined name, macro, link or connection."""
    files = parts(written())
    core = files["docProps/core.xml"]

    assert "<dc:title>Label quality report: Indonesia, October 2026</dc:title>" in core
    assert [("dc:creator", ""), ("cp:lastModifiedBy", "")] == re.findall(
        r"<(dc:creator|cp:lastModifiedBy)>([^<]*)<", core
    )
    assert "<Company></Company>" in files["docProps/app.xml"]
    assert "hidden" not in files["xl/workbook.xml"]
    assert "definedName" not in files["xl/workbook.xml"]
    assert [] == [name for name in files if re.search(r"vba|external|connection|drawing|comment", name)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_is_executed_wherever_it_stands(payload):
    """A typed string and never a formula, a link or a number; a guard in front where a CSV would run it."""
    text = io.StringIO()
    csv.writer(text).writerows([[payload, "n"], [payload, "1"]])
    row = (Cell(text=payload),) * 5
    exhibit = table(title=payload, measure=payload, rows=0).model_copy(
        update={"rows": (row,), "data": Data(file="a.csv", csv=text.getvalue(), rows=1, numeric=(1,))}
    )
    told = Lede(text="x", figures=(figure(by={"site": payload}, method=payload, flags=(payload,)),))
    book = written(*one(exhibit), told)
    found = sheets(book)
    guarded = payload if payload[0] in "'{hm0" else f"'{payload}"

    assert [[guarded, "n"], [guarded, 1.0]] == values(found["site-results"])
    assert [guarded, guarded] == values(found["Contents"])[4][1:3]
    assert 3 == values(found["Figures"])[1].count(guarded)
    assert [] == [name for name, part in parts(book).items() if "<f>" in part or "<hyperlink" in part]


def test_sheets_of_long_and_like_ids_have_names_of_their_own():
    """Excel allows 31 letters and does not tell capitals from small ones."""
    ids = ["a" * 31 + "b", "a" * 40, "contents", "figures"]
    exhibits = [table(name, data=data(f"t{i}")).model_copy(update={"id": name}) for i, name in enumerate(ids)]
    names = list(sheets(written(cover(), Section(name="s", title="S"), *exhibits)))

    assert ["Contents", "a" * 31, "a" * 29 + "-2", "contents-2", "figures-2", "Figures"] == names


def test_a_whole_number_too_long_for_a_float_stays_text():
    """An id of nineteen digits would lose its last ones."""
    long = Data(file="a.csv", csv="id\r\n1234567890123456789\r\n9007199254740991\r\n", rows=2, numeric=(0,))

    assert [["id"], ["1234567890123456789"], [9007199254740991.0]] == values(
        sheets(written(*one(table(data=long))))["site-results"]
    )


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("a,b\r\n1,2\r\n1\r\n", "has a row of 1 cells below 2 columns"),
        ("a,b\r\nx,2\r\n", "has 'x' in a column of numbers"),
        ("a,b\r\nnan,2\r\n", "has 'nan' in a column of numbers"),
        ("a,b\r\n1," + "x" * 32_768 + "\r\n", "has a text of 32,768 letters"),
        ("a," * 16_384 + "\r\n", "has 1 rows and 16,385 columns"),
    ],
)
def test_data_that_are_not_what_they_say_or_too_large_are_refused(told, named):
    """With the exhibit's name."""
    wrong = table(data=Data(file="a.csv", csv=told, rows=1, numeric=(0,)))

    with pytest.raises(RenderError, match="site-results") as caught:
        written(*one(wrong))

    assert named in str(caught.value)
