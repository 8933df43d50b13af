"""What a vendor may be told on top of what it was told before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from builders.others import METRIC, Books, month

from labelqa.disclosure.attacker import Exposure, exposed
from labelqa.disclosure.ledger import cases
from labelqa.disclosure.rates import ToldRate

MAY, LAST = month(5), dt.date(2026, 5, 31)
OTHERS = ("a", "b", "c")
NAME = f"{METRIC} a 2026-05-01..2026-05-31"


def books_of(counts: Sequence[tuple[int, int]], day: dt.date = MAY[0], grain: float = 1) -> Books:
    """Each vendor's observations and wrong ones on one day."""
    books = Books(grain=grain)
    for vendor, (amount, wrong) in zip(OTHERS, counts, strict=True):
        books.add(vendor, day, amount, wrong)
    return books


def found(
    books: Books, new: list[ToldRate], before: Sequence[ToldRate] = (), insiders: tuple[str, ...] = ("own",)
) -> list[Exposure]:
    """What insiders can say after all they were told."""
    every = cases(before, new, books.counts, insiders, p_percent=12)
    return [finding for case in every for finding in case.recipient.findings(case.protected)]


def test_a_rate_of_three_leaves_each_of_them_wide_open():
    """5 % of 1,200 and up to half a point more may all be one vendor's; amounts stay as they were known."""
    books = books_of([(400, 20), (500, 25), (300, 15)])
    findings = {finding.cell: finding for finding in found(books, [books.told(MAY, OTHERS)])}

    assert {f"{METRIC} {vendor} 2026-05-01..2026-05-31 {what}" for vendor in OTHERS
            for what in ("wrong", "amount")} == set(findings)  # fmt: skip
    assert (0, 63) == (findings[f"{NAME} wrong"].low, findings[f"{NAME} wrong"].high)
    assert (200, 600) == (findings[f"{NAME} amount"].low, findings[f"{NAME} amount"].high)
    assert [] == exposed(findings.values())


@pytest.mark.parametrize(
    ("counts", "grain"),
    [
        ([(40, 0), (50, 0), (30, 0)], 1),
        ([(40, 0), (50, 0), (30, 0)], 23),
    ],
    ids=["nothing wrong", "nothing wrong in audits that stand for many"],
)
def test_a_rate_that_tells_of_one_is_found(counts, grain):
    """D9: that no answer of three vendors was wrong is known of each; so few are told on no such step."""
    books = books_of(counts, grain=grain)

    assert [] != exposed(found(books, [books.told(MAY, OTHERS)]))
    assert [] == exposed(found(books, [books.told(MAY, OTHERS, step=0.1)]))


def test_that_all_errors_are_one_vendors_is_not_told():
    """It may have none of them, as far as anybody can say, and the others all."""
    books = books_of([(400, 0), (500, 45), (300, 0)])
    findings = found(books, [books.told(MAY, OTHERS)])

    assert [(0, 45)] * 3 == [(f.low, f.high) for f in findings if f.cell.endswith("wrong")]
    assert [] == exposed(findings)


def test_in_league_two_vendors_know_more():
    """One knows its own part of the rate of three, which leaves two."""
    books = books_of([(400, 5), (150, 3), (150, 4)])
    told = [books.told(MAY, OTHERS)]

    assert [] == exposed(found(books, told))
    assert {f"{METRIC} {vendor} 2026-05-01..2026-05-31 wrong" for vendor in "bc"} == {
        finding.cell for finding in found(books, told, insiders=("own", "a")) if "wrong" in finding.cell
    }


def test_a_month_and_all_its_days_but_one_tell_that_day():
    """Of 500 and of 530 the rates are so exact that the last day is known to within four."""
    books = books_of([(170, 7), (170, 7), (160, 6)])
    for vendor in OTHERS:
        books.add(vendor, LAST, 10, 0)
    before = [books.told((MAY[0], LAST), OTHERS)]
    new = [books.told(MAY, OTHERS)]
    cells = {finding.cell for finding in exposed(found(books, new, before))}

    assert [] == exposed(found(books, new))
    assert {f"{METRIC} {vendor} 2026-05-31..2026-05-31 wrong" for vendor in OTHERS} == cells


def test_other_months_are_not_searched():
    """Nothing links them."""
    books = books_of([(400, 20), (500, 25), (300, 15)])
    for vendor in OTHERS:
        books.add(vendor, month(6)[0], 400, 20)
    findings = found(books, [books.told(month(6), OTHERS)], [books.told(MAY, OTHERS)])

    assert {"2026-06-01..2026-06-30"} == {finding.cell.split()[2] for finding in findings}


def test_a_late_audit_that_tips_a_rate_over_is_found():
    """C9: 50 of 1,001 is 95.0 %, and so is 51 of 1,002, but 52.5 of 1,000 is where it turns."""
    books = books_of([(400, 20), (400, 20), (200, 12)])
    before = books.told(MAY, OTHERS)
    books.add("a", LAST, 1, 1)
    after = books.told(MAY, OTHERS)
    [late] = exposed(found(books, [after], [before]))

    assert (0.95, 0.945) == (before.value, after.value)
    assert (f"{NAME} late 1 wrong", 1, 1, "it is determined") == (late.cell, late.low, late.high, late.why)


def test_a_late_audit_that_tips_nothing_over_stays_unknown():
    """The same rate once more."""
    books = books_of([(400, 20), (400, 20), (200, 10)])
    before = books.told(MAY, OTHERS)
    books.add("a", LAST, 1, 1)
    findings = found(books, [books.told(MAY, OTHERS)], [before])
    [late] = [finding for finding in findings if "late" in finding.cell]

    assert (0, 1) == (late.low, late.high)
    assert [] == exposed(findings)


def test_several_late_audits_of_several_vendors_hide_each_other():
    """The rate turns, but any of them may have been wrong."""
    books = books_of([(400, 20), (400, 20), (200, 12)])
    before = books.told(MAY, OTHERS)
    for vendor in OTHERS:
        books.add(vendor, LAST, 4, 1)
    after = books.told(MAY, OTHERS)

    assert before.value != after.value
    assert [] == exposed(found(books, [after], [before]))


def test_a_vendor_that_leaves_the_rate_is_not_told_by_the_difference():
    """Two rates of the same month, with and without a vendor of few: its errors lie between the two."""
    books = books_of([(400, 20), (400, 20), (400, 20)])
    books.add("d", MAY[0], 40, 9)
    before = [books.told(MAY, (*OTHERS, "d"))]

    assert f"{METRIC} d 2026-05-01..2026-05-31 wrong" in {
        finding.cell for finding in found(books, [books.told(MAY, OTHERS)], before)
    }
