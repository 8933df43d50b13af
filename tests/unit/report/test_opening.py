"""An extract is verified when it is opened, and an analyst's own questions are answered."""

from __future__ import annotations

import pytest

from labelqa.errors import DataError, ParamsError
from labelqa.report import open_report


def test_sql_reaches_every_table(report):
    """DuckDB over the extract's files."""
    found = report.sql("select count(*) as n, count(distinct site_id) as sites from label_days")

    assert (len(report.table("label_days")), 5) == tuple(found.iloc[0])


def test_what_an_analyst_does_to_a_table_stays_there(report):
    """A changed frame is the analyst's own."""
    before = report.accuracy().only()
    audits = report.table("audited_labels")
    audits["verdict"] = "incorrect"

    assert before == report.accuracy().only()


def test_an_altered_extract_is_refused(fabricated, tmp_path):
    """Every file is compared with the manifest."""
    folder = fabricated.write(tmp_path / "x")
    (folder / "sites.parquet").write_bytes(b"other")

    with pytest.raises(DataError, match=r"sites\.parquet: is missing, altered or unexpected"):
        open_report(folder)


def test_an_unknown_split_or_span_names_the_known_ones(report):
    """A typo never falls back to a default."""
    with pytest.raises(ParamsError, match="have week, site, queue, vendor"):
        report.accuracy(by="sites")
    with pytest.raises(ParamsError, match="have period, previous, quarter, window"):
        report.accuracy(when="month")


def test_an_unknown_table_names_the_known_ones(report):
    """With the reason, where the snapshot knows one."""
    with pytest.raises(DataError, match="have audited_labels, gold_answers"):
        report.table("audits_labels")
