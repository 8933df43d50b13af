"""The words that tell somebody what to write instead."""

from __future__ import annotations

from labelqa.params.remedies import instead


def test_the_nearest_known_word_is_asked_for_and_all_are_listed():
    """A typo costs one look."""
    assert "did you mean timezone? known: locale, name, timezone" == instead(
        "timezon", ["name", "timezone", "locale"]
    )


def test_a_word_like_no_other_gets_the_list_only():
    """No wild guesses."""
    assert "known: SG, TH" == instead("XX", ["TH", "SG"])


def test_a_long_list_is_cut_and_an_empty_one_named():
    """A message stays readable with six hundred time zones."""
    assert "known: " + ", ".join(f"n{n:02}" for n in range(20)) + ", …" == instead(
        "?", [f"n{n:02}" for n in range(30)]
    )
    assert "none is known" == instead("a", [])
