"""Risks: how many call for action, what each is, what it costs, what is asked for, and the tests made."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from labelqa.measures.risks import DETECTORS
from labelqa.report.language.actions import KINDS as ACTIONS
from labelqa.report.sections.risks.words import CHECKS

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval, rounds
from .followup import not_closed
from .reading import COUNT, any_of, count

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

    Borne = Callable[[re.Match[str], FigureOfRecord], bool]

TITLES = ("Risks, the gravest first", "How to appeal")
FIXED = (
    r"Severity: expected wrong labels a month, weighted by what each costs; S2 from 10, S3 from 100, S4 from "
    r"1,000\.",
    r"To act on: significant, and found in two of three months or S3 and above\.",
    r"Families with p values hold their false discovery rate at 10% \(Benjamini and Hochberg 1995\)\.",
)
_CHANGE, _VALUE = rf"(?P<change>{NUMBER})", rf"(?P<value>{NUMBER})"
_CHANGES = {
    "r4": "Accuracy is drifting down",
    "r8": "Right on gold more often than in blind audits",
    "r12": "Wrong suggestions are followed more often than errors are made without one",
    "r13": "Accuracy is behind that of others of the same age in production",
    "r20": "No rise in accuracy after the action",
}
_VALUES = {
    "r6": rf"{_VALUE} of the errors under the clause are laid to the SOP",
    "r7": rf"Fails {_VALUE} labels for every one that a typical auditor would",
    "r11": rf"Wrong alike {_VALUE} times as often as by chance",
    "r15": rf"The chance of delivery by the due date is {_VALUE}",
    "r16": rf"{_VALUE} of decisions were made before the SOP was read",
    "r19": rf"Critical errors were {_VALUE} times as many as before",
}
_USUAL = {
    "r9": rf"{_VALUE} of labels are as fast as the fastest (?P<usual>{NUMBER}) of tenured people's",
    "r10": rf"{_VALUE} of labels are of the commonest class of their queue, of others' (?P<usual>{NUMBER})",
}
_CAUSES = {
    "r15": {"overdue": "The request is overdue"},
    "r17": {
        "none": "No label of the queue was audited",
        "own": rf"Only {_VALUE} of audits were of somebody else's labels",
        "late": rf"Only {_VALUE} of audits were made in time",
        "": rf"Audits do not lie as the labels do: {_VALUE} of them would have to move",
    },
    "r18": {
        "items": rf"{_VALUE} of labels moved to other classes, as the items did",
        "labellers": rf"{_VALUE} of labels moved to other classes, though the items did not",
        "": rf"{_VALUE} of labels moved to other classes",
    },
}


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Held against the figures of findings, and what summary.json has on record of each."""
    yield from _headlines(claims)
    yield from _ledger(claims)
    yield from _on_accuracy(claims)
    yield from _others(claims)
    yield from _asked(claims)
    if route := claims.context.definitions.get("appeals"):
        yield re.escape(str(route)), lambda m: claims.context.vendor is not None


def _headlines(claims: Claims) -> Iterator[tuple[str, Check]]:
    levels = [r["level"] for _, r, state in claims.risks if state != "resolved"]
    act, watch = levels.count("act"), levels.count("watch")
    yield rf"No risk was found(?:$| in {claims.month}\.)", lambda m: not levels
    yield rf"Nothing in {claims.month} calls for action or is watched\.", lambda m: not levels
    yield (
        rf"(?P<act>No|{COUNT}) risks? calls? for action(?:; (?P<watch>{COUNT}) (?:is|are) watched)?$",
        lambda m: (
            ((m["act"] == "No" and not act) or count(m["act"].replace("No", "0")) == act)
            and (count(m["watch"]) if m["watch"] else 0) == watch
        ),
    )
    yield rf"No risk calls for action in {claims.month}\.", lambda m: not act
    open_, late = (not_closed(claims, overdue=overdue) for overdue in (False, True))
    yield (
        r"No action is asked for, and none is open\.",
        lambda m: not act and open_.empty and late.empty,
    )
    yield r"already under way$", lambda m: not open_.empty
    yield r"overdue and not closed$", lambda m: not late.empty


def _ledger(claims: Claims) -> Iterator[tuple[str, Check]]:
    tests, flagged, false = (claims.overall(f"risks.{n}") for n in ("tests", "flagged", "expected_false"))
    families = claims.figures.get("risks.tests.by_family", [])

    def counted(match: re.Match[str]) -> bool:
        said = [count(match["tests"]), count(match["flagged"]), float(match["false"])]
        return bool(tests) and (
            said == [tests.value, flagged.value, false.value] and said[0] == sum(f.value for f in families)
        )

    yield (
        rf"(?P<tests>{INTEGER}) tests?, (?P<flagged>{INTEGER}) flagged, at most (?P<false>[\d,]+\.\d) "
        r"expected false(?:\.|$)",
        counted,
    )
    yield r"No test could be made\.", lambda m: not families
    yield (
        r"What one part accounts for is listed under that part alone\.",
        lambda m: flagged.value > sum(state != "resolved" for *_, state in claims.risks),
    )
    yield r"Not tested for want of data: (?P<names>[^.]+)\.(?: |$)", lambda m: _untested(claims, m["names"])


