"""Calibration sessions: the decision, scores, agreement, sites, items, and the work since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from labelqa.measures.proportions import wilson

from ..printed import INTEGER, NUMBER, parsed, prints, rounds
from .reading import BY, COUNT, NOUN, count, lists

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (
    "By these rules",
    "What follows",
    "How far people agree with one another",
    "Items and their keys",
    "The hardest items",
    "What shows at work",
    "Audits before and after",
    "Calibration",
    r"[A-Z][\w ]+: nobody answered after the session",
)
FIXED = (
    r"Dumbbell chart\.",
    r"Dot chart with intervals around no difference\.",
    r"· right both times, \+ right only after, − right only before, × wrong both times\.",
    r"· right, × wrong\.",
    r"Empty: not answered\.",
    r"Against the key: competent people who gave one other label\. p: exact sign test of that label "
    r"against the key's\.",
    r"Certify those who took part\. Watch the queue's audits for two weeks\.",
    r"Repeat the session(?: on other items of the same clauses|, the sites that differ together with the "
    r"others)\.",
    r"Score the session again with the keys that come back; nobody is certified or repeats it before\.",
)
_THIN = rf"{INTEGER} (?:items?|raters?), fewer than {INTEGER}"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Sessions, people and items are counted anew from the tables; the rest is looked up in the figures."""
    yield rf"(?:Difference of sites: )?[Nn]o calibration session was held in {claims.month}\.", lambda m: (
        _held(claims).empty
    )  # fmt: skip
    yield (
        rf"(?P<n>{COUNT}) sessions? (?P<on>on .+?), with (?P<people>{INTEGER}) (?:person|people) and "
        rf"(?P<items>{INTEGER}) items?\.",
        lambda m: _sessions(claims, m),
    )
    yield r"(?P<label>Krippendorff's alpha after)$", lambda m: (
        m["label"] not in claims.labels or claims.labels[m["label"]].value is None
    )  # fmt: skip
    yield from _decisions(claims)
    yield from _scores(claims)
    yield from _agreement(claims)
    yield from _sites(claims)
    yield from _items(claims)
    yield (
        rf"(?P<session>\S+): the 14 days after show no clear effect on audits: (?P<effect>[^)]+\))"
        rf"(?:; only {INTEGER} of the 14 days after were seen)?\.",
        lambda m: _effect(claims, m, 0),
    )
    yield (
        rf"(?P<session>\S+): those who attended (?P<way>gained on|lost against) the others in the 14 days "
        rf"after: (?P<effect>[^)]+\))(?:; only {INTEGER} of the 14 days after were seen)?\.",
        lambda m: _effect(claims, m, 1 if m["way"] == "gained on" else -1),
    )
    yield (
        r"(?P<session>\S+): no effect on audits can be given, (?P<why>.+?)\.(?: |$)",
        lambda m: m["why"] in "; ".join(_of(claims, "transfer.by_session", m["session"]).flags),
    )


def _decisions(claims: Claims) -> Iterator[tuple[str, Check]]:
    def repeats(match: re.Match[str], verdict: str) -> bool:
        score = _score(claims)
        return _decided(claims) == "repeat" and score.verdict == verdict and prints(match["value"], score)

    yield (
        rf"Fix the key of (?P<n>{INTEGER}) items? first$",
        lambda m: _decided(claims) == "fix" and count(m["n"]) == _suspects(claims),
    )
    yield (
        rf"Rewrite (?P<n>{INTEGER}) clauses?: taught, and still not learnt$",
        lambda m: _decided(claims) == "rewrite" and count(m["n"]) == len(_unlearnt(claims)),
    )
    yield (
        rf"Certify: the score, at (?P<value>{NUMBER}), meets the pass mark$",
        lambda m: _decided(claims) == "certify" and prints(m["value"], _score(claims)),
    )
    yield (
        rf"Repeat: the score, at (?P<value>{NUMBER}), misses the pass mark$",
        lambda m: repeats(m, "missed"),
    )
    yield (
        rf"Repeat: a score of (?P<value>{NUMBER}) cannot be told from (?P<goal>{NUMBER})$",
        lambda m: repeats(m, "undecided") and rounds(m["goal"], _score(claims).target, "share", 0.0),
    )
    yield (
        rf"Repeat: (?P<n>{INTEGER}) sites? differs? from the others$",
        lambda m: _decided(claims) == "repeat" and count(m["n"]) == _apart(claims) > 0,
    )
    yield (
        rf"(?:Repeat with|Take) a larger session: (?P<thin>{_THIN}(?: and {_THIN})?)(?:\.|$)",
        lambda m: m["thin"] == " and ".join(_score(claims).flags) and _decided(claims) == "repeat",
    )
    yield (
        r"Send (?P<keys>.+) to policy\.",
        lambda m: _decided(claims) == "fix" and m["keys"].count(",") + 2 >= min(_suspects(claims), 2),
    )
    yield (
        r"Rewrite (?P<names>.+) with examples from the items missed, then calibrate on it again\.",
        lambda m: lists(m["names"], [_title(claims, clause) for clause in _unlearnt(claims)]),
    )


