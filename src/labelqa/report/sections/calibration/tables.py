"""Calibration sessions as tables: scores, agreement, the map of items and people, hard items, transfer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ....components import Cell, Column, Data, FigureOfRecord, Table
from ....estimates import Estimate, Estimates, Outcome, Target, Unit
from ....measures.calibration import CochranQ
from ....measures.false_discovery import q_values
from ....measures.proportions import plain_share
from ....measures.transfer import DAYS, Transfer
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...language.vocabulary import ANSWERS, PLURALS, term
from ...page.records import record, records, sheet, sheet_of_many
from ...page.verdict_cells import verdict_cell

FALSE_DISCOVERIES = 0.1


def scores_table(
    setting: Setting, before: Estimates, after: Estimates, change: Estimates, target: Target, table_id: str
) -> Table:
    """One row per value of `by`: answers, before, after, change with McNemar's p, and the verdict."""
    forms = PLURALS[after.by[0]]
    earlier, moved = ({tuple(by.values()): e for by, e in one} for one in (before, change))
    p = dict(zip(moved, change.rows.get("p", ()), strict=True))
    verdicts, rows = setting.verdicts(after, target), []
    for (by, estimate), verdict in zip(after, verdicts, strict=True):
        key = tuple(by.values())
        scores = _scores(setting, earlier.get(key), estimate, moved.get(key))
        texts = (setting.title(by), *scores, setting.numerals.p_value(p.get(key)))
        rows.append((*(Cell(text=text) for text in texts), verdict_cell(verdict)))
    shares = (0.125, 0.085, 0.08, 0.08, 0.15, 0.1, 0.165, 0.085, 0.13)
    change_heads = ("Change", "95% interval", "p", "Verdict")
    heads = (forms[0].capitalize(), "Answers", "Before", "After", "95% interval", *change_heads)
    return Table(
        id=table_id,
        title=f"Scores by {forms[0]}",
        measure="Share of answers that are the key's, before and after, and the paired change in points",
        columns=tuple(
            Column(name=head, numeric=0 < place < 8, share=share)
            for place, (head, share) in enumerate(zip(heads, shares, strict=True))
        ),
        rows=tuple(rows),
        note=words.joined(_scores_note(setting, after, change, target), setting.allowance(after, verdicts)),
        data=sheet_of_many(table_id, [one for one in (after, before, change) if len(one)]),
        figures=tuple(f for one in (before, change) for f in records(one)) + records(after, verdicts),
    )


def _scores(
    setting: Setting, before: Estimate | None, after: Estimate, change: Estimate | None
) -> tuple[str, ...]:
    numerals = setting.numerals
    return (
        numerals.count(after.n),
        numerals.estimate(before) if before else NOTHING,
        numerals.estimate(after),
        numerals.interval(after),
        numerals.change(change) if change else NOTHING,
        numerals.change_interval(change) if change else NOTHING,
    )


def _scores_note(setting: Setting, after: Estimates, change: Estimates, target: Target) -> str:
    """What p is, how many changes stand among so many tests, and whether a flawless row could pass."""
    numerals = setting.numerals
    said = [f"Pass mark {numerals.goal(target.value, after.unit)}. p: McNemar's exact test of the change"]
    if len(change) > 1:
        stand = int((q_values(change.rows["p"].to_numpy(float)) <= FALSE_DISCOVERIES).sum())
        verb = "stand" if stand > 1 else "stands"
        said[0] += (
            f"; {words.spelt(stand, numerals)} of {numerals.count(len(change))} {verb} at a false discovery "
            f"rate of {numerals.percent(FALSE_DISCOVERIES, 0)}"
        )
    most = int(after.rows["n"].max())
    verdict = setting.verdict(plain_share(most, most), target)
    if verdict is None or verdict.outcome is not Outcome.MET:
        answers = words.plural(most, ANSWERS, numerals)
        said.append(f"With {answers} not even all right would be enough to pass")
    return " ".join(f"{each}." for each in said)


