"""Risks: how many call for action, what each is, what it costs, what is asked for, and the tests made."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from labelqa.measures.risks import DETECTORS
from labelqa.report.language.actions import KINDS as ACTIONS
from labelqa.report.language.messages import Message
from labelqa.report.language.terms import decapitalised
from labelqa.report.sections.risks import words

from ..printed import parsed, prints, prints_as_interval, rounds
from .followup import not_closed
from .reading import any_of, count, reads

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord
    from labelqa.measures.risks import Detector

    from ..claims import Check, Claims

TITLES = (words.TITLE, words.APPEAL)
FIXED = ()
TOLD = {"week": r"\d{1,2} [A-Z][a-z]+", "state": "[a-z ]+", "given": ".+", "true": ".+"}
"""Patterns of what detectors' sentences name."""
ABOUT = Message("{cost} ({n:between})")
"""A cost with its interval, as the reader of reports puts them together."""


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Held against the figures of findings, and what summary.json has on record of each."""
    yield from _headlines(claims)
    yield from _ledger(claims)
    for each in DETECTORS:
        for text in (*each.words.told, *each.words.by_cause.values()):
            yield _told(claims, each, text)
        held = claims.figures.get(f"risks.{each.number.lower()}.by_finding", [])
        yield reads(each.title, lambda m, held=held: any(f.value is None for f in held))
    yield from _costs(claims)
    yield from _asked(claims)
    yield from _rest_on(claims)
    if route := claims.context.definitions.get("appeals"):
        yield re.escape(str(route)), lambda m: claims.context.vendor is not None


def _headlines(claims: Claims) -> Iterator[tuple[str, Check]]:
    levels = [r["level"] for _, r, state in claims.risks if state != "resolved"]
    act, watch = levels.count("act"), levels.count("watch")

    def counted(match: re.Match[str]) -> bool:
        said = match.groupdict()
        return (count(said.get("act", "none")), count(said.get("watch", "none"))) == (act, watch)

    yield reads(words.NONE_FOUND, lambda m: not levels)
    for at, message in words.NOTHING_AT.items():
        yield reads(message, lambda m, at=at: not {*at} & {*levels}, period=claims.month)
    for acted in (words.TO_ACT_ON, words.NONE_TO_ACT_ON):
        yield reads(words.AND_WATCHED, counted, acted=acted)
        yield reads(acted, counted)
    yield reads(words.NONE_TO_ACT_ON_IN, lambda m: not act, period=claims.month)
    yield reads(words.NOTE, s2="10", s3="100", s4="1,000")
    open_, late = (not_closed(claims, overdue=overdue) for overdue in (False, True))
    yield reads(words.NO_ACTION, lambda m: not act and open_.empty and late.empty)
    yield reads(words.UNDER_WAY, lambda m: not open_.empty)
    yield reads(words.OVERDUE, lambda m: not late.empty)


def _ledger(claims: Claims) -> Iterator[tuple[str, Check]]:
    tests, flagged, false = (claims.overall(f"risks.{n}") for n in ("tests", "flagged", "expected_false"))
    families = claims.figures.get("risks.tests.by_family", [])

    def counted(match: re.Match[str]) -> bool:
        said = [count(match["tests"]), count(match["flagged"]), parsed(match["most"])[0]]
        return bool(tests) and (
            said == [tests.value, flagged.value, false.value] and said[0] == sum(f.value for f in families)
        )

    yield reads(words.TESTED, counted)
    yield reads(words.UNTESTED, lambda m: not families)
    yield reads(words.HELD, q="10%")
    listed = sum(state != "resolved" for *_, state in claims.risks)
    yield reads(words.TOLD_ONCE, lambda m: flagged.value > listed)
    yield reads(words.WITHOUT_DATA, lambda m: _untested(claims, m["kinds"]), kinds=r"[^.]+")


def _untested(claims: Claims, names: str) -> bool:
    """Whether just the kinds are named of which the ledger has none."""
    (table,) = [c for c in claims.components if c.kind == "table" and c.id == "risk-ledger"]
    held = " ".join(pd.read_csv(io.StringIO(table.data.csv))["kinds"]).split()
    return sorted(names.split("; ")) == sorted(
        decapitalised(e.title) for e in DETECTORS if e.number not in held
    )


def _told(claims: Claims, each: Detector, text: str) -> tuple[str, Check]:
    """A sentence of a detector: one of its findings asks for it, and its figures bear it out."""
    held = [
        f for f in claims.figures.get(f"risks.{each.number.lower()}.by_finding", []) if f.value is not None
    ]

    def borne(match: re.Match[str]) -> bool:
        return any(
            text == _asks_for(claims, each, f)
            and all(_is_true(claims, f, slot, said) for slot, said in match.groupdict().items())
            for f in held
        )

    return reads(Message(text), borne, **TOLD)


def _asks_for(claims: Claims, each: Detector, figure: FigureOfRecord) -> str:
    """The sentence for a finding: by its cause, or the first that has something to say in every slot."""
    cause = _record(claims, figure)["cause"]

    def says(slot: str) -> bool:
        if slot in each.words.parts:
            return _part(claims, figure, slot).value is not None
        return bool(cause) if slot == "state" else slot != "below" or figure.value < figure.target

    told = (text for text in each.words.told if all(map(says, Message(text).names)))
    return each.words.by_cause.get(cause) or next(told)


def _is_true(claims: Claims, figure: FigureOfRecord, slot: str, said: str) -> bool:
    """Whether what stands in a slot is what the finding's figures, or its record, have."""
    record = _record(claims, figure)
    match slot:
        case "value" | "below":  # beside what it is held against it may need more digits
            exactly = figure.target is not None and rounds(said, figure.value, figure.unit, 0.0)
            return exactly or prints(said, figure)
        case "goal":
            return rounds(said, figure.target, figure.unit, 0.0)
        case "sure_form":
            sure = record["posterior"] if record["posterior"] is not None else 1 - record["q"]
            return (said == "is") == (sure >= claims.context.decided)
        case "week":
            day = dt.date.fromisoformat(record["cause"])
            return said.startswith(f"{day.day} {day:%b}")
        case "state":
            return said == record["cause"].replace("_", " ")
        case "given" | "true":
            key = record["entity_id"].split("+")[-2:][slot == "true"]
            return said == claims.canonical(claims.names["label"].get(key, key))
    return prints(said, _part(claims, figure, slot))


