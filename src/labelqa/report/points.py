"""The key points: up to six sentences, the accuracy first, then what was missed, where, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..estimates import Estimates, Outcome, Target
from ..measures.agents import SURE
from . import words
from .setting import Setting
from .tiles import Reading, judged
from .vocabulary import PLURALS, term

MOST = 6


def points(
    setting: Setting, readings: Sequence[Reading], *others: tuple[Estimates, Target | None]
) -> tuple[str, ...]:
    """The sentences, computed from verdicts; `others` are split by site, by pair or by person."""
    found = [
        *_of_readings(setting, readings),
        *(point for each in others for point in _of_split(setting, *each)),
    ]
    return tuple(found[:MOST])


def _of_readings(setting: Setting, readings: Sequence[Reading]) -> Iterator[str]:
    first = readings[0]
    verdicts = {term.label: verdict for term, _, verdict in judged(setting, readings)}
    for reading in readings:
        verdict = verdicts[reading.term.label]
        if reading is first or (verdict and verdict.outcome is Outcome.MISSED):
            yield words.result(reading.term, reading.now.only(), verdict, setting.numerals)
        clear = reading.change.exists and (reading.change.low > 0 or reading.change.high < 0)
        if reading is first and clear:
            yield words.movement(
                reading.term, reading.change, setting.context.previous.label, setting.numerals
            )
    wrong = next((r.now.only() for r in readings if r.now.name == "impact.wrong_labels"), None)
    if wrong and wrong.exists:
        count = setting.numerals.value(wrong.value, wrong.unit)
        yield f"About {count} of the labels delivered are wrong ({setting.numerals.interval(wrong)})."


def _of_split(setting: Setting, estimates: Estimates, target: Target | None) -> Iterator[str]:
    if not len(estimates):
        return
    if estimates.name == "confusion.pairs":
        yield pair_point(setting, estimates)
    elif estimates.name == "agents.accuracy":
        if target:
            yield f"{words.agents_below(estimates, SURE, setting.numerals)}."
    elif target:
        yield from _missed_in(setting, estimates, target)


def _missed_in(setting: Setting, estimates: Estimates, target: Target) -> Iterator[str]:
    missed = [
        setting.title(by)
        for (by, _), verdict in zip(estimates, setting.verdicts(estimates, target), strict=True)
        if verdict and verdict.outcome is Outcome.MISSED
    ]
    if missed:
        forms = PLURALS[estimates.by[0]]
        goal = setting.numerals.value(target.value, estimates.unit)
        counted = words.plural(len(estimates), forms, setting.numerals)
        yield (
            f"{words.listed(missed)} missed the {term(estimates.name).noun} target of {goal}; "
            f"that is {words.spelt(len(missed))} of {counted}."
        )


def pair_point(setting: Setting, pairs: Estimates) -> str:
    """The costliest confusion in one sentence; `pairs` has it first."""
    first, count = pairs.rows.iloc[0], setting.numerals.count
    given, true = (setting.name("label_id", str(first[column])) for column in ("label_id", "ref_label_id"))
    ends = f"{count(first['wrong_low'])} to {count(first['wrong_high'])}"
    said = f"about {count(first['wrong'])} labels ({ends})"
    return f"The costliest confusion is “{true}” labelled as “{given}”: {said}."
