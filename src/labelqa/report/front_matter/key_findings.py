"""The key findings: up to six sentences: accuracy, what was missed, the gravest risks, where, and by whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from ...components import graded
from ...estimates import Estimates, Outcome, Target
from ...findings import Findings
from ...measures.confusion import wrong_labels
from ..data.setting import Setting
from ..language import words
from ..language.vocabulary import LABELS, PLURALS, term
from ..page.standing import agents_below, standings
from ..page.tiles import Reading, judged
from ..sections.risks import sentences as risk_words

MOST, GRAVEST = 6, 2  # sentences, and those on risks


def key_findings(
    setting: Setting,
    readings: Sequence[Reading],
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
        yield f"{graded(each.severity.grade.value)} risk, {whom}: {what}."


def _of_readings(setting: Setting, readings: Sequence[Reading]) -> Iterator[str]:
    found = judged(setting, readings)
    outcomes = [verdict.outcome for _, _, verdict in found if verdict]
    if len(outcomes) > 1 and set(outcomes) == {Outcome.MET}:
        yield words.all_met([said for said, _, verdict in found if verdict], setting.numerals)
    for reading, (said, now, verdict) in zip(readings, found, strict=True):
        if reading is readings[0] or (verdict and verdict.outcome is Outcome.MISSED):
            yield words.result(said, now, verdict, setting.numerals)
        if reading is readings[0] and words.is_clear(reading.change):
            yield words.movement(said, reading.change, setting.context.previous.label, setting.numerals)
    for wrong in (r.now.only() for r in readings[1:] if r.now.name == "impact.wrong_labels"):
        if wrong.exists:
            yield words.wrong(wrong, setting.numerals)


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
        forms = PLURALS[estimates.by[0]]
        of = words.part(len(missed), len(estimates), forms, setting.numerals)
        yield f"{words.listed(missed)} missed the {term(estimates.name).noun} target; {of}."


def pair_point(setting: Setting, pairs: Estimates) -> str:
    """The costliest confusion in one sentence; `pairs` has it first."""
    first = pairs.rows.iloc[0].to_dict()
    given, true = (setting.name("label_id", str(first[column])) for column in ("label_id", "ref_label_id"))
    wrong, numerals = wrong_labels(first), setting.numerals
    said = f"about {numerals.estimate(wrong)} {LABELS[round(wrong.value) != 1]} ({numerals.interval(wrong)})"
    return f"The costliest confusion is “{true}” labelled as “{given}”: {said}."