def _record(claims: Claims, figure: FigureOfRecord) -> dict[str, Any]:
    listed = (risk for c in claims.components if c.kind in ("risks", "priorities") for risk in c.risks)
    return next(risk.record for risk in listed if risk.finding == figure.by["finding"])


def _part(claims: Claims, figure: FigureOfRecord, name: str) -> FigureOfRecord:
    """Another figure of the same finding."""
    named = figure.name.replace(".by_finding", f".{name}.by_finding")
    return next(f for f in claims.figures[named] if f.by == figure.by)


def _costs(claims: Claims) -> Iterator[tuple[str, Check]]:
    names = ("risks.labels.by_finding", "investigation.month.overall")
    labels = [figure for name in names for figure in claims.figures.get(name, [])]
    known = [figure for figure in labels if figure.value is not None]

    def exactly(match: re.Match[str]) -> bool:
        return any(prints(match["n"], f) and f.low == f.high for f in known)

    def about(match: re.Match[str]) -> bool:
        return any(
            prints(match["n"], f) and f.low != f.high and prints_as_interval(match["n_between"], f)
            for f in known
        )

    nouns = {noun for each in DETECTORS for noun in (each.words.wrong, each.words.affected) if noun}
    for what in map(Message, sorted(nouns)):
        yield reads(words.COST, exactly, what=what)
        yield reads(ABOUT, about, cost=words.ABOUT, what=what)
    yield reads(words.NO_COST, lambda m: len(known) < len(labels))


def _asked(claims: Claims) -> Iterator[tuple[str, Check]]:
    """What follows of what is watched, whom an action is for, and the gravest risks as key points."""
    watched = [name if name.split()[0].isupper() else decapitalised(name) for name in ACTIONS.values()]
    levels = [r["level"] for _, r, _ in claims.risks]
    yield reads(words.THEN, lambda m: "watch" in levels, then=any_of(watched))
    first = [risk for c in claims.components if c.kind == "priorities" for risk in c.risks]
    for risk in first:
        start, rest = risk.entity[0], re.escape(claims.canonical(risk.entity[1:]))
        whom = rf"[{re.escape(start)}{re.escape(start.lower())}]{rest}"
        yield rf"{risk.grade} risk, {whom}: {re.escape(claims.canonical(risk.title))}\.", lambda m: True
    named = sorted({claims.canonical(risk.entity) for risk in first}, key=len, reverse=True)
    yield reads(words.FOR, lambda m: _names_only(m["whom"], named), whom=".+")


def _names_only(text: str, named: list[str]) -> bool:
    """Whether a text lists nothing but what some of the executive page's risks are about."""
    for entity in named:
        text = text.replace(entity, "").replace(decapitalised(entity), "")
    return not re.sub(r", | and ", "", text)


def _rest_on(claims: Claims) -> Iterator[tuple[str, Check]]:
    """What was seen of a person, and the labels that it is said of."""
    labels, checked = {round(f.value) for f in _on_people(claims, "labels")}, []
    for name, message in words.CHECKS.items():
        held = [f for f in _on_people(claims, name) if f.value is not None]
        checked.append(
            reads(
                message,
                lambda m, held=held: any(f.n == count(m["n"]) and prints(m["right"], f) for f in held),
            )
        )

    def seen(match: re.Match[str]) -> bool:
        said = match.groupdict().get("checks")
        return count(match["labels"]) in labels and all(
            any((found := re.fullmatch(pattern, each)) and check(found) for pattern, check in checked)
            for each in (said.split(" and ") if said else ())
        )

    yield reads(words.CHECKED, seen, checks=".+")
    yield reads(words.UNCHECKED, seen)


def _on_people(claims: Claims, name: str) -> list[FigureOfRecord]:
    kinds = ("r2", "r8", "r9", "r10")
    return [f for kind in kinds for f in claims.figures.get(f"risks.{kind}.{name}.by_finding", [])]
