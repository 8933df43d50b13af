"""Words for next period's sampling plan and for what so many audits show."""

from __future__ import annotations

from ....estimates import Unit
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
