"""preset: in sources.yml, and what presets hold."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from labelqa.params import Sources
from labelqa.params.preset_files import names
from labelqa.params.presets import Preset, every, read

SAID = {"preset": "appen_full", "files": "in/f1.csv"}


def labels(**more: object):
    """The mapping of labels with that preset."""
    [mapping] = Sources.model_validate({"tables": {"labels": {**SAID, **more}}}).tables["labels"]
    return mapping


@pytest.mark.parametrize("name", names())
def test_every_preset_is_a_mapping_that_sources_would_take(name):
    """By the same models; and it fills something or says why it cannot."""
    preset = read(name)

    assert bool(preset.tables) != bool(preset.refuses)


def test_a_preset_fills_what_is_not_written():
    """The file's name is all that has to be said."""
    mapping = labels()

    assert "_unit_id" == mapping.columns["item_id"].column
    assert ("_created_at", "%m/%d/%Y %H:%M:%S", "UTC") == (
        mapping.columns["submitted_at"].column,
        mapping.columns["submitted_at"].format,
        mapping.columns["submitted_at"].zone,
    )


def test_what_is_written_beside_a_preset_overrides_it_column_by_column():
    """One column is another's, one is not mapped, the others stay."""
    mapping = labels(columns={"item_id": "my_key", "vendor_id": None, "label_id": "answer"}, where="x = 1")

    assert "my_key" == mapping.columns["item_id"].column
    assert "vendor_id" not in mapping.columns
    assert {"label_id", "person_id"} <= set(mapping.columns)
    assert "x = 1" == mapping.where


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"preset": "appen_ful"}, "there is no preset appen_ful"),
        ({"preset": "prolific"}, "the preset prolific does not fill labels"),
    ],
)
def test_a_preset_that_is_none_or_of_another_table_is_refused(said, words):
    """By name."""
    with pytest.raises(ValidationError, match=words):
        labels(**said)


def test_a_preset_whose_mapping_is_wrong_is_no_preset():
    """A misspelt key of a mapping is found when the preset is read."""
    whole = every()["toloka"].model_dump(exclude_unset=True)
    whole["tables"]["labels"]["colums"] = {}

    with pytest.raises(ValidationError, match="colums"):
        Preset.model_validate(whole)


def test_other_names_go_with_a_column():
    """A constant has none."""
    with pytest.raises(ValidationError, match="has other_names without a column"):
        labels(columns={"label_id": {"constant": "x", "other_names": ["y"]}})
