"""How tables are set."""

from __future__ import annotations

import pytest
from builders.report import a_report, table

from labelqa.components import Cell, Column, Facts
from labelqa.render.tables import is_long, numeric, shares


def test_shares_that_ask_for_too_much_are_made_to_fit():
    """A table is never wider than its page, and no column disappears."""
    greedy = table(columns=(*(Column(name="n", share=0.3) for _ in range(4)), Column(name="last")))
    given = shares(greedy)

    assert pytest.approx(1) == sum(given)
    assert 0.03 < given[-1] < given[0]


def test_shaded_columns_of_a_heat_map_are_not_set_to_the_right():
    """The diagonal has no shade and stands in the middle like its neighbours."""
    confusion = next(c for c in a_report() if getattr(c, "heat", False))
    columns = tuple(column.model_copy(update={"numeric": True}) for column in confusion.columns)

    assert [True, True] + 6 * [False] == numeric(confusion.model_copy(update={"columns": columns}))


def test_the_widths_of_a_table_fill_it():
    """Declared shares stay, the rest is given by the length of the texts."""
    given = shares(table())

    assert pytest.approx(1) == sum(given)
    assert 0.2 == given[3]
    assert given[0] > given[1]


def test_the_columns_of_a_heat_map_are_alike():
    """Cells of one size can be compared."""
    heat = table(heat=True, columns=tuple(Column(name="n" * i) for i in (1, 9, 5, 3, 20)))

    assert [0.2] * 5 == shares(heat)


def test_an_empty_table_has_widths_too():
    """A head without rows is still a table."""
    assert pytest.approx(1) == sum(shares(table(rows=0)))


@pytest.mark.parametrize(
    ("rows", "words", "long"), [(20, 1, False), (21, 1, True), (11, 30, True), (0, 1, False)]
)
def test_a_table_may_be_split_from_twenty_printed_lines_on(rows, words, long):
    """Shorter ones stay whole; a row of long texts counts its lines."""
    cells = (Cell(text="word " * words), Cell(text="1"))
    made = table(columns=(Column(name="a"), Column(name="b")), width="main")

    assert long == is_long(made.model_copy(update={"rows": (cells,) * rows}))


def test_a_list_of_facts_may_be_split_when_it_is_long():
    """By the lines of its texts."""
    assert not is_long(Facts(title="F", rows=(("a", "b"),) * 20))
    assert is_long(Facts(title="F", rows=(("a", "b " * 100),) * 8))
