"""The sentences of an investigation on when, where, why and at what cost, all computed from what it found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from ....estimates import Estimate, Estimates, Unit
from ....measures.change_point import PERMUTATIONS
from ....measures.investigation.episode import Episode
from ....measures.investigation.groups import JOINER, JOINING_DAYS
from ....measures.investigation.request import InvestigationRequest
from ....measures.investigation.result import InvestigationResult
from ....measures.subgroups import FALSE_DISCOVERIES
from ...data.setting import Setting
from ...language.words import capital, is_clear, joined, listed
from . import words
from .request import WORDS

_SURE = 0.99


def as_estimate(p: float, n: int) -> Estimate:
    """A p value as a figure of record: it has no interval."""
    return Estimate(p, p, p, n, float(n), "exact", Unit.INDEX)


def p_value(setting: Setting, p: float) -> str:
    """p 0.031, or p below 0.001."""
    numerals = setting.numerals
    if p < 0.001:
        return words.P_BELOW(numerals, limit=numerals.decimal(0.001, 3))
    return words.P(numerals, value=numerals.decimal(p, 3))


def chance(setting: Setting, p: float) -> str:
    """A probability in words: 61%; never all or nothing."""
    numerals = setting.numerals
    if p > _SURE:
        return words.OVER(numerals, share=_SURE)
    return words.BELOW(numerals, share=1 - _SURE) if p < 1 - _SURE else numerals.percent(p, 0)


def named(setting: Setting, column: str, value: str) -> str:
    """A value of a dimension as printed: Meridian Batam; SOP v3; joiners in their first 60 days."""
    numerals = setting.numerals
    match column:
        case "sop_version":
            return words.SOP(numerals, version=value)
        case "tenure":
            return words.JOINERS(numerals, days=JOINING_DAYS) if value == JOINER else words.SETTLED
        case "label_id":
            return words.LABELLED(numerals, label=setting.name(column, value))
        case "true_label_id":
            return words.TRULY(numerals, label=setting.name("label_id", value))
    return setting.name(column, value)


def cell(setting: Setting, pairs: Sequence[tuple[str, str]]) -> str:
    """A subgroup as printed: Meridian Batam, Counterfeit and brand misuse, SOP v3."""
    return capital("; ".join(named(setting, column, value) for column, value in pairs))


def pair(setting: Setting, labels: Sequence[str]) -> str:
    """Two labels as printed: “Brand misuse” and “Counterfeit”."""
    names = (setting.name("label_id", label) for label in labels)
    return listed([words.QUOTED(setting.numerals, text=name) for name in names])


def only(setting: Setting, request: InvestigationRequest) -> str:
    """What is asked about, in words: site Meridian Batam, queue Brand; or all labels of the market."""
    parts = [
        f"{WORDS[column]} {words.OR.join(setting.name(column, value) for value in values)}"
        for column, values in request.columns.items()
    ]
    market = setting.context.market.name
    return ", ".join(parts) or words.ALL_LABELS(setting.numerals, market=market)


def since_title(setting: Setting, episode: Episode) -> str:
    """Which weeks stand out."""
    if episode.change is None or episode.first is None or episode.last is None:
        return words.NOT_SCANNED
    numerals, first, last = setting.numerals, episode.first, episode.last
    p = p_value(setting, episode.change.p)
    if not episode.certain:
        return words.NO_WEEK(numerals, p=p)
    if first == last:
        return words.IN_WEEK(numerals, first=first, p=p)
    if episode.change.lasts:
        return words.SINCE(numerals, first=first, p=p)
    return words.IN_WEEKS(numerals, first=first, last=last, p=p)


def since_note(setting: Setting, episode: Episode) -> str:
    """How the weeks were found."""
    return joined(words.SHADED, words.RED(setting.numerals, n=PERMUTATIONS) if episode.change else "")


def how_bad(setting: Setting, episode: Episode) -> str:
    """How bad the weeks were that stand out, and when it may have begun."""
    if not (episode.certain and episode.first and episode.earliest and episode.latest):
        return ""
    numerals, ends = setting.numerals, {"first": episode.earliest, "last": episode.latest}
    return joined(
        words.HOW_BAD(numerals, accuracy=episode.accuracy, lost=episode.lost),
        words.PICKED,
        "" if episode.earliest == episode.latest else words.MAY_HAVE_BEGUN(numerals, **ends),
    )


def where_title(setting: Setting, found: InvestigationResult) -> str:
    """The subgroup that tells most."""
    if not found.leading:
        return words.NO_SUBGROUP
    times = _times(setting, found.where.subgroups)
    return words.SUBGROUP(setting.numerals, cell=cell(setting, found.leading), times=times)


def pairs_title(setting: Setting, found: InvestigationResult) -> str:
    """The two labels confused most beyond what was usual."""
    if not found.confused:
        return words.NO_PAIR
    times = _times(setting, found.where.pairs)
    return words.PAIR(setting.numerals, pair=pair(setting, found.confused), times=times)


def _times(setting: Setting, groups: Estimates) -> str:
    return setting.numerals.decimal(float(groups.rows["value"].iloc[0]), 1)


def ledger(setting: Setting, found: InvestigationResult) -> str:
    """How many tests were made, and how many may stand by chance."""
    numerals, (weeks, groups, causes) = setting.numerals, found.tests
    stand, false = found.standing
    return words.LEDGER(
        numerals,
        n=weeks + groups + causes,
        weeks=weeks,
        groups=groups,
        causes=causes,
        stand=stand,
        false=numerals.decimal(false, 1),
        rate=FALSE_DISCOVERIES,
    )


def why_title(setting: Setting, found: InvestigationResult) -> str:
    """What surely explains some of the loss."""
    if not found.blamed:
        return words.NO_CAUSE
    worst, other, numerals = found.blamed[0], found.blamed[0].elsewhere, setting.numerals
    elsewhere = ""
    if other is not None and other.exists:
        elsewhere = words.FELL_TOO if is_clear(other) and other.value < 0 else words.NO_CLEAR_LOSS
    change = numerals.change(worst.explains)
    return words.CAUSE(numerals, cause=worst.name, change=change, elsewhere=elsewhere)


def incidents(setting: Setting, rows: pd.DataFrame) -> str:
    """What is on record for these days."""
    if rows.empty:
        return words.NO_INCIDENT
    numerals = setting.numerals
    each = [
        words.INCIDENT(numerals, note=str(row.note), days=_span(setting, row.began, row.ended))
        for row in rows.itertuples()
    ]
    return words.INCIDENTS(numerals, incidents=listed(each, 6))


def _span(setting: Setting, began: pd.Timestamp, ended: object) -> str:
    numerals, first = setting.numerals, setting.numerals.short_day(began.date())
    if not isinstance(ended, pd.Timestamp) or pd.isna(ended):
        return words.FROM_ON(numerals, first=first)
    last: dt.date = (ended - pd.Timedelta(microseconds=1)).date()
    if last == began.date():
        return first
    return words.FROM_TO(numerals, first=first, last=numerals.short_day(last))


def cost(setting: Setting, wrong: Estimate, excess: Estimate, labels: int) -> str:
    """Wrong labels in these days, and those beyond what was usual."""
    numerals = setting.numerals
    if not wrong.exists:
        return words.NOT_COUNTED(numerals, wrong=wrong)
    beyond = words.EXCESS(numerals, excess=excess) if excess.exists else ""
    return joined(words.WRONG(numerals, n=labels, wrong=wrong), beyond)
