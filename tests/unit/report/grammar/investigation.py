"""An investigation: the answer by its rule, the weeks, the subgroups, the causes, what it cost."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from labelqa.measures.change_point import PERMUTATIONS
from labelqa.measures.subgroups import FALSE_DISCOVERIES, FEWEST
from labelqa.report.language.actions import KINDS
from labelqa.report.language.numerals import Numerals
from labelqa.report.sections.investigation import words

from ..printed import INTEGER, prints, rounds
from .reading import NOUN, aims, any_of, count, reads, told

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (
    *("Is it real", "Since when", "Where", "Why", "Evidence", "How far it reaches"),
    *(words.OPTIONS, words.LEVEL, words.KINDS, words.FINDING),
)
FIXED = tuple(
    reads(text)[0]
    for text in (
        *(words.SIGNS_NOTE, words.DRAWN, words.DRAWN_ALONE, words.SHADED, words.PICKED),
        *(words.NO_SUBGROUP, words.NO_PAIR, words.NO_CAUSE, words.CAUSES_NOTE),
        *(words.NONE_WRONG, words.NOT_SEEN, words.NO_OPTION, words.OPTIONS_NOTE),
    )
)
_DAYS = dict.fromkeys(("first", "last"), r"\d{1,2} [A-Z][a-z]+ \d{4}")
_P = (words.P, words.P_BELOW)
_PAIR = "“.+?” and “.+?”"
_GB = Numerals("en_GB")
_OVER, _BELOW = words.OVER(_GB, share=0.99), words.BELOW(_GB, share=0.01)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """The answer is worked out anew from the change at the same mix; the rest is looked up."""
    asked = (words.QUOTED, re.escape(words.NOTHING_ASKED))
    yield reads(words.ASKED, question=asked, text="[^”]*", only=".+?", period=claims.month)
    yield from _answer(claims)
    yield from _needed(claims)
    yield from _conclusion(claims)
    yield from _evidence(claims)
    yield from _weeks(claims)
    yield from _groups(claims)
    yield from _causes(claims)
    yield from _reach(claims)


def _answer(claims: Claims) -> Iterator[tuple[str, Check]]:
    answers = any_of(words.ANSWERED.values())
    yield rf"(?P<said>{answers})$", lambda m: m["said"] == words.ANSWERED[_judged(claims)]
    yield reads(
        words.CONFIRMED,
        lambda m: _judged(claims) == "confirmed" and _moved(m["rate"], _rate_by(claims, m["by"])),
        by=("", *words.BY.values()),
    )
    yield reads(
        words.REFUTED,
        lambda m: _judged(claims) == "refuted" and rounds(m["least"], _least(claims), "points", 0.0),
    )
    unknown = lambda m: not claims.overall("investigation.rate")  # noqa: E731 - said twice
    yield reads(words.INCONCLUSIVE, unknown, why=".+? in .+")
    yield r"No audits .+\.", unknown


def _needed(claims: Claims) -> Iterator[tuple[str, Check]]:
    """What would decide, after the answer or as a sentence of its own."""

    def few(match: re.Match[str]) -> bool:
        now = count(match.groupdict().get("now") or "")
        return _judged(claims) == "inconclusive" and now + _audited(claims) <= _asked(claims)

    def nothing(match: re.Match[str]) -> bool:
        return not (claims.overall("investigation.before") or claims.overall("investigation.rate")).value

    for said, check in (
        *((message, few) for message in (words.BOTH_DECIDE, words.NOW_DECIDE, words.EARLIER_DECIDE)),
        (
            words.CANNOT_DECIDE,
            lambda m: _judged(claims) == "inconclusive" and count(m["n"]) == _asked(claims),
        ),
        (words.NOTHING_BEFORE, nothing),
    ):
        yield reads(words.INCONCLUSIVE, check, why=said)
        pattern, true = reads(said, check)
        yield f"(?i:{pattern})", true


def _conclusion(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield reads(
        words.CHANGED,
        lambda m: claims.changed(m["rate"], _rate_by(claims, m["by"])),
        by=("", *words.BY.values()),
    )
    chance = rf"{any_of((_OVER, _BELOW))}|\d+%"
    yield reads(
        words.CHANCES,
        lambda m: any(
            _close(m["lost"], _lost(rate, 0.0))
            and _close(m["least"], _lost(rate, _least(claims)))
            and rounds(m["goal"], _least(claims), "points", 0.0)
            for rate in (_rate(claims), claims.overall("investigation.known"))
            if rate and rate.value is not None
        ),
        lost=chance,
        least=chance,
    )
    mix = claims.overall("investigation.mix")
    yield reads(words.OTHER_MIX_EXPLAINS, lambda m: claims.changed(m["mix"], mix) and mix.high < 0)
    yield reads(words.EXACT, lambda m: _chance(m, claims.overall("investigation.p")), p=_P)
    accuracy = claims.overall("investigation.accuracy")
    yield reads(
        words.TARGET,
        lambda m: (
            told(f"{m['accuracy']} ({m['after_between']})", accuracy)
            and aims(m["goal"], accuracy)
            and m["did"] == words.DID[accuracy.verdict]
        ),
        did=any_of(words.DID.values()),
    )


def _evidence(claims: Claims) -> Iterator[tuple[str, Check]]:
    """What is too little for the rule, and how many signs point to it."""
    rows = [c for c in claims.components if c.kind == "table" and c.id == "signs"]
    q = pd.read_csv(io.StringIO(rows[0].data.csv))["q"] if rows else pd.Series(dtype=float)
    yield reads(
        words.SIGNS_POINT,
        lambda m: [count(m["speaks"]), count(m["known"])] == [int((q <= 0.1).sum()), int(q.notna().sum())],
    )
    for message, audits in ((words.SHORT, True), (words.SHORT_KNOWN, False)):
        yield reads(
            message,
            lambda m, audits=audits: (
                _sides(claims, audits=audits) == [count(m["before"]), count(m["after"])]
                and min(count(m["before"]), count(m["after"])) < count(m["fewest"]) == _fewest(claims)
            ),
        )


def _weeks(claims: Claims) -> Iterator[tuple[str, Check]]:
    since = claims.overall("investigation.since")
    yield reads(words.NO_WEEK, lambda m: _chance(m, since) and since.value > 0.05, p=_P)
    for message in (words.SINCE, words.IN_WEEK, words.IN_WEEKS):
        yield reads(message, lambda m: _chance(m, since) and since.value <= 0.05, **_DAYS, p=_P)
    weeks = claims.figures.get("investigation.accuracy.by_week", [])
    yield reads(words.SINCE_ALT, lambda m: count(m["n"]) == len(weeks))
    yield reads(words.RED, lambda m: count(m["n"]) == PERMUTATIONS)
    yield reads(words.LAST_WEEK, lambda m: prints(m["last"], weeks[-1]))
    yield reads(
        words.HOW_BAD,
        lambda m: (
            told(m["accuracy"], claims.overall("investigation.episode"))
            and claims.changed(m["lost"], claims.overall("investigation.lost"))
            and since.value <= 0.05
        ),
    )
    yield reads(words.MAY_HAVE_BEGUN, lambda m: since.value <= 0.05, **_DAYS)


def _groups(claims: Claims) -> Iterator[tuple[str, Check]]:
    for message, by in ((words.SUBGROUP, "subgroup"), (words.PAIR, "pair")):
        yield reads(
            message,
            lambda m, by=by: rounds(
                m["times"], claims.figures[f"investigation.{by}s.by_{by}"][0].value, "index", 10.0
            ),
            cell=".+?",
            pair=_PAIR,
        )
    tests = len(claims.period("audited_labels")) + 50
    yield reads(
        words.WHERE_NOTE,
        lambda m: max(count(m["n"]), count(m["tests"])) <= tests and count(m["fewest"]) == FEWEST,
        groups=rf"(?P<n>{INTEGER}) (?:{NOUN})",
    )
    yield reads(
        words.LEDGER,
        lambda m: (
            count(m["n"]) == sum(count(m[part]) for part in ("weeks", "groups", "causes"))
            and count(m["causes"]) == len(claims.figures.get("investigation.causes.by_cause", []))
            and float(m["false"]) <= 0.1 * count(m["stand"]) + 0.05
            and rounds(m["rate"], FALSE_DISCOVERIES, "share", 0.0)
        ),
    )
    yield (
        r"(?:Wrong labels|Confusions) over those expected: no group has enough audits in these days\.",
        lambda m: len(claims.figures.get("investigation.subgroups.by_subgroup", [])) <= 1,
    )


def _causes(claims: Claims) -> Iterator[tuple[str, Check]]:
    held = {f.by["cause"]: f for f in claims.figures.get("investigation.causes.by_cause", [])}
    there = {f.by["cause"]: f for f in claims.figures.get("investigation.elsewhere.by_cause", [])}

    def blamed(match: re.Match[str]) -> bool:
        figure, other = held[match["cause"]], there.get(match["cause"])
        fell = bool(other and other.value is not None and other.high < 0)
        worst = min(f.value for f in held.values() if f.high < 0)
        ends = {"": not other or other.value is None, words.FELL_TOO: fell,
                words.NO_CLEAR_LOSS: bool(other) and not fell}  # fmt: skip
        return _moved(match["change"], figure) and figure.value == worst and ends[match["elsewhere"]]

    if held:
        ends = ("", words.FELL_TOO, words.NO_CLEAR_LOSS)
        yield reads(words.CAUSE, blamed, cause=any_of(held), elsewhere=ends)
    yield reads(words.NO_INCIDENT, lambda m: _incidents(claims) == 0)
    yield reads(words.INCIDENTS, lambda m: _incidents(claims) > 0, incidents=".+")


def _reach(claims: Claims) -> Iterator[tuple[str, Check]]:
    wrong, excess = (claims.overall(f"investigation.{name}") for name in ("wrong", "excess"))
    yield reads(words.WRONG, lambda m: told(m["wrong"], wrong) and count(m["n"]) == _asked(claims))
    yield reads(words.NOT_COUNTED, lambda m: wrong is None or wrong.value is None, wrong=".+?")
    yield reads(words.EXCESS, lambda m: told(m["excess"], excess))
    batches = claims.figures.get("investigation.wrong.by_batch", [])
    yield reads(words.BATCHES, lambda m: count(m["n"]) == len(batches))
    yield reads(words.TOGETHER, lambda m: told(m["total"], claims.overall("investigation.batches")))
    yield r"Wrong labels in these days: no batch has an audited label of them\.", lambda m: not any(
        f.value for f in batches
    )  # fmt: skip
    most = claims.context.parameters.get("evidence", 24)
    yield reads(words.EVIDENCE, lambda m: count(m["drawn"]) == min(count(m["n"]), most))
    month = claims.overall("investigation.month")
    yield reads(words.CONFUSED_MORE, lambda m: bool(month), pair=_PAIR)
    yield reads(words.MORE_WRONG, lambda m: bool(month), cell=".+")
    yield reads(words.FELL, lambda m: bool(month))
    yield rf"(?:{any_of(KINDS.values())})$", lambda m: True


def _rate(claims: Claims) -> FigureOfRecord:
    return claims.overall("investigation.rate")


def _least(claims: Claims) -> float:
    return float(claims.context.parameters.get("least", 0.03))


def _fewest(claims: Claims) -> int:
    return int(claims.context.parameters.get("fewest", 30))


def _rate_by(claims: Claims, by: str | None) -> FigureOfRecord:
    return claims.overall("investigation.known") if "gold" in (by or "") else _rate(claims)


def _sides(claims: Claims, *, audits: bool) -> list[int]:
    """How many known answers there are before and in these days."""
    names = ("before", "accuracy") if audits else ("known_before", "known_after")
    found = [claims.overall(f"investigation.{name}") for name in names]
    return [each.n if each and each.value is not None else 0 for each in found]


def _audited(claims: Claims) -> int:
    return _sides(claims, audits=True)[1]


def _asked(claims: Claims) -> int:
    """The labels of the period that are asked about, counted anew from the filters."""
    days = claims.period("label_days")
    wanted: dict[str, list[str]] = {}
    for line in str(claims.context.parameters.get("where", "")).splitlines():
        name, _, value = line.partition("=")
        wanted.setdefault("sop_version" if name == "sop_version" else f"{name}_id", []).append(value)
    for column, values in wanted.items():
        days = days[days[column].isin(values)]
    made = days["labels"] - days["skipped"] - days.get("removed", 0)
    return int(made[~days["is_gold"]].sum())


def _lost(rate: FigureOfRecord, loss: float) -> float:
    """The chance of such a loss or more: a normal distribution with the interval's width."""
    return float(stats.norm.cdf((-loss - rate.value) / ((rate.high - rate.low) / (2 * 1.959964))))