def _untested(claims: Claims, names: str) -> bool:
    """Whether just the kinds are named of which the ledger has none."""
    (table,) = [c for c in claims.components if c.kind == "table" and c.id == "risk-ledger"]
    held = " ".join(pd.read_csv(io.StringIO(table.data.csv))["kinds"]).split()
    return sorted(names.split("; ")) == sorted(
        each.title[0].lower() + each.title[1:] for each in DETECTORS if each.number not in held
    )


def _on_accuracy(claims: Claims) -> Iterator[tuple[str, Check]]:
    def below(match: re.Match[str], figure: FigureOfRecord) -> bool:
        record = _record(claims, figure)
        sure = record["posterior"] if record["posterior"] is not None else 1 - record["q"]
        return (
            _prints(match["value"], figure)
            and rounds(match["goal"], figure.target, figure.unit, 0.0)
            and figure.value < figure.target
            and (match["how"] == "is") == (sure >= claims.context.decided)
        )

    def fell(match: re.Match[str], figure: FigureOfRecord) -> bool:
        day = dt.date.fromisoformat(_record(claims, figure)["cause"])
        said = f"{day.day} {day:%b}"
        return match["day"].startswith(said) and _moved(match["change"], figure)

    for kind, goal in (("r1", "target"), ("r2", "floor")):
        yield _told(
            claims,
            kind,
            rf"Accuracy, at {_VALUE}, (?P<how>is|is probably) below the {goal} of (?P<goal>{NUMBER})",
            below,
        )
        yield _told(
            claims,
            kind,
            rf"Audits failed more often than the {goal} of (?P<goal>{NUMBER}) allows",
            lambda m, f: f.value >= f.target and rounds(m["goal"], f.target, f.unit, 0.0),
        )
    yield _told(
        claims,
        "r3",
        rf"Accuracy fell in the week from (?P<day>\d{{1,2}} [A-Z][a-z]+): {_CHANGE}",
        fell,
    )


def _others(claims: Claims) -> Iterator[tuple[str, Check]]:
    def pair(match: re.Match[str], figure: FigureOfRecord) -> bool:
        ids = str(_record(claims, figure)["entity_id"]).split("+")[-2:]
        names = [claims.canonical(claims.names["label"].get(each, each)) for each in ids]
        if names != [match["given"], match["true"]]:
            return False
        parts = {n: _of(claims, f"risks.r5.{n}.by_finding", figure) for n in ("now", "before")}
        whole = all(part.value is not None for part in parts.values())
        if match["now"] is None:
            return not whole
        return whole and all(prints(match[name], part) for name, part in parts.items())

    yield _told(
        claims,
        "r5",
        rf"(?P<true>.+) is taken for (?P<given>.+) more often"
        rf"(?:: (?P<now>{NUMBER}) of the time, (?P<before>{NUMBER}) before)?",
        pair,
    )
    yield _told(
        claims,
        "r14",
        rf"Utilisation fell(?:, lost to (?P<state>[a-z ]+))?: {_CHANGE}",
        lambda m, f: (
            _moved(m["change"], f)
            and (m["state"] or "") == str(_record(claims, f)["cause"]).replace("_", " ")
        ),
    )
    for kind, said in _CHANGES.items():
        yield _told(claims, kind, rf"{said}: {_CHANGE}", lambda m, f: _moved(m["change"], f))
    for kind, said in _VALUES.items():
        yield _told(claims, kind, said, lambda m, f: _prints(m["value"], f))
    for kind, said in _USUAL.items():
        usual = f"risks.{kind}.usual.by_finding"
        yield _told(
            claims,
            kind,
            said,
            lambda m, f, usual=usual: _prints(m["value"], f) and prints(m["usual"], _of(claims, usual, f)),
        )
    for kind, causes in _CAUSES.items():
        for cause, said in causes.items():
            yield _told(claims, kind, said, _caused(claims, cause, set(causes)))
    for each in DETECTORS:
        held = claims.figures.get(f"risks.{each.number.lower()}.by_finding", [])
        yield rf"{re.escape(each.title)}$", lambda m, held=held: any(f.value is None for f in held)


def _caused(claims: Claims, cause: str, known: set[str]) -> Borne:
    def borne(match: re.Match[str], figure: FigureOfRecord) -> bool:
        found = str(_record(claims, figure)["cause"])
        value = match.groupdict().get("value")
        return (found == cause if cause else found not in known - {""}) and (
            value is None or _prints(value, figure)
        )

    return borne


