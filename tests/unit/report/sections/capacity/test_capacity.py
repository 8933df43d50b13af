"""People against the work: cut from the roster, the labels and the time of one market, and put into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, Lede, Prose, Table
from labelqa.extracts import Span, open_extract
from labelqa.measures import capacity, workforce
from labelqa.report import Report, open_report
from labelqa.report.sections.capacity import words

from ...claims import Claims
from ...market import Fabricated

OCTOBER, NOVEMBER, DECEMBER = (dt.date(2026, month, 1) for month in (10, 11, 12))


@pytest.fixture(scope="module")
def staffed(fabricated):
    """The market whose first agent left half way through October and whose second began a week into it."""
    people = fabricated.frames["people"].astype({"left_date": object})
    people.loc[0, "left_date"] = dt.date(2026, 10, 16)
    people.loc[1, "production_start"] = dt.date(2026, 10, 8)
    return fabricated.with_rows("people", people)


@pytest.fixture(scope="module")
def extract(staffed, tmp_path_factory) -> Path:
    """Its sealed extract."""
    return staffed.write(tmp_path_factory.mktemp("staffed") / "whole")


@pytest.fixture
def opened(tmp_path, shown) -> Callable[..., Report]:
    """Opens another market, or this one with changes to its context."""

    def of(market: Fabricated, **changes: object) -> Report:
        return open_report(
            market.write(tmp_path / f"{len([*tmp_path.iterdir()])}", **changes), show=shown.append
        )

    return of


def said(shown) -> list:
    """What was shown, as components."""
    return [ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown]


def october(market, table: str) -> pd.DataFrame:
    """The period's rows of a table."""
    rows = market.frames[table]
    return rows[rows["local_date"] >= OCTOBER]


def test_people_are_counted_over_the_period(staffed, report):
    """52 agents, one of them for 15 days and one for 24 of 31."""
    assert 50 + 15 / 31 + 24 / 31 == pytest.approx(report.capacity.fte().only().value)
    assert 51 == report.capacity.in_production().only().value
    assert (1.0, 1.0) == (report.capacity.started().only().value, report.capacity.left().only().value)
    assert (
        workforce.attrition(staffed.frames["people"], dt.date(2026, 5, 4), NOVEMBER)
        == report.capacity.attrition().only()
    )


def test_people_needed_are_the_measure_on_the_period_s_rows(staffed, report):
    """By vendor, at its own pace."""
    labels, time = (october(staffed, name) for name in ("label_days", "time_days"))
    by = ("vendor_id",)
    expected = capacity.fte_needed(capacity.decisions(labels, by), labels, time, 31, capacity.Staffing())

    pd.testing.assert_frame_equal(expected.rows, report.capacity.fte_needed("vendor").rows)


def test_those_who_are_no_agents_neither_are_nor_are_needed(staffed, report, opened):
    """A QA's paid time is no part of a label's price."""
    people = staffed.frames["people"]
    qa = staffed.with_rows("people", pd.concat([people, people.tail(1).assign(person_id="q0", role="qa")]))
    time = staffed.frames["time_days"]
    qa = qa.with_rows(
        "time_days", pd.concat([time, time.tail(300).assign(person_id="q0", local_date=OCTOBER)])
    )
    mixed = opened(qa)

    assert report.capacity.fte_needed().only() == mixed.capacity.fte_needed().only()
    assert report.capacity.fte().only() == mixed.capacity.fte().only()


def test_planned_shares_replace_the_measured_ones(staffed, report, opened):
    """At half the occupancy the same work needs more; at 20 hours a week twice as many."""
    plain = report.capacity.fte_needed().only().value
    slack = opened(staffed, definitions={"planned_occupancy": 0.5}).capacity.fte_needed().only().value
    short = opened(staffed, definitions={"hours_a_week": 20.0}).capacity.fte_needed().only().value

    assert report.time.occupancy().only().value / 0.5 == pytest.approx(slack / plain)
    assert 2 * plain == pytest.approx(short)


@pytest.mark.parametrize(
    ("start", "end", "until"),
    [
        (OCTOBER, NOVEMBER, DECEMBER),
        (dt.date(2026, 8, 1), NOVEMBER, dt.date(2027, 2, 1)),
        (dt.date(2026, 10, 22), NOVEMBER, dt.date(2026, 11, 11)),
    ],
)
def test_the_span_ahead_is_as_long_as_the_period(staffed, opened, start, end, until):
    """In months where it is of months, else in days."""
    period = Span(text="x", label="the period", start=start, end=end)

    assert until == opened(staffed, period=period).capacity.ahead()


def test_what_is_owed_is_priced_like_what_was_delivered(staffed, opened):
    """Twice the requests need twice the people."""
    requests = staffed.frames["requests"]
    due = requests.assign(
        due_at=pd.Timestamp("2026-11-10", tz="UTC"), delivered_at=pd.NaT, volume_delivered=0
    )
    once, twice = (
        opened(staffed.with_rows("requests", rows)).capacity.fte_owed().only().value
        for rows in (due, pd.concat([due, due.assign(request_id=due["request_id"] + "b")]))
    )

    assert 0 < once == pytest.approx(twice / 2)


@pytest.mark.parametrize(
    ("fte", "headline", "end"),
    [
        (0.5, words.TOO_FEW, "too few."),
        (2.0, words.ENOUGH, "enough."),
    ],
)
def test_words_follow_the_verdict_on_spare_people(staffed, opened, shown, fte, headline, end):
    """Too few, or enough; the table's title says for whom."""
    report = opened(staffed.with_rows("people", staffed.frames["people"].assign(fte=fte)))
    report.section("capacity", report.capacity.headline())
    report.capacity.tell()
    report.capacity.turnover()
    report.capacity.table()
    section, lede, prose, table = said(shown)

    assert headline == section.title
    assert f"are to be there: {end}" in lede.text
    assert (
        "Agents who began production in October 2026: 1; who left: 1. Monthly attrition was"
        in prose.paragraphs[0]
    )
    assert (fte < 1) == ("too few people" in table.title)
    assert {"missed" if fte < 1 else "met"} == {row[-1].status for row in table.rows}


def test_no_sentence_on_people_contradicts_its_figures(report, extract, shown):
    """All that the section says, and a lie is found."""
    report.section("capacity", report.capacity.headline())
    report.capacity.tell()
    report.capacity.turnover()
    report.capacity.table(by="site")
    components, whole = said(shown), open_extract(extract)
    lied = [
        each.model_copy(update={"text": each.text.replace("are to be there", "are not there")})
        if isinstance(each, Lede)
        else each
        for each in components
    ]

    assert [] == Claims(tuple(components), whole).contradictions()
    assert [] != Claims(tuple(lied), whole).contradictions()


def test_the_table_has_every_vendor_with_its_agents(report, shown):
    """Six measures each, all on record."""
    report.capacity.table()
    (table,) = said(shown)

    assert {"Northwind": "21", "Meridian": "23", "Alder": "7"} == {
        row[0].text: row[1].text for row in table.rows
    }
    assert 6 * 3 == len(table.figures) == table.data.rows
    assert isinstance(table, Table)


def test_without_time_the_section_says_why(staffed, opened, shown):
    """Nothing can be said of people needed."""
    report = opened(staffed.without("time"))
    report.capacity.tell()
    report.capacity.table()
    lede, prose = said(shown)

    assert "Staff needed cannot be given: table time is missing: not in sources.yml." in lede.text
    assert isinstance(prose, Prose)
    assert words.HEADLINE == report.capacity.headline()
