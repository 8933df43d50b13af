"""The answer in words: the rule, what it came to by audits and by gold, and what would decide."""

from __future__ import annotations

from collections.abc import Iterator

from ....estimates import Outcome, Unit, Verdict
from ....measures.inquiry import Answer
from ....measures.investigation.bases import Basis, held
from ....measures.investigation.result import InvestigationResult
from ....measures.investigation.signs import speaking
from ...data.setting import Setting
from ...language import words
from ...language.vocabulary import AUDITS, LABELS
from .sentences import chance, only, pairs_title, since_title, where_title, why_title
from .words import KNOWN

_WORDS = {
    Answer.CONFIRMED: "Confirmed",
    Answer.REFUTED: "Refuted",
    Answer.INCONCLUSIVE: "Inconclusive",
}
_BY = {"audits": "audits", "gold": "answers to gold items", "both": "audits and answers to gold items"}
_DID = {
    Outcome.MET: "was met",
    Outcome.MISSED: "was missed",
    Outcome.UNDECIDED: "is neither surely met nor missed",
}
_SIGNS = ("sign points", "signs point")


def headline(setting: Setting, found: InvestigationResult) -> str:
    """The answer and its reason, as a section's title."""
    judgement, numerals = found.judgement, setting.numerals
    said = _WORDS[judgement.answer]
    if found.unknown:
        return f"{said}: {found.unknown}"
    match judgement.answer:
        case Answer.CONFIRMED:
            by = "" if found.basis.name == "audits" else f" by {_BY[found.basis.name]}"
            return f"{said}: at the same mix accuracy{by} changed by {numerals.change(found.basis.rate)}"
        case Answer.REFUTED:
            least = numerals.goal(judgement.least, Unit.POINTS)
            return f"{said}: at the same mix accuracy did not lose {least}"
    return f"{said}: {needed(setting, found)}"


def needed(setting: Setting, found: InvestigationResult) -> str:
    """How many more audits would decide; where no number does, what else would."""
    numerals, judgement = setting.numerals, found.judgement
    if judgement.more is None:
        if not found.basis.before.exists:
            return "nothing was checked before these days; days with audits before them would decide"
        labels = words.plural(found.groups.labels, LABELS, numerals)
        return f"audits of {labels} cannot decide; more days or more people would"
    parts = [
        (judgement.more, f"{words.plural(judgement.more, AUDITS, numerals)} more of these days"),
        (judgement.earlier, f"{words.plural(judgement.earlier, AUDITS, numerals)} more of the weeks before"),
    ]
    return f"about {' and '.join(text for number, text in parts if number)} would decide"


def rules(setting: Setting, found: InvestigationResult) -> tuple[tuple[str, str], ...]:
    """What was written in advance, as a list of facts."""
    request, numerals, context = found.request, setting.numerals, setting.context
    before = f"the weeks from {numerals.day(context.window.start)} to the day before these days"
    return (
        ("Question", request.question or "none was written in advance: all of this is exploratory"),
        ("Only", only(setting, request)),
        ("Days", f"{context.period.label}, against {before}"),
        *([("Rule, as given", request.rule)] if request.rule else []),
        ("Rule that decides", _rule(setting, found)),
    )


def _rule(setting: Setting, found: InvestigationResult) -> str:
    rule, numerals = found.rule, setting.numerals
    decided = held(rule, len(found.bases)).decided
    digits = 0 if len(found.bases) == 1 else 1
    least, fewest = numerals.goal(rule.least, Unit.POINTS), numerals.count(rule.fewest)
    said = (
        f"At the same mix of queues and labels: refuted where the chance of a loss of {least} or more "
        f"is {numerals.percent(1 - decided, digits)} or less, confirmed where the chance of any loss is "
        f"{numerals.percent(decided, digits)} or more, else inconclusive, with what would decide; so too "
        f"with fewer than {fewest} known answers before or in these days."
    )
    if len(found.bases) == 1:
        return said
    return (
        f"{said} By audits; and by audits with answers to gold items, which can confirm and not refute, "
        "for gold items are chosen and may be recognised."
    )


