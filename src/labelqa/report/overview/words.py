"""Words for all markets side by side."""

from __future__ import annotations

from ..language.messages import Message
from ..language.totals import MADE
from ..sections.risks.words import NONE_FOUND

# the cover and what it was made of
MARKETS, SNAPSHOTS, NOTE = "Markets", "Snapshots", "Note"
IN_SCOPE = Message(f"{{markets}} {{markets:market|markets}}, {{n}} {{n:{'|'.join(MADE)}}}")
TOGETHER = Message("together {digest}")

# week by week
CHARTS = Message("Small control charts of {n} {units} over {weeks} {weeks:week|weeks}.")
WEEKLY = Message("{measure}, by week, each {unit} on its own limits")
LIMITS = Message("Laney p′ charts; limits from the weeks before {period}. Dashed: the target.")
NONE_LEFT = Message("No {unit} left its control limits in {period}")
LEFT = Message("{names} left {n:its|their} control limits in {period}")

# verdicts by market
NO_TARGET = "No target was agreed"
VERDICTS = Message("Values by market with the mark of their verdicts, {period}")
VERDICTS_NOTE = "Intervals, n and targets of every figure are in its data file."

# risks that markets share
NO_RISK = Message(NONE_FOUND + " in {period}.")
SHARED, NOT_SHARED = Message("{risks} in several markets"), "No risk calls for action in more than one market"
SHARED_MEASURE = Message("Risks by the markets in which they were found, {period}")
SHARED_HEADS = ("Risk", "Markets to act in", "To act on in", "Watched in")
SHARED_NOTE = Message("In all markets together: {tested}.")
