"""Every key of every parameter file: what it is, what it may be, what holds where it is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from labelqa.params import write_schemas

Schema = dict[str, Any]
FILES = {
    "project": "params/project.yml",
    "sources": "params/sources.yml",
    "market": "params/markets/&lt;ID&gt;.yml",
    "report": "params/reports/&lt;name&gt;.yml",
    "editions": "params/editions.yml",
    "targets": "params/targets.yml",
}
HEAD = """# Parameters

What a workspace's `params/` may hold, a page for each kind of file. Written by `scripts/docs` from the models
that read them; an unknown key is refused. Editors complete and check the files by the JSON Schemas in
`params/schemas`. `labelqa check --fast` says every mistake at once.

"""
BACK = "[All parameter files](../parameters.md)\n"
PLAIN = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
BOUNDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
}


def parameters() -> dict[str, str]:
    """docs/parameters.md and a page for each kind of file, by path from docs."""
    schemas = _schemas()
    index = "".join(
        f"- [{file}](parameters/{name}.md): {_about(schemas[name])}\n" for name, file in FILES.items()
    )
    pages = {f"parameters/{name}.md": _page(file, schemas[name]) for name, file in FILES.items()}
    return {"parameters.md": HEAD + index, **pages}


def _schemas() -> dict[str, Schema]:
    with TemporaryDirectory() as folder:
        write_schemas(Path(folder))
        return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in Path(folder).iterdir()}


def _about(schema: Schema) -> str:
    """What a file is, without its name in front."""
    text = schema["description"].rpartition(": ")[2]
    return text[:1].upper() + text[1:]


def _page(file: str, schema: Schema) -> str:
    parts = [f"# {file}\n\n{_about(schema)}\n", _shape(schema), _keys(schema)]
    for name, part in schema.get("$defs", {}).items():
        parts.append(f"\n## {name}\n\n{part['description']}\n{_keys(part)}")
    return "".join(parts) + f"\n{BACK}"


def _shape(schema: Schema) -> str:
    """What the whole file is, where it is no set of fixed keys."""
    return "" if "properties" in schema else f"\nThe file is: {_kind(schema)}.\n"


def _keys(schema: Schema) -> str:
    if not schema.get("properties"):
        return ""
    rows = "".join(_rows(schema))
    return f"\n| key | what it is | may be | left out |\n|---|---|---|---|\n{rows}"


def _rows(schema: Schema) -> Iterator[str]:
    """A row for each key, those that must be there first."""
    needed = schema.get("required", [])
    for name, key in sorted(schema["properties"].items(), key=lambda entry: entry[0] not in needed):
        default = "must be there" if name in needed else _default(key)
        yield f"| `{name}` | {_cell(key.get('description', ''))} | {_cell(_kind(key))} | {default} |\n"


def _default(key: Schema) -> str:
    value = key.get("default")
    if isinstance(value, dict) or value in (None, "", []):  # a part says its own defaults
        return ""
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _kind(key: Schema) -> str:
    """What a value may be, in words."""
    if "$ref" in key:
        name = key["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in key:
        return " or ".join(dict.fromkeys(_kind(each) for each in key["anyOf"] if each.get("type") != "null"))
    if found := key.get("enum") or ([key["const"]] if "const" in key else []):
        return ", ".join(f"`{value}`" for value in found)
    if key.get("type") == "array":
        return f"a list: {_kind(key.get('items', {}))}"
    if key.get("type") == "object":
        return f"by name: {' or '.join(map(_kind, _values(key)))}"
    return ", ".join([PLAIN.get(key.get("type", ""), "any value"), *_bounds(key)])


def _values(key: Schema) -> list[Schema]:
    """What the values of a set of free keys may be."""
    more = key.get("additionalProperties")
    return [*key.get("patternProperties", {}).values(), *([more] if isinstance(more, dict) else [])] or [{}]


def _bounds(key: Schema) -> list[str]:
    return [text.format(f"{key[name]:g}") for name, text in BOUNDS.items() if name in key]


def _cell(text: str) -> str:
    """A text in a cell of a table."""
    return text.replace("|", r"\|").replace("*", r"\*").replace("<", r"\<")