def _asked(claims: Claims) -> Iterator[tuple[str, Check]]:
    names = ("risks.labels.by_finding", "investigation.month.overall")
    labels = [figure for name in names for figure in claims.figures.get(name, [])]
    nouns = [noun for each in DETECTORS for noun in (each.words.wrong, each.words.affected) if noun]
    one = (each.replace("labels", "label", 1).replace("decisions", "decision", 1) for each in nouns)
    noun = any_of([*nouns, *one])

    def costs(match: re.Match[str]) -> bool:
        return any(
            prints(match["value"], f)
            and bool(match["about"]) == (f.low != f.high)
            and (
                prints_interval(match["low"], match["high"], f)
                if match["low"] or match["high"]
                else f.low == f.high
            )
            for f in labels
            if f.value is not None
        )

    if labels:
        yield rf"(?P<about>about )?{_VALUE} (?:{noun})(?: \({BETWEEN}\))?$", costs
    yield r"not known in labels$", lambda m: any(f.value is None for f in labels)
    watched = [name if name.split()[0].isupper() else name[0].lower() + name[1:] for name in ACTIONS.values()]
    yield (
        rf"Watch; then (?:{any_of(watched)})$",
        lambda m: any(r["level"] == "watch" for _, r, _ in claims.risks),
    )
    yield _rests_on(claims)
    yield from _gravest(claims)
    yield r"for (?P<whom>.+)$", lambda m: _for_whom(claims, m["whom"])


def _rests_on(claims: Claims) -> tuple[str, Check]:
    """What was seen of a person, and the labels that it is said of."""
    said = [forms for pair in CHECKS.values() for forms in pair]
    first, second = (
        rf"(?P<{name}>{INTEGER}|{NUMBER}) of (?P<{name}_n>{INTEGER}) (?:{any_of(said)})"
        for name in ("one", "other")
    )
    checked = rf"(?:{first}(?: and {second})? right|no audit or answer to gold that may be shown)"
    held = [f for name in CHECKS for f in _parts(claims, name)]

    def seen(match: re.Match[str]) -> bool:
        shown = [(match[n], count(match[f"{n}_n"])) for n in ("one", "other") if match[n]]
        labels = {round(f.value) for f in _parts(claims, "labels")}
        return count(match["labels"]) in labels and all(
            any(f.n == n and prints(k, f) for f in held if f.value is not None) for k, n in shown
        )

    return rf"{checked}, (?P<labels>{INTEGER}) labels? made$", seen


def _parts(claims: Claims, name: str) -> list[FigureOfRecord]:
    kinds = ("r2", "r8", "r9", "r10")
    return [f for kind in kinds for f in claims.figures.get(f"risks.{kind}.{name}.by_finding", [])]


def _gravest(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Key points on the first risks that call for action, as the executive page has them."""
    for risk in [risk for c in claims.components if c.kind == "priorities" for risk in c.risks]:
        first, rest = risk.entity[0], re.escape(claims.canonical(risk.entity[1:]))
        whom = rf"[{re.escape(first)}{re.escape(first.lower())}]{rest}"
        yield rf"{risk.grade} risk, {whom}: {re.escape(claims.canonical(risk.title))}\.", lambda m: True


def _for_whom(claims: Claims, text: str) -> bool:
    """Whether a text lists what some of the executive page's risks are about."""
    listed = [risk.entity for c in claims.components if c.kind == "priorities" for risk in c.risks]
    for entity in sorted(set(listed), key=len, reverse=True):
        text = text.replace(claims.canonical(entity), "").replace(
            claims.canonical(entity[0].lower() + entity[1:]), ""
        )
    return not re.sub(r", | and ", "", text)


def _told(claims: Claims, kind: str, said: str, borne: Borne) -> tuple[str, Check]:
    """A title of one kind, borne out by the figure of one of its findings."""
    held = [f for f in claims.figures.get(f"risks.{kind}.by_finding", []) if f.value is not None]
    return rf"{said}$", lambda m: any(borne(m, f) for f in held)


def _record(claims: Claims, figure: FigureOfRecord) -> dict[str, Any]:
    return next(record for name, record, _ in claims.risks if name == figure.by["finding"])


def _of(claims: Claims, name: str, figure: FigureOfRecord) -> FigureOfRecord:
    """Another figure of the same finding."""
    return next(f for f in claims.figures[name] if f.by == figure.by)


def _prints(text: str, figure: FigureOfRecord) -> bool:
    """Whether a value is printed right; beside what it is held against it may need more digits."""
    return prints(text, figure) or (
        figure.target is not None and rounds(text, figure.value, figure.unit, 0.0)
    )


def _moved(text: str, figure: FigureOfRecord) -> bool:
    clear = figure.low > 0 or figure.high < 0
    return rounds(text, figure.value, figure.unit, 0.0 if clear else figure.high - figure.low)
