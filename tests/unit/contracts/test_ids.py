"""What a spreadsheet did to ids is told as such, where it shows."""

from __future__ import annotations

import pytest

from labelqa.errors import DataError

SHORTENED = "is a number that a spreadsheet shortened, as 1.23E+15: deliver ids as text"
CHANGED = "zeros in front or .0 behind, as spreadsheets leave them"


@pytest.fixture
def lenient(company):
    """The company where all of a table may be set aside, and without audits of what is."""
    company.project += "rejected_share: 1\n"
    company.drop("audits", "sample_designs")
    return company


@pytest.mark.parametrize("cut", ["1.23457E+15", "1E+15", "1.2e+05", "-4.5E+20"])
def test_an_id_that_was_cut_to_a_short_number_is_refused(lenient, cut):
    """It is the id of many things, and of none."""
    lenient.rows["labels"][0]["item_id"] = cut

    assert {"labels": {f"item_id {SHORTENED}": 1}} == lenient.freeze().facts.rejected


@pytest.mark.parametrize("whole", ["123e4567", "1234567890123456", "E+", "a.E+b", "1.5", "C4E+3x"])
def test_an_id_that_only_looks_odd_is_kept(lenient, whole):
    """A digest may read like a number, and an id may hold any sign."""
    lenient.rows["labels"][0]["item_id"] = whole

    assert {} == lenient.freeze().facts.rejected


def test_a_market_of_cut_ids_is_stopped_with_the_reason(company):
    """Rather than reported as one item that everybody labelled."""
    for label in company.rows["labels"]:
        label["item_id"] = "1.23457E+15"
    company.drop("audits", "sample_designs")

    with pytest.raises(DataError, match=r"40 of 40 rows break their contract: item_id is a number that a"):
        company.freeze()


@pytest.mark.parametrize(("here", "there"), [("7", "0007"), ("0007", "7"), ("7.0", "7"), ("7", "7.0")])
def test_an_id_that_is_there_in_another_spelling_is_told_from_one_that_is_not(lenient, here, there):
    """Zeros in front and a point with a zero are what spreadsheets take and give."""
    lenient.rows["people"].append(lenient.person(there))
    lenient.rows["labels"][1]["person_id"] = here
    lenient.rows["labels"][2]["person_id"] = "p9"

    assert {
        "labels": {
            f"person_id is in people in another spelling only: {CHANGED}": 1,
            "person_id is not in people": 1,
        }
    } == lenient.freeze().facts.rejected


def test_gold_that_no_answer_finds_for_its_spelling_is_said(lenient):
    """The answers have no known answer, and this is why."""
    lenient.rows["labels"] = [lenient.label(n, item_id=f"00{n}", is_gold=True) for n in (1, 2, 3)]
    lenient.rows["gold"] = [
        {"item_id": item, "gold_version": "1", "ref_label_id": "ok"} for item in ("1", "2.0", "003")
    ]

    snapshot = lenient.freeze()

    assert (
        "labels: 2 answers to gold items in October 2026 have no known answer in gold: they are left out",
        f"gold: 2 answers of October 2026 are to items that it spells otherwise: {CHANGED}",
    ) == snapshot.facts.notes
