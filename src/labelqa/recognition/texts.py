"""A proposal as the files of params/, with a comment on each guess."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from .. import beginnings
from ..beginnings import Keys
from ..contracts import CANONICAL
from .drawing_up import MappedFile, Proposal

_EXAMPLE = "markets/M1.yml"
_DERIVED = (
    *("labels", "markets", "queues", "label_classes", "people", "vendors", "sites", "gold", "audits"),
    *("sample_designs", "overlaps"),
)
_TIMED = ("submitted_at", "started_at")


def params_of(proposal: Proposal, organisation: str) -> dict[str, str]:
    """The texts of a workspace's params, by path in params/."""
    files = {name: text for name, text in beginnings.blank(organisation).items() if name != _EXAMPLE}
    files["sources.yml"] = _sources(proposal)
    for market, name in proposal.markets.items():
        files[f"markets/{market}.yml"] = _market(name, proposal.zone)
    return files


def _sources(proposal: Proposal) -> str:
    tables: dict[str, list[JsonValue]] = {}
    comments: dict[Keys, str] = {(): _head(proposal)}
    for made in proposal.mappings:
        place = ("tables", made.table, len(tables.setdefault(made.table, [])))
        tables[made.table].append(_plain(made.mapping))
        comments |= {_place(place, made, key): why for key, why in _reasons(made).items()}
    content: dict[str, JsonValue] = {"engine": "duckdb", "tables": dict(tables)}
    return beginnings.text(content, comments)


def _head(proposal: Proposal) -> str:
    more = [f"- {name}: {CANONICAL[name].about}" for name in CANONICAL if name not in _DERIVED]
    lines = [
        "Made by `labelqa init --from`. What is marked guess or assumed was not told: see that it is right.",
        *proposal.recognised,
        "These tables would switch on more sections (`labelqa docs data.md`):",
        *more,
    ]
    return "\n".join(lines)


def _reasons(made: MappedFile) -> dict[str, str]:
    """The reason of each key or column; that of the zone stands with the first time that has one."""
    why = dict(made.why)
    zone = why.pop("zone", "")
    timed = next((name for name in _TIMED if "zone" in str(made.mapping.get("columns", {}).get(name))), None)
    if zone and timed:
        why[timed] = "; ".join(filter(None, (why.get(timed), zone)))
    columns = made.mapping.get("columns", {})
    return {key: it for key, it in why.items() if it and (key in columns or key in made.mapping)}


def _place(place: tuple[str, str, int], made: MappedFile, key: str) -> Keys:
    inside = key in made.mapping.get("columns", {}) and key not in made.mapping
    return (*place, "columns", key) if inside else (*place, key)


def _plain(mapping: Mapping[str, Any]) -> JsonValue:
    return {key: list(it) if isinstance(it, tuple) else it for key, it in mapping.items()}


def _market(name: str, zone: str) -> str:
    content: dict[str, JsonValue] = {
        "name": name,
        "timezone": zone,
        "locale": "en_GB",
        "languages": ["en"],
        "owner": "Quality team",
    }
    comments: dict[Keys, str] = {
        ("timezone",): "its business days are days in this zone",
        ("locale",): "assumed, with the languages: how its numbers are written",
    }
    return beginnings.text(content, comments)
