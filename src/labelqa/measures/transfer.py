"""Whether what was taught shows in the work: people who attended against those who did not."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pandas as pd

from ..estimates import Estimate, Unit
from .accuracy import judged
from .clusters import PERSON, clustered_share
from .contrasts import contrast

SIGNS = {"attendants after": 1, "attendants before": -1, "others after": -1, "others before": 1}
DAYS = 14
"""Days before and days after a session that are compared."""


@dataclass(frozen=True)
class Transfer:
    """
    Audit accuracy before and after of those who attended and of the others, and the effect.

    `effect` is the change of those who attended minus the change of the others, in points.
    """

    attended_before: Estimate
    attended_after: Estimate
    others_before: Estimate
    others_after: Estimate
    effect: Estimate


def transfer(
    audits: pd.DataFrame, attended: set[str], held: pd.Timestamp, known: pd.Timestamp, *, days: int = DAYS
) -> Transfer:
    """
    The `days` business days after the day a session was `held` against the `days` before it.

    `audits` are rows of audited_labels of the session's queue, weighted by 1 / incl_prob. The day itself
    is left out; `known` is the first business day without data. Effect: difference in differences with
    standard errors robust to clusters of people (Bertrand, Duflo and Mullainathan 2004) and Student's t
    on one less than the people of the smaller group. Absent until a day after has been seen, flagged
    until all have.
    """
    day = pd.Timestamp(held).normalize()
    ahead = min(days, (known - day).days - 1)
    if ahead < 1:
        return _none(f"the {days} days after the session are not over")
    rows = judged(audits) if len(audits) else audits
    if rows.empty:
        return _none("no audits of the session's queue")
    dates = pd.to_datetime(rows["local_date"])
    after = (dates > day) & (dates <= day + pd.Timedelta(days=ahead))
    before = (dates < day) & (dates >= day - pd.Timedelta(days=days))
    rows = rows.assign(after=after, attended=rows[PERSON].isin(attended))[before | after]
    flags = () if ahead == days else (f"only {ahead} of the {days} days after were seen",)
    return Transfer(
        attended_before=_cell(rows, attended=True, after=False),
        attended_after=_cell(rows, attended=True, after=True),
        others_before=_cell(rows, attended=False, after=False),
        others_after=_cell(rows, attended=False, after=True),
        effect=difference_in_differences(rows, flags=flags),
    )


def difference_in_differences(
    rows: pd.DataFrame, *, treated: str = "attended", outcome: str = "correct", flags: tuple[str, ...] = ()
) -> Estimate:
    """
    The change of `outcome` among `treated` rows less that among the others, in points; see `transfer`.

    `rows` have person_id, incl_prob and the booleans `treated` and after. n counts rows, n_eff people.
    """
    who = rows[treated].map({True: "attendants", False: "others"})
    when = rows["after"].map({True: "after", False: "before"})
    cells = rows.assign(cell=who + " " + when, weight=1 / rows["incl_prob"].astype(float))
    for cell in SIGNS:
        if not cells["cell"].eq(cell).any():
            return Estimate.absent(f"no audits of {cell} the session", Unit.POINTS)
    effect = contrast(cells, SIGNS, outcome=outcome, method="difference-in-differences")
    return dataclasses.replace(effect, flags=(*effect.flags, *flags) if effect.exists else effect.flags)


def _cell(rows: pd.DataFrame, *, attended: bool, after: bool) -> Estimate:
    part = rows[(rows["attended"] == attended) & (rows["after"] == after)]
    if part.empty:
        return Estimate.absent("no audits")
    return clustered_share(part.assign(weight=1 / part["incl_prob"].astype(float)), part["correct"])


def _none(why: str) -> Transfer:
    share = Estimate.absent(why)
    return Transfer(share, share, share, share, Estimate.absent(why, Unit.POINTS))
