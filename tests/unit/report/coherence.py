"""One story for one thing: where two places of a report disagree on the same entity and period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from labelqa.components import AnyComponent, Risk, Table
from labelqa.measures.risks.detector import ABOVE_TARGET
from labelqa.report.language.messages import Message
from labelqa.report.language.numerals import Numerals

from .claims import said

GENERIC = ("95% interval", "90% interval", "Change", "Verdict", "Against target", "Interval drawn", "Target")
"""Columns that say something of the column beside them."""
UNIVERSAL = re.compile(r"(?:^|[.;] )(?:None of|No|Nobody|All|Both|Every|The one|The only)\b[^.;]*")
BAD_NEWS = re.compile(
    r"\W*(?:(?:All|Both|Every|The one|The only)\b.*\b(?:missed|below|behind|fails?)|N.*\b(?:met|meets?)\b)"
)
"""What speaks of all of a kind, but of nothing that is fine with them."""
COVERED = {
    "agent": (("person_id", "other_person_id"), "target|coach", {"R2", "R8", "R9", "R10", "R11"}),
    "site": (("site_id",), "target", {"R1"}),
    "queue": (("queue_id",), "target", {"R1"}),
    "vendor": (("vendor_id",), "target", {"R1"}),
    "cohort": (("cohort_id",), "behind", {"R13"}),
    "auditor": (("qa_person_id",), "fails", {"R7"}),
    "week": ((), "limits", {"R3"}),
    "risk": ((), "act", set()),
}
"""Of whom an "all fine" speaks, in which words, and the rules whose findings would belie it."""

Told = dict[tuple[str, ...], tuple[str, str]]


def disagreements(components: tuple[AnyComponent, ...]) -> list[str]:
    """Any two places that differ on the same entity and measure, and every "all fine" that is belied."""
    return [
        *_numbers_of_record(components),
        *_numbers_in_tables(components),
        *_numbers_of_risks(components),
        *_belied(components),
        *_untold(components),
    ]


def _risks(components: tuple[AnyComponent, ...]) -> list[Risk]:
    """The standing risks of the list."""
    listed = [risk for c in components if c.kind == "risks" for risk in c.risks]
    return [risk for risk in listed if risk.state != "resolved"]


def _numbers_of_record(components: tuple[AnyComponent, ...]) -> Iterator[str]:
    """Figures of the same name and entity."""
    told: dict[tuple[object, ...], tuple[object, ...]] = {}
    for figure in (figure for c in components for figure in c.figures):
        key = (figure.name, tuple(sorted(figure.by.items())))
        values = (figure.value, figure.low, figure.high, figure.n)
        if told.setdefault(key, values) != values:
            yield f"{key}: {told[key]} and {values}"


def _numbers_in_tables(components: tuple[AnyComponent, ...]) -> Iterator[str]:
    """Numbers of rows that are called the same, in columns that are."""
    told: Told = {}
    for table in (c for c in components if isinstance(c, Table) and not c.heat):
        heads = [column.name for column in table.columns]
        words = [i for i, c in enumerate(table.columns) if not c.numeric and c.name not in GENERIC]
        numbers = [i for i, c in enumerate(table.columns) if c.numeric and heads.count(c.name) == 1]
        for row in table.rows:
            of = [part for i in words for part in (heads[i], row[i].text)]
            for i in (i for i in numbers if heads[i] not in GENERIC):
                yield from _twice(told, (*of, heads[i]), row[i].text, table.id)


def _numbers_of_risks(components: tuple[AnyComponent, ...]) -> Iterator[str]:
    """What risks cost an entity, by the name of the cost; the list of agents to coach says it too."""
    told: Told = {}
    above = Message(ABOVE_TARGET)(Numerals("en_GB"), n=2)
    coached = [c for c in components if isinstance(c, Table) and c.id == "coaching-list"]
    for row in (row for table in coached for row in table.rows):
        key = (row[0].text, above)
        yield from _twice(told, key, row[-1].text, "coaching-list")
    for risk in _risks(components):
        if match := re.fullmatch(r"(?:about )?(\S+) (.+ a month.*)", risk.cost):
            key = (str(risk.record["entity_id"]), match[2])
            yield from _twice(told, key, match[1], risk.finding)
    shown = [risk for c in components if c.kind == "priorities" for risk in c.risks]
    listed = {risk.finding: risk for risk in _risks(components)}
    yield from (f"{r.finding} is told twice" for r in shown if listed.get(r.finding, r) != r)


def _belied(components: tuple[AnyComponent, ...]) -> Iterator[str]:
    """A sentence on all of a kind that does not name the one of whom something was found."""
    risks = _risks(components)
    for where, text in said(components):
        for match in (found for found in UNIVERSAL.finditer(text) if not BAD_NEWS.match(found[0])):
            for noun, (columns, words, kinds) in COVERED.items():
                whom = rf"\b{noun}s?\b{'|Nobody' if noun == 'agent' else ''}"
                if not re.search(whom, match[0]) or not re.search(words, match[0]):
                    continue
                yield from (
                    f"{where}: {match[0].strip()!r} though {risk.finding}"
                    for risk in risks
                    if _is_of(risk, noun, columns, kinds) and not _names(text, risk)
                )


def _is_of(risk: Risk, noun: str, columns: tuple[str, ...], kinds: set[str]) -> bool:
    if noun == "risk":
        return risk.record["level"] == "act"
    types = {"agent": ("person", "pair"), "auditor": ("qa_person",), "week": ("market",)}.get(noun, (noun,))
    return risk.record["kind"] in kinds and risk.record["entity_type"] in types


def _names(text: str, risk: Risk) -> bool:
    """Whether a text names one of those a risk is about, or counts them among others."""
    ids = str(risk.record["entity_id"]).split("+")
    return any(each in text for each in ids) or bool(re.search(r"risks name .+ and \d+ more", text))


def _untold(components: tuple[AnyComponent, ...]) -> Iterator[str]:
    """The gravest risks to act on that the main points do not name."""
    points = " ".join(point for c in components if c.kind == "key_points" for point in c.points)
    acts = [risk for risk in _risks(components) if risk.record["level"] == "act"]
    first = {risk.record["entity_id"]: risk for risk in reversed(acts)}
    acted = [risk for risk in acts if first[risk.record["entity_id"]] is risk]
    yield from (f"the main points leave out {risk.finding}" for risk in acted[:2] if risk.title not in points)
    yield from (
        f"{one.finding} stands before what is to be acted on"
        for one, other in pairwise(_risks(components))
        if (one.record["level"], other.record["level"]) == ("watch", "act")
    )


def _twice(told: Told, key: tuple[str, ...], text: str, where: str) -> Iterator[str]:
    before = told.setdefault(key, (text, where))
    if before[0] != text:
        yield f"{', '.join(key)}: {before[0]} in {before[1]}, {text} in {where}"
