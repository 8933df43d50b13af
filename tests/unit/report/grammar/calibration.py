"""Calibration sessions: the decision, scores, agreement, sites, items, and the work since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from labelqa.measures.proportions import wilson
from labelqa.report.sections.calibration import words

from ..printed import INTEGER, NUMBER, parsed, prints
from .reading import BY, NOUN, aims, count, lists, reads

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (
    words.TITLE,
    words.RULES,
    words.FOLLOWS,
    words.AGREEMENT,
    words.ITEMS,
    words.TRANSFER,
    "Items and their keys",
    "What shows at work",
    rf"[A-Z][\w ]+: {words.NOT_AFTER}",
)
FIXED = tuple(
    reads(text)[0]
    for text in (
        *(words.DUMBBELL, words.DIFFERENCES, words.LEGEND, words.LEGEND_ONCE, words.EMPTY),
        *(words.ITEMS_NOTE, words.CERTIFIED, words.AGAIN, words.AGAIN_TOGETHER),
    )
)
_THIN = rf"{INTEGER} (?:items?|raters?), fewer than {INTEGER}"
_EFFECT = rf"(?P<change>[^)]+\))(?:; only {INTEGER} of the 14 days after were seen)?"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Sessions, people and items are counted anew from the tables; the rest is looked up in the figures."""
    none, _ = reads(words.NONE_HELD, period=claims.month)
    yield rf"(?:Difference of sites: )?(?i:{none})", lambda m: _held(claims).empty
    yield reads(words.HELD, lambda m: _sessions(claims, m), on="on .+?")
    yield r"(?P<label>Krippendorff's alpha after)$", lambda m: (
        m["label"] not in claims.labels or claims.labels[m["label"]].value is None
    )  # fmt: skip
    yield from _decisions(claims)
    yield from _scores(claims)
    yield from _agreement(claims)
    yield from _sites(claims)
    yield from _items(claims)
    yield from _transfers(claims)


def _decisions(claims: Claims) -> Iterator[tuple[str, Check]]:
    def decided(match: re.Match[str], decision: str, verdict: str) -> bool:
        score = _score(claims)
        return _decided(claims) == decision and score.verdict == verdict and prints(match["score"], score)

    yield reads(words.FIX_KEY, lambda m: _decided(claims) == "fix" and count(m["n"]) == _suspects(claims))
    yield reads(
        words.REWRITE,
        lambda m: _decided(claims) == "rewrite" and count(m["n"]) == len(_unlearnt(claims)),
    )
    yield reads(words.CERTIFY, lambda m: decided(m, "certify", "met"))
    yield reads(words.MISSED, lambda m: decided(m, "repeat", "missed"))
    yield reads(
        words.UNDECIDED,
        lambda m: decided(m, "repeat", "undecided") and aims(m["goal"], _score(claims)),
    )
    yield reads(words.APART, lambda m: _decided(claims) == "repeat" and count(m["n"]) == _apart(claims) > 0)
    for message in (words.THIN, words.LARGER):
        yield reads(
            message,
            lambda m: m["thin"] == " and ".join(_score(claims).flags) and _decided(claims) == "repeat",
            thin=rf"{_THIN}(?: and {_THIN})?",
        )
    yield reads(
        words.SEND,
        lambda m: _decided(claims) == "fix" and m["keys"].count(",") + 2 >= min(_suspects(claims), 2),
        keys=".+",
    )
    yield reads(
        words.WRITE,
        lambda m: lists(m["clauses"], [_title(claims, clause) for clause in _unlearnt(claims)]),
        clauses=".+",
    )


