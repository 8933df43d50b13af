"""Signs that nobody sees neither turn a number round nor end a line."""

from __future__ import annotations

import json

import pytest

from labelqa.signs import bare, isolated, one_line, settled

HEBREW = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd"


def test_a_text_from_right_to_left_stands_between_isolates():
    """Another text needs none, and one that has them gets no more."""
    assert f"\u2068{HEBREW} 7\u2069" == isolated(f"{HEBREW} 7") == isolated(isolated(f"{HEBREW} 7"))
    assert "Batam 7" == isolated("Batam 7")
    assert f"{HEBREW} 7" == bare(isolated(f"{HEBREW} 7"))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Batam\u202e 95 %", "Batam 95 %"),
        ("Batam\u200f: 95 %", "Batam: 95 %"),
        ("Ba\x00t\x1bam\x85\u2028\ufeff\uffff\ud800 95 %", "Batam 95 %"),
        ("a\tb\nc", "a\tb\nc"),
        (f"{HEBREW}: 12 of 16", f"\u2068{HEBREW}\u2069: 12 of 16"),
        (f"\u2068{HEBREW} 7\u2069: 12 of 16", f"\u2068{HEBREW} 7\u2069: 12 of 16"),
        (f"{HEBREW} 12 {HEBREW}", f"\u2068{HEBREW}\u2069 12 \u2068{HEBREW}\u2069"),
        ("Batam\u2068 95 %", "Batam\u2068 95 %\u2069"),
        ("Batam\u2069 95 %", "Batam 95 %"),
        ("ร้าน 95 %", "ร้าน 95 %"),
        ("👩‍👧 95 %", "👩‍👧 95 %"),
    ],
)
def test_nothing_in_a_printed_text_turns_what_stands_beside_it(text, printed):
    """What joins letters and emoji stays; what is printed stays so."""
    assert printed == settled(text) == settled(settled(text))


def test_json_is_one_line_whatever_ends_a_line_to_its_reader():
    """And can be written in UTF-8, although a file's name was none."""
    value = {"name": "a\u2028b\u2029c\x85d\udcff é"}
    line = one_line(json.dumps(value, ensure_ascii=False))

    assert [line] == line.splitlines()
    assert value == json.loads(line.encode())
    assert "é" in line
