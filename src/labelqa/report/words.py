"""Sentences and headlines, all computed from estimates and their verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from ..components import Status
from ..estimates import Direction, Estimate, Estimates, Outcome, Unit, Verdict
from .numerals import Numerals
from .vocabulary import AGENTS, Forms, Term

_NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_WORDS: dict[Status, str] = {
    "met": "Target met",
    "missed": "Target missed",
    "undecided": "Undecided",
    "none": "No target",
}

Judged = tuple[Term, Estimate, Verdict | None]


def status(verdict: Verdict | None) -> Status:
    """A verdict as a mark."""
    return verdict.outcome.value if verdict else "none"


def verdict_word(verdict: Verdict | None) -> str:
    """A verdict as printed beside its mark."""
    return _WORDS[status(verdict)]


def plural(number: int, forms: Forms, numerals: Numerals) -> str:
    """A number and its noun: 1 audit, 1,240 audits."""
    return f"{numerals.count(number)} {forms[number != 1]}"


def spelt(number: int) -> str:
    """Small numbers as words."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def listed(names: Sequence[str], most: int = 4) -> str:
    """a, b and c; beyond `most` the rest is counted."""
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def capital(text: str) -> str:
    """A text with its first letter large."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A text as a sentence: capital first, full stop last; nothing stays nothing."""
    return capital(text) + ("" if text.endswith((".", "?", "!")) or not text else ".")


