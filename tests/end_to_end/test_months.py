"""Six months in sequence: an action is judged when its window is over, a risk keeps its name and state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from labelqa import editions, params, periods, snapshots
from labelqa.findings import Findings, State
from labelqa.measures import risks
from labelqa.measures.followup import ActionOutcome, FollowUp
from labelqa.report import Report, open_report
from labelqa.snapshots.snapshot_set import SnapshotSet

MONTHS = tuple(f"2026-{month:02}" for month in range(5, 11))
TEAM = "r1.team.alder-da-nang-01"
TABLES = (
    *("label_days", "audited_labels", "people", "targets"),
    *("sample_designs", "handling_people", "queues"),
)
FROZEN = dt.date(2026, 11, 3)


@pytest.fixture(scope="module")
def report(full_size, tmp_path_factory) -> Callable[[str, str], Report]:
    """A market's month as its report sees it, frozen for that month."""
    known, made = params.load(full_size), {}

    def of(market: str, month: str) -> Report:
        if (market, month) not in made:
            outputs, period = tmp_path_factory.mktemp("month"), periods.parse(month)
            frozen = snapshots.freeze(known, market, period, outputs, full_size, today=FROZEN)
            which = {"reports": ["market_report"], "markets": [market], "editions": ["internal"]}
            (job,) = params.jobs(known, period, **which)
            extract = editions.cut(SnapshotSet.of(frozen), job, known, outputs / "extract")
            made[market, month] = open_report(extract.folder, show=lambda bundle: None)
        return made[market, month]

    return of


@pytest.fixture(scope="module")
def states(report) -> dict[str, dict[str, State]]:
    """What is found in Vietnam in each of the six months, by name, and its state."""
    months = {month: found(report("VN", month)) for month in MONTHS}
    return {month: {one.name: one.state for one in each} for month, each in months.items()}


def found(report: Report) -> Findings:
    """The findings of a month, by the extract's tables."""
    context = report._context
    frames = {name: report.rows(name) for name in TABLES}
    month = risks.MarketMonth(
        context.market.id, context.market.timezone, context.period.start, context.period.end
    )
    return risks.find(frames, month)


def action(report: Report, name: str) -> FollowUp | None:
    """One of its actions; None before it was opened."""
    return next((each for each in report.actions.follow_ups() if each.name == name), None)


def test_coaching_that_worked_is_judged_when_its_window_is_over_and_not_before(report):
    """Opened in August, done in September, verified until 12 October."""
    followed = [action(report("VN", month), "A-VN-effective") for month in MONTHS]
    effect = followed[-1].effect

    assert [None, None, None, ActionOutcome.TOO_EARLY, ActionOutcome.TOO_EARLY, ActionOutcome.WORKED] == [
        each and each.outcome for each in followed
    ]
    assert 0 < effect.low < 0.064 < effect.high  # from .904 back to .968, as the answer key has it


def test_coaching_that_changed_nothing_is_not_judged_effective(report):
    """The same in Thailand, where the team stayed as it was."""
    idle = action(report("TH", "2026-10"), "A-TH-ineffective")

    assert ActionOutcome.NO_EFFECT is idle.outcome
    assert idle.effect.low < 0 < idle.effect.high


def test_actions_are_closed_in_time_and_counted(report):
    """Done a week before it was due; the standing one is not due yet."""
    month = report("VN", "2026-10")
    hits, on_time = month.actions.hit_rate().only(), month.actions.closed_on_time().only()

    assert ((1.0, 1), (1.0, 1)) == ((hits.value, hits.n), (on_time.value, on_time.n))
    assert 0 < hits.low < 1


def test_a_risk_keeps_its_name_and_its_state_follows_it(states):
    """Below its target from June until it was coached in September, and resolved by October."""
    held = [states[month].get(TEAM) for month in MONTHS]

    assert [None, State.NEW, *[State.PERSISTING] * 3, State.RESOLVED] == held


def test_a_risk_that_began_in_september_is_new_then_and_persists_in_october(states):
    """Four people began to hurry on 21 September."""
    fast = {month: {name for name in states[month] if name.startswith("r9.")} for month in MONTHS}
    new = fast["2026-09"]

    assert [set()] * 4 == [fast[month] for month in MONTHS[:4]]
    assert new
    assert {State.NEW} == {states["2026-09"][name] for name in new}
    assert {State.PERSISTING} == {states["2026-10"][name] for name in new}


def test_the_day_of_a_month_s_snapshot_does_not_show_later_audits(report):
    """What August's report judges by ends with August."""
    audits = report("VN", "2026-08").rows("audited_labels")

    assert pd.Timestamp("2026-08-31") == audits["local_date"].max()
