"""The JSON Schemas that editors use."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from labelqa.params import write_schemas


def test_the_schemas_in_the_repository_are_those_of_the_models(repository, tmp_path):
    """Where this fails, labelqa.params.write_schemas writes them anew."""
    write_schemas(tmp_path)

    def texts(folder: Path) -> dict[str, str]:
        return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}

    assert texts(tmp_path) == texts(repository / "params" / "schemas")
    assert 7 == len(texts(tmp_path))


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("project.yml", "project"),
        ("sources.yml", "sources"),
        ("editions.yml", "editions"),
        ("markets/GB.yml", "market"),
        ("reports/market_report.yml", "report"),
    ],
)
def test_an_editor_finds_the_sample_company_valid_and_a_typo_not(repository, file, schema):
    """The schemas accept what loading accepts, and know every key."""
    value = yaml.safe_load((repository / "params" / file).read_text(encoding="utf-8"))
    rules = json.loads((repository / "params" / "schemas" / f"{schema}.json").read_text(encoding="utf-8"))

    jsonschema.validate(value, rules)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**value, "titel": 1}, rules)


def test_every_key_is_explained(tmp_path):
    """An editor shows the sentence beside the key; errors use it as their remedy."""
    write_schemas(tmp_path)
    undescribed = [
        f"{path.stem}.{model}.{key}"
        for path in tmp_path.glob("*.json")
        for schema in [json.loads(path.read_text(encoding="utf-8"))]
        for model, rules in {"": schema, **schema.get("$defs", {})}.items()
        for key, about in rules.get("properties", {}).items()
        if not about.get("description")
    ]

    assert [] == undescribed
