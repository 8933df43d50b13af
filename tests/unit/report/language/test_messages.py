"""A message writes what fills its slots, and reads it back."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.report.language.messages import Message
from labelqa.report.language.numerals import Numerals

OPEN = Message("{n} {n:request was|requests were} open in {place}, {late:spelt} of them late")
DAYS = Estimate(3.2, 2.9, 3.6, 41, 41.0, "km", Unit.DAYS)
GAP = Estimate(-0.015, -0.024, -0.006, 900, 900.0, "difference", Unit.POINTS)


def by_slot(slot: tuple[str, str]) -> str:
    """The expression of a number or a name."""
    return {"place": r"\w+"}.get(slot[0], r"\w+|[\d,]+")


@pytest.mark.parametrize(
    ("message", "slots", "written"),
    [
        (OPEN, {"n": 1, "place": "Jakarta", "late": 0}, "1 request was open in Jakarta, none of them late"),
        (OPEN, {"n": 1200, "place": "Bali", "late": 12}, "1,200 requests were open in Bali, 12 of them late"),
        (Message("{n:Spelt} {n:is|are} left"), {"n": 3}, "Three are left"),
        (Message("{n:spelt} {n:is|is|are} left"), {"n": 0}, "none is left"),
        (Message("{n:spelt} {n:is|is|are} left"), {"n": 1}, "one is left"),
        (Message("{n:spelt} {n:is|is|are} left"), {"n": 2}, "two are left"),
        (Message("within {wait:interval}"), {"wait": DAYS}, "within 3.2 days (2.9 to 3.6 days)"),
        (Message("in {wait:between}"), {"wait": DAYS}, "in 2.9 to 3.6 days"),
        (Message("about {wait}"), {"wait": DAYS}, "about 3.2 days"),
        (Message("{why:Text}."), {"why": "no audits"}, "No audits."),
        (Message("no figure: {it:reason}"), {"it": Estimate.absent("no audits")}, "no figure: no audits"),
        (Message("to {day}"), {"day": dt.date(2026, 11, 2)}, "to 2 November 2026"),
        (Message("in {names}"), {"names": ["Bali", "Batam", "Medan"]}, "in Bali, Batam and Medan"),
        (Message("it fell by {gap:signed}"), {"gap": GAP}, "it fell by −1.5 pts"),
        (Message("it fell: {gap:change}"), {"gap": GAP}, "it fell: −1.5 pts (−2.4 to −0.6 pts)"),
        (Message("{it:Reason}."), {"it": Estimate.absent("no audits")}, "No audits."),
        (Message("at least {goal:share}"), {"goal": 0.95}, "at least 95.0%"),
        (Message("by {margin:points}"), {"margin": 0.0225}, "by 2.25 pts"),
        (Message("from {limit:index}"), {"limit": 0.667}, "from 0.667"),
        (Message("above {sure:percent}"), {"sure": 0.9}, "above 90%"),
    ],
)  # fmt: skip
def test_each_slot_is_written_as_what_it_is_or_as_it_says(message, slots, written):
    """Numbers by the market's notation, estimates by their digits, days in words."""
    assert written == message(Numerals("en_SG"), **slots)


def test_what_was_written_is_read_back():
    """Slot by slot, by its name."""
    text = OPEN(Numerals("en_SG"), n=1200, place="Jakarta", late=3)

    found = re.fullmatch(OPEN.pattern(by_slot), text)

    assert {"n": "1,200", "n_form": "requests were", "place": "Jakarta", "late": "three"} == found.groupdict()
    assert OPEN.agrees(found)


def test_a_number_beside_the_wrong_form_is_told():
    """1 requests were."""
    found = re.fullmatch(OPEN.pattern(by_slot), "1 requests were open in Jakarta, none of them late")

    assert not OPEN.agrees(found)


@pytest.mark.parametrize(("text", "right"), [("two items are left", True), ("two items is left", False)])
def test_two_forms_of_one_number_are_read_each_by_itself(text, right):
    """items, and are."""
    left = Message("{n:spelt} {n:item|items} {n:is|are} left")

    found = re.fullmatch(left.pattern(by_slot), text)

    assert right == left.agrees(found)


def test_a_form_that_was_not_read_is_not_wrong():
    """A message may be read as a part that stands there or not."""
    found = re.fullmatch(rf"(?:{OPEN.pattern(by_slot)})?", "")

    assert OPEN.agrees(found)


def test_a_slot_that_recurs_is_read_once():
    """Its second place must say the same."""
    twice = Message("{name} is {name}").pattern(lambda slot: r"\w+")

    assert re.fullmatch(twice, "Batam is Batam")
    assert not re.fullmatch(twice, "Batam is Medan")


def test_two_forms_of_one_number_are_read_apart():
    """Each must be the one that the number asks for."""
    reviewed = Message("{n} {n:audit|audits} {n:was|were} reviewed")
    pattern = reviewed.pattern(lambda slot: r"\d+")

    assert reviewed.agrees(re.fullmatch(pattern, "3 audits were reviewed"))
    assert not reviewed.agrees(re.fullmatch(pattern, "3 audits was reviewed"))


def test_an_interval_is_read_beside_its_value():
    """Under a name of its own."""
    both = Message("{wait} of work ({wait:between})")
    found = re.fullmatch(both.pattern(lambda slot: r"[\w. ]+"), both(Numerals("en_SG"), wait=DAYS))

    assert {"wait": "3.2 days", "wait_between": "2.9 to 3.6 days"} == found.groupdict()


@pytest.mark.parametrize("slots", [{"n": 1, "place": "Jakarta"}, {"n": 1, "place": "X", "late": 0, "odd": 1}])
def test_a_slot_too_few_or_too_many_is_an_error(slots):
    """A misspelt slot must not leave a hole in a sentence."""
    with pytest.raises(KeyError):
        OPEN(Numerals("en_SG"), **slots)