def _scores(claims: Claims) -> Iterator[tuple[str, Check]]:
    def moved(match: re.Match[str]) -> bool:
        moves = _moves(claims, match["forms"])
        up, down = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
        return (count(match["up"]), count(match["of"]), count(match["down"])) == (up, len(moves), down)

    yield (
        rf"(?P<up>{COUNT}) of (?P<of>{INTEGER}) (?P<forms>{NOUN}) scored higher after than before, "
        rf"(?P<down>{COUNT}) lower(?:\.|$)",
        moved,
    )
    yield (
        rf"The one (?P<forms>{NOUN}) scored (?P<way>higher|lower|the same) after (?:as|than) before(?:\.|$)",
        lambda m: (
            [{"higher": 1, "lower": -1, "the same": 0}[m["way"]]]
            == [(move > 0) - (move < 0) for move in _moves(claims, m["forms"])]
        ),
    )
    yield rf"Pass mark (?P<goal>{NUMBER})\.", lambda m: rounds(m["goal"], _score(claims).target, "share", 0.0)
    yield r"p: McNemar's exact test of the change\.", lambda m: True
    yield (
        rf"p: McNemar's exact test of the change; (?P<some>{COUNT}) of (?P<of>{INTEGER}) stands? at a false "
        r"discovery rate of 10%\.",
        lambda m: any(
            (count(m["some"]), count(m["of"])) == _standing(claims, column)
            for column in ("person_id", "site_id", "clause_id", "session_id")
        ),
    )
    yield (
        rf"With (?P<n>{INTEGER}) answers? not even all right would be enough to pass\.",
        lambda m: not _enough(count(m["n"]), _score(claims).target),
    )


def _agreement(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield (
        rf"After (?P<n>{INTEGER}) items? alpha is known to ±(?P<half>{NUMBER})\.",
        lambda m: (
            count(m["n"]) == (alpha := claims.overall("calibration.alpha.post")).n
            and abs(parsed(m["half"])[0] - (alpha.high - alpha.low) / 2) < 0.0051
        ),
    )

    def q(match: re.Match[str]) -> bool:
        figure = _of(claims, "q.by_raters", match["who"].lower())
        p = float(stats.chi2.sf(figure.value, count(match["free"])))
        printed = match["p"] == "<0.001" if p < 0.001 else abs(parsed(match["p"])[0] - p) < 0.00051
        near = abs(parsed(match["q"])[0] - figure.value) < 0.051
        return near and printed and (match["finds"] == "differ") == (p < 0.05)

    yield (
        rf"(?P<who>(?:People|Sites)(?: of \S+)?) (?P<finds>differ|are not shown to differ) in how often they "
        rf"are right: Cochran's Q (?P<q>{NUMBER}) on (?P<free>{INTEGER}) degrees of freedom, "
        rf"p (?P<p><?{NUMBER})\.",
        q,
    )


def _sites(claims: Claims) -> Iterator[tuple[str, Check]]:
    def alike(match: re.Match[str]) -> bool:
        rows = claims.figures["calibration.site_difference.by_site"]
        inside = sum(f.value is not None and max(abs(f.low), abs(f.high)) < 0.05 for f in rows)
        return (count(match["of"]), count(match["apart"] or "none")) == (len(rows), _apart(claims)) and (
            inside <= count(match["alike"]) <= sum(f.value is not None and abs(f.value) < 0.05 for f in rows)
        )

    yield (
        rf"(?P<alike>{COUNT}) of (?P<of>{INTEGER}) sites? (?:is|are) shown to be equivalent to the others"
        rf"(?:, (?P<apart>{COUNT}) differs?)?(?:\.|$)",
        alike,
    )
    yield (
        r"Difference of sites: fewer than two (?:sites took part|people to compare)\.",
        lambda m: all(f.value is None for f in claims.figures["calibration.site_difference.by_site"]),
    )


def _items(claims: Claims) -> Iterator[tuple[str, Check]]:
    items = claims.figures.get(f"calibration.item.{_phase(claims)}.by_item", [])
    hard = sum(figure.value <= 0.5 for figure in items if figure.value is not None)
    yield r"Most people are right on every item$", lambda m: hard == 0
    yield (
        rf"(?P<n>{COUNT}) items? of (?P<of>{INTEGER}) (?:is|are) wrong for half of the people or more$",
        lambda m: (count(m["n"]), count(m["of"])) == (hard, len(items)),
    )
    yield rf"The first {INTEGER} of (?P<of>{INTEGER}) items\.", lambda m: count(m["of"]) == len(items)
    yield rf"The {INTEGER} hardest of (?P<of>{INTEGER}) items\.", lambda m: count(m["of"]) == len(items)
    yield (
        rf"The {INTEGER} lowest scores of (?P<of>{INTEGER}) people\.",
        lambda m: count(m["of"]) == _answers(claims)["person_id"].nunique(),
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
    return clear == way and claims.changed(match["effect"], figure)
