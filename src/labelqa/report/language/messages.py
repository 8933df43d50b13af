"""Messages: every text that a reader sees has one place, with named slots that numbers and names fill."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...estimates import Estimate, Unit
from .numerals import Numerals
from .words import capital, change, listed, reason, spelt, with_interval

Slot = tuple[str, str]  # its name, and how it is written


@dataclass(frozen=True)
class Message:
    """
    A text with slots: `{n} {n:request|requests} open at the end of {period}`.

    What fills a slot is written by what it is: a whole number with its thousands mark, an estimate with the
    digits that its interval supports, a day in words, a text as it is, names as a list. A slot may say
    otherwise: `{n:spelt}` has small numbers as words, `{n:one|several}` one of two texts by whether the
    number prints as 1, `{n:none|one|several}` one of three, `{wait:interval}` an estimate with its interval,
    `{gap:change}` a difference with its own, both signed, `{wait:reason}` why there is none. `{goal:share}`,
    `{goal:points}` and `{goal:index}` are exact values of that unit, `{part:percent}` is a share in whole
    percent. A capital, as in `{x:Spelt}` and `{x:Text}`, begins a sentence.
    """

    text: str

    def __call__(self, numerals: Numerals, /, **slots: object) -> str:
        """The text, its slots filled. Raises KeyError for one that nothing fills, or that there is not."""
        if odd := slots.keys() - {name for name, _ in self._slots}:
            raise KeyError(f"{', '.join(sorted(odd))}: no slot of {self.text!r}")
        written = [
            literal + (_written(slots[name], how or "", numerals) if name else "")
            for literal, name, how, _ in self._parts
        ]
        return "".join(written)

    def pattern(self, of: Callable[[Slot], str]) -> str:
        """
        A regular expression that reads the text back, with a group for each slot by its name.

        `of` gives the expression of a slot. Of one of two texts the group is the slot's name with `_form`,
        and with the slot's place where an earlier one has that name.
        """
        seen: set[str] = set()
        return "".join(
            re.escape(literal) + (_group(group, name, how or "", of, seen) if name else "")
            for (literal, name, how, _), group in zip(self._parts, self._groups, strict=True)
        )

    def agrees(self, found: re.Match[str]) -> bool:
        """Whether each of two texts that was read is the one that its number asks for."""
        read = found.groupdict()
        return all(
            read[form] == _form(how, read[name])
            for (_, name, how, _), form in zip(self._parts, self._groups, strict=True)
            if how and "|" in how and name in read and read.get(form) is not None
        )

    @cached_property
    def _parts(self) -> list[tuple[str, str | None, str | None, str | None]]:
        return list(string.Formatter().parse(self.text))

    @cached_property
    def _groups(self) -> list[str]:
        """The name of each part's group."""
        names = list[str]()
        for place, (_, name, how, _) in enumerate(self._parts):
            form = f"{name}_form" if how and "|" in how else name or ""
            names.append(f"{form}_{place}" if form != name and form in names else form)
        return names

    @property
    def _slots(self) -> list[Slot]:
        return [(name, how or "") for _, name, how, _ in self._parts if name]


_NONE, _ONE = ("0", "none", "None"), ("1", "one", "One")


def _written(value: Any, how: str, numerals: Numerals) -> str:
    if "|" in how:
        return _form(how, _plain(value, numerals))
    if how[:1].isupper():
        return capital(_written(value, how.lower(), numerals))
    match how:
        case "spelt":
            return spelt(value, numerals)
        case "interval":
            return with_interval(value, numerals)
        case "change":
            return change(value, numerals)
        case "reason":
            return reason(value)
        case "percent":
            return numerals.percent(value, 0)
        case "share" | "points" | "index":
            return numerals.goal(value, Unit(how))
    return _plain(value, numerals)


def _form(how: str, number: str) -> str:
    """The text that goes with a number as it is printed."""
    *none, one, several = how.split("|")
    if none and number in _NONE:
        return none[0]
    return one if number in _ONE else several


def _plain(value: Any, numerals: Numerals) -> str:
    """A value as a slot writes it that does not say how."""
    match value:
        case str():
            return value
        case Estimate():
            return numerals.estimate(value)
        case dt.date():
            return numerals.day(value)
        case list() | tuple():
            return listed(value)
    return numerals.count(value)


def _group(group: str, name: str, how: str, of: Callable[[Slot], str], seen: set[str]) -> str:
    if group in seen:
        return f"(?P={group})"
    seen.add(group)
    return f"(?P<{group}>{'|'.join(map(re.escape, how.split('|'))) if '|' in how else of((name, how))})"
