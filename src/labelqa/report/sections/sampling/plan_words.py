"""Words for next period's sampling plan and for what so many audits show."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import AUDITS, Term

TERMS: dict[str, Term] = {
    "plan.frame": Term("Labels of the stratum", "Labels to draw from", AUDITS, unit=Unit.COUNT),
    "plan.audited": Term("Audits of this period", "Audits drawn", AUDITS, unit=Unit.COUNT),
    "plan.audits": Term("Audits proposed", "Audits to draw next period", AUDITS, unit=Unit.COUNT),
    "plan.half_width": Term(
        "Precision expected", "Half the width of the 95% interval", AUDITS, unit=Unit.POINTS
    ),
    "plan.half_width_now": Term(
        "Precision of this period", "Half the width of the 95% interval", AUDITS, unit=Unit.POINTS
    ),
    "plan.hours": Term("Time of QA", "Hours that the audits proposed take", AUDITS, unit=Unit.HOURS),
    "plan.audits_to_show": Term(
        "Audits needed", "Audits that show an agent to be below the target", AUDITS, unit=Unit.COUNT
    ),
    "plan.power": Term("Power", "Chance that so many audits show an agent to be below the target", AUDITS),
    "plan.highest_shown": Term(
        "Highest shown", "Highest true accuracy that so many audits show to be below the target", AUDITS
    ),
    "plan.audits_for_change": Term(
        "Audits for a change", "Audits in each of two groups to tell them apart", AUDITS, unit=Unit.COUNT
    ),
}

# what the plan gets
NO_PLAN = "No sampling plan can be made: no audit was drawn at random and came to a verdict."
NOT_A_VENDOR_S = "Audits are drawn from all vendors' labels; a vendor's edition does not plan them."
_ACCURACY = "give accuracy to ±{width}; the {now} {now:audit|audits} of {period} gave ±{width_now}."
_MISS = "show a true accuracy of {shown:share} to be below {target:share} four times in five"
_TOTAL = "{total} {total:audit|audits}"
WIDTH = Message(f"{_TOTAL} would {_ACCURACY}")
MISS = Message(f"{_TOTAL} would {_MISS}, and {_ACCURACY}")
NO_WIDTH = Message(
    f"No number of audits would give accuracy to ±{{wanted}}, for {{why}}; {_TOTAL}, drawn anew, would "
    f"{_ACCURACY}"
)
NO_MISS = Message(f"No number of audits would {_MISS}, for {{why}}; {_TOTAL}, drawn anew, would {_ACCURACY}")
HOURS = Message("The plan takes about {hours} of QA ({hours:between}).")

# the plan by stratum
TO_DRAW_AS_MANY = Message("{n} {n:audit|audits} to draw, as many as in {period}")
TO_DRAW_MORE = Message("{n} {n:audit|audits} to draw, {apart} more than in {period}")
TO_DRAW_FEWER = Message("{n} {n:audit|audits} to draw, {apart} fewer than in {period}")
PLAN_MEASURE = Message("Audits to draw by stratum, were next period like this one, beside those of {period}")
PLAN_HEADS = ("Stratum", "Frame", "Audited", "To draw", "Precision", "QA hours")
ALL_STRATA = "All strata"
THE_LARGEST = Message("The {n} largest of {all} strata; the data file has all.")
PLAN_NOTE = Message(
    "Drawn in proportion to labels and to how much being right varies, at least {fewest} from each stratum "
    "(Neyman). Precision: half the width of the 95% interval to expect. QA hours: at the mean time of an "
    "audit."
)

# what an agent's audits show
NO_TARGET = "Without a target of accuracy there is nothing that audits could show an agent to miss."
_USUAL = "{n} {n:audit|audits}, an agent's median in three months, "
SHOWS_NOBODY = Message(_USUAL + "cannot show anybody to be below {goal:share}.")
SHOWS = Message(
    _USUAL + "show an agent to be below {goal:share} four times in five where its true accuracy is {highest} "
    "or less."
)
POWER = Message("{n} {n:audit|audits} show a true {share:share} to be below {goal:share}")
POWER_MEASURE = Message("Audits of an agent that show a miss of {goal:share} with power {power}")
POWER_HEADS = ("True accuracy", "Audits needed")
CHANCE = Message("Chance with {n}")
POWER_NOTE = Message(
    "Exact binomial, one-sided at {alpha}, of audits drawn evenly. To tell {goal:share} from {other:share} "
    "in two groups takes {apart} audits of each."
)
