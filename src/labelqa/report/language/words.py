"""Sentences and headlines, all computed from estimates and their verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from ...components import Status
from ...components import capital as capital  # said as words.capital
from ...estimates import MOST_FURTHER, Direction, Estimate, Outcome, Unit, Verdict
from .numerals import NOTHING, Numerals
from .vocabulary import Forms, Term

_NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_WORDS = {Outcome.MET: "Target met", Outcome.MISSED: "Target missed", Outcome.UNDECIDED: "Undecided"}

Judged = tuple[Term, Estimate, Verdict | None]


def status(verdict: Verdict | None) -> Status:
    """A verdict as a mark."""
    return verdict.outcome.value if verdict else "none"


def verdict_word(verdict: Verdict) -> str:
    """A verdict as printed beside its mark."""
    return _WORDS[verdict.outcome]


def plural(number: int, forms: Forms, numerals: Numerals) -> str:
    """A number and its noun: 1 audit, 1,240 audits."""
    return f"{numerals.count(number)} {forms[number != 1]}"


def spelt(number: int, numerals: Numerals) -> str:
    """Small numbers as words, others with their thousands mark."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else numerals.count(number)


def counted(number: int, forms: Forms, numerals: Numerals) -> str:
    """A spelt number and its noun, at a sentence's beginning: One audit, Three audits."""
    return f"{capital(spelt(number, numerals))} {forms[number != 1]}"


def listed(names: Sequence[str], most: int = 4) -> str:
    """a, b and c; beyond `most` the rest is counted."""
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def part(number: int, of: int, forms: Forms, numerals: Numerals) -> str:
    """How many that is of all there are: that is one of 5 sites, that is both queues."""
    if number == of:
        return (
            f"it is the only {forms[0]}" if of == 1 else f"that is {_every(of, numerals).lower()} {forms[1]}"
        )
    return f"that is {spelt(number, numerals)} of {plural(of, forms, numerals)}"


def joined(*sentences: str) -> str:
    """Sentences one after the other, but for empty ones."""
    return " ".join(each for each in sentences if each)


def sentence(text: str) -> str:
    """A text as a sentence: capital first, full stop last; nothing stays nothing."""
    return capital(text) + ("" if text.endswith((".", "?", "!")) or not text else ".")


