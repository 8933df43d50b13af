"""Sentences and headlines on any measure, all computed from estimates and their verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from ...estimates import MOST_FURTHER, Direction, Estimate, Outcome, Unit, Verdict
from ...measures.accuracy import UNDRAWN
from .messages import Message
from .numerals import Numerals
from .vocabulary import SingularPlural, Term
from .words import is_clear, listed, named, reason, sentence, value

# one figure and its target
_RESULT = "{label} {verb} {value} ({estimate:between})"
RESULT = Message(_RESULT + ".")
COMPLETE = Message("{label} {verb} {value}.")
RESULTS = {
    Outcome.MET: Message(_RESULT + "; the target of {goal} was met."),
    Outcome.MISSED: Message(_RESULT + "; the target of {goal} was missed."),
    Outcome.UNDECIDED: Message(
        _RESULT + ", too uncertain to say whether the target of {goal} was met{further}."
    ),
}
FURTHER = Message("; {more}")
MORE = Message("about {n} more {counted} would decide")
NOT_EVEN = Message("not even {times:spelt} times as many {units} would decide")
NOT_GIVEN = Message("{label} cannot be given: {why}")
LEFT_OUT = Message("{names} {n:is|are} left out: {why}")
HEADLINE = Message("{label} {verb} {value}")
HEADLINES = {
    Outcome.MET: Message("{label}, at {value}, met the target of {goal}"),
    Outcome.MISSED: Message("{label}, at {value}, missed the target of {goal}"),
    Outcome.UNDECIDED: Message("{label}, at {value}, too uncertain to judge against {goal}"),
}
INTERVAL = Message("95% interval {estimate:between}, {n} {units}")
TARGETS = {
    Direction.AT_LEAST: Message("Target at least {goal}"),
    Direction.AT_MOST: Message("Target at most {goal}"),
}
ROSE = Message("{label} rose since {previous}: {change:change}.")
FELL = Message("{label} fell since {previous}: {change:change}.")
WRONG = Message("About {n} of the labels made {n:is|are} wrong ({n:between}).")

# several figures
AT, AT_EACH, NO_VALUE = Message("{low} at {lowest}"), Message("{low} at each"), "no value"
FROM = Message("from {low} at {lowest} to {high} at {highest}")
DID = {
    Outcome.MISSED: ("missed the target", "missed the target"),
    Outcome.MET: ("met the target", "met the target"),
    Outcome.UNDECIDED: ("is undecided", "are undecided"),
}
ONE, BOTH = Message("The one {unit} {did}"), Message("Both {units} {did}")
ALL, OF = Message("All {n:spelt} {units} {did}"), Message("Of {of} {units}, {said}")


def left_out(absent: Sequence[tuple[Term, Estimate]], numerals: Numerals) -> list[str]:
    """For each reason one sentence that names what it leaves out: A and b are left out: no audits."""
    reasons: dict[str, list[Term]] = {}
    for term, estimate in absent:
        reasons.setdefault(reason(estimate), []).append(term)
    return [
        sentence(LEFT_OUT(numerals, names=named(terms), n=len(terms), why=why))
        for why, terms in reasons.items()
    ]


def interval(estimate: Estimate, term: Term, numerals: Numerals) -> str:
    """The interval and n of a tile: 95% interval 94.4% to 95.0%, 19,426 audits."""
    told = INTERVAL(numerals, estimate=estimate, n=estimate.n, units=term.counted[estimate.n != 1])
    return f"{told}; {UNDRAWN}" if UNDRAWN in estimate.flags else told


def target(verdict: Verdict, unit: Unit, numerals: Numerals) -> str:
    """The target in words: Target at least 95.0%."""
    goal = verdict.target
    return TARGETS[goal.direction](numerals, goal=numerals.goal(goal.value, unit))


def result(term: Term, estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """One sentence on a figure, and a caveat where nobody knows how its sample was drawn."""
    told = _result(term, estimate, verdict, numerals)
    return f"{told} {UNDRAWN.capitalize()}." if UNDRAWN in estimate.flags else told


def _result(term: Term, estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """Its value, its interval unless it is a count, and what of its target."""
    if not estimate.exists:
        return sentence(NOT_GIVEN(numerals, label=term.label, why=reason(estimate)))
    printed = value(estimate, verdict, numerals)
    known = {"label": term.label, "verb": term.verb, "value": printed, "estimate": estimate}
    if verdict is None and estimate.unit is Unit.COUNT and estimate.low == estimate.high:
        return COMPLETE(numerals, label=term.label, verb=term.verb, value=printed)
    if verdict is None:
        return RESULT(numerals, **known)
    known["goal"] = numerals.goal(verdict.target.value, estimate.unit)
    if verdict.outcome is Outcome.UNDECIDED:
        needed = more(term, verdict, numerals)
        known["further"] = FURTHER(numerals, more=needed) if needed else ""
    return RESULTS[verdict.outcome](numerals, **known)


def more(term: Term, verdict: Verdict, numerals: Numerals) -> str:
    """What larger sample would decide, where one can be drawn: about 1,240 more audits, or none."""
    if verdict.outcome is not Outcome.UNDECIDED or not term.drawn:
        return ""
    if verdict.more is None:
        return NOT_EVEN(numerals, times=MOST_FURTHER, units=term.counted[1])
    return MORE(numerals, n=verdict.more, counted=term.counted[verdict.more != 1])


def headline(term: Term, estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """A section's title on one figure."""
    if not estimate.exists:
        return term.label
    printed = value(estimate, verdict, numerals)
    if verdict is None:
        return HEADLINE(numerals, label=term.label, verb=term.verb, value=printed)
    goal = numerals.goal(verdict.target.value, estimate.unit)
    return HEADLINES[verdict.outcome](numerals, label=term.label, value=printed, goal=goal)


def movement(term: Term, difference: Estimate, previous: str, numerals: Numerals) -> str:
    """One sentence on the change on the period before; nothing where the interval has no direction."""
    if not is_clear(difference):
        return ""
    moved = ROSE if difference.low > 0 else FELL
    return moved(numerals, label=term.label, previous=previous, change=difference)


def extremes(estimates: Sequence[tuple[str, Estimate]], numerals: Numerals) -> str:
    """From the lowest to the highest of named estimates: from 86% at A to 99% at B, or 100% at each."""
    order = sorted((pair for pair in estimates if pair[1].exists), key=lambda pair: pair[1].value)
    if not order:
        return NO_VALUE
    (lowest, low), (highest, high) = order[0], order[-1]
    if len(order) == 1:
        return AT(numerals, low=low, lowest=lowest)
    if low.value == high.value:
        return AT_EACH(numerals, low=low)
    return FROM(numerals, low=low, lowest=lowest, high=high, highest=highest)


def together(forms: SingularPlural, verdicts: Sequence[Verdict], numerals: Numerals) -> str:
    """What several verdicts say, at least one: Of 5 sites, 1 missed the target and 4 are undecided."""
    outcomes, (unit, units) = [verdict.outcome for verdict in verdicts], forms
    parts = [(n, did[n != 1]) for outcome, did in DID.items() if (n := outcomes.count(outcome))]
    if len(parts) > 1:
        said = listed([f"{numerals.count(n)} {did}" for n, did in parts])
        return OF(numerals, of=len(outcomes), units=units, said=said)
    ((n, did),) = parts
    if n == 1:
        return ONE(numerals, unit=unit, did=did)
    return BOTH(numerals, units=units, did=did) if n == 2 else ALL(numerals, n=n, units=units, did=did)
