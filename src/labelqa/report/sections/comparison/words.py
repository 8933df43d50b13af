"""Words for units compared on the same work."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import AUDITS, Term

TERMS: dict[str, Term] = {
    "accuracy.standardised": Term(
        "Accuracy on one mix of work",
        "Share of labels that would be right had all done the market's mix of queues",
        AUDITS,
        head="On one mix",
    ),
    "accuracy.standardised.rank": Term(
        "Rank", "Rank by accuracy on one mix of work, 1 the most accurate", AUDITS, unit=Unit.COUNT
    ),
}

# units on the same work
NO_BY, ALONE = Message("no {by} is recorded"), "a vendor's edition holds its own work only"
BY_UNIT = Message("{measure} by {unit}")
FIRST = Message("{name} is the most accurate of {units}")
_MAY_BE = "of {units} may be the most accurate"
SOME_FIRST, EACH_FIRST = Message(f"{{first:Spelt}} {_MAY_BE}"), Message(f"Each {_MAY_BE}")
COMPARISON_MEASURE = Message("Share of labels made that are right, by {unit}, {period}")
INTERVAL, RANKS = "95% interval", "Ranks"
MIX_NOTE = "On one mix: what would be right had all done the market's mix of queues."
RANKS_NOTE = "Ranks: the middle 95% of those that chance leaves open, 1 the most accurate."

# what units have in common
NOT_POOLED = Message("What {units} have in common cannot be said: {mean:reason}.")
POOLED = Message("Over {units} {measure} has a mean of {mean:interval}.")
_ONE_MORE = "one more {unit} would be expected between {ends}."
ALIKE = Message(f"They differ no more than chance allows; {_ONE_MORE}")
UNLIKE = Message(f"Of the variance between them {{beyond:interval}} is not chance; {_ONE_MORE}")

# a vendor beside its peers
PEERS = "Beside all other vendors together"
PEERS_MEASURE = Message("Share of labels and answers that are right, {period}")
PEERS_HEADS = ("Measure", "Own", INTERVAL, "Others together")
PEERS_NOTE = (
    "All other vendors of the market together, in steps of half a point, or of more where there are fewer "
    "audits and answers. Whether a rate is withheld depends on who the others are and how much they "
    "did, not on how well they did it."
)
WITHHELD, TOGETHER = "Withheld", "all others together"
