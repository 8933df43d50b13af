"""Rates of others as statements on what they were made of."""

from __future__ import annotations

import datetime as dt

import pytest
from builders.others import METRIC, Books, month
from hypothesis import given
from hypothesis import strategies as st

from labelqa.disclosure.rates import BEFORE, Cells, ToldRate, linked
from labelqa.disclosure.statements import exact

MAY, JUNE = month(5), month(6)
LAST = dt.date(2026, 5, 31)
WEEK = (dt.date(2026, 5, 25), dt.date(2026, 6, 1))
BOTH = (MAY[0], JUNE[1])
OTHERS = ("a", "b", "c")


@pytest.fixture
def books() -> Books:
    """Two months of three vendors: 300 a day in May, of which 12 are wrong, and half of that in June."""
    made = Books()
    for vendor in OTHERS:
        for day in (dt.date(2026, 5, 10), LAST):
            made.add(vendor, day, 100, 4)
        made.add(vendor, dt.date(2026, 6, 10), 50, 2)
    return made


def true_of(cells: Cells, told: list[ToldRate]) -> bool:
    """Whether all statements hold for what the cells are in truth."""
    each = [*cells.now.values(), *(change for changes in cells.late.values() for change in changes)]
    truth = {cell.amount: cell.count[0] for cell in each} | {cell.wrong: cell.count[1] for cell in each}
    for statement in [*cells.known_now(), *cells.known_then(), *cells.told(told)]:
        total = float(sum(exact(times) * exact(truth[cell]) for cell, times in statement.terms.items()))
        if statement.low is not None and total < statement.low - 1e-6:
            return False
        if statement.high is not None and total > statement.high + 1e-6:
            return False
    return True


def test_days_are_cut_at_the_ends_of_rates(books):
    """A month and its last week are two cells of each vendor: before the week, and the week."""
    cells = Cells([books.told(MAY, OTHERS), books.told(WEEK, OTHERS)], books.counts)

    assert [f"{METRIC} a 2026-05-01..2026-05-24", f"{METRIC} a 2026-05-25..2026-05-31"] == [
        cell.name for cell in cells.now.values() if cell.vendor == "a"
    ]
    assert {(100, 4)} == {cell.count for cell in cells.now.values()}


def test_days_of_no_rate_are_no_cells(books):
    """Between the two parts of a month that are told lies one that is not."""
    parts = [(MAY[0], dt.date(2026, 5, 11)), (LAST, MAY[1])]
    cells = Cells([books.told(days, OTHERS) for days in parts], books.counts)

    assert {*parts} == {span for _, span in cells.now}


def test_what_late_data_changed_is_a_cell_of_its_own(books):
    """One more audit of the last day, found wrong, between two rates of the month."""
    before = books.told(MAY, OTHERS)
    books.add("a", LAST, 1, 1)
    cells = Cells([before, books.told(MAY, OTHERS)], books.counts)

    assert {("a", MAY): [(1, 1)]} == {
        key: [change.count for change in changes] for key, changes in cells.late.items() if changes
    }


def test_only_new_rates_are_of_a_table_that_can_be_withheld(books):
    """The others were told long ago."""
    may, both = books.told(MAY, OTHERS), books.told(BOTH, OTHERS)

    assert [BEFORE, BEFORE, METRIC, METRIC] == [
        each.table for each in Cells([may, both], books.counts).told([both])
    ]


def test_rates_are_linked_by_days_they_share_also_through_others(books):
    """May and June by both together; July stays apart."""
    may, both, june = (books.told(days, OTHERS) for days in (MAY, BOTH, JUNE))
    july = may.model_copy(update={"start": month(7)[0], "end": month(7)[1]})

    assert [may, both, june] == linked([july, may, both], [june])
    assert [june] == linked([july, may], [june])


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(OTHERS),
        st.sampled_from([dt.date(2026, 5, 10), LAST, dt.date(2026, 6, 10)]),
        st.integers(0, 9),
        st.integers(-2, 3),
        st.sampled_from([MAY, JUNE, WEEK, BOTH]),
    ),
    min_size=1,
    max_size=5,
)


@given(CHANGES, st.sampled_from([1, 23.3]))
def test_whatever_is_told_before_and_after_late_data_is_true_of_the_cells(changes, grain):
    """So statements never contradict each other, and the attack is on what was really told."""
    books = Books(grain=grain)
    for vendor in OTHERS:
        for day in (dt.date(2026, 5, 10), LAST, dt.date(2026, 6, 10)):
            books.add(vendor, day, 90, 11)
    told = [books.told(MAY, OTHERS)]
    for vendor, day, amount, wrong, days in changes:
        books.add(vendor, day, amount, min(wrong, amount))
        told.append(books.told(days, OTHERS))

    assert true_of(Cells(told, books.counts), told)
