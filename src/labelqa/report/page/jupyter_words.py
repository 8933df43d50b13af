"""Words that a report's pages say around its components, for whoever sees these in Jupyter."""

from __future__ import annotations

MAIN_POINTS = "Main points"
TOP_RISKS, TOP_ACTIONS = "Top risks", "Top actions"
CONFIDENCE, BY_DAY = "Confidence", "by"
RISK_HEADS = ("Risk", "Severity", "Cost", "Confidence", "Recommended action", "State")
NO_ROWS = "No rows."
EDITION = "edition"
