"""Actions of the period: due, closed in time or not, and whether they worked; findings of investigations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, Component, Lede, Prose, Section, Table
from labelqa.extracts import open_extract
from labelqa.report import open_report
from labelqa.report.language.numerals import Numerals
from labelqa.report.sections.actions import words

from ...claims import Claims
from ...market import Fabricated

ACTION = {
    "action_id": "A-1", "market_id": "ID", "opened_at": "2026-08-10", "risk_id": None, "scope_type": "site",
    "scope_id": "bth", "type": "calibration_session", "owner_id": "sme1", "owner_role": "sme",
    "vendor_visible": True, "due_at": "2026-09-10", "closed_at": "2026-09-11", "status": "done",
    "expected_effect_pp": 4.0, "verify_metric": "accuracy", "verify_days": 28,
}  # fmt: skip
FINDING = {
    "investigation": "investigations/ID/2026-10-01..2026-10-20/why-0123abcd", "revision": "r1",
    "first_day": "2026-10-01", "last_day": "2026-10-20", "finding": "investigation.bth", "severity": "S3",
    "title": "Accuracy fell at the same mix", "entity": "Site Batam",
    "cost": "about 240 wrong labels a month", "interval": "120 to 390", "confidence": "98%",
    "action": "Corrective plan", "owner": "Vendor manager",
    "due": "2 December 2026", "state": "new",
}  # fmt: skip
Components = tuple[Component, ...]


def actions(*changes: dict[str, object]) -> pd.DataFrame:
    """One action for each of the changes to ACTION."""
    rows = pd.DataFrame([{**ACTION, "action_id": f"A-{i + 1}", **each} for i, each in enumerate(changes)])
    times = ("opened_at", "due_at", "closed_at")
    return rows.assign(**{t: pd.to_datetime(rows[t], utc=True, format="ISO8601") for t in times})


@pytest.fixture(scope="module")
def shown(fabricated, tmp_path_factory) -> Callable[..., Components]:
    """The section on actions over a market that has them; nothing it says may be untrue."""

    def over(made: Fabricated, **context: object) -> Components:
        bundles: list[dict] = []
        folder = made.without("handling_days", "time_days", "requests").write(
            tmp_path_factory.mktemp("x") / "x", **context
        )
        report = open_report(folder, show=bundles.append)
        report.section("actions", report.actions.headline(), needs=("actions",))
        report.tell(report.actions.closed_on_time(), report.actions.hit_rate())
        report.actions.table()
        report.actions.investigations()
        found = tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in bundles)
        assert [] == Claims(found, open_extract(folder)).contradictions()
        return found

    return over


def rows(found: Components, name: str = "actions") -> list[list[str]]:
    """The texts of a table."""
    (table,) = [c for c in found if isinstance(c, Table) and c.id == name]
    return [[cell.text for cell in row] for row in table.rows]


def test_an_action_after_which_accuracy_fell_had_no_effect(shown, fabricated):
    """Batam fell from 14 September, three days after its calibration session."""
    found = shown(fabricated.with_rows("actions", actions({})))
    (row,) = rows(found)
    (figure,) = [f for c in found for f in c.figures if f.name == "actions.effect.by_action"]

    assert "One action, one judged: one had no effect" == found[0].title
    assert ["Calibration session", "Meridian Batam & Co. <$1>", "SME", "10 Sept"] == row[:4]
    assert ("Closed 11 Sept, late", "No effect") == (row[4], row[6])
    assert figure.high < 0


def test_every_status_is_said(shown, fabricated):
    """Open, overdue, cancelled, not measured, too early."""
    found = shown(
        fabricated.with_rows(
            "actions",
            actions(
                {"closed_at": None, "status": "open", "due_at": "2026-11-09"},
                {"closed_at": None, "status": "open", "due_at": "2026-10-09"},
                {"status": "cancelled", "closed_at": None},
                {"closed_at": "2026-10-20", "due_at": "2026-11-09"},
                {"scope_type": "market", "scope_id": "ID", "closed_at": "2026-09-09"},
                {"closed_at": "2026-11-02"},
            ),
        )
    )

    assert [
        ("Open", "It is not finished", "Too early"),
        ("Overdue", "It is not finished", "Too early"),
        ("Cancelled", "It was cancelled", "Not measured"),
        ("Closed 20 Oct, in time", "The 28 days after it are not over", "Too early"),
        ("Closed 9 Sept, in time", "Nobody was left out who could be compared", "Not measured"),
        ("Closed 2 Nov, late", "The 28 days after it are not over", "Too early"),
    ] == [(row[4], row[5], row[6]) for row in rows(found)]
    assert "Six actions, one overdue, none judged yet" == found[0].title


@pytest.mark.parametrize(
    ("frozen_on", "due_at", "status"),
    [
        (dt.date(2026, 11, 30), "2026-11-09", "Overdue"),
        (dt.date(2026, 11, 9), "2026-11-09", "Open"),
        (dt.date(2026, 10, 15), "2026-10-20", "Open"),
    ],
)
def test_an_action_is_overdue_by_the_day_the_data_were_frozen(shown, fabricated, frozen_on, due_at, status):
    """Not on its day, not ahead of it in a month that still runs, and whenever it passed after the month."""
    made = fabricated.with_rows("actions", actions({"closed_at": None, "status": "open", "due_at": due_at}))
    found = shown(made, frozen_on=frozen_on)
    (row,) = rows(found)

    assert status == row[4]
    assert ("overdue" in found[0].title) == (status == "Overdue")
    assert next(c for c in found if isinstance(c, Lede)).figures[0].value is None


def test_the_lede_says_how_many_were_closed_on_time_and_worked(shown, fabricated):
    """Of those of the whole window that were closed or due, and of those that were judged."""
    found = shown(fabricated.with_rows("actions", actions({}, {"due_at": "2026-09-20"})))
    lede = next(c for c in found if isinstance(c, Lede))
    on_time, hits = (f for f in lede.figures)

    assert ("actions.on_time.overall", 0.5, 2) == (on_time.name, on_time.value, on_time.n)
    assert ("actions.hit_rate.overall", 0.0, 2) == (hits.name, hits.value, hits.n)
    assert lede.text.startswith("The share of actions closed on time was 50% (9% to 91%).")


def test_what_was_over_before_the_period_is_left_out(shown, fabricated):
    """Its window ended in July."""
    old = {"opened_at": "2026-05-20", "closed_at": "2026-06-01", "due_at": "2026-06-02"}
    found = shown(fabricated.with_rows("actions", actions(old)))

    assert words.NONE_OPEN_IN(Numerals("en_SG"), period="October 2026") in [
        p for c in found if isinstance(c, Prose) for p in c.paragraphs
    ]


def test_without_the_table_the_section_says_why(shown, fabricated):
    """As any section does."""
    (section,) = shown(fabricated.without("actions"))

    assert isinstance(section, Section)
    assert "Table actions is missing: not in sources.yml." == section.off


def test_confirmed_investigations_are_listed_with_their_report(shown, fabricated):
    """By reference: its folder, revision and days; the data file has the whole key."""
    made = fabricated.with_rows("actions", actions({}))
    found = shown(made.with_rows("investigations", pd.DataFrame([FINDING])))
    (row,) = rows(found, "investigations")

    assert [
        "Accuracy fell at the same mix", "Site Batam", "S3 High",
        "About 240 wrong labels a month (120 to 390)", "why-0123abcd, r1, of 1 Oct to 20 Oct",
    ] == row  # fmt: skip


def test_no_confirmed_investigation_is_said(shown, fabricated):
    """Where the edition has the table."""
    empty = pd.DataFrame([FINDING]).iloc[:0]
    made = fabricated.with_rows("actions", actions({})).with_rows("investigations", empty)
    said = [p for c in shown(made) if isinstance(c, Prose) for p in c.paragraphs]

    assert [words.NO_FINDING] == said
