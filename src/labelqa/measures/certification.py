"""What to do after a calibration session: four rules, the first that holds decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..estimates import Estimates, Outcome, Target, Verdict, judge
from .false_discovery import judged_together

PASS_MARK = 0.90
FEWEST_CLAUSE_ITEMS = 3
"""Items of a clause from which its score speaks of the clause and not of one item."""


class Decision(StrEnum):
    """What a session leads to."""

    FIX_KEY = "fix the key"
    REWRITE = "rewrite the clause"
    CERTIFY = "certify"
    REPEAT = "repeat"


@dataclass(frozen=True)
class Certification:
    """
    The decision and what it rests on.

    `suspects`: items with a suspect key; `clauses`: those not learnt; `score`: the verdict on the score
    after the session, None without one; `apart`: sites that differ from the others; `thin`: what the
    session is short of.
    """

    decision: Decision
    suspects: tuple[str, ...]
    clauses: tuple[str, ...]
    score: Verdict | None
    apart: tuple[str, ...]
    thin: tuple[str, ...]


def certify(
    score: Estimates, clauses: Estimates, suspects: Estimates, sites: Estimates, pass_mark: Target
) -> Certification:
    """
    The decision on a session or several, from measures.calibration after it.

    `score` overall, `clauses` the score by clause_id with the column items, `suspects` as
    calibration_items.suspects and `sites` as calibration.equivalence give them. In this order: fix the
    key where one is suspect, for all else rests on it; rewrite a clause whose score surely misses the
    pass mark, all clauses judged together, on FEWEST_CLAUSE_ITEMS items or more; certify where the score
    surely meets it, no site differs and the session was large enough; else repeat.
    """
    keys = tuple(by["item_id"] for by, _ in suspects)
    verdicts = judged_together([judge(estimate, pass_mark) for _, estimate in clauses])
    unlearnt = tuple(
        by["clause_id"]
        for (by, _), found, count in zip(clauses, verdicts, clauses.rows.get("items", ()), strict=True)
        if count >= FEWEST_CLAUSE_ITEMS and _outcome(found) is Outcome.MISSED
    )
    apart = tuple(by["site_id"] for by, e in sites if e.exists and (e.low > 0 or e.high < 0))
    overall = score.only()
    verdict = judge(overall, pass_mark)
    passed = _outcome(verdict) is Outcome.MET and not apart and not overall.flags
    decision = Decision.CERTIFY if passed else Decision.REPEAT
    if unlearnt:
        decision = Decision.REWRITE
    if keys:
        decision = Decision.FIX_KEY
    return Certification(decision, keys, unlearnt, verdict, apart, overall.flags)


def _outcome(verdict: Verdict | None) -> Outcome | None:
    return verdict.outcome if verdict else None
