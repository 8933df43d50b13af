"""The answer in words: the rule, what it came to by audits and by gold, and what would decide."""

from __future__ import annotations

from collections.abc import Iterator

from ....estimates import Verdict
from ....measures.inquiry import Answer
from ....measures.investigation.bases import Basis, held
from ....measures.investigation.result import InvestigationResult
from ....measures.investigation.signs import speaking
from ...data.setting import Setting
from ...language.words import is_clear, joined, sentence, value
from . import words
from .sentences import chance, only, pairs_title, since_title, where_title, why_title


def headline(setting: Setting, found: InvestigationResult) -> str:
    """The answer and its reason, as a section's title."""
    judgement, basis, numerals = found.judgement, found.basis, setting.numerals
    match judgement.answer:
        case Answer.CONFIRMED:
            by = "" if basis.name == "audits" else words.BY[basis.name]
            return words.CONFIRMED(numerals, by=by, rate=numerals.change(basis.rate))
        case Answer.REFUTED:
            return words.REFUTED(numerals, least=judgement.least)
    return words.INCONCLUSIVE(numerals, why=found.unknown or needed(setting, found))


def needed(setting: Setting, found: InvestigationResult) -> str:
    """How many more audits would decide; where no number does, what else would."""
    numerals, judgement = setting.numerals, found.judgement
    if judgement.more is None:
        if not found.basis.before.exists:
            return words.NOTHING_BEFORE
        return words.CANNOT_DECIDE(numerals, n=found.groups.labels)
    if not judgement.earlier:
        return words.NOW_DECIDE(numerals, now=judgement.more)
    if not judgement.more:
        return words.EARLIER_DECIDE(numerals, earlier=judgement.earlier)
    return words.BOTH_DECIDE(numerals, now=judgement.more, earlier=judgement.earlier)


def rules(setting: Setting, found: InvestigationResult) -> tuple[tuple[str, str], ...]:
    """What was written in advance, as a list of facts."""
    request, start = found.request, setting.context.window.start
    return (
        (words.QUESTION, request.question or words.EXPLORATORY),
        (words.ONLY, only(setting, request)),
        (words.DAYS, words.AGAINST(setting.numerals, period=setting.period, start=start)),
        *([(words.GIVEN, request.rule)] if request.rule else []),
        (words.DECIDES, _rule(setting, found)),
    )


def _rule(setting: Setting, found: InvestigationResult) -> str:
    rule, numerals, several = found.rule, setting.numerals, len(found.bases) > 1
    decided = held(rule, len(found.bases)).decided
    low, high = (numerals.percent(share, int(several)) for share in (1 - decided, decided))
    said = words.RULE(numerals, least=rule.least, low=low, high=high, fewest=rule.fewest)
    return joined(said, words.BY_BOTH if several else "")


def conclusion(setting: Setting, found: InvestigationResult) -> str:
    """What it comes to, in a few sentences."""
    if found.unknown:
        return sentence(found.unknown)
    answer, mix = found.judgement.answer, found.level.parts.mix
    explained = answer is Answer.REFUTED and is_clear(mix) and mix.value < 0
    return joined(
        *(text for basis in found.bases for text in _by(setting, found, basis)),
        _against_target(setting, found),
        sentence(needed(setting, found)) if answer is Answer.INCONCLUSIVE else "",
        words.OTHER_MIX_EXPLAINS(setting.numerals, mix=mix) if explained else "",
        signs(setting, found),
    )


def _by(setting: Setting, found: InvestigationResult, basis: Basis) -> Iterator[str]:
    """One basis: its change at the same mix, its chances, and whether the rule's minimum is there."""
    numerals, judgement = setting.numerals, basis.judgement
    if not basis.rate.exists:
        return
    by = "" if len(found.bases) == 1 else words.BY[basis.name]
    yield words.CHANGED(numerals, by=by, rate=basis.rate)
    lost, least = (chance(setting, p) for p in (judgement.lost, judgement.lost_least))
    yield words.CHANCES(numerals, lost=lost, goal=judgement.least, least=least)
    if judgement.short:
        short = words.SHORT if basis.name == "audits" else words.SHORT_KNOWN
        yield short(numerals, before=basis.before.n, after=basis.after.n, fewest=found.rule.fewest)


def _against_target(setting: Setting, found: InvestigationResult) -> str:
    """How accuracy in these days stands by its target, which no change before it excuses."""
    after, verdict = found.level.after, standing(setting, found)
    if verdict is None:
        return ""
    return words.TARGET(
        setting.numerals,
        accuracy=value(after, verdict, setting.numerals),
        after=after,
        goal=verdict.target.value,
        did=words.DID[verdict.outcome],
    )


def standing(setting: Setting, found: InvestigationResult) -> Verdict | None:
    """The verdict on accuracy in these days, by the target of what is asked about or else the market's."""
    if not found.level.after.exists:
        return None
    columns = found.request.columns
    by = {column: values[0] for column, values in columns.items() if len(columns) == len(values) == 1}
    target = setting.targets.get("accuracy", by) or setting.targets.get("accuracy")
    return setting.verdict(found.level.after, target)


def signs(setting: Setting, found: InvestigationResult) -> str:
    """How many kinds of evidence speak for it; nothing where none is known."""
    return sentence(signs_title(setting, found)) if any(each.known for each in found.signs) else ""


def signs_title(setting: Setting, found: InvestigationResult) -> str:
    """How many signs point to worse labels: three of 7 signs point to worse labels."""
    speaks, known = speaking(found.signs)
    return words.SIGNS_POINT(setting.numerals, speaks=speaks, known=known)


def points(setting: Setting, found: InvestigationResult) -> Iterator[str]:
    """The key points: what was asked in advance, the answer, what speaks for it, since when, where, why."""
    numerals, request = setting.numerals, found.request
    asked = words.QUOTED(numerals, text=request.question) if request.question else words.NOTHING_ASKED
    yield words.ASKED(numerals, question=asked, only=only(setting, request), period=setting.period)
    yield f"{headline(setting, found)}."
    yield from filter(None, [signs(setting, found)])
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
