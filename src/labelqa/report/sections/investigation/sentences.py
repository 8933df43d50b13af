"""The sentences of an investigation on when, where, why and at what cost, all computed from what it found."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

import pandas as pd

from ....estimates import Estimate, Unit
from ....measures.change_point import PERMUTATIONS
from ....measures.investigation.episode import Episode
from ....measures.investigation.groups import JOINER, JOINING_DAYS
from ....measures.investigation.request import Request
from ....measures.investigation.result import InvestigationResult
from ....measures.subgroups import FALSE_DISCOVERIES
from ...data.setting import Setting
from ...language import words
from .request import WORDS

TESTS = ("test", "tests")
_SURE = 0.99


def as_estimate(p: float, n: int) -> Estimate:
    """A p value as a figure of record: it has no interval."""
    return Estimate(p, p, p, n, float(n), "exact", Unit.INDEX)


def p_value(setting: Setting, p: float) -> str:
    """p 0.031, or p below 0.001."""
    return (
        f"p below {setting.numerals.decimal(0.001, 3)}"
        if p < 0.001
        else f"p {setting.numerals.decimal(p, 3)}"
    )


def chance(setting: Setting, p: float) -> str:
    """A probability in words: 61%; never all or nothing."""
    if p > _SURE:
        return f"over {setting.numerals.percent(_SURE, 0)}"
    return (
        f"below {setting.numerals.percent(1 - _SURE, 0)}" if p < 1 - _SURE else setting.numerals.percent(p, 0)
    )


def named(setting: Setting, column: str, value: str) -> str:
    """A value of a dimension as printed: Meridian Batam; SOP v3; joiners in their first 60 days."""
    match column:
        case "sop_version":
            return f"SOP {value}"
        case "tenure":
            return f"joiners in their first {JOINING_DAYS} days" if value == JOINER else "settled people"
        case "label_id":
            return f"labelled “{setting.name(column, value)}”"
        case "true_label_id":
            return f"truly “{setting.name('label_id', value)}”"
    return setting.name(column, value)


def cell(setting: Setting, pairs: Sequence[tuple[str, str]]) -> str:
    """A subgroup as printed: Meridian Batam, Counterfeit and brand misuse, SOP v3."""
    return words.capital("; ".join(named(setting, column, value) for column, value in pairs))


def pair(setting: Setting, labels: Sequence[str]) -> str:
    """Two labels as printed: “Brand misuse” and “Counterfeit”."""
    return " and ".join(f"“{setting.name('label_id', label)}”" for label in labels)


def only(setting: Setting, request: Request) -> str:
    """What is asked about, in words: site Meridian Batam, queue Brand; or all labels of the market."""
    parts = [
        f"{WORDS[column]} " + " or ".join(setting.name(column, value) for value in values)
        for column, values in request.columns.items()
    ]
    return ", ".join(parts) or f"all labels of {setting.context.market.name}"


def since_title(setting: Setting, episode: Episode) -> str:
    """Which weeks stand out."""
    if episode.change is None or episode.first is None or episode.last is None:
        return "There are too few audits to scan the weeks"
    p, first = p_value(setting, episode.change.p), setting.numerals.day(episode.first)
    if not episode.certain:
        return f"No week surely stands out ({p})"
    if episode.change.lasts and episode.first != episode.last:
        return f"Since the week of {first} more is wrong ({p})"
    if episode.first == episode.last:
        return f"In the week of {first} more was wrong ({p})"
    return f"From the week of {first} to that of {setting.numerals.day(episode.last)} more was wrong ({p})"


def since_note(setting: Setting, episode: Episode) -> str:
    """How the weeks were found."""
    if episode.change is None:
        return "Shaded: the days asked about."
    return (
        "Shaded: the days asked about. Red: the weeks found by a binomial scan of all runs of weeks that "
        f"reach them, by queue and label; p by {setting.numerals.count(PERMUTATIONS)} permutations."
    )


def how_bad(setting: Setting, episode: Episode) -> str:
    """How bad the weeks were that stand out, and when it may have begun."""
    if not (episode.certain and episode.first and episode.earliest and episode.latest):
        return ""
    numerals = setting.numerals
    said = (
        f"In the weeks that stand out accuracy was {words.with_interval(episode.accuracy, numerals)}, at the "
        f"same mix {words.change(episode.lost, numerals)} on the weeks before. Weeks that were picked for "
        "being the worst look worse than they are."
    )
    if episode.earliest == episode.latest:
        return said
    ends = " to that of ".join(numerals.day(day) for day in (episode.earliest, episode.latest))
    return f"{said} It may have begun in any week from that of {ends}."


def where_title(setting: Setting, found: InvestigationResult) -> str:
    """The subgroup that tells most."""
    if not found.leading:
        return "No subgroup has surely more wrong than expected"
    row = found.where.subgroups.rows.iloc[0]
    times = setting.numerals.decimal(float(row["value"]), 1)
    return f"Most stands out: {cell(setting, found.leading)}, {times} times what is expected"


def pairs_title(setting: Setting, found: InvestigationResult) -> str:
    """The two labels confused most beyond what was usual."""
    if not found.confused:
        return "No two labels are surely confused more than before"
    row = found.where.pairs.rows.iloc[0]
    times = setting.numerals.decimal(float(row["value"]), 1)
    return f"{pair(setting, found.confused)} are confused {times} times as often as before"


def ledger(setting: Setting, found: InvestigationResult) -> str:
    """How many tests were made, and how many may stand by chance."""
    numerals, made = setting.numerals, found.tests
    standing, false = found.standing
    were = "was" if sum(made) == 1 else "were"
    weeks, groups, causes = map(numerals.count, made)
    return (
        f"One test was written in advance. {words.plural(sum(made), TESTS, numerals)} more {were} made on "
        f"the way: {weeks} of weeks, {groups} of subgroups and pairs of labels, {causes} of causes. "
        f"{numerals.count(standing)} {'stands' if standing == 1 else 'stand'}, at most "
        f"{numerals.decimal(false, 1)} of them by chance (false discovery rate "
        f"{numerals.percent(FALSE_DISCOVERIES, 0)})."
    )


def why_title(setting: Setting, found: InvestigationResult) -> str:
    """What surely explains some of the loss."""
    if not found.blamed:
        return "Nothing else that changed surely explains a loss"
    worst = found.blamed[0]
    text = f"{worst.name}: {setting.numerals.change(worst.explains)} of the change"
    if worst.elsewhere is None or not worst.elsewhere.exists:
        return text
    if words.is_clear(worst.elsewhere) and worst.elsewhere.value < 0:
        return f"{text}, and it fell elsewhere too"
    return f"{text}, and no clear loss elsewhere"


def incidents(setting: Setting, rows: pd.DataFrame) -> str:
    """What is on record for these days."""
    if rows.empty:
        return "No incident is on record for these days."
    each = [f"{row.note} ({_span(setting, row.began, row.ended)})" for row in rows.itertuples()]
    return f"On record for these days: {words.listed(each, 6)}."


def _span(setting: Setting, began: pd.Timestamp, ended: object) -> str:
    first = setting.numerals.short_day(began.date())
    if not isinstance(ended, pd.Timestamp) or pd.isna(ended):
        return f"from {first} on"
    last: dt.date = (ended - pd.Timedelta(microseconds=1)).date()
    return first if last == began.date() else f"{first} to {setting.numerals.short_day(last)}"


def cost(setting: Setting, wrong: Estimate, excess: Estimate, labels: int) -> str:
    """Wrong labels in these days, and those beyond what was usual."""
    numerals = setting.numerals
    if not wrong.exists:
        return words.sentence(f"wrong labels cannot be counted: {words.reason(wrong)}")
    told = words.with_interval(wrong, numerals)
    text = f"Of {numerals.count(labels)} labels of these days about {told} are wrong."
    if not excess.exists or math.isnan(excess.value):
        return text
    return f"{text} Beyond what the same mix had before: {words.with_interval(excess, numerals)}."
