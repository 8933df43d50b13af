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
    `{wait:between}` the interval alone, `{gap:signed}` a difference, `{gap:change}` one with its interval,
    both signed, `{wait:reason}` why there is none. `{goal:share}`, `{goal:points}` and `{goal:index}` are
    exact values of that unit, `{part:percent}` is a share in whole percent. A capital, as in `{x:Spelt}` and
    `{x:Text}`, begins a sentence.
    """

    text: str

    def __call__(self, numerals: Numerals, /, **slots: object) -> str:
        """The text, its slots filled. Raises KeyError for one that nothing fills, or that there is not."""
        if odd := slots.keys() - self.names:
            raise KeyError(f"{', '.join(sorted(odd))}: no slot of {self.text!r}")
        written = [
            literal + (_written(slots[name], how or "", numerals) if name else "")
            for literal, name, how, _ in self._parts
        ]
        return "".join(written)

    @property
    def names(self) -> set[str]:
        """Its slots by their names."""
        return {name for name, _ in self._slots}

    def pattern(self, of: Callable[[Slot], str]) -> str:
        """
        A regular expression that reads the text back, with a group for each slot by its name.

        `of` gives the expression of a slot. Of one of two texts the group is the slot's name with `_form` (of
        another of the same number `_form1`), of an interval alone with `_between`.
        """
        seen: set[str] = set()
        return "".join(
            re.escape(literal) + (self._group((name, how or ""), of, seen) if name else "")
            for literal, name, how, _ in self._parts
        )

    def agrees(self, found: re.Match[str]) -> bool:
        """Whether each of two texts that was read is the one that its number asks for."""
        return all(
            found[group] == _form(how, found[name])
            for (name, how), group in self._groups.items()
            if "|" in how and {name, group} <= found.groupdict().keys() and found[group] is not None
        )

    def _group(self, slot: Slot, of: Callable[[Slot], str], seen: set[str]) -> str:
        group, (_, how) = self._groups[slot], slot
        if group in seen:
            return f"(?P={group})"
        seen.add(group)
        expression = "|".join(map(re.escape, how.split("|"))) if "|" in how else of(slot)
        return f"(?P<{group}>{expression})"

    @cached_property
    def _groups(self) -> dict[Slot, str]:
        """By slot the name of the group that reads it."""
        groups: dict[Slot, str] = {}
        for name, how in self._slots:
            forms = sum(name == other and "|" in way for other, way in groups)
            suffix = f"_form{forms or ''}" if "|" in how else "_between" if how == "between" else ""
            groups.setdefault((name, how), f"{name}{suffix}")
        return groups

    @cached_property
    def _parts(self) -> list[tuple[str, str | None, str | None, str | None]]:
        return list(string.Formatter().parse(self.text))

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
        case "between":
            return numerals.interval(value)
        case "signed":
            return numerals.change(value)
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
