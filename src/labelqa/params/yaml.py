"""A YAML file read as plain JSON values with the line of each: text stays text, and nothing is executed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml
from pydantic import JsonValue
from yaml import events

from ..errors import Problem
from .scalars import decimal, has_half_character, whole

Place: TypeAlias = tuple[str | int, ...]

_LARGEST = 1 << 20
_DEEPEST = 20
_WORDS: dict[str, JsonValue] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass
class Document:
    """One file: its name as people know it, its value, the line of every key and item, and what is wrong."""

    name: str
    value: JsonValue = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, *keys: str | int) -> str:
        """File and line of a key; of the nearest thing around it where it is not in the file."""
        found: Place = ()
        for key in keys:
            if (*found, key) in self.lines:
                found = (*found, key)
        return f"{self.name}:{self.lines.get(found, 1)}"


def read(path: Path, name: str) -> Document:
    """
    The document in a file, called `name` in messages.

    Only true, false, null and numbers that keep every digit are not text. Repeated keys, tags,
    anchors, aliases, merge keys, further documents, depth and size are among its `problems`.
    """
    document = Document(name)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            document.problems.append(
                Problem("is larger than 1 MB", name, "parameters hold settings, not data")
            )
        else:
            _Reader(document, content.decode("utf-8")).read()
    except OSError as error:
        document.problems.append(Problem(f"cannot be read ({error.strerror})", name, "see that it is a file"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        document.problems.append(Problem("is not UTF-8 text", f"{name}:{line}", "save the file as UTF-8"))
    except _TooDeepError as error:
        where = f"{name}:{error.line}"
        document.problems.append(Problem(f"is nested deeper than {_DEEPEST} levels", where, "flatten it"))
    except yaml.YAMLError as error:
        document.problems.append(_syntax(error, name, content.decode("utf-8")))
    return document


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Reader:
    """Builds the value straight from parser events, so that depth is known before anything is built."""

    def __init__(self, document: Document, text: str) -> None:
        self._document = document
        self._events: Iterator[events.Event] = yaml.parse(text, Loader=yaml.SafeLoader)

    def read(self) -> None:
        """Fill the document's value, lines and problems."""
        documents = 0
        for event in self._events:
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                value = self._value(next(self._events), ())
                if documents == 1:
                    self._document.value = value
                else:
                    self._refuse(event, "starts a second document", "keep one document to a file")

    def _value(self, event: events.Event, place: Place) -> JsonValue:
        if len(place) == _DEEPEST and isinstance(event, events.CollectionStartEvent):
            raise _TooDeepError(_line(event))
        self._refuse_references(event)
        if isinstance(event, events.MappingStartEvent):
            return self._mapping(place)
        if isinstance(event, events.SequenceStartEvent):
            return self._sequence(place)
        if isinstance(event, events.ScalarEvent):
            return self._scalar(event)
        return None

    def _mapping(self, place: Place) -> JsonValue:
        values: dict[str, JsonValue] = {}
        while not isinstance(event := next(self._events), events.MappingEndEvent):
            key = self._key(event, place)
            if key in values:
                first = self._document.lines[*place, key]
                self._refuse(event, f"repeats the key {key} of line {first}", "keep one of the two")
            self._document.lines[*place, key] = _line(event)
            values[key] = self._value(next(self._events), (*place, key))
        return values

    def _key(self, event: events.Event, place: Place) -> str:
        if isinstance(event, events.ScalarEvent):
            self._refuse_references(event)
            if event.value == "<<" and event.implicit[0]:
                self._refuse(event, "has a merge key (<<)", "write the keys out")
            return str(event.value)
        self._refuse(event, "has a key that is not text", "quote it, or mend the braces")
        self._value(event, (*place, ""))
        return ""

    def _sequence(self, place: Place) -> JsonValue:
        values: list[JsonValue] = []
        while not isinstance(event := next(self._events), events.SequenceEndEvent):
            here = (*place, len(values))
            self._document.lines[here] = _line(event)
            values.append(self._value(event, here))
        return values

    def _scalar(self, event: events.ScalarEvent) -> JsonValue:
        text = str(event.value)
        if has_half_character(text):
            self._refuse(event, "holds half of a character (a lone surrogate)", "write the character itself")
        return _resolved(text) if event.implicit[0] else text

    def _refuse_references(self, event: events.Event) -> None:
        if isinstance(event, events.AliasEvent):
            self._refuse(event, f"has an alias (*{event.anchor})", "write the value out")
        elif isinstance(event, events.NodeEvent) and event.anchor is not None:
            self._refuse(event, f"has an anchor (&{event.anchor})", "write the value out where it is used")
        if (tag := getattr(event, "tag", None)) is not None:
            self._refuse(event, f"has a tag ({tag})", "leave tags out; quote what must be text")

    def _refuse(self, event: events.Event, what: str, remedy: str) -> None:
        where = f"{self._document.name}:{_line(event)}"
        self._document.problems.append(Problem(what, where, remedy))


def _resolved(text: str) -> JsonValue:
    if text in _WORDS:
        return _WORDS[text]
    if (integer := whole(text)) is not None:
        return integer
    # NOTE: a number that would print differently stays text, so that version 1.10 is not version 1.1.
    number = decimal(text)
    return number if number is not None and str(number) == text else text


def _line(event: events.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax(error: yaml.YAMLError, name: str, text: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        what, line = "holds a control character", text.count("\n", 0, error.position) + 1
    elif isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        what, line = f"is not YAML: {error.problem}", error.problem_mark.line + 1
    else:
        what, line = "is not YAML", 1
    return Problem(what, f"{name}:{line}", "mend the quotes, colons or indentation there")