def agreement_table(
    setting: Setting, agreement: Sequence[Estimates], tests: Sequence[tuple[str, CochranQ]], table_id: str
) -> Table:
    """Alpha before, after and changed, AC1 the same, each with its interval; Cochran's Q below."""
    rows = []
    for before, after, change in (agreement[:3], agreement[3:]):
        found = [one.only() for one in (before, after, change)]
        rows.append(
            (
                Cell(text=term(before.name).column),
                *(Cell(text=_with_interval(setting, estimate)) for estimate in found[:2]),
                Cell(text=_change(setting, found[2])),
            )
        )
    return Table(
        id=table_id,
        title="How far people agree with one another",
        measure="Chance-corrected agreement over the items, with 95% intervals",
        columns=(
            Column(name="Measure", share=0.25),
            *(Column(name=name, numeric=True, share=0.25) for name in ("Before", "After", "Change")),
        ),
        rows=tuple(rows),
        note=" ".join(
            filter(None, [_known(setting, agreement[1].only()), *(_tested(setting, *one) for one in tests)])
        ),
        data=sheet_of_many(table_id, agreement),
        figures=(*(f for one in agreement for f in records(one)), *_q_records(tests)),
    )


def transfer_table(setting: Setting, found: Mapping[str, Transfer], table_id: str) -> Table:
    """Audit accuracy of each session's queue in the two weeks before and after, by who attended."""
    rows, figures = [], []
    for session, one in found.items():
        rows.append(_compared(setting, session, "Attended", one.attended_before, one.attended_after))
        rows.append(_compared(setting, session, "Others", one.others_before, one.others_after))
        figures.append(record("calibration.transfer.by_session", one.effect, None, {"session_id": session}))
    return Table(
        id=table_id,
        title="Audits before and after",
        measure=f"Accuracy of audited labels in the session's queue, {DAYS} days before and after",
        columns=(
            Column(name="Session", share=0.16),
            Column(name="Who", share=0.14),
            *(
                Column(name=name, numeric=True, share=share)
                for head in ("Before", "After")
                for name, share in (("Audits", 0.09), (head, 0.09), ("95% interval", 0.17))
            ),
        ),
        rows=tuple(rows),
        data=_transfer_data(found, table_id),
        figures=tuple(figures),
    )


def _compared(
    setting: Setting, session: str, who: str, before: Estimate, after: Estimate
) -> tuple[Cell, ...]:
    numerals = setting.numerals
    texts = [
        text
        for estimate in (before, after)
        for text in (
            numerals.count(estimate.n),
            numerals.estimate(estimate),
            numerals.interval(estimate),
        )
    ]
    return tuple(Cell(text=text) for text in (session, who, *texts))


def _with_interval(setting: Setting, estimate: Estimate) -> str:
    if not estimate.exists:
        return NOTHING
    return f"{setting.numerals.estimate(estimate)} ({setting.numerals.interval(estimate)})"


def _change(setting: Setting, estimate: Estimate) -> str:
    return words.change(estimate, setting.numerals) or NOTHING


def _known(setting: Setting, alpha: Estimate) -> str:
    """How far alpha is known after so many items."""
    if not alpha.exists:
        return ""
    half = setting.numerals.decimal((alpha.high - alpha.low) / 2, 2)
    return f"After {words.plural(alpha.n, PLURALS['item_id'], setting.numerals)} alpha is known to ±{half}."


def _tested(setting: Setting, who: str, test: CochranQ) -> str:
    """Cochran's Q in a sentence; whether it finds a difference is p's to say."""
    if np.isnan(test.statistic):
        return ""
    finds = "differ" if test.p < 0.05 else "are not shown to differ"
    q = setting.numerals.decimal(test.statistic, 1)
    return (
        f"{who} {finds} in how often they are right: Cochran's Q {q} on {test.freedom} degrees of freedom, "
        f"p {setting.numerals.p_value(test.p)}."
    )


def _q_records(tests: Sequence[tuple[str, CochranQ]]) -> tuple[FigureOfRecord, ...]:
    return tuple(
        record("calibration.q.by_raters", _q(test), None, {"raters": who.lower()}) for who, test in tests
    )


def _q(test: CochranQ) -> Estimate:
    """The statistic as a figure: a number without an interval, its p value beside it."""
    if np.isnan(test.statistic):
        return Estimate.absent("no item tells them apart", Unit.INDEX)
    q, flags = test.statistic, (f"p {test.p:.4g}",)
    return Estimate(q, q, q, test.items, float(test.items), "cochran", Unit.INDEX, flags)


def _transfer_data(found: Mapping[str, Transfer], name: str) -> Data:
    parts = ("attended_before", "attended_after", "others_before", "others_after", "effect")
    rows = [
        [session, part, e.value, e.low, e.high, e.n, e.n_eff, e.method, "; ".join(e.flags)]
        for session, one in found.items()
        for part in parts
        for e in [getattr(one, part)]
    ]
    return sheet(name, ["session", "what", "value", "low", "high", "n", "n_eff", "method", "flags"], rows)
