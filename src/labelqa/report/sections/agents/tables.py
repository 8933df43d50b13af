"""Whom coaching would help most: agents by the wrong labels above target that can be expected of them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from ....components import Cell, Column, Data, FigureOfRecord, Table
from ....estimates import Estimates, Outcome, Target, Unit, Verdict
from ....measures.agents import SURE
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING, Numerals
from ...language.vocabulary import AGENTS, AUDITS
from ...page.records import records, sheet
from ...page.standing import Standing, Standings, unlike_before

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
        measure=f"{setting.period} and the three months to it, most wrong labels above target first",
        columns=(
            Column(name="Agent", share=0.15),
            Column(name="Audits right", numeric=True, share=0.11),
            Column(name="Gold right", numeric=True, share=0.1),
            Column(name="Three months", numeric=True, share=0.12),
            Column(name="Estimated", numeric=True, share=0.09),
            Column(name="90% interval", numeric=True, share=0.15),
            Column(name="P(below)", numeric=True, share=0.09),
            Column(name="q", numeric=True, share=0.07),
            Column(name="Wrong above target", numeric=True, share=0.12),
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
        return "No agent is undecided."
    of, more = words.plural(len(known), AGENTS, numerals), rows["more"].dropna().astype(int)
    some = words.capital(words.spelt(len(rows), numerals))
    said = f"{some} of {of} {'is' if len(rows) == 1 else 'are'} undecided"
    if more.empty:
        return f"{said}; not even all labels of {setting.period} would be audits enough to decide."
    audits = words.plural(int(more.quantile(interpolation="higher")), AUDITS, numerals)
    if len(rows) == 1:
        return f"{said}; {audits} more would decide."
    told = f"{said}; for {words.spelt(len(more), numerals)} of them the labels of {setting.period} would be"
    half = f"for half of these {audits} or fewer" if len(more) > 1 else audits
    return f"{told} audits enough, {half}."


def by_rate_alone(setting: Setting, agents: Estimates, target: Target) -> str:
    """How many agents a plain list of observed rates would name, beside those who surely are below."""
    numerals, rows = setting.numerals, agents.rows
    named = numerals.count(int((rows["observed"] < target.value).sum()))
    sure = numerals.count(int((rows["p_below"] > SURE).sum()))
    goal, of = numerals.goal(target.value, Unit.SHARE), words.plural(len(rows), AGENTS, numerals)
    return (
        f"A list of **observed rates** alone would name {named} of {of} as below {goal}; with enough "
        f"certainty it is {sure}. With few audits, bad luck looks like bad work."
    )


def _verdict(below: float, more: Any, target: Target) -> Verdict:
    if below > SURE:
        return Verdict(Outcome.MISSED, 1 - below, target)
    if below <= 1 - SURE:
        return Verdict(Outcome.MET, 1 - below, target)
    return Verdict(Outcome.UNDECIDED, 1 - below, target, None if pd.isna(more) else int(more))


def _row(setting: Setting, one: Standing, target: Target) -> tuple[Cell, ...]:
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
    agents = f"{words.plural(listed, AGENTS, numerals)} to coach first"
    return f"{agents}, of {numerals.count(below)} below the target" if below > listed else agents


def _note(setting: Setting, standing: Standings, target: Target) -> str:
    numerals = setting.numerals
    goal = numerals.goal(target.value, Unit.SHARE)
    said = (
        f"Listed where the probability of being below {goal} is above {numerals.percent(SURE, 0)}: of all so "
        f"listed, at most {numerals.percent(1 - SURE, 0)} are expected not to be below.",
        f"Right: of the checks of {setting.period}, and of those of three months.",
        "Estimated: drawn towards the market's mean as far as few audits demand.",
        unlike_before(setting, standing),
        "q: the false discovery rate by the agent's own checks alone.",
        "Agents appear by pseudonym.",
    )
    return " ".join(filter(None, said))


def _sheet(agents: Estimates, name: str) -> Data:
    header = [column for column in agents.rows if column not in {"method", "flags"}]
    rows = [
        [None if pd.isna(row[column]) else row[column] for column in header]
        for row in agents.rows.to_dict("records")
    ]
    return sheet(name, header, rows)
