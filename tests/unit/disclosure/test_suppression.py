"""Cells withheld for others: enough of them, and no more than that takes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from builders.recipients import protected, reader_of
from hypothesis import given, settings
from hypothesis import strategies as st

from labelqa.disclosure.attacker import Finding, Protected, Recipient, exposed
from labelqa.disclosure.cells import Levels, sensitive_counts, with_margins
from labelqa.disclosure.statements import KNOWN, exactly
from labelqa.disclosure.suppression import margins, suppress, withhold
from labelqa.errors import ReleaseError

SD3 = with_margins(pd.DataFrame([[20, 50, 10, 40], [8, 19, 22, 15], [17, 32, 12, 30], [3, 21, 14, 25]]))
COUNTS = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=4)


def hidden(table: pd.DataFrame, levels: dict[tuple[object, object], Levels]) -> pd.DataFrame:
    """Which cells of a table with margins are withheld."""
    places = [(row, column) for row in table.index for column in table.columns]
    found = suppress(
        table.to_numpy(float).ravel(),
        margins(table.shape),
        {places.index(cell): each for cell, each in levels.items()},
    )
    return pd.DataFrame(found.reshape(table.shape), table.index, table.columns)


def test_the_cheapest_cells_protect_a_small_one():
    """SD3: 46 in four cells; who sees the others can say that it is 0 to 17."""
    levels = {(3, 0): Levels(3, 5)}
    found = hidden(SD3, levels)
    [finding] = reader_of(SD3.mask(found)).findings(protected(SD3, levels))

    assert [(2, 0), (2, 2), (3, 0), (3, 2)] == [(row, column) for row, column in np.argwhere(found)]
    assert 46 == SD3.to_numpy()[found].sum()
    assert (0, 17, "") == (finding.low, finding.high, finding.why)


def test_without_further_cells_the_small_one_is_what_the_others_leave():
    """SD3 with primary suppression only: from 3 to 3."""
    levels = {(3, 0): Levels(3, 5)}
    alone = SD3.eq(3)
    [finding] = reader_of(SD3.mask(alone)).findings(protected(SD3, levels))

    assert (3, 3, "it is determined") == (finding.low, finding.high, finding.why)


@pytest.mark.parametrize("seed", range(4))
def test_no_other_choice_of_cells_is_cheaper(seed):
    """Every choice of the nine cells of a small table is tried against the attacker."""
    table = with_margins(pd.DataFrame(np.random.default_rng(seed).integers(1, 40, size=(2, 2))))
    levels = {(0, 0): Levels(min(int(table.at[0, 0]), 4), 5)}
    values = table.to_numpy().ravel()
    targets = protected(table, levels)

    def protects(choice: tuple[int, ...]) -> bool:
        told = table.mask(np.isin(np.arange(9), choice).reshape(3, 3))
        return not exposed(reader_of(told).findings(targets))

    choices = [choice for size in range(1, 10) for choice in combinations(range(9), size)]
    best = next(
        sum(values[list(choice)])
        for choice in sorted(choices, key=lambda choice: (values[list(choice)].sum(), len(choice)))
        if protects(choice)
    )

    assert best == table.to_numpy()[hidden(table, levels)].sum()


@given(COUNTS)
@settings(max_examples=20, deadline=None)
def test_a_reader_of_any_table_finds_no_cell_of_few(counts):
    """Not one of those withheld can be told more exactly than from nothing to five above it."""
    table = with_margins(pd.DataFrame(counts))
    levels = {cell: each.levels for cell, each in sensitive_counts(table).items()}
    told = withhold(pd.DataFrame(counts))

    assert [] == exposed(reader_of(told.table).findings(protected(table, levels)))
    assert set(levels) <= set(told.why)


def test_all_that_is_withheld_looks_the_same_and_only_the_record_says_why():
    """D14: a reader cannot tell a small cell from one that protects it."""
    told = withhold(pd.DataFrame({"right": [50, 40, 8], "wrong": [12, 11, 12]}, index=["a", "b", "c"]))
    cells = [(row, column) for row, column in told.why if pd.isna(told.table.at[row, column])]

    assert list(told.why) == cells
    assert "fewer than 10" == told.why["c", "right"]
    assert {"fewer than 10", "protects others"} == set(told.why.values())
    assert 133 == told.table.at["total", "total"]


@pytest.fixture
def linked() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Three queues by verdict and by site, with the same totals: names, values, relations of all cells."""
    tables = {
        "verdict": with_margins(pd.DataFrame([[3, 1], [30, 25], [46, 10]])),
        "site": with_margins(pd.DataFrame([[4, 0], [11, 44], [28, 28]])),
    }
    names: dict[str, float] = {}
    sums = []
    for which, table in tables.items():
        cells = [
            f"queue {row}" if column == "total" else f"queue {row} {which} {column}"
            for row in table.index
            for column in table.columns
        ]
        names |= dict(zip(cells, table.to_numpy().ravel(), strict=True))
        sums += [dict(zip(cells, each, strict=True)) for each in margins(table.shape)]
    relations = np.array([[each.get(cell, 0) for cell in names] for each in sums])
    return list(names), np.array(list(names.values())), relations


