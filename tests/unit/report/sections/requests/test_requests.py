"""Requests as a report shows them: nothing it says of them is untrue, however few there are."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, Chart, Component, Prose, Table
from labelqa.extracts import open_extract
from labelqa.report import open_report

from ...claims import Claims
from ...market import Fabricated

UNUSED = ("handling_days", "time_days", "gold_answers", "audited_labels")
"""Tables of the market that the section does not ask for."""


@dataclasses.dataclass(frozen=True)
class Shown:
    """What the section showed of an extract."""

    components: tuple[Component, ...]
    claims: Claims

    def table(self, name: str) -> list[list[str]]:
        """The texts of a table's rows."""
        (one,) = [c for c in self.components if isinstance(c, Table) and c.id == name]
        return [[cell.text for cell in row] for row in one.rows]

    def chart(self, name: str) -> Chart:
        """A chart."""
        (one,) = [c for c in self.components if isinstance(c, Chart) and c.id == name]
        return one

    def figure(self, name: str) -> float | None:
        """The value of an overall figure."""
        return self.claims.figures[name][0].value


@pytest.fixture
def shown(tmp_path) -> Callable[[Fabricated], Shown]:
    """Runs the section over a market."""

    def over(market: Fabricated) -> Shown:
        bundles: list[dict] = []
        folder = market.without(*UNUSED).write(tmp_path / "x")
        r = open_report(folder, show=bundles.append)
        on_time = r.requests.on_time()
        r.section("requests", r.headline(on_time), needs=("requests",))
        r.tell(
            on_time,
            r.requests.turnaround(),
            r.requests.turnaround_p90(),
            r.requests.sop_lead(),
            r.requests.sop_lead_p90(),
            r.requests.rework(),
        )
        r.requests.cumulative_flow()
        r.requests.open_table()
        r.requests.time_to_deliver()
        r.requests.littles_law()
        found = tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in bundles)
        return Shown(found, Claims(found, open_extract(folder)))

    return over


def changed(market: Fabricated, rows: int = 120, **columns: object) -> Fabricated:
    """The market with other requests."""
    return market.with_rows("requests", market.frames["requests"].head(rows).assign(**columns))


NEVER = pd.Series(pd.NaT, index=range(120), dtype="datetime64[us, UTC]")
EARLY = pd.Timestamp("2025-01-01", tz="UTC")
CASES: dict[str, dict] = {
    "as they are": {},
    "none delivered": {"delivered_at": NEVER, "volume_delivered": 0},
    "all cancelled": {"cancelled_at": pd.Timestamp("2026-10-20", tz="UTC")},
    "one": {"rows": 1},
    "two": {"rows": 2},
    "none at all": {"rows": 0},
    "before the window": {"created_at": EARLY, "accepted_at": EARLY, "sop_final_at": EARLY},
    "no volume": {"volume_requested": 0, "volume_delivered": 0},
    "no priority": {"priority": None},
    "many priorities": {"priority": ["a", "b", "c", "d", "e", "f"] * 20},
    "too much asked for": {"delivered_at": NEVER, "volume_delivered": 0, "volume_requested": 10**7},
    "all rework": {"rework_of": "r0"},
}


@pytest.mark.parametrize("case", CASES)
def test_nothing_that_is_said_of_requests_is_untrue(shown, fabricated, case):
    """Titles, sentences, notes and alternative texts, held against figures and tables."""
    assert [] == shown(changed(fabricated, **CASES[case])).claims.contradictions()


def test_a_lie_on_the_backlog_is_found(shown, fabricated):
    """Another number, or the other way."""
    found = shown(fabricated)
    title = found.chart("cumulative-flow").title
    for lie in (
        title.replace(" labels", "0 labels"),
        title.replace("grew", "x").replace("shrank", "grew").replace("x", "shrank"),
    ):
        told = [
            c.model_copy(update={"title": lie}) if getattr(c, "id", "") == "cumulative-flow" else c
            for c in found.components
        ]

        assert Claims(tuple(told), found.claims.extract).contradictions()


def test_the_backlog_is_what_was_asked_for_less_what_was_delivered(shown, fabricated):
    """The figure is the end of the chart's data."""
    found = shown(fabricated)
    *_, last = found.chart("cumulative-flow").data.csv.strip().splitlines()
    _, requested, _, _, delivered = last.split(",")

    assert int(requested) - int(delivered) == found.figure("flow.backlog.overall")


def test_the_flow_is_by_batch_where_batches_are_recorded(shown, fabricated):
    """One batch of October instead of all requests' volumes."""
    batch = pd.DataFrame(
        {
            "batch_id": ["b"],
            "request_id": ["r0"],
            "delivered_at": [pd.Timestamp("2026-10-20", tz="UTC")],
            "n_labels": [7],
        }
    )
    requests = fabricated.frames["requests"].assign(delivered_at=NEVER, volume_delivered=0)
    market = fabricated.with_rows("requests", requests).with_rows("deliveries", batch)

    assert 7 == shown(market).figure("flow.delivered.overall")


def test_labels_handed_over_in_parts_that_nobody_dated_are_not_guessed(shown, fabricated):
    """Open requests got something, and no delivery says when: no backlog, no rework and no chances."""
    found = shown(changed(fabricated, delivered_at=NEVER, volume_delivered=10).without("deliveries"))
    absent = (
        "flow.backlog.overall",
        "flow.backlog.previous",
        "flow.delivered.overall",
        "requests.rework.overall",
    )

    assert {None} == {found.figure(name) for name in absent}
    assert {"–"} == {row[6] for row in found.table("open-requests")}
    assert "Labels handed over day by day: table deliveries is missing: not in sources.yml." in [
        text for c in found.components if isinstance(c, Prose) for text in c.paragraphs
    ]
    assert [] == found.claims.contradictions()


@pytest.mark.parametrize(
    ("volume", "due", "chances"),
    [(1, "2026-11-20", {"100%"}), (10**7, "2026-11-20", {"0%"}), (1, "2026-10-20", {"–"})],
)
def test_open_requests_have_their_chances(shown, fabricated, volume, due, chances):
    """Easy, hopeless, and overdue: that one has none."""
    columns = {"delivered_at": NEVER, "volume_delivered": 0, "due_at": pd.Timestamp(due, tz="UTC")}
    rows = shown(changed(fabricated, volume_requested=volume, **columns)).table("open-requests")

    assert (12, chances) == (len(rows), {row[6] for row in rows})


def test_without_labels_there_is_no_forecast(shown, fabricated):
    """The table stands, without chances."""
    found = shown(fabricated.without("label_days"))

    assert {"–"} == {row[6] for row in found.table("open-requests")}


def test_times_are_told_by_priority(shown, fabricated):
    """One row each, in words."""
    found = shown(changed(fabricated, priority=["high", "low"] * 60))

    assert ["High", "Low"] == [row[0] for row in found.table("time-to-deliver-by-priority")]
    assert 120 == sum(int(row[1]) for row in found.table("time-to-deliver-by-priority"))


def test_no_table_no_exhibit(shown, fabricated):
    """The section is off with its reason."""
    found = shown(fabricated.without("requests"))

    assert ["section"] == [c.kind for c in found.components]
    assert not any(isinstance(c, Prose) for c in found.components)
