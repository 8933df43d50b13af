"""Delivered lots as a report shows them: nothing it says of them contradicts its figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, AnyComponent, Chart, Table
from labelqa.extracts import open_extract
from labelqa.measures import lots
from labelqa.report import Report, open_report

from ...claims import Claims
from ...market import Fabricated

WEEKS = pd.date_range("2026-05-11", "2026-10-26", freq="7D", tz="UTC")


def delivered(made: Fabricated, rejected: float, seed: int = 1) -> Fabricated:
    """The market with a lot a week of each queue, this share of them rejected, audits in their lots."""
    rng = np.random.default_rng(seed)
    asked = made.frames["requests"].groupby("queue_id")["request_id"].first()
    rows = [
        {
            "batch_id": f"b-{queue}-{number:02d}",
            "request_id": asked[queue],
            "delivered_at": week + pd.Timedelta(hours=5),
            "n_labels": int(rng.integers(60, 1_900)),
        }
        for number, week in enumerate(WEEKS)
        for queue in asked.index
    ]
    table = pd.DataFrame(rows).assign(market_id="ID", consumer="training")
    seen = table["n_labels"] > 80
    verdict = np.where(rng.random(len(table)) < rejected, "rejected", "accepted")
    table = table.assign(
        lot_n=pd.Series(80.0, table.index).where(seen),
        lot_c=pd.Series(7.0, table.index).where(seen),
        lot_verdict=pd.Series(verdict, table.index, dtype=object).where(seen),
    )
    audits = made.frames["audited_labels"]
    week = (pd.to_datetime(audits["local_date"]) - WEEKS[0].tz_localize(None)).dt.days // 7 + 1
    batch = "b-" + audits["queue_id"] + "-" + week.clip(0).astype(str).str.zfill(2)
    audits = audits.assign(delivered_batch_id=batch.where(batch.isin(table["batch_id"])))
    return made.with_rows("deliveries", table).with_rows("audited_labels", audits)


@pytest.fixture
def told(tmp_path) -> Callable[[Fabricated], tuple[Report, Path, tuple[AnyComponent, ...]]]:
    """The report on a market, its extract, and what its section on lots shows."""

    def tell(made: Fabricated) -> tuple[Report, Path, tuple[AnyComponent, ...]]:
        shown: list[dict] = []
        extract = made.write(tmp_path / "x")
        report = open_report(extract, show=shown.append)
        report.section("lots", "Lots handed over", needs=("deliveries",))
        report.tell(report.lots.passed())
        report.lots.table()
        report.lots.oc_curve()
        return report, extract, tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)

    return tell


def none_inspected(made: Fabricated) -> Fabricated:
    """Lots without a plan."""
    return made.with_rows("deliveries", made.frames["deliveries"].assign(lot_verdict=None))


def in_other_months(made: Fabricated) -> Fabricated:
    """No lot in the period."""
    table = made.frames["deliveries"]
    return made.with_rows("deliveries", table[table["delivered_at"] < pd.Timestamp("2026-09-20", tz="UTC")])


def with_wishes_of_their_own(made: Fabricated) -> Fabricated:
    """Requests that tolerate different shares."""
    requests = made.frames["requests"]
    wanted = np.where(requests["queue_id"] == "ads", 0.97, 0.95)
    return made.with_rows("requests", requests.assign(quality_target=wanted))


def without_a_wish(made: Fabricated) -> Fabricated:
    """Neither requests nor targets say what is tolerated."""
    return made.without("requests", "targets")


COMPANIES: dict[str, tuple[float, Callable[[Fabricated], Fabricated]]] = {
    "most rejected": (0.9, lambda made: made),
    "some rejected": (0.3, lambda made: made),
    "none rejected": (0.0, lambda made: made),
    "none inspected": (0.0, none_inspected),
    "none in the period": (0.0, in_other_months),
    "requests tolerate this and that": (0.1, with_wishes_of_their_own),
    "nothing says what is tolerated": (0.1, without_a_wish),
    "no targets": (0.1, lambda made: made.without("targets")),
    "no audits": (0.1, lambda made: made.without("audits")),
}


@pytest.mark.parametrize("name", COMPANIES)
def test_what_is_said_of_lots_is_borne_out(told, fabricated, name):
    """Titles, notes and alternative texts, in all kinds of markets."""
    rejected, changed = COMPANIES[name]
    _, extract, components = told(changed(delivered(fabricated, rejected)))

    assert [] == Claims(components, open_extract(extract)).contradictions()


@pytest.mark.parametrize(
    ("kind", "field", "truth", "lie"),
    [
        (Table, "title", "of 8 inspected", "of 7 inspected"),
        (Table, "title", " labels went", "1 labels went"),
        (Table, "note", "at AQL 4.0%", "at AQL 6.5%"),
        (Table, "note", "of which 5.0%", "of which 4.0%"),
        (Table, "note", "Ads policy", "Meridian"),
        (Chart, "title", "95.3%", "95.4%"),
        (Chart, "title", "14.3%, one", "13.3%, one"),
        (Chart, "note", "at most 7", "at most 6"),
        (Chart, "note", "At most 5.6%", "At most 5.7%"),
    ],
)
def test_a_lie_about_lots_is_found(told, fabricated, kind, field, truth, lie):
    """The same with one changed word."""
    _, extract, components = told(delivered(fabricated, 0.5))
    lied = tuple(
        component.model_copy(update={field: getattr(component, field).replace(truth, lie, 1)})
        if isinstance(component, kind)
        else component
        for component in components
    )

    assert lied != components
    assert [] != Claims(lied, open_extract(extract)).contradictions()


def test_the_table_has_each_lots_own_figures(told, fabricated):
    """Rejected ones first; found by audits, and what the plan lets through."""
    _, extract, components = told(delivered(fabricated, 0.5))
    (table,) = [c for c in components if isinstance(c, Table)]
    held = open_extract(extract)
    audits, deliveries = held.table("audited_labels"), held.table("deliveries").set_index("batch_id")
    wrong = {by["batch_id"]: (e.value, e.n) for by, e in lots.found_wrong(audits)}
    cells = [[cell.text for cell in row] for row in table.rows]
    marks = [row[5].status for row in table.rows]

    assert sorted(marks, key=["missed", "met", "none"].index) == marks
    assert {row[0] for row in cells} == {k for k, at in deliveries["delivered_at"].items() if at.month == 10}
    assert [f"{wrong[row[0]][0]:.0f} of {wrong[row[0]][1]}" for row in cells] == [row[6] for row in cells]
    assert {
        "lots.passed.overall",
        "lots.accuracy.by_batch",
        "lots.chance.by_batch",
        "lots.chance.by_plan",
    } <= {figure.name for component in components for figure in component.figures}


def test_lots_belong_to_the_day_of_their_market(told, fabricated):
    """18:00 UTC on 30 September is October in Jakarta."""
    table = delivered(fabricated, 0.0).frames["deliveries"]
    at = pd.Timestamp("2026-09-30 18:00", tz="UTC")
    made = fabricated.with_rows(
        "deliveries", table.head(1).assign(delivered_at=at, n_labels=900, lot_n=80, lot_c=7)
    )
    report, _, _ = told(made)

    assert 1 == report.lots.passed().only().n
    assert ("no lot was handed over in September 2026",) == report.lots.passed(span="previous").only().flags


def test_a_market_without_deliveries_has_no_section_on_lots(told, fabricated):
    """It is off, with its reason."""
    _, _, components = told(fabricated.without("deliveries"))

    assert ["section"] == [component.kind for component in components]
    assert "Table deliveries is missing: not in sources.yml." == components[0].off
