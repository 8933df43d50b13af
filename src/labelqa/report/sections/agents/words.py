"""Words for agents' accuracy."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import AGENTS, AUDITS, Term

TERMS: dict[str, Term] = {
    "agents.accuracy": Term(
        "Agent accuracy", "Accuracy of each agent, drawn towards the market's", AUDITS, "accuracy"
    ),
    "agents.distribution": Term(
        "Spread of agents", "Accuracy that so many agents are below", AGENTS, head="Accuracy"
    ),
    "agents.distribution.change": Term(
        "Change of the spread of agents",
        "Change in the accuracy that so many agents are below",
        AGENTS,
        unit=Unit.POINTS,
    ),
}
INTERVAL = "95% interval"

# agents from lowest to highest
NO_TARGET = Message("{n} {n:agent|agents}; no target is set")
MEASURE = Message(
    "Accuracy of each agent, drawn towards the market's, with 90% intervals, from three months of {counted} "
    "to {period}"
)
ALT = Message("Interval chart of {n} {n:agent|agents} from lowest to highest.")
RUN = Message("Estimates, {run}.")
AXIS = Message("{n} {n:agent|agents}, lowest first")
RED = Message("Red: the probability of being below the target is above {sure:percent}.")
NOT_DRAWN = Message("{n} {n:agent is|agents are} not drawn: {why:reason}.")

# those on either side of the target, and the audits that would tell
NONE_UNDECIDED = "No agent is undecided."
_UNDECIDED = "{n:Spelt} of {of} {of:agent|agents} {n:is|are} undecided; "
NEVER_DECIDED = Message(_UNDECIDED + "not even all labels of {period} would be audits enough to decide.")
ONE_UNDECIDED = Message(_UNDECIDED + "{more} {more:audit|audits} more would decide.")
_ENOUGH = _UNDECIDED + "for {told:spelt} of them the labels of {period} would be audits enough, "
ONE_DECIDED = Message(_ENOUGH + "{more} {more:audit|audits}.")
SOME_DECIDED = Message(_ENOUGH + "for half of these {more} {more:audit|audits} or fewer.")
BY_RATE_ALONE = Message(
    "A list of **observed rates** alone would name {named} of {n} {n:agent|agents} as below {goal:share}; "
    "with enough certainty it is {sure}. With few audits, bad luck looks like bad work."
)

# whom to coach
COACHED = Message("{n} {n:agent|agents} to coach first")
COACHED_OF = Message("{n} {n:agent|agents} to coach first, of {below} below the target")
NOBODY_COACHED = Message("{standing}: nobody is listed for coaching.")
COACHING_MEASURE = Message("{period} and the three months to it, most wrong labels above target first")
COACHING_HEADS = (
    "Agent", "Audits right", "Gold right", "Three months", "Estimated", "90% interval", "P(below)", "q",
    "Wrong above target",
)  # fmt: skip
LISTED = Message(
    "Listed where the probability of being below {goal:share} is above {sure:percent}: of all so listed, at "
    "most {rest:percent} are expected not to be below."
)
RIGHT = Message("Right: of the checks of {period}, and of those of three months.")
ESTIMATED = "Estimated: drawn towards the market's mean as far as few audits demand."
Q = "q: the false discovery rate by the agent's own checks alone."
PSEUDONYMS = "Agents appear by pseudonym."

# how their accuracy is spread, beside the period before
PLACES = {
    "p10": "lowest tenth",
    "p25": "lower quarter",
    "p50": "median",
    "p75": "upper quarter",
    "p90": "best tenth",
}
"""What a quantile of agents is called."""
PLACE = Message("the {name}")
ALL_FELL = Message("Agents' accuracy fell since {before}")
ALL_ROSE = Message("Agents' accuracy rose since {before}")
SOME_FELL = Message("Of agents {fell} fell since {before}")
SOME_ROSE = Message("Of agents {rose} rose since {before}")
FELL_AND_ROSE = Message("Of agents {fell} fell and {rose} rose since {before}")
NONE_MOVED = Message("No clear change in how agents' accuracy is spread since {before}")
SHIFT_MEASURE = Message("Accuracy of agents by {counted}, from the lowest to the highest")
GROUP, CHANGE = "Agents", "Change"
SHIFT_NOTE = (
    "Lowest tenth: one agent in ten is below. The spread is that of true accuracy: what chance adds to few "
    "audits is taken out."
)
