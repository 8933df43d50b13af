"""How the numbers were made, and from what: the words of the last section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from ...components import Facts, FigureOfRecord, Prose
from ...estimates import Estimate
from ...extracts import WITHHELD, Context, Span
from ...shipped import OWN
from ..language.numerals import Numerals
from . import method_words, words
from .method_words import METHODS


def methods(decided: float, numerals: Numerals, printed: Iterable[FigureOfRecord]) -> Prose:
    """
    Formulas in words, the rule of verdicts, and how the intervals of the figures `printed` so far were made.

    Only what this report has: a paragraph speaks of figures by the beginning of their names.
    """
    figures = list(printed)
    said = [
        text if isinstance(text, str) else text(numerals, rest=1 - decided)
        for text, of in method_words.PARAGRAPHS
        if not of or any(figure.name.startswith(of) for figure in figures)
    ]
    return Prose(paragraphs=(*said, *_intervals(figures)))


def made(figures: Iterable[FigureOfRecord]) -> str:
    """How the intervals of figures were made, each method once; empty where none has an interval."""
    said = [METHODS[name] for name in _used(figures)]
    return f"{method_words.MADE}: {'; '.join(said)}." if said else ""


def made_of(measures: Iterable[tuple[str, Estimate]], numerals: Numerals) -> str:
    """How the intervals of several measures were made, by what they are called inside a sentence."""
    by_method: dict[str, list[str]] = {}
    for noun, estimate in measures:
        if estimate.low < estimate.high and estimate.method in METHODS:
            by_method.setdefault(METHODS[estimate.method], []).append(noun)
    said = [method_words.OF(numerals, nouns=nouns, method=method) for method, nouns in by_method.items()]
    return method_words.MADE_OF(numerals, methods="; ".join(said)) if said else ""


def _intervals(figures: Iterable[FigureOfRecord]) -> tuple[str, ...]:
    """One paragraph on the intervals there are, each with the word that summary.json has for it."""
    said = [f"{METHODS[name]} ({name})" for name in _used(figures)]
    return (f"{method_words.IN_THIS_REPORT}: {'; '.join(said)}.",) if said else ()


def _used(figures: Iterable[FigureOfRecord]) -> list[str]:
    """The methods of the intervals there are, in the order of their list."""
    used = {figure.method for figure in figures if figure.low is not None and figure.low != figure.high}
    return [name for name in METHODS if name in used]


def snapshot(context: Context) -> str:
    """A snapshot's number and digest, as printed."""
    return f"{context.snapshot_number}, {_wrappable(context.snapshot)}"


def provenance(context: Context, rows: Mapping[str, int], numerals: Numerals) -> Facts:
    """Which frozen data, which days, how many rows, and what they lack."""
    market, parameters = context.market, context.parameters
    facts = [
        (words.SNAPSHOT, snapshot(context)),
        (words.FROZEN, numerals.day(context.frozen_on)),
        (words.MARKET, words.DAYS_IN(numerals, market=market.name, id=market.id, zone=market.timezone)),
        (words.PERIOD, _days(context.period, numerals)),
        (words.HISTORY, _days(context.window, numerals)),
        (words.EDITION, context.edition),
        *_data(context, rows, numerals),
        (words.UNOBSERVED, _unobserved(context, numerals)),
        *_made_with(context, numerals),
    ]
    if parameters:
        facts.append((words.PARAMETERS, ", ".join(f"{k} = {v}" for k, v in parameters.items())))
    return Facts(title=words.PROVENANCE, rows=tuple(facts))


def _days(span: Span, numerals: Numerals) -> str:
    """The first and the last day of a span."""
    return words.DAYS(numerals, first=span.start, last=span.end - dt.timedelta(days=1))


def _data(context: Context, rows: Mapping[str, int], numerals: Numerals) -> list[tuple[str, str]]:
    """What is said of the data that the report was made of; of all vendors' in a vendor's edition nothing."""
    told = {
        words.ROWS: ", ".join(f"{name} {numerals.count(count)}" for name, count in rows.items()),
        words.REJECTED: _rejected(context, numerals),
        words.MISSING: ", ".join(context.missing) or words.NONE,
    }
    return [(what, WITHHELD if context.vendor else said) for what, said in told.items()]


def _made_with(context: Context, numerals: Numerals) -> list[tuple[str, str]]:
    """Whose notebook and templates were used; extracts of earlier versions do not say it."""
    whose = {name: words.OWN if of == OWN else of for name, of in context.origins.items()}
    if not whose:
        return []
    same = set(whose.values())
    told = same.pop() if len(same) == 1 else words.MADE_WITH_EACH(numerals, **whose)
    return [(words.MADE_WITH, told)]


def _unobserved(context: Context, numerals: Numerals) -> str:
    if not context.unobserved:
        return words.NOTHING
    return words.CONSTANT(numerals, columns=", ".join(context.unobserved))


def _rejected(context: Context, numerals: Numerals) -> str:
    parts = [
        f"{table} {numerals.count(sum(reasons.values()))} ({', '.join(reasons)})"
        for table, reasons in context.rejected.items()
        if reasons
    ]
    return ", ".join(parts) or words.NONE


def _wrappable(digest: str) -> str:
    """A digest in groups, so that a narrow column can break it."""
    name, _, value = digest.rpartition(":")
    groups = " ".join(value[i : i + 16] for i in range(0, len(value), 16))
    return f"{name} {groups}".strip()