def value(estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """An estimate's value, never printed as its target's unless it is the same."""
    apart = verdict.target.value if verdict else None
    return numerals.value(estimate.value, estimate.unit, apart_from=apart)


def reason(estimate: Estimate) -> str:
    """Why there is no estimate."""
    return "; ".join(estimate.flags) or "no data"


def interval(estimate: Estimate, term: Term, numerals: Numerals) -> str:
    """The interval and n of a tile: 95% interval 94.4% to 95.0%, 19,426 audits."""
    if not estimate.exists:
        return capital(reason(estimate))
    return f"95% interval {numerals.interval(estimate)}, {plural(estimate.n, term.counted, numerals)}"


def target(verdict: Verdict, unit: Unit, numerals: Numerals) -> str:
    """The target in words: Target at least 95.0%."""
    side = "at least" if verdict.target.direction is Direction.AT_LEAST else "at most"
    return f"Target {side} {numerals.value(verdict.target.value, unit)}"


def result(term: Term, estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """One sentence on a figure: its value, its interval and what that means for its target."""
    if not estimate.exists:
        return sentence(f"{term.label} cannot be given: {reason(estimate)}")
    text = f"{term.label} {term.verb} {value(estimate, verdict, numerals)} ({numerals.interval(estimate)})"
    if verdict is None:
        return sentence(text)
    goal = numerals.value(verdict.target.value, estimate.unit)
    if verdict.outcome is Outcome.UNDECIDED:
        open_end = f"{text}, too uncertain to say whether the target of {goal} was met"
        needed = more(term, verdict, numerals)
        return sentence(f"{open_end}; {needed}" if needed else open_end)
    return sentence(f"{text}; the target of {goal} was {verdict.outcome.value}")


def more(term: Term, verdict: Verdict, numerals: Numerals) -> str:
    """How much larger a sample would decide, where a larger one can be drawn: about 1,240 more audits …"""
    if verdict.more is None or not term.drawn:
        return ""
    return f"about {numerals.count(verdict.more)} more {term.counted[verdict.more != 1]} would decide"


def headline(term: Term, estimate: Estimate, verdict: Verdict | None, numerals: Numerals) -> str:
    """A section's title on one figure."""
    if not estimate.exists:
        return term.label
    printed = value(estimate, verdict, numerals)
    if verdict is None:
        return f"{term.label} {term.verb} {printed}"
    goal = numerals.value(verdict.target.value, estimate.unit)
    if verdict.outcome is Outcome.UNDECIDED:
        return f"{term.label}, at {printed}, too uncertain to judge against {goal}"
    return f"{term.label}, at {printed}, {verdict.outcome.value} the target of {goal}"


def change(difference: Estimate, numerals: Numerals) -> str:
    """The change on the period before, with its interval: −0.8 pts (−1.2 to −0.4 pts)."""
    if not difference.exists:
        return ""
    return f"{numerals.change(difference.value, difference.unit)} ({numerals.change_interval(difference)})"


def movement(term: Term, difference: Estimate, previous: str, numerals: Numerals) -> str:
    """One sentence on the change on the period before; a direction only where the interval has one."""
    if not difference.exists:
        return ""
    printed = change(difference, numerals)
    if difference.low > 0 or difference.high < 0:
        return f"{term.label} {'rose' if difference.low > 0 else 'fell'} on {previous}: {printed}."
    return f"No clear change in {term.noun} on {previous}: {printed}."


def together(term: Term, forms: Forms, verdicts: Sequence[Verdict | None], numerals: Numerals) -> str:
    """What several verdicts say: Of 5 sites, 1 missed the target and 4 are undecided."""
    outcomes = [verdict.outcome for verdict in verdicts if verdict]
    counts = {
        outcome: outcomes.count(outcome) for outcome in (Outcome.MISSED, Outcome.MET, Outcome.UNDECIDED)
    }
    parts = [(count, _did(outcome, count)) for outcome, count in counts.items() if count]
    if not parts:
        return f"{term.label} by {forms[0]}"
    if len(parts) == 1:
        count, did = parts[0]
        every = {1: f"The one {forms[0]}", 2: f"Both {forms[1]}"}
        return f"{every.get(count, f'All {spelt(count)} {forms[1]}')} {did}"
    said = listed([f"{numerals.count(count)} {did}" for count, did in parts])
    return f"Of {plural(len(outcomes), forms, numerals)}, {said}"


def agents_below(agents: Estimates, sure: float, numerals: Numerals) -> str:
    """How many agents are below the target, as far as can be known; the column p_below says how surely."""
    below = int((agents.rows["p_below"] > sure).sum())
    of = plural(len(agents), AGENTS, numerals)
    if not below:
        return f"None of {of} is below the target with enough certainty"
    return f"{capital(spelt(below))} of {of} {'is' if below == 1 else 'are'} below the target"


def executive_headline(judged: Sequence[Judged], numerals: Numerals) -> str:
    """The report's one-line answer: which targets were missed, undecided or met."""
    groups = {
        outcome: [term for term, _, verdict in judged if verdict and verdict.outcome is outcome]
        for outcome in Outcome
    }
    missed, undecided, met = groups[Outcome.MISSED], groups[Outcome.UNDECIDED], groups[Outcome.MET]
    count = len(missed) + len(undecided) + len(met)
    if not count:
        return _untargeted_headline(judged, numerals)
    if len(missed) > 2:
        return f"{capital(spelt(len(missed)))} of {spelt(count)} targets were missed"
    if missed:
        return f"{_named(missed)} missed {_their(missed)}"
    if undecided:
        unknown = f"{_named(undecided)} {'are' if _many(undecided) else 'is'} undecided"
        return f"No target was missed; {unknown[0].lower()}{unknown[1:]}" if met else unknown
    if count == 1:
        return f"{_named(met)} met {_their(met)}"
    return f"{'Both' if count == 2 else f'All {spelt(count)}'} targets were met"


def _untargeted_headline(judged: Sequence[Judged], numerals: Numerals) -> str:
    for term, estimate, _ in judged:
        if estimate.exists:
            return f"{term.label} {term.verb} {value(estimate, None, numerals)}; no target is set"
    return capital(reason(judged[0][1]) if judged else "no figure was asked for")


def _named(terms: Sequence[Term]) -> str:
    return capital(listed([term.noun for term in terms], 3))


def _many(terms: Sequence[Term]) -> bool:
    return len(terms) > 1 or terms[0].verb == "were"


def _their(terms: Sequence[Term]) -> str:
    """One target of a thing or of things, or several."""
    return f"{'their' if _many(terms) else 'its'} target{'s' if len(terms) > 1 else ''}"


def _did(outcome: Outcome, count: int) -> str:
    if outcome is Outcome.UNDECIDED:
        return "is undecided" if count == 1 else "are undecided"
    return f"{outcome.value} the target"
