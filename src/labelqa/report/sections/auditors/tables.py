"""Auditors side by side: what they find, what they let pass, how severe and how fast they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ....components import Cell, Column, Table
from ....estimates import Estimate, Estimates
from ...data import family_words
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING, Numerals
from ...language.vocabulary import PLURALS, term
from ...page.records import records, sheet_of_many

CLEARLY = 0.1  # fewer or more than a typical auditor: the whole interval is beyond
_BY = "qa_person_id"
_NOTE = (
    "Errors found: the share of the wrong labels audited that the auditor failed; right passed: of the right "
    "ones, passed; both by second looks, with 95% intervals. Fails ratio: labels failed for every one that a "
    "typical auditor would fail of the same agents and strata, below 1 is lenient; clearly so where the "
    "whole interval is a tenth away from 1. Fastest tenth: one audit in ten took no longer. Auditors appear "
    "by pseudonym."
)


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
    heads = [term(each.name).column for each in measures]
    shares = (0.07, 0.18, 0.2, 0.18, 0.08, 0.08)
    columns = [
        Column(name=head, numeric=True, share=share) for head, share in zip(heads, shares, strict=True)
    ]
    return Table(
        id=table_id,
        title=_title(setting, held.leniency),
        measure=f"Auditors in {span}, the most lenient first",
        columns=(
            Column(name=PLURALS[_BY][0].capitalize(), share=0.12),
            columns[0],
            Column(name="Reviewed", numeric=True, share=0.09),
            *columns[1:],
        ),
        rows=tuple(_row(setting.numerals, who, by_auditor) for who in order),
        note=f"{_NOTE} {family_words.each(PLURALS[_BY][0])}",
        data=sheet_of_many(table_id, [each for each in measures if len(each)]),
        figures=tuple(figure for each in measures for figure in records(each)),
    )


def _row(numerals: Numerals, who: str, held: list[dict[str, Estimate]]) -> tuple[Cell, ...]:
    nothing = Estimate.absent("no data")
    audits, found, passed, ratio, median, fastest = (each.get(who, nothing) for each in held)
    texts = (
        who,
        numerals.estimate(audits),
        numerals.count(found.n),
        *(_told(numerals, each) for each in (found, passed, ratio)),
        *(numerals.estimate(each) for each in (median, fastest)),
    )
    return tuple(Cell(text=text) for text in texts)


def _told(numerals: Numerals, estimate: Estimate) -> str:
    if not estimate.exists:
        return NOTHING
    return f"{numerals.estimate(estimate)} ({numerals.interval(estimate)})"


def _title(setting: Setting, leniency: Estimates) -> str:
    """Who fails fewer labels than chance allows, or who fails more."""
    forms = PLURALS[_BY]
    if not len(leniency):
        return f"Audits by {forms[0]}"
    of = words.plural(len(leniency), forms, setting.numerals)
    for word, count in _apart(leniency).items():
        if count:
            verb = "fails" if count == 1 else "fail"
            some = words.capital(words.spelt(count, setting.numerals))
            return f"{some} of {of} {verb} clearly {word} labels than a typical one would"
    return f"None of {of} fails clearly fewer or more labels than a typical one would"


def _apart(leniency: Estimates) -> Mapping[str, int]:
    return {
        "fewer": sum(estimate.high < 1 - CLEARLY for _, estimate in leniency),
        "more": sum(estimate.low > 1 + CLEARLY for _, estimate in leniency),
    }
