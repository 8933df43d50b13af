"""Clauses that leave it open: errors that are laid to the SOP and not to people."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ...findings import Entity
from ..ambiguity import CLAUSE, by_clause
from ..confusion import placed
from ..false_discovery import mid_p
from ..grouping import UNKNOWN
from .cases import Case, counted
from .evidence import shown
from .material import AUDITS, Material

FEWEST_REASONS = 20


def ambiguous_clause(material: Material) -> Iterator[Case]:
    """
    Clauses more than `margins.ambiguous` of whose errors are laid to the SOP, and that cost enough labels.

    Of three months' audits; exact binomial mid-p on n_eff. Guard: 20 errors whose reason is known, and
    `margins.unclear` wrong labels a month under the clause that are laid to the SOP.
    """
    rows, margins = material.quarter_audits, material.setting.margins
    if rows.empty or "reason_id" not in rows or CLAUSE not in rows:
        return
    found = by_clause(rows, material.labels)
    for row, (keys, estimate) in zip(found.rows.to_dict("records"), found, strict=True):
        if not estimate.exists or estimate.n < FEWEST_REASONS or row["unclear"] < margins.unclear:
            continue
        if keys[CLAUSE] == UNKNOWN:
            continue
        wrong = (row[name] * estimate.value for name in ("wrong", "wrong_low", "wrong_high"))
        k = (1 - estimate.value) * estimate.n_eff
        errors = rows[(rows[CLAUSE] == keys[CLAUSE]) & (rows["verdict"] == "incorrect")]
        p = float(mid_p(k, estimate.n_eff, 1 - margins.ambiguous))
        yield Case(
            Entity.of("clause", clause_id=keys[CLAUSE]),
            estimate,
            margins.ambiguous,
            p=p,
            wrong=counted(wrong, estimate.n, "wilson"),
            weight=float(material.costs(placed(errors)).mean()),
            evidence=functools.partial(shown, AUDITS, errors["audit_id"]),
        )
