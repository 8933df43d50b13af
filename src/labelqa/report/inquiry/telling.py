"""The sentences of an investigation, all computed from what it found."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence

import pandas as pd

from ...estimates import Estimate, Unit
from ...measures.change_point import PERMUTATIONS
from ...measures.inquiry import FEWEST, Answer, Judgement
from ...measures.subgroups import FALSE_DISCOVERIES
from .. import words
from ..setting import Setting
from ..vocabulary import AUDITS, LABELS
from .asked import FILTERS, Asked
from .found import Found, Since
from .sides import JOINER, JOINING_DAYS

TESTS = ("test", "tests")
_SURE = 0.99
_COLUMNS = {column: word for word, column in FILTERS.items()}
_WORDS = {
    Answer.CONFIRMED: "Confirmed",
    Answer.REFUTED: "Refuted",
    Answer.INCONCLUSIVE: "Inconclusive",
}


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


def only(setting: Setting, asked: Asked) -> str:
    """What is asked about, in words: site Meridian Batam, queue Brand; or all labels of the market."""
    parts = [
        f"{_COLUMNS[column].replace('_', ' ').replace('sop', 'SOP')} "
        + " or ".join(setting.name(column, value) for value in values)
        for column, values in asked.columns.items()
    ]
    return ", ".join(parts) or f"all labels of {setting.context.market.name}"


def headline(setting: Setting, found: Found) -> str:
    """The answer and its reason, as a section's title."""
    judgement, numerals = found.judgement, setting.numerals
    said = _WORDS[judgement.answer]
    if found.why:
        return f"{said}: {found.why}"
    least = numerals.goal(judgement.least, Unit.POINTS)
    match judgement.answer:
        case Answer.CONFIRMED:
            return f"{said}: at the same mix accuracy changed by {numerals.change(found.level.parts.rate)}"
        case Answer.REFUTED:
            return f"{said}: at the same mix accuracy did not lose {least}"
    return f"{said}: {needed(setting, judgement)}"


def needed(setting: Setting, judgement: Judgement) -> str:
    """How many more audits it takes: about 600 more audits would decide."""
    numerals = setting.numerals
    if judgement.more is None:
        return "how many audits would decide cannot be said"
    text = f"about {words.plural(judgement.more, AUDITS, numerals)} more of these days"
    if judgement.earlier:
        text += f" and {numerals.count(judgement.earlier)} of the weeks before"
    return f"{text} would decide"


def _out_of_reach(setting: Setting, found: Found) -> str:
    """That there are not as many labels as audits are needed, if so."""
    more, labels = found.judgement.more, found.sides.labels
    if more is None or more + found.level.after.n <= labels:
        return ""
    few = words.plural(labels, LABELS, setting.numerals)
    return f"These days have only {few}: ask about more days or more people."


def rules(setting: Setting, found: Found) -> tuple[tuple[str, str], ...]:
    """What was written in advance, as a list of facts."""
    asked, numerals, context = found.asked, setting.numerals, setting.context
    before = f"the weeks from {numerals.day(context.window.start)} to the day before these days"
    return (
        ("Question", asked.question or "none was written in advance: all of this is exploratory"),
        ("Only", only(setting, asked)),
        ("Days", f"{context.period.label}, against {before}"),
        *([("Rule, as given", asked.rule)] if asked.rule else []),
        ("Rule of the report", _rule(setting, asked)),
    )


def _rule(setting: Setting, asked: Asked) -> str:
    numerals, decided = setting.numerals, setting.context.decided
    least = numerals.goal(asked.least, Unit.POINTS)
    return (
        f"At the same mix of queues and labels: refuted where the chance of a loss of {least} or more "
        f"is {numerals.percent(1 - decided, 0)} or less, confirmed where the chance of any loss is "
        f"{numerals.percent(decided, 0)} or more, else inconclusive, with the audits that it takes; so too "
        f"with fewer than {FEWEST} audits."
    )


