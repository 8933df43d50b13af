"""The key findings: up to six sentences: accuracy, what was missed, the gravest risks, where, and by whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from ...components import graded
from ...estimates import Estimates, Outcome, Target
from ...findings import Findings
from ...measures.confusion import wrong_labels
from ..data.setting import Setting
from ..language.numerals import Numerals
from ..language.sentences import WRONG, movement, result
from ..language.vocabulary import PLURALS, SingularPlural, term
from ..language.words import listed
from ..page.standing import agents_below, standings
from ..page.tiles import TileReading, judged
from ..sections.risks import sentences as risk_words
from . import words
from .answer import all_met

MOST, GRAVEST = 6, 2  # sentences, and those on risks


def key_findings(
    setting: Setting,
    readings: Sequence[TileReading],
    found: Findings,
    *others: tuple[Estimates, Target | None],
) -> tuple[str, ...]:
    """
    The sentences, computed from verdicts and findings; `others` are split by site, by pair or by person.

    The gravest of the risks that call for action always have their place.
    """
    first = [*_of_readings(setting, readings)]
    risks = [*_of_risks(setting, found)]
    rest = (point for each in others for point in _of_split(setting, found, *each))
    return tuple([*first[: MOST - len(risks)], *risks, *rest][:MOST])


def _of_risks(setting: Setting, found: Findings) -> Iterator[str]:
    """The gravest risks to act on, each with whom it is about."""
    for each in found.gravest(GRAVEST):
        whom, what = risk_words.entity(setting, each), risk_words.title(setting, each)
        grade = graded(each.severity.grade.value)
        yield words.RISK(setting.numerals, grade=grade, whom=whom, what=what)


def _of_readings(setting: Setting, readings: Sequence[TileReading]) -> Iterator[str]:
    found, numerals = judged(setting, readings), setting.numerals
    targeted = [(said.noun, verdict.outcome) for said, _, verdict in found if verdict]
    if len(targeted) > 1 and {outcome for _, outcome in targeted} == {Outcome.MET}:
        names = listed([noun for noun, _ in targeted], 9)
        yield words.WHICH_MET(numerals, met=all_met(len(targeted), numerals), names=names)
    for reading, (said, now, verdict) in zip(readings, found, strict=True):
        if reading is readings[0] or (verdict and verdict.outcome is Outcome.MISSED):
            yield result(said, now, verdict, numerals)
        before = setting.context.previous.label
        if reading is readings[0] and (moved := movement(said, reading.change, before, numerals)):
            yield moved
    for each in (r.now.only() for r in readings[1:] if r.now.name == "impact.wrong_labels"):
        if each.exists:
            yield WRONG(numerals, n=each)


def _of_split(
    setting: Setting, found: Findings, estimates: Estimates, target: Target | None
) -> Iterator[str]:
    if not len(estimates):
        return
    if estimates.name == "confusion.pairs":
        known = dataclasses.replace(estimates, rows=estimates.rows.dropna(subset="value"))
        if len(known):
            yield pair_point(setting, known)
    elif estimates.name == "agents.accuracy":
        if target:
            yield f"{agents_below(standings(estimates, found), setting.numerals)}."
    elif target or setting.targets.own:
        yield from _missed_in(setting, estimates, target)


def _missed_in(setting: Setting, estimates: Estimates, target: Target | None) -> Iterator[str]:
    missed = setting.missed(estimates, target)
    if missed:
        part = _part(len(missed), len(estimates), PLURALS[estimates.by[0]], setting.numerals)
        noun = term(estimates.name).noun
        yield words.MISSED_IN(setting.numerals, names=missed, noun=noun, part=part)


def _part(number: int, of: int, forms: SingularPlural, numerals: Numerals) -> str:
    """How many that is of all there are: that is one of 5 sites, that is both queues."""
    unit, units = forms
    if of == 1:
        return words.ONLY(numerals, unit=unit)
    if number < of:
        return words.SOME(numerals, n=number, of=of, units=units)
    return words.BOTH(numerals, units=units) if of == 2 else words.ALL(numerals, n=of, units=units)


def pair_point(setting: Setting, pairs: Estimates) -> str:
    """The costliest confusion in one sentence; `pairs` has it first."""
    first = pairs.rows.iloc[0].to_dict()
    given, true = (setting.name("label_id", str(first[column])) for column in ("label_id", "ref_label_id"))
    return words.COSTLIEST(setting.numerals, true=true, given=given, wrong=wrong_labels(first))
