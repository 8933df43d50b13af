"""QA's own performance: what reviews and appeals found, and who is lenient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from ..printed import INTEGER
from .reading import COUNT, count

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
FIXED = (
    r"Errors found: the share of the wrong labels audited that the auditor failed; right passed: of the "
    r"right ones, passed; both by second looks, with 95% intervals\.",
    r"Fails ratio: labels failed for every one that a typical auditor would fail of the same agents and "
    r"strata, below 1 is lenient; clearly so where the whole interval is a tenth away from 1\.",
    r"Fastest tenth: one audit in ten took no longer\.",
    r"Auditors appear by pseudonym\.",
)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """The reviewed are counted anew from the tables, the lenient from the figures."""
    yield (
        rf"(?P<n>{INTEGER}) verdicts? of the three months to {claims.month} (?P<verb>was|were) reviewed\.",
        lambda m: (
            count(m["n"]) == (_reviewed(claims) if claims.overall("qa.sensitivity").value is not None else 0)
            and (m["verb"] == "was") == (count(m["n"]) == 1)
        ),
    )
    yield (
        r"Audits by each auditor: auditors are not shown one by one\.",
        lambda m: claims.context.vendor is not None,
    )
    ratios = [f for f in claims.figures.get("qa.leniency.by_qa_person", []) if f.value is not None]
    apart = {"fewer": sum(f.high < 0.9 for f in ratios), "more": sum(f.low > 1.1 for f in ratios)}
    yield (
        rf"(?P<some>{COUNT}) of (?P<of>{INTEGER}) auditors? (?P<verb>fails?) clearly (?P<way>fewer|more) "
        rf"labels than a typical one would$",
        lambda m: (
            (count(m["some"]), count(m["of"])) == (apart[m["way"]], len(ratios))
            and (m["verb"] == "fails") == (apart[m["way"]] == 1)
            and (m["way"] == "fewer" or not apart["fewer"])
        ),
    )
    yield (
        rf"None of (?P<of>{INTEGER}) auditors? fails clearly fewer or more labels than a typical one would$",
        lambda m: count(m["of"]) == len(ratios) and not any(apart.values()),
    )


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
