"""What a parameter takes, read from its annotation: a word, a number in a range, estimates of a shape."""

from __future__ import annotations

import collections.abc
import functools
import inspect
import math
import types
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Annotated, Any, Literal, Protocol, Union, get_args, get_origin

from .known import have, quoted

_GIVEN_BY = {
    "DataFrame": 'r.rows("label_days")',
    "Change": "r.volume.sop_changes()",
    "Estimates": "r.accuracy()",
    "InvestigationResult": "r.investigation.ask(question)",
    "Gate": "r.ramp_up.audit_gate(clean, fraction)",
    "RampUp": "r.ramp_up.watch()",
    "Reading": "r.executive.readings(r.accuracy)",
    "Rule": "r.ramp_up.proficiency_rule()",
    "Sessions": "r.calibration.sessions()",
    "Target": 'r.target("accuracy")',
}
"""The question that gives a value of each kind."""


@dataclass(frozen=True)
class Slip:
    """What is wrong with a value, and what to pass instead."""

    what: str
    remedy: str


class ArgumentKind(Protocol):
    """What a parameter takes."""

    def slip(self, value: Any) -> Slip | None:
        """What is wrong with a value; None where nothing is."""


@dataclass(frozen=True)
class Anything:
    """Whatever is given: somebody else checks it."""

    def slip(self, value: Any) -> Slip | None:  # noqa: ARG002 - a Kind
        """Nothing is."""
        return None


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[Any, ...]

    def slip(self, value: Any) -> Slip | None:
        """A word that is none of them, several at once, or no word at all."""
        if isinstance(value, str) and value in self.words:
            return None
        told = [str(word) for word in self.words]
        remedy = f"give one of {', '.join(repr(word) for word in told)}"
        if isinstance(value, (list, tuple, set)):
            return Slip(
                f"takes one word, not a {type(value).__name__} of them", f"{remedy}; call it for each"
            )
        if isinstance(value, str):
            return Slip(f"nothing is called {quoted(value)} here", have(value, told))
        return Slip(f"takes a word, not {quoted(value)}", remedy)


@dataclass(frozen=True)
class OneOrTwo:
    """One of a few words, or two of them in brackets."""

    kind: OneOf

    def slip(self, value: Any) -> Slip | None:
        """What is wrong with the one word, or with one of the two; a pair of one word."""
        if not isinstance(value, tuple) or len(value) != 2:
            slip = self.kind.slip(value)
            return slip and Slip(
                slip.what, slip.remedy.replace("call it for each", "two of them in brackets")
            )
        if value[0] == value[1]:
            return Slip(f"takes two different words, not {quoted(value[0])} twice", "give it once")
        return next((slip for one in value if (slip := self.kind.slip(one))), None)


@dataclass(frozen=True)
class Plain:
    """Text, a number, or true or false."""

    type_: type

    def slip(self, value: Any) -> Slip | None:
        """A value of another type; a number that is not finite."""
        match self.type_:
            case builtin if builtin is str:
                fits, takes = isinstance(value, str), "text"
            case builtin if builtin is bool:
                fits, takes = isinstance(value, bool), "True or False"
            case builtin if builtin is int:
                fits, takes = isinstance(value, Integral) and not isinstance(value, bool), "a whole number"
            case _:
                number = isinstance(value, Real) and not isinstance(value, bool)
                fits, takes = number and math.isfinite(value), "a finite number"
        return None if fits else Slip(f"takes {takes}, not {quoted(value)}", f"give {takes}")


@dataclass(frozen=True)
class AnswerKind:
    """A value that a question of the report gives, of one class."""

    class_: type

    def slip(self, value: Any) -> Slip | None:
        """A value of another class, or the question itself instead of its answer."""
        if isinstance(value, self.class_):
            return None
        name = self.class_.__name__
        if callable(value):
            return Slip(f"takes {name}, not the question that gives it", f"ask it: {_asked(value)}(…)")
        source = f", such as {_GIVEN_BY[name]} gives" if name in _GIVEN_BY else ""
        noun = "estimates" if name == "Estimates" else name
        return Slip(f"takes {noun}, not a bare {type(value).__name__}", f"pass {noun}{source}")


@dataclass(frozen=True)
class Several:
    """A tuple or a list of values of one kind."""

    each: ArgumentKind

    def slip(self, value: Any) -> Slip | None:
        """A single value instead of several, or one among them that is wrong."""
        if not isinstance(value, (tuple, list)):
            remedy = "put it into brackets with a comma behind it: (…,)"
            return Slip(f"takes several values in a tuple, not {quoted(value)}", remedy)
        return next((slip for one in value if (slip := self.each.slip(one))), None)


