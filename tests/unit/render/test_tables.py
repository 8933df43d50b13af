"""How tables are set."""

from __future__ import annotations

import pytest
from builders.report import a_report, table

from labelqa.components import Cell, Column, Facts
from labelqa.render.tables import LINES, MARK, is_compact, is_long, numeric, shares, width


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
    assert pytest.approx(0.2) == given[3]
    assert given[0] > given[1]


def test_the_shaded_columns_of_a_heat_map_are_alike():
    """Cells of one size can be compared; the names of the rows have the room of their longest word."""
    row = (Cell(text="Misunderstandings"), *(Cell(text="0.1", shade=1) for _ in range(4)))
    columns = (Column(name="Label", share=0.1), *(Column(name="n" * i) for i in (9, 5, 3, 12)))
    heading, *others = shares(table(heat=True, columns=columns).model_copy(update={"rows": (row,)}))

    assert heading * LINES["full"] > width("Misunderstandings")
    assert [pytest.approx((1 - heading) / 4)] * 4 == others


def test_an_empty_table_has_widths_too():
    """A head without rows is still a table."""
    assert pytest.approx(1) == sum(shares(table(rows=0)))


@pytest.mark.parametrize(
    ("rows", "words", "long"), [(12, 1, False), (13, 1, True), (7, 30, True), (0, 1, False)]
)
def test_a_table_may_be_split_from_a_third_of_a_page_on(rows, words, long):
    """Shorter ones stay whole; a row of long texts counts its lines."""
    cells = (Cell(text="word " * words), Cell(text="1"))
    made = table(columns=(Column(name="a"), Column(name="b")), width="main")

    assert long == is_long(made.model_copy(update={"rows": (cells,) * rows}))


def test_a_table_is_set_smaller_from_twenty_printed_lines_on():
    """Until then its letters have the size of all others."""
    assert (False, True) == (is_compact(table(rows=20)), is_compact(table(rows=21)))


@pytest.mark.parametrize(
    ("heads", "texts"),
    [
        (("Request", "Requested", "Chance"), ("R-ID-brand-5", "12,621", "100%")),
        (("Vendor", "Agents", "Verdict"), ("Northwind", "30", "Undecided")),
        (("Queue", "n", "Precision"), ("Misunderstandings", "7", "95.7%")),
    ],
)
def test_no_word_is_broken_for_a_column_s_width(heads, texts):
    """However small a share a column asks for, its longest word fits, in its head and in its cells."""
    columns = (
        Column(name=heads[0], share=0.9),
        *(Column(name=name, numeric=True, share=0.02) for name in heads[1:]),
    )
    made = table(columns=columns).model_copy(update={"rows": (tuple(Cell(text=text) for text in texts),)})
    room = [share * LINES["full"] for share in shares(made)]

    assert pytest.approx(LINES["full"]) == sum(room)
    assert all(
        em > width(text) and em > 0.9 * width(head) for em, head, text in zip(room, heads, texts, strict=True)
    )


def test_a_text_that_needs_more_takes_what_others_have_to_spare():
    """An interval that would take two lines gets room from a column of short names."""
    columns = (Column(name="Site", share=0.8), Column(name="Interval", numeric=True, share=0.2))
    row = (Cell(text="Short"), Cell(text="95.7% (88.4% to 97.7%) of all labels"))
    made = table(columns=columns).model_copy(update={"rows": (row,)})
    roomy = made.model_copy(update={"rows": ((Cell(text="Short"), Cell(text="95%")),)})

    assert shares(made)[1] * LINES["full"] > width(row[1].text)
    assert [0.8, 0.2] == shares(roomy)


@pytest.mark.parametrize("mark", [{"status": "missed"}, {"severity": "S4"}])
def test_a_mark_and_its_words_have_room_on_one_line(mark):
    """However little the column was given; the same words without a mark may take two lines."""
    columns = (Column(name="Of", share=0.95), Column(name="How", share=0.05))
    plain, marked = (
        LINES["full"]
        * shares(table(columns=columns).model_copy(update={"rows": ((Cell(text="Short"), cell),)}))[1]
        for cell in (Cell(text="Target missed"), Cell(text="Target missed", **mark))
    )

    assert marked > MARK + width("Target missed")
    assert marked > MARK + plain


def test_widths_are_those_of_the_typeface():
    """Within a tenth of what Inter measures; marks above letters have none, wide ones are square."""
    measured = {
        "Counterfeit and brand misuse": 14.05,
        "Undecided": 5.15,
        "93.3% to 95.0%": 7.34,
        "上海市": 3.0,
    }

    assert {text: pytest.approx(em, rel=0.1) for text, em in measured.items()} == {
        text: width(text) for text in measured
    }
    assert width("กิ") == width("ก")


def test_a_list_of_facts_may_be_split_when_it_is_long():
    """By the lines of its texts."""
    assert not is_long(Facts(title="F", rows=(("a", "b"),) * 12))
    assert is_long(Facts(title="F", rows=(("a", "b " * 100),) * 8))
