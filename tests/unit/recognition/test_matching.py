"""Which tool wrote a file."""

from __future__ import annotations

import pytest
from builders import exports

from labelqa.params.presets import every
from labelqa.recognition.forms import form_of
from labelqa.recognition.matching import matches, named


@pytest.mark.parametrize("preset", exports.WRITERS)
def test_every_export_is_known_and_never_taken_for_another_tools(preset, tmp_path, done):
    """All fixtures against all presets: exactly the one that wrote it fits."""
    found = matches(form_of(exports.write(preset, tmp_path, done)), every())

    assert [preset] == [match.name for match in found]


def test_every_preset_has_a_fixture():
    """Nothing is claimed that is not tried."""
    assert set(every()) == set(exports.WRITERS)


def test_a_plain_table_is_no_tools_export(written):
    """Common words are no signature."""
    text = "id,text,label,created_at,annotator\n1,x,yes,2026-10-01,ann\n"

    assert [] == matches(form_of(written("a.csv", text)), every())


def test_a_match_says_by_which_fields(tmp_path, done):
    """So that a person can judge it."""
    [match] = matches(form_of(exports.write("toloka", tmp_path, done)), every())

    assert match.why().startswith("Toloka, assignments of a pool (TSV): it has INPUT:image, OUTPUT:result")


def test_patterns_and_alternatives_name_fields_in_their_own_order():
    """* stands for any letters, | between several names."""
    assert ["Answer.b", "Agent", "Answer.a"] == named(
        ["Answer.*", "Coder|Agent"], ["Answer.b", "Agent", "x", "Answer.a"]
    )
