"""QA's own performance: what reviews and appeals found, and who is lenient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.sections.auditors import words

from .reading import count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
FIXED = (reads(words.TABLE_NOTE)[0],)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """The reviewed are counted anew from the tables, the lenient from the figures."""
    yield reads(
        words.REVIEWED,
        lambda m: (
            count(m["n"]) == (_reviewed(claims) if claims.overall("qa.sensitivity").value is not None else 0)
        ),
        span=f"the three months to {claims.month}",
    )
    yield (
        rf"{words.TERMS['qa.audits'].label}: {words.NOT_ONE_BY_ONE}\.",
        lambda m: claims.context.vendor is not None,
    )
    ratios = [f for f in claims.figures.get("qa.leniency.by_qa_person", []) if f.value is not None]
    fewer, more = sum(f.high < 0.9 for f in ratios), sum(f.low > 1.1 for f in ratios)
    yield reads(words.FAIL_FEWER, lambda m: (count(m["n"]), count(m["all"])) == (fewer, len(ratios)))
    yield reads(
        words.FAIL_MORE,
        lambda m: (count(m["n"]), count(m["all"]), 0) == (more, len(ratios), fewer),
    )
    yield reads(words.NONE_APART, lambda m: count(m["all"]) == len(ratios) and not fewer and not more)


def _reviewed(claims: Claims) -> int:
    """Verdicts of three months, drawn at random, with a review."""
    start = pd.Timestamp(claims.end) - pd.DateOffset(months=3)
    audits, reviews, designs = (
        claims.table(t) for t in ("audited_labels", "audit_reviews", "sample_designs")
    )
    days = pd.to_datetime(audits["local_date"])
    audits = audits[(days >= start) & (days < pd.Timestamp(claims.end)) & (audits["verdict"] != "unsure")]
    if len(designs):
        random = designs[designs["is_probability"].astype(bool)]
        monthly = random[random["purpose"] == "monthly_estimate"]
        audits = audits[audits["design_id"].isin((random if monthly.empty else monthly)["design_id"])]
    return int(audits["audit_id"].isin(reviews["audit_id"]).sum())
