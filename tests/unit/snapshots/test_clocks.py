"""The zone that is assumed for times that name none is said, and so are times that may be an hour off."""

from __future__ import annotations

from labelqa.snapshots.clocks import Clock, by_zone

IDS = ("label_event_id", "item_id", "market_id", "queue_id", "person_id", "label_id")
COLUMNS = ", ".join(f"{name}: {name}" for name in IDS)


def labels(company, times: list[tuple[str, str]], zone: str, started: str = ""):
    """The snapshot of labels with these times, those that name no zone in `zone`."""
    company.drop(*(name for name in ("audits", "sample_designs", "labels") if name in company.rows))
    rows = [[f"e{n}", "i", "SG", "q1", "p1", "ok", at, began] for n, (at, began) in enumerate(times)]
    company.write_csv("labels.csv", [*IDS, "submitted_at", "started_at"], rows)
    at = f" submitted_at: {{column: submitted_at, zone: {zone}}}, started_at: {{column: started_at{started}}}"
    company.mappings["labels"] = f"{{files: data/labels.csv, columns: {{{COLUMNS},{at}}}}}"
    return company.freeze()


def test_the_zone_assumed_is_told_with_the_rows_that_name_none(company):
    """By column; a column whose every value names its zone is not among them."""
    times = [
        ("2026-10-01T09:00:00", "2026-10-01T00:59:00Z"),
        ("2026-10-01T02:00:00Z", ""),
        ("2026-10-02", ""),
    ]

    facts = labels(company, times, "Asia/Tokyo").facts

    assert (Clock(column="labels.submitted_at", zone="Asia/Tokyo", rows=2, of=3),) == facts.clocks
    assert {"Asia/Tokyo": ("labels.submitted_at in part",)} == by_zone(facts.clocks)


def test_a_table_whose_times_all_name_none_is_told_as_a_whole(company):
    """Typed times of Parquet without a zone are UTC."""
    assert {"UTC": ("audits", "labels")} == by_zone(company.freeze().facts.clocks)


def test_columns_of_one_table_in_two_zones_are_told_apart(company):
    """And zones stand in the order of their names."""
    facts = labels(
        company, [("2026-10-01T09:00", "2026-10-01T00:00")], "Asia/Tokyo", ", zone: America/Lima"
    ).facts

    assert {"America/Lima": ("labels.started_at",), "Asia/Tokyo": ("labels.submitted_at",)} == by_zone(
        facts.clocks
    )


def test_times_that_the_clocks_showed_twice_are_said_where_nothing_tells_which_is_meant(company):
    """One label of the night; a second one, earlier by the clock and later in the file, tells."""
    company.markets = {"SG": "Europe/Berlin"}

    times = [("2026-10-25T02:30:00", ""), ("2026-10-25T02:10:00", "")]

    [note] = labels(company, times[:1], "Europe/Berlin").facts.notes
    told = labels(company, times, "Europe/Berlin").facts.notes

    assert note == (
        "labels.submitted_at: 1 time of October 2026 falls into the hour that the clocks show twice,"
        " and nothing tells which of the two is meant; each may be an hour off"
    )
    assert [] == [text for text in told if "clocks" in text]
