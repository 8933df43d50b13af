"""Values as YAML for people: in the order given, with a comment above any key."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml
from pydantic import JsonValue

Keys: TypeAlias = tuple[str | int, ...]
_Collection: TypeAlias = dict[str, JsonValue] | list[JsonValue]
_WIDTH, _STEP = 100, "  "


def text(content: Mapping[str, JsonValue], comments: Mapping[Keys, str] | None = None) -> str:
    """
    A file of params that reads back as `content`.

    `comments` stand above what their keys lead to, wrapped, a paragraph a line break; the one of () comes
    first of all, with an empty line below it. What holds a comment, or is too long for a line, is written
    as a block, all else in one line.
    """
    writer = _Writer(comments or {})
    head = [*writer.comment((), ""), ""] if () in writer.comments else []
    return "\n".join([*head, *writer.mapping(content, (), "")]) + "\n"


@dataclass(frozen=True)
class _Writer:
    comments: Mapping[Keys, str]

    def comment(self, place: Keys, indent: str) -> Iterator[str]:
        """The lines of a place's comment."""
        for paragraph in self.comments.get(place, "").splitlines():
            yield from textwrap.wrap(
                paragraph,
                _WIDTH,
                initial_indent=f"{indent}# ",
                subsequent_indent=f"{indent}# ",
                break_on_hyphens=False,
                break_long_words=False,
            ) or [f"{indent}#"]

    def mapping(self, content: Mapping[str, JsonValue], place: Keys, indent: str) -> Iterator[str]:
        """A block of keys, each with its value."""
        for key, value in content.items():
            here = (*place, key)
            yield from self.comment(here, indent)
            name = f"{indent}{_flow(key)}:"
            one_line = f"{name} {_flow(value)}"
            if isinstance(value, dict | list) and self._needs_block(value, here, one_line):
                yield name
                yield from self._block(value, here, indent + _STEP)
            else:
                yield one_line

    def sequence(self, content: Sequence[JsonValue], place: Keys, indent: str) -> Iterator[str]:
        """A block of elements."""
        for number, value in enumerate(content):
            here = (*place, number)
            yield from self.comment(here, indent)
            one_line = f"{indent}- {_flow(value)}"
            if isinstance(value, dict | list) and self._needs_block(value, here, one_line):
                first, *rest = self._block(value, here, indent + _STEP)
                yield from _dashed(first, rest, indent)
            else:
                yield one_line

    def _block(self, value: _Collection, place: Keys, indent: str) -> Iterator[str]:
        if isinstance(value, dict):
            return self.mapping(value, place, indent)
        return self.sequence(value, place, indent)

    def _needs_block(self, value: _Collection, place: Keys, one_line: str) -> bool:
        """Whether a value is a collection that does not go into one line, for its length or a comment."""
        inside = any(len(keys) > len(place) and keys[: len(place)] == place for keys in self.comments)
        return bool(value) and (inside or len(one_line) > _WIDTH)


class _Dumper(yaml.SafeDumper):
    """YAML's own quoting; a text of several lines is written in one."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def _flow(value: JsonValue) -> str:
    """A value in one line, quoted as it has to be inside braces, too."""
    written = yaml.dump(
        [value], Dumper=_Dumper, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1 << 20
    )
    return str(written).rstrip("\n")[1:-1]


def _dashed(first: str, rest: Sequence[str], indent: str) -> Iterator[str]:
    """The lines of a block inside a list, whose first line has the dash."""
    yield f"{indent}- {first.lstrip()}"
    yield from rest
