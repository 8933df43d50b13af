"""Clauses that leave it open: errors that are laid to the SOP and not to people."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ....findings import Entity
from ...ambiguity import CLAUSE, by_clause
from ...confusion import placed
from ...false_discovery import mid_p
from ...grouping import UNKNOWN
from ..calm_market import calm_market
from ..cases import Case, counted
from ..detector import WRONG, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DetectorData
from ..evidence import shown

FEWEST_REASONS = 20  # errors whose reason is known
MOST_LAID = 0.25  # of a clause's errors laid to the SOP, that nobody minds
FEWEST_WRONG = 20.0  # labels a month under the clause


def ambiguous_clause(data: DetectorData) -> Iterator[Case]:
    """
    Clauses more than MOST_LAID of whose errors are laid to the SOP, and that cost enough labels.

    Of three months' audits; exact binomial mid-p on n_eff. Guard: 20 errors whose reason is known, and
    20 wrong labels a month under the clause that are laid to the SOP.
    """
    rows = data.quarter_audits
    if rows.empty or "reason_id" not in rows or CLAUSE not in rows:
        return
    found = by_clause(rows, data.labels)
    for row, (keys, estimate) in zip(found.rows.to_dict("records"), found, strict=True):
        if not estimate.exists or estimate.n < FEWEST_REASONS or row["unclear"] < FEWEST_WRONG:
            continue
        if keys[CLAUSE] == UNKNOWN:
            continue
        wrong = (row[name] * estimate.value for name in ("wrong", "wrong_low", "wrong_high"))
        k = (1 - estimate.value) * estimate.n_eff
        errors = rows[(rows[CLAUSE] == keys[CLAUSE]) & (rows["verdict"] == "incorrect")]
        p = float(mid_p(k, estimate.n_eff, 1 - MOST_LAID))
        yield Case(
            Entity.of("clause", clause_id=keys[CLAUSE]),
            estimate,
            MOST_LAID,
            p=p,
            wrong=counted(wrong, estimate.n, "wilson"),
            weight=float(data.costs(placed(errors)).mean()),
            evidence=functools.partial(shown, AUDITS, errors["audit_id"]),
        )


def _example() -> Example:
    """A queue with one error in ten, every other laid to the SOP and all under one clause."""
    market = calm_market().without("targets", "gold_answers")
    rows = market.erring(lambda rows: rows["queue_id"] == "ads", 0.08).frames[AUDITS]
    wrong = rows["verdict"] == "incorrect"
    laid = (wrong.cumsum() % 2).map({0: "sop_gap", 1: "agent_slip"})
    rows = rows.assign(reason_id=laid.where(wrong), clause_id=(rows["queue_id"] + "-1").where(wrong))
    return Example(market.with_table(AUDITS, rows).frames, Entity.of("clause", clause_id="ads-1"))


DETECTOR = Detector(
    slug="ambiguous_clauses",
    number="R6",
    title="An SOP clause is ambiguous",
    rules=(DetectorRule("clauses", ambiguous_clause, (AUDITS,), "sop_clarification"),),
    words=Words(
        told=("{value} of the errors under the clause are laid to the SOP",),
        wrong=f"{WRONG} laid to the SOP",
    ),
    example=_example,
)
