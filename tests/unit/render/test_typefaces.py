"""Typefaces inside the screen page and behind the print page."""

from __future__ import annotations

import pytest

from labelqa import fonts
from labelqa.render.typefaces import CONFIGURATION, FACES, PRINTED, on_screen


def test_every_face_is_a_file_of_the_package():
    """Nothing is built or fetched when a report is made."""
    assert [] == [face.file for face in FACES if not (fonts.FOLDER / face.file).is_file()]
    assert CONFIGURATION.is_file()


def test_english_needs_the_small_files_only():
    """A report without accents carries one file a weight."""
    assert len(FACES) - 5 - 4 == on_screen("Accuracy 94.7%").count("@font-face")


@pytest.mark.parametrize(("character", "family"), [("ộ", "Source Serif 4"), ("ł", "Inter"), ("Ж", "Inter")])
def test_other_letters_bring_their_files(character, family):
    """Vietnamese, Polish and Cyrillic names are set in the report's typefaces."""
    added = on_screen("a" + character).count(f'"{family}"') - on_screen("a").count(f'"{family}"')

    assert added > 0


def test_a_page_refers_to_no_font_outside_itself():
    """Each rule holds its file."""
    assert on_screen("aộ").count("url(") == on_screen("aộ").count('url("data:font/woff2;base64,')


@pytest.mark.parametrize("name", ["DejaVu-Sans", "Liberation-Serif", "InterX", "Helvetica"])
def test_a_typeface_of_the_machine_is_not_one_of_ours(name):
    """A silent fallback is found by its name."""
    assert PRINTED.fullmatch(name) is None
