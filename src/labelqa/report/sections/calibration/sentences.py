"""The sentences of a calibration report: what was held, what was decided, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping

from ....components import Callout, Cell, Column, Prose, Table
from ....estimates import Estimate, Outcome, Target, Unit
from ....measures.calibration import FEWEST_ITEMS, FEWEST_RATERS
from ....measures.calibration_items import FEWEST_COMPETENT, SUSPECT
from ....measures.certification import FEWEST_CLAUSE_ITEMS, Certification, Decision
from ....measures.transfer import DAYS
from ...data.setting import Setting
from ...language import words
from ...language.numerals import Numerals
from ...language.vocabulary import PEOPLE, PLURALS
from ...page.records import sheet
from .questions import Sessions

_SESSIONS = PLURALS["session_id"]
RULES = "calibration-rules"
METHODS = (
    "**Scores** are shares of answers that are the key's. Their 95% intervals are Wilson's with fewer "
    "answers than were given: answers of one person are alike, and so are answers to one item. **The "
    "change** is paired, answer by answer; its interval takes people as what varies, and p is McNemar's"
    " exact test, which does not.",
    "**Agreement** is Krippendorff's alpha and Gwet's AC1 over the items; the change is resampled by "
    "item, each item with both its phases. **Cochran's Q** tests whether people, or sites, are right "
    "equally often on the items all of them answered; a site is right where most of its people are.",
    "**Sites** are equivalent where two one-sided Welch tests put the difference of mean scores from "
    "the others inside the margin, at 5% each.",
    "**Competent** are those who on the other items are right at least as often as the median person. "
    "Keys are judged by the answers after the session, because before it a hard item looks the same as "
    "one with a wrong key.",
    "**What shows at work** is a difference in differences: audit accuracy in the session's queue in "
    "the {days} days after less that in the {days} days before, of those who attended, less the same of"
    " the others, with an interval that takes each person as one cluster.",
)


def held(setting: Setting, sessions: Sessions) -> str:
    """Which sessions there were: one session, on Image policy (v3) on 13 October 2026, with 12 people …"""
    numerals = setting.numerals
    each = [
        f"on {setting.name('queue_id', str(row.queue_id))}"
        + (f" ({row.sop_version})" if isinstance(row.sop_version, str) else "")
        + f" on {numerals.day(row.day.date())}"
        for row in sessions.held.itertuples()
    ]
    people = words.plural(sessions.answers["person_id"].nunique(), PEOPLE, numerals)
    items = words.plural(sessions.answers["item_id"].nunique(), PLURALS["item_id"], numerals)
    return f"{words.counted(len(each), _SESSIONS, numerals)} {words.listed(each)}, with {people} and {items}."


def headline(setting: Setting, found: Certification, score: Estimate, pass_mark: Target) -> str:
    """The decision and its reason, as a section's title."""
    numerals = setting.numerals
    match found.decision:
        case Decision.FIX_KEY:
            return f"Fix the key of {words.plural(len(found.suspects), PLURALS['item_id'], numerals)} first"
        case Decision.REWRITE:
            clauses = words.plural(len(found.clauses), PLURALS["clause_id"], numerals)
            return f"Rewrite {clauses}: taught, and still not learnt"
        case Decision.CERTIFY:
            return f"Certify: the score, at {_score(setting, found, score)}, meets the pass mark"
    if found.score is None:
        return f"Repeat: {words.reason(score)}"
    if found.score.outcome is Outcome.MISSED:
        return f"Repeat: the score, at {_score(setting, found, score)}, misses the pass mark"
    if found.score.outcome is Outcome.UNDECIDED:
        goal = numerals.goal(pass_mark.value, Unit.SHARE)
        return f"Repeat: a score of {_score(setting, found, score)} cannot be told from {goal}"
    if found.apart:
        sites = words.plural(len(found.apart), PLURALS["site_id"], numerals)
        return f"Repeat: {sites} {'differs' if len(found.apart) == 1 else 'differ'} from the others"
    return f"Repeat with a larger session: {words.listed(found.thin)}"


