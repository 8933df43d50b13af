"""Whatever the project defines is printed, and nothing that it does not."""

from __future__ import annotations

from labelqa.params import Project
from labelqa.report.language.numerals import Numerals
from labelqa.report.page.definitions import definitions

EN = Numerals("en_SG")


def printed(**given: object) -> dict[str, str]:
    """The rows of a project's definitions."""
    project = Project.model_validate({"organisation": "Test Company", "definitions": given})
    return dict(definitions(project.definitions.model_dump(mode="json"), EN).rows)


def test_every_definition_of_a_project_is_printed():
    """Each field changes the page when it changes."""
    changed = {
        "utilisation_counts": ["handling", "training"],
        "idle_cap": "Five minutes.",
        "worked": ["handling"],
        "planned_states": {"shift": ["handling"]},
        "planned_away": ["day off"],
        "hours_a_week": 37.5,
        "planned_shrinkage": 0.3,
        "planned_occupancy": 0.85,
        "acknowledgement_grace_days": 3,
        "training_required": ["basics"],
        "audit_days": 2,
        "audits_per_agent": 12,
    }

    assert [] == [name for name, value in changed.items() if printed(**{name: value}) == printed()]


def test_the_rules_read_as_sentences():
    """With what was planned and required."""
    rows = printed(planned_occupancy=0.85, training_required=["basics", "tool"], acknowledgement_grace_days=3)

    assert rows["Staff needed"].endswith("shrinkage as measured and occupancy planned at 85%")
    assert "basics, tool passed by the day production begins" == rows["Trained"]
    assert "by the day of a person's first label on the version or 3 days later" == rows["SOP read in time"]
    assert "40 h paid in a week" == rows["Full-time equivalent"]


def test_an_extract_without_a_definition_prints_none_of_it():
    """Older extracts knew fewer."""
    assert {"Staff needed", "Trained", "Adherence"} & {*dict(definitions({}, EN).rows)} == set()
