"""The report in one line: which targets were missed, undecided or met."""

from __future__ import annotations

from collections.abc import Sequence

from ...estimates import Estimate, Outcome, Verdict
from ..language.numerals import Numerals
from ..language.vocabulary import SingularPlural, Term
from ..language.words import capital, named, reason, value
from . import words

Judged = tuple[Term, Estimate, Verdict | None]


def answer(
    judged: Sequence[Judged], numerals: Numerals, parts: Sequence[tuple[SingularPlural, int, int]] = ()
) -> str:
    """
    Which targets were missed, undecided or met.

    `parts` are (forms, how many missed the market's first target, of how many), such as of sites; they
    are spoken of where the market itself missed nothing.
    """
    said = _said(judged, numerals)
    if any(verdict and verdict.outcome is Outcome.MISSED for _, _, verdict in judged):
        return said
    some = [
        words.PART(numerals, n=missed, of=of, units=forms[of != 1]) for forms, missed, of in parts if missed
    ]
    if not some:
        return said
    return words.IN_PARTS(numerals, answer=said, parts=some, noun=judged[0][0].noun)


def all_met(number: int, numerals: Numerals) -> str:
    """That every one of several targets was met."""
    return words.BOTH_MET if number == 2 else words.ALL_MET(numerals, n=number)


def _said(judged: Sequence[Judged], numerals: Numerals) -> str:
    missed, undecided, met = (
        [term for term, _, verdict in judged if verdict and verdict.outcome is outcome]
        for outcome in (Outcome.MISSED, Outcome.UNDECIDED, Outcome.MET)
    )
    count = len(missed) + len(undecided) + len(met)
    if not count:
        return _untargeted(judged, numerals)
    if len(missed) > 2:
        return words.MANY_MISSED(numerals, n=len(missed), of=count)
    if missed:
        return words.MISSED(numerals, names=named(missed, 3), whose=_their(missed))
    if undecided:
        unknown = _undecided(undecided, count, numerals)
        return words.NONE_MISSED(numerals, undecided=unknown) if met else capital(unknown)
    if count == 1:
        return words.MET(numerals, names=named(met), whose=_their(met))
    return all_met(count, numerals)


def _undecided(terms: Sequence[Term], of: int, numerals: Numerals) -> str:
    if len(terms) < 3:
        names = [term.noun for term in terms]
        return words.UNDECIDED(numerals, names=names, many=2 if _many(terms) else 1)
    if len(terms) == of:
        return words.ALL_UNDECIDED(numerals, n=of)
    return words.SOME_UNDECIDED(numerals, n=len(terms), of=of)


def _untargeted(judged: Sequence[Judged], numerals: Numerals) -> str:
    for term, estimate, _ in judged:
        if estimate.exists:
            printed = value(estimate, None, numerals)
            return words.UNTARGETED(numerals, label=term.label, verb=term.verb, value=printed)
    return capital(reason(judged[0][1])) if judged else words.NOTHING_ASKED


def _many(terms: Sequence[Term]) -> bool:
    """Whether they are spoken of as several: several measures, or one such as requests."""
    return len(terms) > 1 or terms[0].verb == "were"


def _their(terms: Sequence[Term]) -> str:
    """One target of a thing or of things, or several."""
    if len(terms) > 1:
        return words.SEVERAL
    return words.THEIR if _many(terms) else words.ITS