def _judged(claims: Claims) -> str:
    """By audits, and where these do not decide by all known answers, which can only confirm."""
    known = claims.overall("investigation.known")
    decided = 1 - (1 - claims.context.decided) / (2 if known else 1)
    for rate, audits in ((_rate(claims), True), (known, False)):
        enough = min(_sides(claims, audits=audits)) >= _fewest(claims)
        if rate is None or rate.value is None or not enough:
            continue
        if audits and _lost(rate, _least(claims)) <= 1 - decided:
            return "refuted"
        small = _lost(rate, _least(claims)) <= 1 - decided
        if not small and _lost(rate, 0.0) >= decided:
            return "confirmed"
    return "inconclusive"


def _close(said: str, share: float) -> bool:
    """Whether a chance is told right: 61%, or beyond the two that are never passed."""
    if said in (_OVER, _BELOW):
        return share > 0.99 if said == _OVER else share < 0.01
    return abs(int(said.removesuffix("%")) / 100 - share) <= 0.0051


def _chance(match: re.Match[str], figure: FigureOfRecord) -> bool:
    if match["value"] is None:
        return figure.value < 0.001 == float(match["limit"])
    return abs(float(match["value"]) - figure.value) <= 0.0005001


def _moved(text: str, figure: FigureOfRecord) -> bool:
    """Whether a change is printed right; one that is clear may need more digits to be told from none."""
    clear = figure.low > 0 or figure.high < 0
    return rounds(text, figure.value, figure.unit, 0.0 if clear else figure.high - figure.low)


def _incidents(claims: Claims) -> int:
    table = claims.table("incidents")
    if table.empty:
        return 0
    began = (
        pd.to_datetime(table["started_at"], utc=True).dt.tz_convert(claims.context.market.timezone).dt.date
    )
    return int((began < claims.end).sum())
