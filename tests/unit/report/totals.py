"""Every total that a report prints, by its name: each name has one number, and it is the right one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.sections.sampling import plan_words
from labelqa.report.sections.volume import words as volume_words

from .grammar.reading import count
from .printed import INTEGER

if TYPE_CHECKING:
    from labelqa.components import AnyComponent, Table

    from .claims import Claims

_SENTENCES = (
    (rf"({INTEGER}) labels? (?:was|were) made ", "Labels made"),
    (rf"({INTEGER}) labels? made", "Labels made"),
    (rf"({INTEGER}) labels? in {INTEGER} batch(?:es)? (?:was|were) handed over", "Labels handed over"),
    (rf"({INTEGER}) decisions?$", "Decisions"),
    (rf"({INTEGER}) (?:was|were) audited\.", "Audits"),
    (rf"^({INTEGER}) audits?, \w+ of them unsure", "Audits"),
    (rf"labels made, ({INTEGER}) audits", "Audits"),
)


def printed(claims: Claims) -> dict[str, set[int]]:
    """The numbers printed under each name, wherever they stand."""
    found: dict[str, set[int]] = defaultdict(set)
    for component in claims.components:
        for text in _texts(component):
            told = claims.canonical(text)
            for pattern, name in _SENTENCES:
                found[name] |= {count(number) for number in re.findall(pattern, told)}
        if component.kind == "facts" and component.title == volume_words.TOTALS:
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
