"""Auditors side by side: what they find, what they let pass, how severe and how fast they are."""

from __future__ import annotations

from dataclasses import dataclass

from ....components import Cell, Table
from ....estimates import Estimate, Estimates
from ...data import family_words
from ...data.setting import Setting
from ...language.numerals import Numerals
from ...language.vocabulary import PLURALS, term
from ...language.words import joined, with_interval
from ...page.records import records, sheet_of_many
from ...page.tables import columns
from . import words

CLEARLY = 0.1  # fewer or more than a typical auditor: the whole interval is beyond
_BY = "qa_person_id"


@dataclass(frozen=True)
class AuditorMeasures:
    """What there is to say of auditors, each by qa_person_id; any but `audits` may have no rows."""

    audits: Estimates
    sensitivity: Estimates
    specificity: Estimates
    leniency: Estimates
    median: Estimates
    fastest: Estimates


def qa_table(setting: Setting, held: AuditorMeasures, span: str, table_id: str) -> Table:
    """One row per auditor, the most lenient first; `span` says of what time."""
    measures = (held.audits, held.sensitivity, held.specificity, held.leniency, held.median, held.fastest)
    by_auditor = [{by[_BY]: estimate for by, estimate in each} for each in measures]
    order = [*by_auditor[3], *(who for who in by_auditor[0] if who not in by_auditor[3])]
    audits, *others = (term(each.name).column for each in measures)
    heads = (words.AUDITOR, audits, words.REVIEWED_HEAD, *others)
    return Table(
        id=table_id,
        title=_title(setting, held.leniency),
        measure=words.TABLE_MEASURE(setting.numerals, span=span),
        columns=columns(heads, (0.12, 0.07, 0.09, 0.18, 0.2, 0.18, 0.08, 0.08), numeric=1),
        rows=tuple(_row(setting.numerals, who, by_auditor) for who in order),
        note=joined(words.TABLE_NOTE, family_words.each(PLURALS[_BY][0])),
        data=sheet_of_many(table_id, [each for each in measures if len(each)]),
        figures=tuple(figure for each in measures for figure in records(each)),
    )


def _row(numerals: Numerals, who: str, held: list[dict[str, Estimate]]) -> tuple[Cell, ...]:
    nothing = Estimate.absent(words.NO_DATA)
    audits, found, passed, ratio, median, fastest = (each.get(who, nothing) for each in held)
    texts = (
        who,
        numerals.estimate(audits),
        numerals.count(found.n),
        *(with_interval(each, numerals) for each in (found, passed, ratio)),
        *(numerals.estimate(each) for each in (median, fastest)),
    )
    return tuple(Cell(text=text) for text in texts)


def _title(setting: Setting, leniency: Estimates) -> str:
    """Who fails fewer labels than chance allows, or who fails more."""
    if not len(leniency):
        return words.AUDITS_BY_AUDITOR
    fewer = sum(estimate.high < 1 - CLEARLY for _, estimate in leniency)
    more = sum(estimate.low > 1 + CLEARLY for _, estimate in leniency)
    if not (fewer or more):
        return words.NONE_APART(setting.numerals, all=len(leniency))
    message = words.FAIL_FEWER if fewer else words.FAIL_MORE
    return message(setting.numerals, n=fewer or more, all=len(leniency))
