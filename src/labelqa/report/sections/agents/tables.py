"""Whom coaching would help most: agents by the wrong labels above target that can be expected of them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from ....components import Cell, Data, FigureOfRecord, Table
from ....estimates import Estimates, Outcome, Target, Unit, Verdict
from ....measures.agents import SURE
from ...data.setting import Setting
from ...language.numerals import NOTHING, Numerals
from ...language.words import joined
from ...page.records import records, sheet
from ...page.standing import AgentStanding, Standings, unlike_before
from ...page.tables import columns
from . import words

COACHING = "coaching-list"
SMALLEST = 0.01  # of a q value that is printed as it is


def coaching_table(
    setting: Setting, agents: Estimates, coached: Estimates, standing: Standings, target: Target
) -> Table:
    """`coached` are those of `agents` to list, `standing` all of them; the data file has every agent."""
    known = {each.person_id: each for each in standing.people}
    rows = [_row(setting, known[by["person_id"]], target) for by, _ in coached]
    return Table(
        id=COACHING,
        title=_title(setting.numerals, len(rows), len(standing.below)),
        measure=words.COACHING_MEASURE(setting.numerals, period=setting.period),
        columns=columns(
            words.COACHING_HEADS, (0.15, 0.11, 0.1, 0.12, 0.09, 0.15, 0.09, 0.07, 0.12), numeric=1
        ),
        rows=tuple(rows),
        note=_note(setting, standing, target),
        data=_sheet(agents, COACHING),
        figures=agent_records(agents, target),
    )


def agent_records(agents: Estimates, target: Target | None) -> tuple[FigureOfRecord, ...]:
    """Every agent as a figure, with the verdict that p_below is; none without a target or a value."""
    if target is None:
        return records(agents)
    pairs = zip(agents.rows["p_below"], agents.rows.get("more", [None] * len(agents)), strict=True)
    return records(
        agents, [None if pd.isna(below) else _verdict(float(below), more, target) for below, more in pairs]
    )


def undecided(setting: Setting, agents: Estimates) -> str:
    """How many agents are neither surely below nor surely above the target, and what would tell."""
    numerals, known = setting.numerals, agents.rows.dropna(subset="p_below")
    rows = known[(known["p_below"] <= SURE) & (known["p_below"] > 1 - SURE)]
    if rows.empty:
        return words.NONE_UNDECIDED
    counts, more = {"n": len(rows), "of": len(known)}, rows["more"].dropna().astype(int)
    if more.empty:
        return words.NEVER_DECIDED(numerals, **counts, period=setting.period)
    audits = int(more.quantile(interpolation="higher"))
    if len(rows) == 1:
        return words.ONE_UNDECIDED(numerals, **counts, more=audits)
    decided = words.SOME_DECIDED if len(more) > 1 else words.ONE_DECIDED
    return decided(numerals, **counts, told=len(more), period=setting.period, more=audits)


def by_rate_alone(setting: Setting, agents: Estimates, target: Target) -> str:
    """How many agents a plain list of observed rates would name, beside those who surely are below."""
    rows = agents.rows
    named, sure = int((rows["observed"] < target.value).sum()), int((rows["p_below"] > SURE).sum())
    return words.BY_RATE_ALONE(setting.numerals, named=named, n=len(rows), goal=target.value, sure=sure)


def _verdict(below: float, more: Any, target: Target) -> Verdict:
    if below > SURE:
        return Verdict(Outcome.MISSED, 1 - below, target)
    if below <= 1 - SURE:
        return Verdict(Outcome.MET, 1 - below, target)
    return Verdict(Outcome.UNDECIDED, 1 - below, target, None if pd.isna(more) else int(more))


def _row(setting: Setting, one: AgentStanding, target: Target) -> tuple[Cell, ...]:
    numerals, row = setting.numerals, one.record
    texts = (
        one.person_id,
        one.right(setting, ("audits_now", "audits_right")),
        one.right(setting, ("gold_now", "gold_right")),
        one.right(setting, ("audited", "observed")),
        numerals.estimate(one.accuracy),
        numerals.between(one.accuracy, row["low_90"], row["high_90"]),
        numerals.value(row["p_below"], Unit.SHARE),
        _chance(numerals, row["q_value"]),
        numerals.estimate(one.above(target)),
    )
    return tuple(Cell(text=text) for text in texts)


def _chance(numerals: Numerals, q: float) -> str:
    """A probability with two decimals, never 0."""
    if math.isnan(q):
        return NOTHING
    return f"<{numerals.decimal(SMALLEST, 2)}" if q < SMALLEST else numerals.decimal(q, 2)


def _title(numerals: Numerals, listed: int, below: int) -> str:
    if below > listed:
        return words.COACHED_OF(numerals, n=listed, below=below)
    return words.COACHED(numerals, n=listed)


def _note(setting: Setting, standing: Standings, target: Target) -> str:
    return joined(
        words.LISTED(setting.numerals, goal=target.value, sure=SURE, rest=1 - SURE),
        words.RIGHT(setting.numerals, period=setting.period),
        words.ESTIMATED,
        unlike_before(setting, standing),
        words.Q,
        words.PSEUDONYMS,
    )


def _sheet(agents: Estimates, name: str) -> Data:
    header = [column for column in agents.rows if column not in {"method", "flags"}]
    rows = [
        [None if pd.isna(row[column]) else row[column] for column in header]
        for row in agents.rows.to_dict("records")
    ]
    return sheet(name, header, rows)
