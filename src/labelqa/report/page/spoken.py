"""Sentences of an analyst's own, whose slots figures of record fill in the report's notation."""

from __future__ import annotations

import math
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...components import FigureOfRecord
from ...errors import ParamsError, Problem
from ...estimates import Estimate, Outcome, Target, Unit, Verdict
from ..data.arguments.known import have, quoted
from ..language.numerals import NOTHING, Numerals
from ..language.sentences import DID, NO_VALUE
from ..language.words import value
from . import own_words as words

WHERE = "r.say"
OVERALL, OWN = ".overall", "own."


@dataclass(frozen=True)
class Spoken:
    """Paragraphs with their slots filled, and the figures that they speak of."""

    paragraphs: tuple[str, ...]
    figures: tuple[FigureOfRecord, ...]


def known(printed: Iterable[FigureOfRecord]) -> dict[str, FigureOfRecord]:
    """The figures over all among those printed, by what a slot may call them: accuracy.audit, late_labels."""
    return {each.name.removesuffix(OVERALL).removeprefix(OWN): each for each in printed if not each.by}


def spoken(paragraphs: Sequence[str], figures: Mapping[str, FigureOfRecord], numerals: Numerals) -> Spoken:
    """
    The paragraphs with each slot filled by a figure, or by a part of it.

    Raises ParamsError for a slot that is none, and for a verdict on a figure without a target.
    """
    told, named = [], dict[str, FigureOfRecord]()
    for paragraph in paragraphs:
        text = ""
        for literal, slot in _slots(paragraph):
            text += literal
            if slot is not None:
                name, part = _found(slot, figures)
                named[name] = figures[name]
                text += _part(figures[name], part, numerals)
        told.append(text)
    return Spoken(tuple(told), tuple(named.values()))


def _slots(text: str) -> Iterator[tuple[str, str | None]]:
    """Each text before a slot, and what is in the slot; None after the last."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        raise ParamsError(
            Problem("has a brace without its other", WHERE, "print a brace as {{ or }}")
        ) from error
    for literal, slot, how, conversion in parts:
        if how or conversion:
            raise ParamsError(
                Problem(f"the slot {quoted(slot)} says how it is written", WHERE, "figures print in one way")
            )
        yield literal, slot


def _found(slot: str, figures: Mapping[str, FigureOfRecord]) -> tuple[str, str]:
    """The name of a slot's figure, and the part of it. Raises ParamsError for no figure that is known."""
    name, _, part = slot.rpartition(".")
    for called, asked in ((slot, ""), (name, part)):
        plain = called.removesuffix(OVERALL).removeprefix(OWN)
        if plain in figures and asked in _PARTS:
            return plain, asked
    wanted = name if part in _PARTS else slot
    raise ParamsError(
        Problem(
            f"no figure is called {quoted(wanted)} up to here",
            WHERE,
            f"{have(wanted, sorted(figures))}; or give it, as in r.say(..., right=r.accuracy())",
        )
    )


def _part(figure: FigureOfRecord, part: str, numerals: Numerals) -> str:
    return _PARTS[part](_estimate(figure), _verdict(figure), numerals)


def _estimate(figure: FigureOfRecord) -> Estimate:
    unit = Unit(figure.unit)
    if figure.value is None or figure.low is None:
        return Estimate.absent("; ".join(figure.flags), unit)
    high = math.inf if figure.high is None else figure.high
    return Estimate(figure.value, figure.low, high, figure.n, figure.n, figure.method, unit)


def _verdict(figure: FigureOfRecord) -> Verdict | None:
    if figure.target is None or figure.probability is None or figure.verdict == "none":
        return None
    return Verdict(Outcome(figure.verdict), figure.probability, Target(figure.target))


def _whole(estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    told = _value(estimate, verdict, numerals)
    if not estimate.exists or estimate.low == estimate.high:
        return told
    return words.WITH_INTERVAL(numerals, value=told, estimate=estimate)


def _value(estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    return value(estimate, verdict, numerals) if estimate.exists else NO_VALUE


def _interval(estimate: Estimate, _: Verdict | None, numerals: Numerals) -> str:
    return numerals.interval(estimate) if estimate.exists else NOTHING


def _n(estimate: Estimate, _: Verdict | None, numerals: Numerals) -> str:
    return numerals.count(estimate.n)


def _judged(estimate: Estimate, verdict: Verdict | None, _: Numerals) -> str:
    if not estimate.exists:
        return words.UNJUDGED
    if verdict is None:
        raise ParamsError(
            Problem(
                "asks for the verdict on a figure without a target",
                WHERE,
                "give its measure a target, or leave .verdict away",
            )
        )
    return DID[verdict.outcome][0]


_PARTS: Mapping[str, Callable[[Estimate, Verdict | None, Numerals], str]] = {
    "": _whole,
    "value": _value,
    "interval": _interval,
    "n": _n,
    "verdict": _judged,
}
"""What a slot may ask of a figure, after its name and a full stop."""
