"""An extract is verified when it is opened, and an analyst's own questions are answered."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.errors import DataError, ParamsError
from labelqa.report import open_overview, open_report


def test_sql_reaches_every_table(report):
    """DuckDB over the extract's files."""
    found = report.sql(
        "select count(*) as n, count(distinct site_id) as sites from label_days", span="window"
    )

    assert (len(report.rows("label_days")), 5) == tuple(found.iloc[0])


def test_what_an_analyst_does_to_a_table_stays_there(report):
    """A changed frame is the analyst's own."""
    before = report.accuracy().only()
    audits = report.rows("audited_labels")
    audits["verdict"] = "incorrect"

    assert before == report.accuracy().only()


def test_an_altered_extract_is_refused(fabricated, tmp_path):
    """Every file is compared with the manifest."""
    folder = fabricated.write(tmp_path / "x")
    (folder / "sites.parquet").write_bytes(b"other")

    with pytest.raises(DataError, match=r"sites\.parquet: is missing, altered or unexpected"):
        open_report(folder)


@pytest.mark.parametrize("opens", [open_report, open_overview])
def test_a_parameter_that_nobody_set_names_the_command_that_makes_an_extract(opens):
    """An analyst who opens the notebook as it stands in the project is told how to go on."""
    with pytest.raises(
        ParamsError, match="names no extract; make one with `labelqa extract REPORT --into DIR`"
    ):
        opens("")


def test_an_unknown_split_or_span_names_the_known_ones(report):
    """A typo never falls back to a default."""
    with pytest.raises(ParamsError, match="have week, site, queue, vendor"):
        report.accuracy(by="sites")
    with pytest.raises(ParamsError, match="have period, previous, quarter, window"):
        report.accuracy(span="month")


def test_an_unknown_table_names_the_known_ones(report):
    """And the one that was probably meant."""
    with pytest.raises(ParamsError, match=r"mean 'audited_labels'\? have audited_labels, gold_ans"):
        report.rows("audits_labels")


def test_sql_sees_the_period_unless_it_asks_for_the_window(report):
    """So that a count of one's own agrees with the report's; a day is the market's own."""
    count = "select count(*) as n, min(local_date) as first, max(local_date) as last from label_days"
    days = report.rows("label_days")["local_date"]
    october = days[days >= "2026-10-01"]

    assert (len(october), october.min(), october.max()) == tuple(report.sql(count).iloc[0])
    assert (len(days), days.min(), days.max()) == tuple(report.sql(count, span="window").iloc[0])


def test_sql_cuts_instants_at_the_market_s_midnights(fabricated, tmp_path, shown):
    """Half past eleven on 30 September in UTC is October in Jakarta; tables without a time are whole."""
    handed_over = pd.DataFrame(
        {
            "batch_id": ["before", "after"],
            "delivered_at": pd.to_datetime(["2026-09-30T16:30Z", "2026-09-30T17:30Z"]),
        }
    )
    for name, column in (
        ("zoned", handed_over),
        ("plain", handed_over.assign(delivered_at=handed_over["delivered_at"].dt.tz_localize(None))),
    ):
        folder = fabricated.with_rows("deliveries", column).write(tmp_path / name)
        report = open_report(folder, show=shown.append)

        assert ["after"] == list(report.sql("select batch_id from deliveries")["batch_id"])
        assert ["after", "before"] == sorted(
            report.sql("select batch_id from deliveries", span="window")["batch_id"]
        )
        assert len(report.rows("people")) == report.sql("select count(*) as n from people")["n"][0]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select * from label_day", "r.sql, query: Catalog Error: Table with name label_day does not exist"),
        ("select sites from label_days", 'Binder Error: Referenced column "sites" not found'),
        ("selec 1", "Parser Error: syntax error"),
    ],
)
def test_sql_that_cannot_be_read_says_what_there_is(report, query, told):
    """The query's own words only: what an engine says of values stays inside."""
    with pytest.raises(ParamsError) as refused:
        report.sql(query)

    assert told in str(refused.value)
