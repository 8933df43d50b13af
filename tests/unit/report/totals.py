"""Every total that a report prints, by its name: each name has one number, and it is the right one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.language.terms import DECISIONS
from labelqa.report.language.totals import MADE
from labelqa.report.sections.impact.words import HANDED_OVER
from labelqa.report.sections.sampling import plan_words
from labelqa.report.sections.volume import words

from .grammar.reading import COUNT, count
from .printed import INTEGER

if TYPE_CHECKING:
    from labelqa.components import AnyComponent, Table

    from .claims import Claims

_MADE, _AUDITS, _ = words.AMOUNTS
_MESSAGES = (
    ("Labels made", (words.LABELLED, words.LABELLED_AT, _MADE)),
    ("Labels handed over", (HANDED_OVER,)),
    ("Audits", (words.AUDITED, words.UNSURE)),
)
_SENTENCES = (
    *((each.pattern(lambda slot: ".+?" if slot[0] == "period" else COUNT), name)
      for name, messages in _MESSAGES for each in messages),
    (rf"(?<={MADE[1]}, ){_AUDITS.pattern(lambda _: INTEGER)}", "Audits"),
    (rf"({INTEGER}) (?:{'|'.join(DECISIONS)})$", "Decisions"),
)  # fmt: skip


def printed(claims: Claims) -> dict[str, set[int]]:
    """The numbers printed under each name, wherever they stand."""
    found: dict[str, set[int]] = defaultdict(set)
    for component in claims.components:
        for text in _texts(component):
            told = claims.canonical(text)
            for pattern, name in _SENTENCES:
                found[name] |= {count(said[1]) for said in re.finditer(pattern, told)}
        if component.kind == "facts" and component.title == words.TOTALS:
            for name, text in component.rows:
                if number := re.match(rf"({INTEGER}): ", claims.canonical(text)):
                    found[name].add(count(number[1]))
        if component.kind == "table":
            for name in ("Work done", "Frame"):
                found[name] |= _column(claims, component, name)
    return {name: numbers for name, numbers in found.items() if numbers}


def wrong(claims: Claims) -> Iterator[str]:
    """Names with more than one number, and numbers that the extract's tables do not have."""
    days, told = claims.period("label_days"), printed(claims)
    if len(days):
        work = days[~days["is_gold"].astype(bool)]
        right = {
            "Labels made": claims.delivered(),
            "Work done": int(work["labels"].sum()),
            "Decisions": int(days["labels"].sum()),
        }
        for name, number in right.items():
            if told.get(name, {number}) != {number}:
                yield f"total {name}: {sorted(told[name])} is not {number}"
    yield from (f"total {name}: {sorted(numbers)}" for name, numbers in told.items() if len(numbers) > 1)


def _texts(component: AnyComponent) -> Iterator[str]:
    for name in ("text", "title", "measure", "note"):
        yield getattr(component, name, "") or ""
    match component.kind:
        case "cover" | "facts":
            yield from (text for _, text in getattr(component, "facts", ()) or getattr(component, "rows", ()))
        case "key_points":
            yield from component.points
        case "table":
            yield from (cell.text for row in component.rows for cell in row)


def _column(claims: Claims, table: Table, name: str) -> set[int]:
    """What a column comes to: its row of all, or else the sum of its rows."""
    heads = [column.name for column in table.columns]
    if name not in heads:
        return set()
    rows = {row[0].text: claims.canonical(row[heads.index(name)].text) for row in table.rows}
    if plan_words.ALL_STRATA in rows:
        return {count(rows[plan_words.ALL_STRATA])}
    return {sum(count(text) for text in rows.values())}