@dataclass(frozen=True)
class Pair:
    """A tuple of as many values as kinds."""

    parts: tuple[ArgumentKind, ...]

    def slip(self, value: Any) -> Slip | None:
        """Anything else."""
        if isinstance(value, tuple) and len(value) == len(self.parts):
            found = (kind.slip(one) for kind, one in zip(self.parts, value, strict=True))
            return next((slip for slip in found if slip), None)
        remedy = "pass what a question gave, such as r.volume.sop_changes()"
        return Slip(f"takes tuples of {len(self.parts)}, not {quoted(value)}", remedy)


@dataclass(frozen=True)
class Question:
    """A question of the report, not its answer; `asked_by` are the options it must have."""

    asked_by: tuple[str, ...] = ()

    def slip(self, value: Any) -> Slip | None:
        """An answer, or a question that cannot be asked so."""
        if not callable(value):
            remedy = "leave its brackets away: r.accuracy, not r.accuracy()"
            return Slip(f"takes a question, not {quoted(value)}", remedy)
        options = inspect.signature(value).parameters
        lacking = [name for name in self.asked_by if name not in options]
        if not lacking:
            return None
        what = f"{_asked(value)} cannot be asked by {' and '.join(lacking)}"
        return Slip(what, f"take a question that has {' and '.join(self.asked_by)}, such as r.accuracy")


@dataclass(frozen=True)
class Perhaps:
    """A value, or None."""

    kind: ArgumentKind

    def slip(self, value: Any) -> Slip | None:
        """None is nothing wrong."""
        return None if value is None else self.kind.slip(value)


@dataclass(frozen=True)
class Both:
    """A value that several kinds take, the plainest first."""

    kinds: tuple[ArgumentKind, ...]

    def slip(self, value: Any) -> Slip | None:
        """What the first kind says that does not take it."""
        return next((slip for kind in self.kinds if (slip := kind.slip(value))), None)


@dataclass(frozen=True)
class AnyOf:
    """A value that one of several kinds takes, the usual one first."""

    kinds: tuple[ArgumentKind, ...]

    def slip(self, value: Any) -> Slip | None:
        """What the usual kind says of a value that none takes."""
        slips = [kind.slip(value) for kind in self.kinds]
        return None if None in slips else slips[0]


@dataclass(frozen=True)
class ByName:
    """A mapping of names to values of one kind."""

    each: ArgumentKind

    def slip(self, value: Any) -> Slip | None:
        """Anything else, or a value among them that is wrong."""
        if not isinstance(value, collections.abc.Mapping):
            return Slip(f"takes a mapping, not {quoted(value)}", 'write it as {"name": value}')
        return next((slip for one in value.values() if (slip := self.each.slip(one))), None)


def _one_of(word: Any, pair: Any) -> OneOf:
    """The words of `Word | tuple[Word, Word]`."""
    if get_origin(pair) is not tuple or set(get_args(pair)) != {word}:
        raise TypeError(f"nothing can be checked by {word!r} or {pair!r}")
    return OneOf(get_args(word))


def _union(known: list[Any]) -> ArgumentKind:
    """`Word | tuple[Word, Word]`, or several classes of which one was given."""
    if any(get_origin(each) is Literal for each in known):
        return OneOrTwo(_one_of(*known))
    return AnyOf(tuple(kind_of(each) for each in known))


def _asked(question: Any) -> str:
    """What a notebook calls a question: r.accuracy, which is a section itself, or r.requests.on_time."""
    section = getattr(question, "__self__", question)
    name = getattr(section, "_name", "")
    return name if section is question else f"{name}.{question.__name__}".removeprefix(".")


@functools.cache
def kind_of(hint: Any) -> ArgumentKind:
    """What an annotation says. Raises TypeError for one that says nothing that can be checked."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint is Any:
        return Anything()
    if origin is Annotated:
        own = [part for part in parts[1:] if hasattr(part, "slip")]
        return Both((kind_of(parts[0]), *own))
    if origin is Literal:
        return OneOf(parts)
    if origin in (Union, types.UnionType):
        known = [part for part in parts if part is not types.NoneType]
        only = kind_of(known[0]) if len(known) == 1 else _union(known)
        return Perhaps(only) if types.NoneType in parts else only
    if origin is tuple and parts[-1] is not ...:
        return Pair(tuple(kind_of(part) for part in parts))
    if origin in (tuple, collections.abc.Sequence):
        return Several(kind_of(parts[0]))
    if origin is collections.abc.Mapping:
        return ByName(kind_of(parts[1]))
    if hint is Callable or origin is collections.abc.Callable:
        return Question()
    if hint in (str, bool, int, float):
        return Plain(hint)
    if isinstance(hint, type):
        return AnswerKind(hint)
    raise TypeError(f"nothing can be checked by the annotation {hint!r}")