def conclusion(setting: Setting, found: InvestigationResult) -> str:
    """What it comes to, in a few sentences."""
    if found.unknown:
        return words.sentence(found.unknown)
    said = [text for basis in found.bases for text in _by(setting, found, basis)]
    said.append(_against_target(setting, found))
    if found.judgement.answer is Answer.INCONCLUSIVE:
        said.append(words.sentence(needed(setting, found)))
    mix = found.level.parts.mix
    if found.judgement.answer is Answer.REFUTED and words.is_clear(mix) and mix.value < 0:
        said.append(f"Another mix of items explains {words.change(mix, setting.numerals)}.")
    return " ".join(filter(None, [*said, *signs(setting, found)]))


def _by(setting: Setting, found: InvestigationResult, basis: Basis) -> Iterator[str]:
    """One basis: its change at the same mix, its chances, and whether the rule's minimum is there."""
    numerals, judgement, rate = setting.numerals, basis.judgement, basis.rate
    if not rate.exists:
        return
    by = "" if len(found.bases) == 1 else f" by {_BY[basis.name]}"
    yield f"At the same mix accuracy{by} changed by {words.change(rate, numerals)}."
    any_loss, least = (chance(setting, p) for p in (judgement.lost, judgement.lost_least))
    goal = numerals.goal(judgement.least, Unit.POINTS)
    yield f"The chance of any loss is {any_loss}, of one of {goal} or more {least}."
    if judgement.short:
        noun = AUDITS if basis.name == "audits" else KNOWN
        sides = " and ".join(
            f"{words.plural(side.n, noun, numerals)} {when}"
            for side, when in ((basis.before, "before"), (basis.after, "in these days"))
        )
        fewest = numerals.count(found.rule.fewest)
        yield f"{words.capital(sides)} decide nothing: the rule asks for {fewest} on either side."


def _against_target(setting: Setting, found: InvestigationResult) -> str:
    """How accuracy in these days stands by its target, which no change before it excuses."""
    after, verdict = found.level.after, standing(setting, found)
    if verdict is None:
        return ""
    goal = setting.numerals.goal(verdict.target.value, Unit.SHARE)
    told = words.value(after, verdict, setting.numerals)
    between = setting.numerals.interval(after)
    did = _DID[verdict.outcome]
    return f"By audits accuracy in these days was {told} ({between}); the target of {goal} {did}."


def standing(setting: Setting, found: InvestigationResult) -> Verdict | None:
    """The verdict on accuracy in these days, by the target of what is asked about or else the market's."""
    if not found.level.after.exists:
        return None
    columns = found.request.columns
    by = {column: values[0] for column, values in columns.items() if len(columns) == len(values) == 1}
    target = setting.targets.get("accuracy", by) or setting.targets.get("accuracy")
    return setting.verdict(found.level.after, target)


def signs(setting: Setting, found: InvestigationResult) -> Iterator[str]:
    """How many kinds of evidence speak for it; nothing where none is known."""
    if any(each.known for each in found.signs):
        yield f"{signs_title(setting, found)}."


def signs_title(setting: Setting, found: InvestigationResult) -> str:
    """How many signs point to worse labels: three of 7 signs point to worse labels."""
    speaks, known = speaking(found.signs)
    some = words.capital(words.spelt(speaks, setting.numerals))
    return f"{some} of {setting.numerals.count(known)} {_SIGNS[known != 1]} to worse labels"


def points(setting: Setting, found: InvestigationResult) -> Iterator[str]:
    """The key points: what was asked in advance, the answer, what speaks for it, since when, where, why."""
    asked = f"“{found.request.question}”" if found.request.question else "Nothing in advance"
    yield f"Asked: {asked} Of {only(setting, found.request)}, {setting.period}."
    yield f"{headline(setting, found)}."
    yield from signs(setting, found)
    if found.why:
        return
    if found.episode.certain:
        yield f"{since_title(setting, found.episode)}."
    if found.leading:
        yield f"{where_title(setting, found)}."
    if found.confused:
        yield f"{pairs_title(setting, found)}."
    if found.blamed:
        yield f"{why_title(setting, found)}."