def conclusion(setting: Setting, found: Found) -> str:
    """What it comes to, in two or three sentences."""
    judgement, numerals = found.judgement, setting.numerals
    if found.why:
        return words.sentence(found.why)
    rate = found.level.parts.rate
    said = [f"At the same mix accuracy changed by {words.change(rate, numerals)}." if rate.exists else ""]
    if rate.exists:
        any_loss, least = (chance(setting, p) for p in (judgement.lost, judgement.lost_least))
        goal = numerals.goal(judgement.least, Unit.POINTS)
        said.append(f"The chance of any loss is {any_loss}, of one of {goal} or more {least}.")
    if judgement.answer is Answer.INCONCLUSIVE:
        said += [words.sentence(needed(setting, judgement)), _out_of_reach(setting, found)]
    if (
        judgement.answer is Answer.REFUTED
        and words.is_clear(found.level.parts.mix)
        and found.level.parts.mix.value < 0
    ):
        said.append(f"Another mix of items explains {words.change(found.level.parts.mix, numerals)}.")
    return " ".join(filter(None, said))


def points(setting: Setting, found: Found) -> Iterator[str]:
    """The key points: what was asked in advance, the answer, since when, where, why."""
    asked = f"“{found.asked.question}”" if found.asked.question else "Nothing in advance"
    yield f"Asked: {asked} Of {only(setting, found.asked)}, {setting.period}."
    yield f"{headline(setting, found)}."
    if found.why:
        return
    if found.since.certain:
        yield f"{since_title(setting, found.since)}."
    if found.leading:
        yield f"{where_title(setting, found)}."
    if found.confused:
        yield f"{pairs_title(setting, found)}."
    if found.blamed:
        yield f"{why_title(setting, found)}."


def since_title(setting: Setting, since: Since) -> str:
    """Which weeks stand out."""
    if since.change is None or since.first is None or since.last is None:
        return "There are too few audits to scan the weeks"
    p, first = p_value(setting, since.change.p), setting.numerals.day(since.first)
    if not since.certain:
        return f"No week surely stands out ({p})"
    if since.change.lasts and since.first != since.last:
        return f"Since the week of {first} more is wrong ({p})"
    if since.first == since.last:
        return f"In the week of {first} more was wrong ({p})"
    return f"From the week of {first} to that of {setting.numerals.day(since.last)} more was wrong ({p})"


def since_note(setting: Setting, since: Since) -> str:
    """How the weeks were found."""
    if since.change is None:
        return "Shaded: the days asked about."
    return (
        "Shaded: the days asked about. Red: the weeks found by a binomial scan of all runs of weeks that "
        f"reach them, by queue and label; p by {setting.numerals.count(PERMUTATIONS)} permutations."
    )


def episode(setting: Setting, since: Since) -> str:
    """How bad the weeks were that stand out, and when it may have begun."""
    if not (since.certain and since.first and since.earliest and since.latest):
        return ""
    numerals = setting.numerals
    said = (
        f"In the weeks that stand out accuracy was {words.with_interval(since.accuracy, numerals)}, at the "
        f"same mix {words.change(since.lost, numerals)} on the weeks before. Weeks that were picked for "
        "being the worst look worse than they are."
    )
    if since.earliest == since.latest:
        return said
    ends = " to that of ".join(numerals.day(day) for day in (since.earliest, since.latest))
    return f"{said} It may have begun in any week from that of {ends}."


def where_title(setting: Setting, found: Found) -> str:
    """The subgroup that tells most."""
    if not found.leading:
        return "No subgroup has surely more wrong than expected"
    row = found.where.subgroups.rows.iloc[0]
    times = setting.numerals.decimal(float(row["value"]), 1)
    return f"Most stands out: {cell(setting, found.leading)}, {times} times what is expected"


def pairs_title(setting: Setting, found: Found) -> str:
    """The two labels confused most beyond what was usual."""
    if not found.confused:
        return "No two labels are surely confused more than before"
    row = found.where.pairs.rows.iloc[0]
    times = setting.numerals.decimal(float(row["value"]), 1)
    return f"{pair(setting, found.confused)} are confused {times} times as often as before"


def ledger(setting: Setting, found: Found) -> str:
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


def why_title(setting: Setting, found: Found) -> str:
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
