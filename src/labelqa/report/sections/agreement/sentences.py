"""Sentences on double labels and on the SOP, computed from their estimates."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ....estimates import Estimate, Estimates, Unit
from ....measures.attribution import VarianceShares
from ....measures.ratings import TOO_GOOD
from ...data.setting import Setting
from ...language import words
from ...language.vocabulary import PLURALS
from .words import ITEMS

TENTATIVE, RELIABLE = 0.667, 0.800
"""Alpha from which conclusions from labels are tentative, and from which they can be relied on."""
COMPETENT = "The competent are the better half by the model of Dawid and Skene."
AMBIGUOUS = 0.25
"""Share of a clause's errors that is laid to the SOP from which the clause asks to be rewritten."""


def doubles(setting: Setting, raw: Estimate) -> str:
    """How many items were labelled twice."""
    verb = "was" if raw.n == 1 else "were"
    return f"{words.plural(raw.n, ITEMS, setting.numerals)} {verb} labelled by two people or more."


def blindness(setting: Setting, blind: Estimate) -> str:
    """Whether people saw each other's labels; where they may have, agreement is too high."""
    if not blind.exists:
        return "Nobody recorded whether double labels were given blind; if not, agreement is too high."
    if blind.value == 1:
        return "All double labels were given blind."
    share = setting.numerals.estimate(blind)
    return f"Only {share} of the double labels were given blind: agreement is too high."


def too_good(estimate: Estimate) -> str:
    """That people never differed, where that is no credible result."""
    return "There is not one disagreement, which is too good to be independent." if _perfect(estimate) else ""


def bands(setting: Setting, alpha: Estimates) -> str:
    """In how many queues alpha is surely reliable and surely not, by the whole interval."""
    known = [estimate for _, estimate in alpha if estimate.exists]
    good, poor = (setting.numerals.goal(limit, Unit.INDEX) for limit in (RELIABLE, TENTATIVE))
    above = sum(estimate.low >= RELIABLE for estimate in known)
    below = sum(estimate.high < TENTATIVE for estimate in known)
    count = words.plural(len(known), PLURALS[alpha.by[0]], setting.numerals)
    said = f"Alpha surely reaches {good} in {words.spelt(above, setting.numerals)} of {count}"
    low = f" and surely stays below {poor} in {words.spelt(below, setting.numerals)}" if below else ""
    return said + low


def legend(setting: Setting) -> str:
    """What Krippendorff's two limits mean."""
    good, poor = (setting.numerals.goal(limit, Unit.INDEX) for limit in (RELIABLE, TENTATIVE))
    return (
        f"Krippendorff's limits: from {good} on labels can be relied on, from {poor} on tentatively. "
        "Surely: with the whole interval."
    )


def cautions(setting: Setting, alpha: Estimates) -> str:
    """Of which rows few people speak, and which are too good."""
    few = _named(setting, alpha, lambda estimate: any("people" in flag for flag in estimate.flags))
    perfect = _named(setting, alpha, _perfect)
    said = [
        f"Fewer than ten people labelled in {words.listed(few)}." if few else "",
        f"Not one disagreement, too good to be independent, in {words.listed(perfect)}." if perfect else "",
    ]
    return " ".join(each for each in said if each)


def unclear(setting: Setting, clauses: Estimates) -> str:
    """Under how many clauses the SOP is surely to blame for more than AMBIGUOUS of the errors."""
    known = [estimate for _, estimate in clauses if estimate.exists]
    surely = words.spelt(sum(estimate.low > AMBIGUOUS for estimate in known), setting.numerals)
    count = words.plural(len(known), PLURALS["clause_id"], setting.numerals)
    limit = setting.numerals.percent(AMBIGUOUS, 0)
    return f"More than {limit} of the errors are surely laid to the SOP under {surely} of {count}"


def variance(setting: Setting, found: VarianceShares, span: str) -> str:
    """Where right and wrong lie, and what that asks for."""
    shares = {by["source"]: estimate for by, estimate in found.shares}
    item, agent = (words.with_interval(shares[name], setting.numerals) for name in ("item", "agent"))
    where = (
        f"Of the variance of right and wrong in {span}, {item} lies in the items and {agent} in the people."
    )
    gap = found.difference
    if not words.is_clear(gap):
        count = words.plural(gap.n, ITEMS, setting.numerals)
        return f"{where} From {count} it cannot be told which is more."
    if gap.low > 0:
        return f"{where} Items differ more than people: clarify the SOP before coaching."
    return f"{where} People differ more than items: coach before rewriting the SOP."


def _perfect(estimate: Estimate) -> bool:
    return TOO_GOOD in estimate.flags


def _named(setting: Setting, estimates: Estimates, is_one: Callable[[Estimate], bool]) -> list[str]:
    rows: Iterable[tuple[dict[str, str], Estimate]] = estimates
    return [setting.title(by) for by, estimate in rows if is_one(estimate)]
