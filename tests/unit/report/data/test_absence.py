"""A vendor reads in its own words why something is not there."""

from __future__ import annotations

import pytest

from labelqa.components import ANY_COMPONENT, MIME
from labelqa.extracts import NEVER, WITHHELD
from labelqa.report import open_report

MISSING = {"deliveries": NEVER, "delivered_labels": NEVER, "incidents": NEVER, "actions": WITHHELD}


@pytest.fixture
def off(fabricated, tmp_path, shown):
    """Why a section with needs is off in a vendor's edition."""
    frames = fabricated.frames
    made = fabricated.with_rows("audit_reviews", frames["label_days"].head(0))
    report = open_report(made.write(tmp_path / "x", vendor="nw", missing=MISSING), show=shown.append)

    def off(*needs: str) -> str:
        report.section("one", "One", needs=needs)
        return ANY_COMPONENT.validate_python(shown[-1][MIME]).off

    return off


def test_what_no_vendor_is_meant_to_see_is_said_to_be_so_once(off):
    """Whether there are any."""
    assert "Deliveries are not part of a vendor's edition." == off("deliveries", "delivered_labels")
    assert "Incidents are not part of a vendor's edition." == off("incidents")


@pytest.mark.parametrize(
    ("table", "rows"),
    [("actions", "actions"), ("audit_reviews", "audit reviews"), ("sop_clauses", "clauses of procedures")],
)
def test_a_table_that_is_empty_and_one_that_is_not_there_read_alike(off, table, rows):
    """Which of the two it is, is the company's affair."""
    assert f"This edition has no {rows}." == off(table)
