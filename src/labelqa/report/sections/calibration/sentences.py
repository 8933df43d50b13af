"""What a calibration report says: what was held, what was decided, by which rules, and what follows."""

from __future__ import annotations

from collections.abc import Mapping

from ....components import Callout, Cell, Table
from ....estimates import Estimate, Outcome, Target
from ....measures.calibration import FEWEST_ITEMS, FEWEST_RATERS
from ....measures.calibration_items import FEWEST_COMPETENT, SUSPECT
from ....measures.certification import FEWEST_CLAUSE_ITEMS, Certification, Decision
from ....measures.transfer import DAYS
from ...data.setting import Setting
from ...language.words import capital, change, is_clear, joined, listed, reason, sentence, value
from ...page.records import sheet
from ...page.tables import columns
from . import words
from .questions import Sessions

RULES = "calibration-rules"


def held(setting: Setting, sessions: Sessions) -> str:
    """Which sessions there were: one session, on Image policy (v3) on 13 October 2026, with 12 people …"""
    numerals, answers = setting.numerals, sessions.answers
    each = []
    for row in sessions.held.itertuples():
        version, queue = row.sop_version, setting.name("queue_id", str(row.queue_id))
        by = words.VERSION(numerals, version=version) if isinstance(version, str) else ""
        each.append(words.ON(numerals, queue=queue, version=by, day=row.day.date()))
    people, items = (answers[column].nunique() for column in ("person_id", "item_id"))
    return words.HELD(numerals, n=len(each), on=each, people=people, items=items)


def headline(setting: Setting, found: Certification, score: Estimate, pass_mark: Target) -> str:
    """The decision and its reason, as a section's title."""
    numerals, printed = setting.numerals, value(score, found.score, setting.numerals)
    match found.decision:
        case Decision.FIX_KEY:
            return words.FIX_KEY(numerals, n=len(found.suspects))
        case Decision.REWRITE:
            return words.REWRITE(numerals, n=len(found.clauses))
        case Decision.CERTIFY:
            return words.CERTIFY(numerals, score=printed)
    if found.score is None:
        return words.REPEAT(numerals, why=score)
    if found.score.outcome is Outcome.MISSED:
        return words.MISSED(numerals, score=printed)
    if found.score.outcome is Outcome.UNDECIDED:
        return words.UNDECIDED(numerals, score=printed, goal=pass_mark.value)
    if found.apart:
        return words.APART(numerals, n=len(found.apart))
    return words.THIN(numerals, thin=found.thin)


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
        title=words.RULES,
        measure=words.RULES_MEASURE,
        columns=columns(words.RULES_HEADS, (0.46, 0.24, 0.18, 0.12), numeric=4),
        rows=tuple(
            (
                Cell(text=rule),
                Cell(text=seen),
                Cell(text=capital(then.value)),
                Cell(text=words.YES if holds else words.NO),
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
    numerals, goal = setting.numerals, pass_mark.value
    passed = found.score is not None and found.score.outcome is Outcome.MET
    return (
        (
            words.KEY_RULE(numerals, fewest=FEWEST_COMPETENT, suspect=f"{SUSPECT:g}"),
            listed(found.suspects) or words.NO_KEY,
            Decision.FIX_KEY,
            bool(found.suspects),
        ),
        (
            words.CLAUSE_RULE(numerals, fewest=FEWEST_CLAUSE_ITEMS, goal=goal),
            listed([clauses.get(each, each) for each in found.clauses]) or words.NO_CLAUSE,
            Decision.REWRITE,
            bool(found.clauses),
        ),
        (
            words.SCORE_RULE(numerals, goal=goal, items=FEWEST_ITEMS, people=FEWEST_RATERS),
            _found(setting, found, score),
            Decision.CERTIFY,
            passed and not (found.apart or found.thin),
        ),
        (words.ELSE_RULE, "", Decision.REPEAT, found.decision is Decision.REPEAT),
    )


def next_step(setting: Setting, found: Certification, clauses: Mapping[str, str]) -> Callout:
    """What somebody has to do now."""
    numerals, named = setting.numerals, [clauses.get(each, each) for each in found.clauses]
    larger = words.LARGER(numerals, thin=found.thin) if found.thin else ""
    texts = {
        Decision.FIX_KEY: words.SEND(numerals, keys=listed(found.suspects, 8)),
        Decision.REWRITE: words.WRITE(numerals, clauses=named),
        Decision.CERTIFY: words.CERTIFIED,
        Decision.REPEAT: joined(words.AGAIN_TOGETHER if found.apart else words.AGAIN, larger),
    }
    return Callout(title=words.FOLLOWS, text=texts[found.decision], tone="action")


def transfer_sentence(setting: Setting, effect: Estimate, session: str) -> str:
    """Whether audits show what a session taught; a direction only where the interval has one."""
    numerals = setting.numerals
    if not effect.exists:
        return sentence(words.NO_EFFECT(numerals, session=session, why=effect))
    way = words.GAINED if effect.value > 0 else words.LOST
    printed = "; ".join([change(effect, numerals), *effect.flags])
    said = way if is_clear(effect) else words.NOT_CLEAR
    return said(numerals, session=session, days=DAYS, effect=printed)


def _found(setting: Setting, found: Certification, score: Estimate) -> str:
    if not score.exists:
        return capital(reason(score))
    numerals = setting.numerals
    sites = [setting.name("site_id", site) for site in found.apart]
    said = [
        words.SCORE(numerals, score=value(score, found.score, numerals), interval=numerals.interval(score)),
        words.SITES_DIFFER(numerals, sites=sites, n=len(sites)) if sites else words.NO_SITE_DIFFERS,
        *found.thin,
    ]
    return "; ".join(said)
