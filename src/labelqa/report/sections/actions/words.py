"""Words for actions: closed in time or not, and what became of them."""

from __future__ import annotations

from ....measures.actions import BEFORE
from ...language.actions import ACTIONS
from ...language.messages import Message
from ...language.terms import Term

TERMS: dict[str, Term] = {
    "actions.on_time": Term(
        "The share of actions closed on time",
        "Share of actions closed by their day, of those closed or due",
        ACTIONS,
        "actions_on_time",
        head="Closed on time",
    ),
    "actions.hit_rate": Term(
        "The share of actions that worked",
        "Share of actions with an effect on accuracy, of those that could be judged",
        ACTIONS,
        "actions_hit_rate",
        head="Worked",
    ),
}

# how many actions there are, and what became of them
TITLE, NONE_OPEN = "Actions", "No action was open"
NONE_OPEN_IN = Message("No action was open in {period}.")
_COUNTED = "{n:Spelt} {n:action|actions}{late}, "
LATE = Message(", {overdue:spelt} overdue")
NONE_JUDGED = Message(_COUNTED + "none judged yet")
_JUDGED = _COUNTED + "{judged:spelt} judged: "
ALL_WORKED = Message(_JUDGED + "{worked:spelt} worked")
NONE_WORKED = Message(_JUDGED + "{futile:spelt} had no effect")
SOME_WORKED = Message(_JUDGED + "{worked:spelt} worked, {futile:spelt} had no effect")

# action by action
TABLE = "Actions, and whether they worked"
MEASURE = Message("Actions open or judged in {period}, with the effect on accuracy in points")
HEADS = ("Action", "For", "Asked", "Due", "Status", "Effect", "Verdict")
MARKET = "The market"
OPEN, OVERDUE, CANCELLED = "Open", "Overdue", "Cancelled"
IN_TIME, TOO_LATE = Message("Closed {day}, in time"), Message("Closed {day}, late")
WORKED, NO_EFFECT, TOO_EARLY, UNKNOWN = "Worked", "No effect", "Too early", "Not measured"
FROZEN = Message("Status: on {day}, when the data were frozen.")
NOTE = (
    "Effect: points of accuracy gained on those it was not for, less what those picked for being bad regain "
    f"by themselves; since its end, for up to twice its days, against the {BEFORE} days before it was opened."
    " No effect: the 95% interval does not leave out 0."
)

# what investigations confirmed
FINDINGS = Message("{n:Spelt} confirmed {n:finding|findings}")
FINDINGS_MEASURE = "Confirmed by investigations of this period or the one before"
FINDINGS_HEADS = ("Finding", "Of", "Severity", "Cost", "Report")
NO_FINDING = "No investigation confirmed a finding."
COST = Message("{cost:Text} ({interval})")
REPORT = Message("{name}, {revision}, of {first} to {last}")
