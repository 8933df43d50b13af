"""Why a report moved: which of the things it was made of changed, and how."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from .sides import Side

WORDS = {
    "snapshot": "Data",
    "snapshot_facts": "What is said of the data",
    "notebook": "Notebook",
    "params": "Parameters",
    "templates": "Templates",
    "code": "labelqa",
    "libraries": "Python and libraries",
}
ABSENT = "\N{EN DASH}"


@dataclass(frozen=True)
class Origin:
    """One thing a report is made of: the first digits of its digests, and whether they differ."""

    name: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether it is another one."""
        return self.before != self.after


@dataclass(frozen=True)
class ParameterChange:
    """A parameter by the path of its keys, as JSON on either side."""

    path: str
    before: str
    after: str


def origins(before: Side, after: Side, *, own: bool) -> tuple[Origin, ...]:
    """
    All that a report is made of, in order.

    Of an edition that is not the company's `own` only what it says of itself: the rest speaks of others, too.
    """
    was, now = (side.made_of if own else side.says for side in (before, after))
    return tuple(Origin(name, was.get(name, ""), now.get(name, "")) for name in WORDS if own or name in now)


def parameters(before: bytes, after: bytes) -> tuple[ParameterChange, ...]:
    """The parameters whose values differ, by the path of their keys."""
    was, now = (dict(_flat("", json.loads(content))) for content in (before, after))
    return tuple(
        ParameterChange(path, was.get(path, ABSENT), now.get(path, ABSENT))
        for path in sorted(was.keys() | now.keys())
        if was.get(path) != now.get(path)
    )


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in parts:
        yield from _flat(f"{path}.{key}" if path else str(key), inner)
    if not parts:
        yield path, json.dumps(value, ensure_ascii=False)
