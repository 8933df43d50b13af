"""What is said of double labels and of the SOP, chosen by their estimates."""

from __future__ import annotations

from collections.abc import Callable

from ....estimates import Estimate, Estimates
from ....measures.attribution import VarianceShares
from ....measures.ratings import TOO_GOOD
from ...data.setting import Setting
from ...language.words import is_clear, joined
from . import words

TENTATIVE, RELIABLE = 0.667, 0.800
"""Alpha from which conclusions from labels are tentative, and from which they can be relied on."""
AMBIGUOUS = 0.25
"""Share of a clause's errors that is laid to the SOP from which the clause asks to be rewritten."""


def blindness(setting: Setting, blind: Estimate) -> str:
    """Whether people saw each other's labels; where they may have, agreement is too high."""
    if not blind.exists:
        return words.BLIND_UNKNOWN
    return words.ALL_BLIND if blind.value == 1 else words.SOME_BLIND(setting.numerals, share=blind)


def is_perfect(estimate: Estimate) -> bool:
    """Whether people never differed, where that is no credible result."""
    return TOO_GOOD in estimate.flags


def bands(setting: Setting, alpha: Estimates) -> str:
    """In how many queues alpha is surely reliable and surely not, by the whole interval."""
    known = [estimate for _, estimate in alpha if estimate.exists]
    above = sum(estimate.low >= RELIABLE for estimate in known)
    below = sum(estimate.high < TENTATIVE for estimate in known)
    told = {"good": RELIABLE, "above": above, "n": len(known)}
    if not below:
        return words.ABOVE(setting.numerals, **told)
    return words.ABOVE_AND_BELOW(setting.numerals, **told, poor=TENTATIVE, below=below)


def legend(setting: Setting) -> str:
    """What Krippendorff's two limits mean."""
    return words.LEGEND(setting.numerals, good=RELIABLE, poor=TENTATIVE)


def cautions(setting: Setting, alpha: Estimates) -> str:
    """Of which rows few people speak, and which are too good."""
    few = _named(setting, alpha, lambda estimate: any("people" in flag for flag in estimate.flags))
    perfect = _named(setting, alpha, is_perfect)
    return joined(
        words.FEW_PEOPLE(setting.numerals, where=few) if few else "",
        words.PERFECT(setting.numerals, where=perfect) if perfect else "",
    )


def unclear(setting: Setting, clauses: Estimates) -> str:
    """Under how many clauses the SOP is surely to blame for more than AMBIGUOUS of the errors."""
    known = [estimate for _, estimate in clauses if estimate.exists]
    surely = sum(estimate.low > AMBIGUOUS for estimate in known)
    return words.UNCLEAR(setting.numerals, limit=AMBIGUOUS, surely=surely, n=len(known))


def variance(setting: Setting, found: VarianceShares, span: str) -> str:
    """Where right and wrong lie, and what that asks for."""
    shares, gap = {by["source"]: estimate for by, estimate in found.shares}, found.difference
    told = {"span": span, "item": shares["item"], "agent": shares["agent"]}
    if not is_clear(gap):
        return words.NEITHER_MORE(setting.numerals, **told, n=gap.n)
    return (words.ITEMS_MORE if gap.low > 0 else words.PEOPLE_MORE)(setting.numerals, **told)


def _named(setting: Setting, estimates: Estimates, is_one: Callable[[Estimate], bool]) -> list[str]:
    return [setting.title(by) for by, estimate in estimates if is_one(estimate)]
