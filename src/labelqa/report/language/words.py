"""How words are formed: counted, listed, as a sentence; and how values and verdicts are told."""

from __future__ import annotations

from collections.abc import Sequence

from ...components import Status
from ...components import capital as capital  # said as words.capital
from ...estimates import Estimate, Outcome, Unit, Verdict
from .numerals import NOTHING, Numerals
from .vocabulary import SingularPlural, Term

_NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_WORDS = {Outcome.MET: "Target met", Outcome.MISSED: "Target missed", Outcome.UNDECIDED: "Undecided"}


def status(verdict: Verdict | None) -> Status:
    """A verdict as a mark."""
    return verdict.outcome.value if verdict else "none"


def verdict_word(verdict: Verdict) -> str:
    """A verdict as printed beside its mark."""
    return _WORDS[verdict.outcome]


def plural(number: int, forms: SingularPlural, numerals: Numerals) -> str:
    """A number and its noun: 1 audit, 1,240 audits."""
    return f"{numerals.count(number)} {forms[number != 1]}"


def spelt(number: int, numerals: Numerals) -> str:
    """Small numbers as words, others with their thousands mark."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else numerals.count(number)


def counted(number: int, forms: SingularPlural, numerals: Numerals) -> str:
    """A spelt number and its noun, at a sentence's beginning: One audit, Three audits."""
    return f"{capital(spelt(number, numerals))} {forms[number != 1]}"


def listed(names: Sequence[str], most: int = 4) -> str:
    """a, b and c; beyond `most` the rest is counted."""
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


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


def named(terms: Sequence[Term], most: int = 9) -> str:
    """Measures at the head of a sentence: Label accuracy, utilisation and throughput."""
    return capital(listed([term.noun for term in terms], most))


def change(difference: Estimate, numerals: Numerals) -> str:
    """The change on the period before, with its interval: −0.8 pts (−1.2 to −0.4 pts)."""
    if not difference.exists:
        return ""
    return f"{numerals.change(difference)} ({numerals.change_interval(difference)})"


def is_clear(difference: Estimate) -> bool:
    """Whether a difference has a direction: its interval leaves out zero, as a count when rounded."""
    nothing = 0.5 if difference.unit is Unit.COUNT else 0.0
    return difference.exists and (difference.low > nothing or difference.high < -nothing)