def _scores(claims: Claims) -> Iterator[tuple[str, Check]]:
    def moved(match: re.Match[str]) -> bool:
        moves = _moves(claims, match["nouns"])
        up, down = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
        return (count(match["up"]), count(match["n"]), count(match["down"])) == (up, len(moves), down)

    def stand(match: re.Match[str]) -> bool:
        return match["rate"] == "10%" and any(
            (count(match["stand"]), count(match["tests"])) == _standing(claims, column)
            for column in ("person_id", "site_id", "clause_id", "session_id")
        )

    yield reads(words.HIGHER, moved, nouns=NOUN)
    for message, way in ((words.ONE_HIGHER, 1), (words.ONE_LOWER, -1), (words.ONE_SAME, 0)):
        yield reads(
            message,
            lambda m, way=way: [(move > 0) - (move < 0) for move in _moves(claims, m["noun"])] == [way],
            noun=NOUN,
        )
    yield reads(words.PASS_MARK, lambda m: aims(m["goal"], _score(claims)))
    yield reads(words.P, lambda m: not m["standing"] or stand(m), standing=("", words.STANDING))
    yield reads(words.NEVER_ENOUGH, lambda m: not _enough(count(m["n"]), _score(claims).target))


def _agreement(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield reads(
        words.KNOWN,
        lambda m: (
            count(m["n"]) == (alpha := claims.overall("calibration.alpha.post")).n
            and abs(parsed(m["half"])[0] - (alpha.high - alpha.low) / 2) < 0.0051
        ),
    )

    def q(match: re.Match[str], *, differ: bool) -> bool:
        figure = _of(claims, "q.by_raters", match["who"].lower())
        p = float(stats.chi2.sf(figure.value, count(match["freedom"])))
        printed = match["p"] == "<0.001" if p < 0.001 else abs(parsed(match["p"])[0] - p) < 0.00051
        return abs(parsed(match["q"])[0] - figure.value) < 0.051 and printed and differ == (p < 0.05)

    who, p = rf"(?:{'|'.join(words.RATERS.values())})(?: of \S+)?", rf"<?{NUMBER}"
    for message, differ in ((words.DIFFER, True), (words.NOT_SHOWN, False)):
        yield reads(message, lambda m, differ=differ: q(m, differ=differ), who=who, p=p)


def _sites(claims: Claims) -> Iterator[tuple[str, Check]]:
    def alike(match: re.Match[str]) -> bool:
        rows = claims.figures["calibration.site_difference.by_site"]
        inside = sum(f.value is not None and max(abs(f.low), abs(f.high)) < 0.05 for f in rows)
        return (count(match["n"]), count(match["apart"] or "none")) == (len(rows), _apart(claims)) and (
            inside <= count(match["alike"]) <= sum(f.value is not None and abs(f.value) < 0.05 for f in rows)
        )

    yield reads(words.ALIKE, alike, differ=("", words.SOME_DIFFER))
    yield (
        r"Difference of sites: fewer than two (?:sites took part|people to compare)\.",
        lambda m: all(f.value is None for f in claims.figures["calibration.site_difference.by_site"]),
    )


def _items(claims: Claims) -> Iterator[tuple[str, Check]]:
    items = claims.figures.get(f"calibration.item.{_phase(claims)}.by_item", [])
    hard = sum(figure.value <= 0.5 for figure in items if figure.value is not None)
    yield reads(words.NONE_HARD, lambda m: hard == 0)
    yield reads(words.HARD, lambda m: (count(m["hard"]), count(m["n"])) == (hard, len(items)))
    for message in (words.FIRST, words.HARDEST):
        yield reads(message, lambda m: count(m["n"]) == len(items))
    yield reads(words.LOWEST, lambda m: count(m["n"]) == _answers(claims)["person_id"].nunique())


def _transfers(claims: Claims) -> Iterator[tuple[str, Check]]:
    for message, way in ((words.NOT_CLEAR, 0), (words.GAINED, 1), (words.LOST, -1)):
        yield reads(
            message,
            lambda m, way=way: m["days"] == "14" and _effect(claims, m, way),
            session=r"\S+",
            effect=_EFFECT,
        )
    yield reads(
        words.NO_EFFECT,
        lambda m: m["why"] in "; ".join(_of(claims, "transfer.by_session", m["session"]).flags),
        session=r"\S+",
        why=".+?",
    )


def _held(claims: Claims) -> pd.DataFrame:
    """The sessions of the period."""
    table = claims.table("calibration_sessions")
    if table.empty:
        return table
    day = pd.to_datetime(table["held_at"], utc=True).dt.tz_convert(claims.context.market.timezone).dt.date
    return table.assign(day=day)[(day >= claims.start) & (day < claims.end)]


def _answers(claims: Claims) -> pd.DataFrame:
    answers = claims.table("calibration_responses")
    return answers[answers["session_id"].isin(_held(claims)["session_id"])]


def _sessions(claims: Claims, match: re.Match[str]) -> bool:
    held, answers = _held(claims), _answers(claims)
    days = {f"{day.day} {day:%B %Y}" for day in held["day"]}
    return (
        count(match["n"]) == len(held)
        and all(day in match["on"] for day in days)
        and count(match["people"]) == answers["person_id"].nunique()
        and count(match["items"]) == answers["item_id"].nunique()
    )


def _phase(claims: Claims) -> str:
    """The last phase that was answered."""
    after = claims.overall("calibration.score.post")
    return "post" if after is not None and after.value is not None else "pre"


def _score(claims: Claims) -> FigureOfRecord:
    return claims.overall(f"calibration.score.{_phase(claims)}")


def _suspects(claims: Claims) -> int:
    return int(claims.overall("calibration.suspect_keys").value)


def _unlearnt(claims: Claims) -> list[str]:
    """Clauses of three items or more whose score misses the pass mark."""
    sizes = _answers(claims).groupby("clause_id")["item_id"].nunique()
    rows = claims.figures[f"calibration.score.{_phase(claims)}.by_clause"]
    return [f.by["clause"] for f in rows if f.verdict == "missed" and sizes[f.by["clause"]] >= 3]


def _apart(claims: Claims) -> int:
    rows = claims.figures["calibration.site_difference.by_site"]
    return sum(f.value is not None and (f.low > 0 or f.high < 0) for f in rows)


def _decided(claims: Claims) -> str:
    """What the rules say, worked out from the figures."""
    if _suspects(claims):
        return "fix"
    if _unlearnt(claims):
        return "rewrite"
    passed = _score(claims).verdict == "met" and not _apart(claims) and not _score(claims).flags
    return "certify" if passed else "repeat"


def _title(claims: Claims, clause: str) -> str:
    table = claims.table("sop_clauses")
    titles = dict(zip(table.get("clause_id", ()), table.get("title", ()), strict=True))
    return str(titles.get(clause, clause))


def _moves(claims: Claims, forms: str) -> list[float]:
    """The changes of the values split by that noun."""
    before, after = (
        {f.by[BY[forms]]: f.value for f in claims.figures.get(f"calibration.score.{p}.by_{BY[forms]}", [])}
        for p in ("pre", "post")
    )
    return [after[key] - before[key] for key in after if key in before]


def _standing(claims: Claims, column: str) -> tuple[int, int]:
    """How many changes by a column stand among how many, from the answers."""
    rows = _answers(claims)
    if column == "site_id":
        people = claims.table("people").drop_duplicates("person_id")[["person_id", "site_id"]]
        rows = rows.merge(people, on="person_id")
    rows = rows.assign(right=(rows["label_id"] == rows["key_label_id"]).astype(int))
    keys = ["person_id", "item_id", *([column] if column not in {"person_id", "item_id"} else [])]
    wide = rows.pivot_table(index=keys, columns="phase", values="right").reindex(columns=["pre", "post"])
    wide = wide.dropna().reset_index()
    p = [
        stats.binomtest(int(up), int(up + down)).pvalue if up + down else 1.0
        for _, part in wide.groupby(column)
        for up, down in [((part["post"] > part["pre"]).sum(), (part["post"] < part["pre"]).sum())]
    ]
    return int((stats.false_discovery_control(p) <= 0.1).sum()), len(p)


def _enough(n: int, target: float) -> bool:
    """Whether all of n right would meet the target: the interval's lower half as a normal distribution."""
    low = float(wilson(n, n)[0])
    return bool(stats.norm.cdf((1 - target) / ((1 - low) / 1.959964)) >= 0.95)


def _of(claims: Claims, name: str, key: str) -> FigureOfRecord:
    return next(f for f in claims.figures[f"calibration.{name}"] if key in f.by.values())


def _effect(claims: Claims, match: re.Match[str], way: int) -> bool:
    figure = _of(claims, "transfer.by_session", match["session"])
    clear = (figure.low > 0) - (figure.high < 0)
    return clear == way and claims.changed(match["change"], figure)
