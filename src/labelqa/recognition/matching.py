"""Which tool wrote a file: every preset's signature held against its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..intake.heads import BETWEEN
from ..params.presets import Preset
from .forms import Form


@dataclass(frozen=True)
class Match:
    """A preset whose signature fits: `score` is the number of fields by which it was known."""

    name: str
    preset: Preset
    score: int
    seen: tuple[str, ...]

    def why(self) -> str:
        """By what it was recognised, in words."""
        return f"{self.preset.tool}, {self.preset.export}: it has {', '.join(self.seen[:6])}"


def matches(form: Form, presets: Mapping[str, Preset]) -> list[Match]:
    """The presets that fit, the likeliest first; a tool's export goes before what people keep."""
    found = [match for name, preset in presets.items() if (match := _match(name, preset, form))]
    return sorted(found, key=lambda match: (match.preset.plain, -match.score, match.name))


def _match(name: str, preset: Preset, form: Form) -> Match | None:
    signature = preset.signature
    if not _is_of(form, preset) or any(_found(wanted, form.fields) for wanted in signature.lacks):
        return None
    needed = [_found(wanted, form.fields) for wanted in signature.needs]
    if not all(needed):
        return None
    liked = [_found(wanted, form.fields) for wanted in signature.likes]
    seen = [found[0] for found in (*needed, *liked) if found]
    return Match(name, preset, len(dict.fromkeys(seen)), tuple(dict.fromkeys(seen)))


def _is_of(form: Form, preset: Preset) -> bool:
    """Whether a file is of the preset's family; what people keep in workbooks they may save as CSV."""
    return form.family == preset.signature.family or (preset.plain and form.family == "delimited")


def named(patterns: Iterable[str], fields: Iterable[str]) -> list[str]:
    """The fields that some pattern means, in their order; of heads one above the other the lowest counts."""
    wanted = [each for pattern in patterns for each in pattern.split("|")]
    return [
        name
        for name in fields
        if any(
            fnmatchcase(each, pattern) for pattern in wanted for each in (name, name.rpartition(BETWEEN)[2])
        )
    ]


def _found(pattern: str, fields: tuple[str, ...]) -> list[str]:
    return named([pattern], fields)