def rules(
    setting: Setting,
    found: Certification,
    score: Estimate,
    pass_mark: Target,
    clauses: Mapping[str, str],
) -> Table:
    """The four rules in their order, what was found, and which of them decides."""
    rows = _rules(setting, found, score, pass_mark, clauses)
    return Table(
        id=RULES,
        title="By these rules",
        measure="In this order; the first that holds decides",
        columns=(
            Column(name="Rule", share=0.46),
            Column(name="Found", share=0.24),
            Column(name="Then", share=0.18),
            Column(name="Holds", share=0.12),
        ),
        rows=tuple(
            (
                Cell(text=rule),
                Cell(text=seen),
                Cell(text=words.capital(then.value)),
                Cell(text="Yes" if holds else "No"),
            )
            for rule, seen, then, holds in rows
        ),
        data=sheet(RULES, ["rule", "found", "then", "holds"], rows),
    )


def _rules(
    setting: Setting,
    found: Certification,
    score: Estimate,
    pass_mark: Target,
    clauses: Mapping[str, str],
) -> tuple[tuple[str, str, Decision, bool], ...]:
    """Each rule: its words, what was found by it, what it leads to, and whether it holds."""
    goal = setting.numerals.goal(pass_mark.value, Unit.SHARE)
    passed = found.score is not None and found.score.outcome is Outcome.MET
    return (
        (
            f"A key is suspect: of at least {FEWEST_COMPETENT} competent people more give one other label "
            f"than the key's (exact sign test, p below {SUSPECT:g}).",
            words.listed(found.suspects) or "No key",
            Decision.FIX_KEY,
            bool(found.suspects),
        ),
        (
            f"A clause was not learnt: its score, on {FEWEST_CLAUSE_ITEMS} items or more, surely misses "
            f"{goal}.",
            words.listed([clauses.get(each, each) for each in found.clauses]) or "No clause",
            Decision.REWRITE,
            bool(found.clauses),
        ),
        (
            f"The score surely meets {goal}, no site differs from the others, and there were at least "
            f"{FEWEST_ITEMS} items and {FEWEST_RATERS} people.",
            _found(setting, found, score),
            Decision.CERTIFY,
            passed and not (found.apart or found.thin),
        ),
        ("None of these holds.", "", Decision.REPEAT, found.decision is Decision.REPEAT),
    )


def next_step(found: Certification, clauses: Mapping[str, str]) -> Callout:
    """What somebody has to do now."""
    named = words.listed([clauses.get(each, each) for each in found.clauses])
    texts = {
        Decision.FIX_KEY: f"Send {words.listed(found.suspects, 8)} to policy. Score the session again with "
        "the keys that come back; nobody is certified or repeats it before.",
        Decision.REWRITE: f"Rewrite {named} with examples from the items missed, then calibrate on it again.",
        Decision.CERTIFY: "Certify those who took part. Watch the queue's audits for two weeks.",
        Decision.REPEAT: _repeat(found),
    }
    return Callout(title="What follows", text=texts[found.decision], tone="action")


def transfer_sentence(setting: Setting, effect: Estimate, session: str) -> str:
    """Whether audits show what a session taught; a direction only where the interval has one."""
    if not effect.exists:
        return words.sentence(f"{session}: no effect on audits can be given, {words.reason(effect)}")
    printed = "; ".join([words.change(effect, setting.numerals), *effect.flags])
    if not words.is_clear(effect):
        return f"{session}: the {DAYS} days after show no clear effect on audits: {printed}."
    way = "gained on" if effect.value > 0 else "lost against"
    return f"{session}: those who attended {way} the others in the {DAYS} days after: {printed}."


def methods() -> Prose:
    """How a calibration report's numbers are made."""
    return Prose(paragraphs=tuple(paragraph.format(days=DAYS) for paragraph in METHODS))


def _repeat(found: Certification) -> str:
    lacks = words.listed(found.thin)
    larger = f" Take a larger session: {lacks}." if lacks else ""
    if found.apart:
        return f"Repeat the session, the sites that differ together with the others.{larger}"
    return f"Repeat the session on other items of the same clauses.{larger}"


def _score(setting: Setting, found: Certification, score: Estimate) -> str:
    return words.value(score, found.score, setting.numerals)


def _found(setting: Setting, found: Certification, score: Estimate) -> str:
    if not score.exists:
        return words.capital(words.reason(score))
    numerals: Numerals = setting.numerals
    sites = [setting.name("site_id", site) for site in found.apart]
    said = [
        f"{_score(setting, found, score)} ({numerals.interval(score)})",
        f"{words.listed(sites)} {'differs' if len(sites) == 1 else 'differ'}" if sites else "no site differs",
        *found.thin,
    ]
    return "; ".join(said)
