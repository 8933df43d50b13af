"""All parameters together: entries by name, limits, history, and the digest of what a report depends on."""

from __future__ import annotations

from typing import get_args

import pytest

from labelqa.contracts import CANONICAL, Privacy
from labelqa.errors import ParamsError
from labelqa.params import TargetParams, jobs, load
from labelqa.params.fields import PrivacyClass, State
from labelqa.periods import parse

PERIOD = parse("2026-10")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ("market", "params/markets: no market 'x'; known: NO, SG"),
        ("report", "params/reports: no report 'x'; known: monthly"),
        ("edition", "params/editions.yml: no edition 'x'; known: internal"),
    ],
)
def test_an_unknown_entry_is_refused_with_the_known_ones(params, ask, message):
    """Never a default."""
    with pytest.raises(ParamsError) as refused:
        getattr(params, ask)("x")

    assert message == str(refused.value)


def test_a_report_changes_only_the_limits_it_names(params):
    """The others stay the project's."""
    limits = params.limits("monthly")

    assert (10, params.project.limits.seconds_per_cell) == (limits.pages, limits.seconds_per_cell)
    assert 60 == params.project.limits.pages


def test_history_is_the_longest_that_any_report_asks_for(workspace, params):
    """One snapshot serves all reports of its market and period."""
    (workspace / "params" / "reports" / "yearly.yml").write_text(
        "{title: Y, notebook: y.ipynb, owner: Q, editions: [internal], history_weeks: 60}\n", encoding="utf-8"
    )

    assert (26, 60) == (params.history_weeks, load(workspace).history_weeks)


CHANGES = [
    ("project.yml", "Acme", "Acme\ndecided: 0.9", True),
    ("markets/SG.yml", "Singapore\n", "SG\n", True),
    ("reports/monthly.yml", "Monthly report", "Report", True),
    ("reports/monthly.yml", "default: 3", "default: 4", True),
    ("editions.yml", ", pseudonymous", "", True),
    ("targets.yml", "", "- {metric: on_time, valid_from: 2026-01-01, target: 1, direction: at_least}", True),
    ("markets/NO.yml", "Norway", "Norge", False),
    ("sources.yml", "data/", "data2/", False),
    ("project.yml", "Acme", "Acme    # the company", False),
    ("editions.yml", "internal:", "board: {kind: internal, sees: [open]}\ninternal:", False),
]


@pytest.mark.parametrize(("file", "old", "new", "differs"), CHANGES)
def test_the_digest_changes_with_what_can_change_the_report(workspace, params, file, old, new, differs):
    """Not with another market, the sources (the snapshot stands for them), or a comment."""
    path = workspace / "params" / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    changed = load(workspace)

    (before,) = jobs(params, PERIOD, markets=["SG"])
    (after,) = jobs(changed, PERIOD, markets=["SG"])
    assert differs == (params.digest(before) != changed.digest(after))


def test_the_digest_tells_jobs_with_other_parameters_apart(params):
    """A run with top=4 is another report than one with top=3."""
    three, four = (jobs(params, PERIOD, markets=["SG"], parameters={"top": top})[0] for top in (3, 4))

    assert params.digest(three) != params.digest(four)
    assert params.digest(three).startswith("sha256:")


def test_words_shared_with_the_contracts_are_the_same_ones():
    """Params stand below the contracts and cannot import them, so this holds the two together."""
    assert CANONICAL["time"].column("state").values == get_args(State)
    never_asked_for = {Privacy.PERSONAL, Privacy.INTERNAL}
    assert {privacy.value for privacy in set(Privacy) - never_asked_for} == set(get_args(PrivacyClass))
    retired = ["credit_malus"]  # nothing reads it any more; old files may still hold it
    assert [*(column.name for column in CANONICAL["targets"].columns), *retired] == list(
        TargetParams.model_fields
    )
