"""The tools whose exports labelqa knows: what each fills, asks and leaves, read from the presets."""

from __future__ import annotations

from labelqa.params.presets import Preset, every

HEAD = """# Presets

The exports of labelling tools that labelqa knows. `labelqa init team --from FILE` recognises them by their
fields ([from an export to a report](from-an-export.md)); in params/sources.yml `preset:` names one, and every
key beside it overrides what it says, columns one by one (`null` leaves one out):

    tables:
      labels:
        preset: appen_full
        files: "in/f*.csv"
        columns:
          label_id: sentiment
          gold_label_id: sentiment_gold
          market_id: {constant: SG}
          queue_id: {constant: comments}
          submitted_at: {column: _created_at, format: "%m/%d/%Y %H:%M:%S", zone: UTC}

A preset maps nothing that it would have to guess: what it asks is yours to say. Columns that it does not map
are listed by `labelqa init`, in the comments of sources.yml. Written by `scripts/docs` from the presets.

| preset | tool | export | fills | asks |
|---|---|---|---|---|
"""


def presets() -> str:
    """The text of docs/presets.md."""
    found = every()
    rows = "".join(_row(name, preset) for name, preset in found.items())
    return HEAD + rows + "".join(_part(name, preset) for name, preset in found.items())


def _row(name: str, preset: Preset) -> str:
    asks = ", ".join(ask.topic for ask in preset.asks) or "nothing"
    fills = ", ".join(preset.tables) or "nothing"
    return f"| [{name}](#{name}) | {preset.tool} | {preset.export} | {fills} | {asks} |\n"


def _part(name: str, preset: Preset) -> str:
    known = ", ".join(f"`{field}`" for field in preset.signature.needs)
    lines = [f"\n## {name}\n", f"{preset.checked} Version {preset.version}.\n", f"Known by {known}.\n"]
    if preset.refuses:
        lines.append(f"No report is made of it: {preset.refuses}.\n")
    for table, mapping in preset.tables.items():
        columns = mapping.get("columns")
        filled = [*(columns if isinstance(columns, dict) else ()), *preset.beside_answer]
        lines.append(f"Fills of {table}: {', '.join(filled)}.\n")
    lines += [f"Asks ({ask.topic}): {ask.why}.\n" for ask in preset.asks]
    rows = "".join(f"| `{field}` | {why} |\n" for field, why in preset.unmapped.items())
    return "\n".join(lines) + (f"\n| not mapped | why |\n|---|---|\n{rows}" if rows else "")