def seen_by_a_reader(linked, told: np.ndarray, levels: dict[int, Levels]) -> list[Finding]:
    """What somebody who sees the cells told finds too exactly."""
    names, values, relations = linked
    known = [exactly(KNOWN, dict(zip(names, each, strict=True)), 0) for each in relations]
    seen = [exactly("t", {names[place]: 1}, int(values[place])) for place in np.flatnonzero(told)]
    targets = [Protected(names[cell], {names[cell]: 1}, values[cell], each) for cell, each in levels.items()]
    return exposed(Recipient([*known, *seen], whole=set(names)).findings(targets))


def test_tables_with_the_same_totals_are_protected_together(linked):
    """Each by itself withholds another queue's total, which the other table tells."""
    names, values, relations = linked
    levels = {names.index("queue 0"): Levels(1, 5)}
    together = suppress(values, relations, levels)
    told = np.zeros_like(together)
    for part in (relations[:7], relations[7:]):
        cells = np.flatnonzero(part.any(axis=0))
        own = {place: levels[cell] for place, cell in enumerate(cells) if cell in levels}
        told[cells] |= ~suppress(values[cells], part[:, cells], own)

    assert [] == seen_by_a_reader(linked, ~together, levels)
    assert ["queue 0"] == [finding.cell for finding in seen_by_a_reader(linked, told, levels)]


WHOLE = {"x": 5, "y": 5, "z": 5, "p": 1, "q": 1, "r": 1, "xy": 11, "yz": 11, "xz": 11, "xyz": 15}
SUMS = np.array(
    [[{"+": 1, "-": -1, ".": 0}[sign] for sign in row]
     for row in ("++.+..-...", ".++.+..-..", "+.+..+..-.", "+++......-")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("scale", "chosen"),
    [(1, "x y q r xy xyz"), (1.01, "x y z p q r xyz")],
    ids=["whole numbers", "any numbers"],
)
def test_whole_numbers_need_more_cells_where_halves_would_hide(scale, chosen):
    """Each of three pairs can grow by one, so their sum by 1.5; but whole numbers by no more than one."""
    values = np.array(list(WHOLE.values())) * scale
    found = suppress(values, SUMS, {9: Levels(0, 1.2 * scale)})

    assert chosen.split() == [name for name, hide in zip(WHOLE, found, strict=True) if hide]


def test_a_width_wherever_it_lies_is_enough_where_only_that_is_asked_for():
    """A sliding level asks for fewer cells than the same reach to both sides."""
    wide, above = hidden(SD3, {(1, 0): Levels(0, 0, 20)}), hidden(SD3, {(1, 0): Levels(0, 20)})

    assert SD3.to_numpy()[wide].sum() < SD3.to_numpy()[above].sum()


def test_a_table_that_cannot_be_protected_is_refused():
    """A cell that is always nothing cannot seem to be anything else."""
    with pytest.raises(ReleaseError, match="no choice of cells protects its sensitive ones; leave the table"):
        suppress([0, 4, 4], [[1, 0, 0], [0, 1, -1]], {0: Levels(0, 5)})
