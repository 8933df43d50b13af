"""Which audits estimates rest on, and what a wrong label costs."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures import designs

AUDITS = pd.DataFrame({"audit_id": ["a", "b", "c"], "design_id": ["monthly", "ramp", "review"]})
COLUMNS = ["design_id", "is_probability", "purpose"]
MONTHLY, RAMP = ("monthly", True, "monthly_estimate"), ("ramp", True, "ramp_checks")
REVIEW = ("review", False, "qa_review")


@pytest.mark.parametrize(
    ("described", "kept"),
    [((MONTHLY, RAMP, REVIEW), ["a"]), ((RAMP, REVIEW), ["b"]), ((REVIEW,), []), ((), ["a", "b", "c"])],
)
def test_estimates_rest_on_the_monthly_design_or_else_on_what_is_drawn_at_random(described, kept):
    """Where no design is described every audit counts."""
    table = pd.DataFrame([*described], columns=COLUMNS)

    assert kept == designs.drawn(AUDITS, table)["audit_id"].tolist()


def test_a_wrong_label_costs_the_most_that_any_taxonomy_says():
    """Of two queues that both have the label; nothing is known without classes."""
    classes = pd.DataFrame({"label_id": ["logo", "logo", "none"], "severity_weight": [2, 5, 1]})

    assert {"logo": 5.0, "none": 1.0} == designs.severity(classes).to_dict()
    assert designs.severity(pd.DataFrame()).empty
