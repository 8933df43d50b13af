"""The one table of letter widths is that of the typefaces."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from labelqa import fonts
from labelqa.fonts.letters import WEIGHTS, short, width

FILES = dict(zip(WEIGHTS, ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf"), strict=True))


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_letter_of_the_typeface_is_as_wide_as_its_file_says(weight):
    """A thousandth wider at most; digits are as wide as those of columns, which are all alike."""
    font = TTFont(fonts.FOLDER / FILES[weight])
    em, metrics = font["head"].unitsPerEm, font["hmtx"]
    letters = [(chr(code), metrics[name][0] / em) for code, name in font.getBestCmap().items()]

    widths = [width(digit, weight) for digit in "0123456789"]

    assert [] == [
        letter
        for letter, own in letters
        if own and not letter.isdigit() and not own - 1e-9 <= width(letter, weight) < own + 0.006
    ]
    assert max(widths) - min(widths) < 0.002


def test_letters_of_other_scripts_have_room_and_their_marks_none():
    """A Chinese character is square, a vowel above a Thai consonant takes no room."""
    assert 2.0 == width("上海")
    assert width("ก") == width("กี้")
    assert 1.2 < width("🦊") < 1.3
    assert width("שלום") > 1


@given(st.text(), st.floats(2, 30))
def test_a_short_text_is_never_wider_than_asked(text, room):
    """And one that fits is left alone."""
    cut = short(text, room)

    assert width(cut) <= room
    assert width(text) > room or cut == text


def test_a_cut_text_shows_both_its_ends():
    """Sites often differ in their last words; no mark is parted from its letter."""
    assert "Meridian B…North" == short("Meridian Batam Hall North", 9)
    assert "WW…W" == short("W" * 300, 4)
    assert "กี้" == short("ขขขขขขขขขขขขกี้", 3).partition("…")[2]