def value(estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """An estimate's value; one that met or missed its target never prints as the target it is not."""
    if verdict is None or verdict.outcome is Outcome.UNDECIDED:
        return numerals.estimate(estimate)
    return numerals.estimate(estimate, apart_from=verdict.target.value)


def with_interval(estimate: Estimate, numerals: Numerals) -> str:
    """An estimate and its interval in one cell: 94.7% (94.4% to 95.0%); a dash where there is none."""
    if not estimate.exists:
        return NOTHING
    return f"{numerals.estimate(estimate)} ({numerals.interval(estimate)})"


def reason(estimate: Estimate) -> str:
    """Why there is no estimate."""
    return "; ".join(estimate.flags) or "no data"


def left_out(absent: Sequence[tuple[Term, Estimate]]) -> list[str]:
    """For each reason one sentence that names what it leaves out: A and b are left out: no audits."""
    reasons: dict[str, list[Term]] = {}
    for term, estimate in absent:
        reasons.setdefault(reason(estimate), []).append(term)
    return [
        sentence(f"{named(terms)} {'are' if len(terms) > 1 else 'is'} left out: {why}")
        for why, terms in reasons.items()
    ]


def named(terms: Sequence[Term], most: int = 9) -> str:
    """Measures at the head of a sentence: Label accuracy, utilisation and throughput."""
    return capital(listed([term.noun for term in terms], most))


def interval(estimate: Estimate, term: Term, numerals: Numerals) -> str:
    """The interval and n of a tile: 95% interval 94.4% to 95.0%, 19,426 audits."""
    if not estimate.exists:
        return capital(reason(estimate))
    return f"95% interval {numerals.interval(estimate)}, {plural(estimate.n, term.counted, numerals)}"


def target(verdict: Verdict, unit: Unit, numerals: Numerals) -> str:
    """The target in words: Target at least 95.0%."""
    side = "at least" if verdict.target.direction is Direction.AT_LEAST else "at most"
    return f"Target {side} {numerals.goal(verdict.target.value, unit)}"


def result(term: Term, estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """One sentence on a figure: its value, its interval and what that means for its target."""
    if not estimate.exists:
        return sentence(f"{term.label} cannot be given: {reason(estimate)}")
    text = f"{term.label} {term.verb} {value(estimate, verdict, numerals)} ({numerals.interval(estimate)})"
    if verdict is None:
        return sentence(text)
    goal = numerals.goal(verdict.target.value, estimate.unit)
    if verdict.outcome is Outcome.UNDECIDED:
        open_end = f"{text}, too uncertain to say whether the target of {goal} was met"
        needed = more(term, verdict, numerals)
        return sentence(f"{open_end}; {needed}" if needed else open_end)
    return sentence(f"{text}; the target of {goal} was {verdict.outcome.value}")


def more(term: Term, verdict: Verdict, numerals: Numerals) -> str:
    """What larger sample would decide, where one can be drawn: about 1,240 more audits, or none."""
    if verdict.outcome is not Outcome.UNDECIDED or not term.drawn:
        return ""
    if verdict.more is None:
        return f"not even {spelt(MOST_FURTHER, numerals)} times as many {term.counted[1]} would decide"
    return f"about {numerals.count(verdict.more)} more {term.counted[verdict.more != 1]} would decide"


def headline(term: Term, estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """A section's title on one figure."""
    if not estimate.exists:
        return term.label
    printed = value(estimate, verdict, numerals)
    if verdict is None:
        return f"{term.label} {term.verb} {printed}"
    goal = numerals.goal(verdict.target.value, estimate.unit)
    if verdict.outcome is Outcome.UNDECIDED:
        return f"{term.label}, at {printed}, too uncertain to judge against {goal}"
    return f"{term.label}, at {printed}, {verdict.outcome.value} the target of {goal}"


def change(difference: Estimate, numerals: Numerals) -> str:
    """The change on the period before, with its interval: −0.8 pts (−1.2 to −0.4 pts)."""
    if not difference.exists:
        return ""
    return f"{numerals.change(difference)} ({numerals.change_interval(difference)})"


def movement(term: Term, difference: Estimate, previous: str, numerals: Numerals) -> str:
    """One sentence on the change on the period before; a direction only where the interval has one."""
    if not difference.exists:
        return ""
    printed = change(difference, numerals)
    if is_clear(difference):
        return f"{term.label} {'rose' if difference.low > 0 else 'fell'} since {previous}: {printed}."
    return f"No clear change in {term.noun} since {previous}: {printed}."


def is_clear(difference: Estimate) -> bool:
    """Whether a difference has a direction: its interval leaves out zero, as a count when rounded."""
    nothing = 0.5 if difference.unit is Unit.COUNT else 0.0
    return difference.exists and (difference.low > nothing or difference.high < -nothing)


def wrong(estimate: Estimate, numerals: Numerals) -> str:
    """How many of the labels made are wrong: About 5,800 of the labels made are wrong (…)."""
    verb = "is" if round(estimate.value) == 1 else "are"
    count, between = numerals.estimate(estimate), numerals.interval(estimate)
    return f"About {count} of the labels made {verb} wrong ({between})."


def all_met(terms: Sequence[Term], numerals: Numerals) -> str:
    """Every target was met: which."""
    return f"{_every(len(terms), numerals)} targets were met: {listed([term.noun for term in terms], 9)}."


def extremes(estimates: Sequence[tuple[str, Estimate]], numerals: Numerals) -> str:
    """From the lowest to the highest of named estimates: from 86% at A to 99% at B, or 100% at each."""
    order = sorted((pair for pair in estimates if pair[1].exists), key=lambda pair: pair[1].value)
    if len(order) > 1 and order[0][1].value == order[-1][1].value:
        return f"{numerals.estimate(order[0][1])} at each"
    ends = [f"{numerals.estimate(estimate)} at {name}" for name, estimate in (order[:1] + order[1:][-1:])]
    return f"from {ends[0]} to {ends[1]}" if len(ends) > 1 else "".join(ends) or "no value"


def together(forms: Forms, verdicts: Sequence[Verdict], numerals: Numerals) -> str:
    """What several verdicts say, at least one: Of 5 sites, 1 missed the target and 4 are undecided."""
    outcomes = [verdict.outcome for verdict in verdicts]
    counts = {
        outcome: outcomes.count(outcome) for outcome in (Outcome.MISSED, Outcome.MET, Outcome.UNDECIDED)
    }
    parts = [(count, _did(outcome, count)) for outcome, count in counts.items() if count]
    if len(parts) == 1:
        count, did = parts[0]
        return f"{f'The one {forms[0]}' if count == 1 else f'{_every(count, numerals)} {forms[1]}'} {did}"
    said = listed([f"{numerals.count(count)} {did}" for count, did in parts])
    return f"Of {plural(len(outcomes), forms, numerals)}, {said}"


def executive_headline(
    judged: Sequence[Judged], numerals: Numerals, parts: Sequence[tuple[Forms, int, int]] = ()
) -> str:
    """
    The report's one-line answer: which targets were missed, undecided or met.

    `parts` are (forms, how many missed the market's first target, of how many), such as of sites; they
    are spoken of where the market itself missed nothing.
    """
    answer = _answer(judged, numerals)
    if any(verdict and verdict.outcome is Outcome.MISSED for _, _, verdict in judged):
        return answer
    said = [
        f"{spelt(missed, numerals)} of {plural(of, forms, numerals)}" for forms, missed, of in parts if missed
    ]
    return f"{answer}; {listed(said)} missed the {judged[0][0].noun} target" if said else answer


def _answer(judged: Sequence[Judged], numerals: Numerals) -> str:
    groups = {
        outcome: [term for term, _, verdict in judged if verdict and verdict.outcome is outcome]
        for outcome in Outcome
    }
    missed, undecided, met = groups[Outcome.MISSED], groups[Outcome.UNDECIDED], groups[Outcome.MET]
    count = len(missed) + len(undecided) + len(met)
    if not count:
        return _untargeted_headline(judged, numerals)
    if len(missed) > 2:
        return f"{capital(spelt(len(missed), numerals))} of {spelt(count, numerals)} targets were missed"
    if missed:
        return f"{named(missed, 3)} missed {_their(missed)}"
    if undecided:
        unknown = _undecided(undecided, count, numerals)
        return f"No target was missed; {unknown}" if met else capital(unknown)
    if count == 1:
        return f"{named(met)} met {_their(met)}"
    return f"{_every(count, numerals)} targets were met"


def _undecided(terms: Sequence[Term], of: int, numerals: Numerals) -> str:
    if len(terms) < 3:
        return f"{listed([term.noun for term in terms])} {'are' if _many(terms) else 'is'} undecided"
    some = (
        f"all {spelt(of, numerals)}"
        if len(terms) == of
        else f"{spelt(len(terms), numerals)} of {spelt(of, numerals)}"
    )
    return f"{some} targets are undecided"


def _untargeted_headline(judged: Sequence[Judged], numerals: Numerals) -> str:
    for term, estimate, _ in judged:
        if estimate.exists:
            return f"{term.label} {term.verb} {value(estimate, None, numerals)}; no target is set"
    return capital(reason(judged[0][1]) if judged else "no figure was asked for")


def _every(count: int, numerals: Numerals) -> str:
    """Both, or all of more."""
    return "Both" if count == 2 else f"All {spelt(count, numerals)}"


def _many(terms: Sequence[Term]) -> bool:
    return len(terms) > 1 or terms[0].verb == "were"


def _their(terms: Sequence[Term]) -> str:
    """One target of a thing or of things, or several."""
    return f"{'their' if _many(terms) else 'its'} target{'s' if len(terms) > 1 else ''}"


def _did(outcome: Outcome, count: int) -> str:
    if outcome is Outcome.UNDECIDED:
        return "is undecided" if count == 1 else "are undecided"
    return f"{outcome.value} the target"
