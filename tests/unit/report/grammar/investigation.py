"""An investigation: the answer by its rule, the weeks, the subgroups, the causes, what it cost."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from labelqa.report.language.actions import KINDS

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval, rounds
from .reading import COUNT, aims, any_of, count

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (
    "Is it real",
    "Since when",
    "Where",
    "Why",
    "Evidence",
    "How far it reaches",
    "What can be done",
    "Before and in these days",
    "Wrong labels by kind",
    "One finding is confirmed",
)
FIXED = (
    r"Drawn to the weeks before: a stretch picked for looking bad is better than it looks\.",
    r"Drawn: by audits and answers to gold items of these days alone, quite unlike the weeks before\.",
    r"Shaded: the days asked about\.",
    r"Red: the weeks found by a binomial scan of all runs of weeks that reach them, by queue and label; p by "
    r"1,999 permutations\.",
    r"Weeks that were picked for being the worst look worse than they are\.",
    r"Expected by queue and label\. Times and labels beyond are weighted\.",
    r"They overlap, so they do not add up\. Elsewhere: all others, under the same version\.",
    r"A batch of which none of them was audited is not seen\.",
    r"Effect on accuracy: what past actions of the kind did, drawn to what the catalogue expects; –: it is "
    r"not taken for that\.",
    r"Nothing calls for an action\.",
    r"Right: exact tests, at like queues and labels\.",
    r"Fast: as fast as the fastest 1% of others before; beyond five times as many is worse\.",
    r"Commonest: the commonest label of each queue; beyond 10 points more than others give it is worse\.",
    r"Speed and the mix of labels do not tell right from wrong, so they decide nothing\.",
    r"q: false discovery rate among all of them\.",
    r"No label was found wrong\.",
)
_DID = {"met": "was met", "missed": "was missed", "undecided": "is neither surely met nor missed"}
_P = r"(?:p (?P<p>0\.\d{3}|1\.000)|p below 0\.001)"
_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_SHARE = rf"(?P<value>{NUMBER}) \({BETWEEN}\)"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """The answer is worked out anew from the change at the same mix; the rest is looked up."""
    yield (
        r"Asked: (?:“[^”]*”|Nothing in advance) Of .+?, .+?\.$",
        lambda m: claims.context.period.label in m[0],
    )
    yield from _answer(claims)
    yield from _weeks(claims)
    yield from _groups(claims)
    yield from _causes(claims)
    yield from _reach(claims)


def _answer(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield r"(?P<said>Confirmed|Refuted|Inconclusive)$", lambda m: m["said"].lower() == _judged(claims)
    by = r"(?P<by> by audits| by answers to gold items| by audits and answers to gold items)?"
    yield (
        rf"Confirmed: at the same mix accuracy{by} changed by (?P<change>{NUMBER})(?:\.$|$)",
        lambda m: _judged(claims) == "confirmed" and _moved(m["change"], _rate_by(claims, m["by"])),
    )
    yield (
        rf"Refuted: at the same mix accuracy did not lose (?P<least>{NUMBER})(?:\.$|$)",
        lambda m: _judged(claims) == "refuted" and rounds(m["least"], _least(claims), "points", 0.0),
    )
    yield (
        rf"(?:Inconclusive: about|About)(?: (?P<now>{INTEGER}) audits? more of these days)?(?: and)?"
        rf"(?: {INTEGER} audits? more of the weeks before)? would decide(?:\.|$)",
        lambda m: (
            _judged(claims) == "inconclusive" and count(m["now"] or "0") + _audited(claims) <= _asked(claims)
        ),
    )
    yield (
        rf"(?:Inconclusive: audits|Audits) of (?P<n>{INTEGER}) labels? cannot decide; more days or more "
        r"people would(?:\.|$)",
        lambda m: _judged(claims) == "inconclusive" and count(m["n"]) == _asked(claims),
    )
    yield (
        r"(?:Inconclusive: nothing|Nothing) was checked before these days; days with audits before them "
        r"would decide(?:\.|$)",
        lambda m: not (claims.overall("investigation.before") or claims.overall("investigation.rate")).value,
    )
    yield from _evidence(claims)
    yield r"Inconclusive: .+? in .+\.?$|No audits .+\.", lambda m: not claims.overall("investigation.rate")
    yield (
        rf"At the same mix accuracy{by} changed by (?P<change>{NUMBER} \({BETWEEN}\))\.",
        lambda m: claims.changed(m["change"], _rate_by(claims, m["by"])),
    )
    chance = r"(?:over 99%|below 1%|(?P<{0}>\d+)%)"
    yield (
        rf"The chance of any loss is {chance.format('any')}, of one of {NUMBER} or more "
        rf"{chance.format('least')}\.",
        lambda m: any(
            all(
                _close(m[name], _lost(rate, loss)) for name, loss in (("any", 0.0), ("least", _least(claims)))
            )
            for rate in (_rate(claims), claims.overall("investigation.known"))
            if rate and rate.value is not None
        ),
    )
    yield (
        rf"Another mix of items explains (?P<change>{NUMBER} \({BETWEEN}\))\.",
        lambda m: (
            claims.changed(m["change"], claims.overall("investigation.mix"))
            and claims.overall("investigation.mix").high < 0
        ),
    )
    yield (
        rf"As many wrong audits or more, at like queues and labels: {_P} \(exact\)\.",
        lambda m: _chance(m, claims.overall("investigation.p")),
    )


def _evidence(claims: Claims) -> Iterator[tuple[str, Check]]:
    """What is too little for the rule, how accuracy stands by its target, and how many signs point to it."""
    rows = [c for c in claims.components if c.kind == "table" and c.id == "signs"]
    q = pd.read_csv(io.StringIO(rows[0].data.csv))["q"] if rows else pd.Series(dtype=float)
    yield (
        rf"(?P<some>{COUNT}) of (?P<all>{INTEGER}) signs? points? to worse labels(?:\.|$)",
        lambda m: [count(m["some"]), count(m["all"])] == [int((q <= 0.1).sum()), int(q.notna().sum())],
    )
    yield (
        rf"(?P<before>{INTEGER}) (?P<what>audits?|known answers?) before and (?P<after>{INTEGER}) [\w ]+ "
        rf"in these days decide nothing: the rule asks for (?P<fewest>{INTEGER}) on either side\.",
        lambda m: (
            _sides(claims, audits=m["what"].startswith("audit")) == [count(m["before"]), count(m["after"])]
            and min(count(m["before"]), count(m["after"])) < count(m["fewest"]) == _fewest(claims)
        ),
    )
    accuracy = claims.overall("investigation.accuracy")
    yield (
        rf"By audits accuracy in these days was {_SHARE}; the target of (?P<goal>{NUMBER}) (?P<did>was met"
        r"|was missed|is neither surely met nor missed)\.",
        lambda m: _is(m, accuracy) and aims(m["goal"], accuracy) and m["did"] == _DID[accuracy.verdict],
    )


def _weeks(claims: Claims) -> Iterator[tuple[str, Check]]:
    since = lambda: claims.overall("investigation.since")  # noqa: E731 - said four times
    yield (
        rf"No week surely stands out \({_P}\)(?:\.|$)",
        lambda m: _chance(m, since()) and since().value > 0.05,
    )
    yield (
        rf"(?:Since the week of {_DAY} more is wrong|In the week of {_DAY} more was wrong|From the week of "
        rf"{_DAY} to that of {_DAY} more was wrong) \({_P}\)(?:\.|$)",
        lambda m: _chance(m, since()) and since().value <= 0.05,
    )
    yield (
        rf"Dots with intervals, (?P<n>{INTEGER}) weeks?\.",
        lambda m: count(m["n"]) == len(claims.figures["investigation.accuracy.by_week"]),
    )
    yield (
        rf"The last week is at (?P<value>{NUMBER})\.",
        lambda m: prints(m["value"], claims.figures["investigation.accuracy.by_week"][-1]),
    )
    yield (
        rf"In the weeks that stand out accuracy was {_SHARE}, at the same mix (?P<change>{NUMBER} \(.+?\))"
        r" on the weeks before\.",
        lambda m: (
            _is(m, claims.overall("investigation.episode"))
            and claims.changed(m["change"], claims.overall("investigation.lost"))
            and since().value <= 0.05
        ),
    )
    yield (
        rf"It may have begun in any week from that of {_DAY} to that of {_DAY}\.",
        lambda m: since().value <= 0.05,
    )


def _groups(claims: Claims) -> Iterator[tuple[str, Check]]:
    first = lambda by: claims.figures[f"investigation.{by}s.by_{by}"][0]  # noqa: E731 - said twice
    yield (
        r"Most stands out: .+?, (?P<times>\d[\d,]*\.\d) times what is expected(?:\.|$)",
        lambda m: rounds(m["times"], first("subgroup").value, "index", 10.0),
    )
    yield (
        r"“.+?” and “.+?” are confused (?P<times>\d[\d,]*\.\d) times as often as before(?:\.|$)",
        lambda m: rounds(m["times"], first("pair").value, "index", 10.0),
    )
    yield (
        rf"(?P<n>{INTEGER}) (?:subgroups?|pairs? of labels) of at least 30 audits\.",
        lambda m: count(m["n"]) <= _tests(claims),
    )
    yield (
        rf"q: false discovery rate among all (?P<n>{INTEGER}) tested\.",
        lambda m: count(m["n"]) <= _tests(claims),
    )
    yield (
        rf"One test was written in advance\. (?P<all>{INTEGER}) tests? more (?:was|were) made on the way: "
        rf"(?P<weeks>{INTEGER}) of weeks, (?P<groups>{INTEGER}) of subgroups and pairs of labels, "
        rf"(?P<causes>{INTEGER}) of causes\. (?P<stand>{INTEGER}) stands?, at most (?P<false>[\d.]+) of them "
        r"by chance \(false discovery rate 10%\)\.",
        lambda m: (
            count(m["all"]) == sum(count(m[part]) for part in ("weeks", "groups", "causes"))
            and count(m["causes"]) == len(claims.figures.get("investigation.causes.by_cause", []))
            and float(m["false"]) <= 0.1 * count(m["stand"]) + 0.05
        ),
    )
    yield r"No subgroup has surely more wrong than expected(?:\.|$)", lambda m: True
    yield r"No two labels are surely confused more than before(?:\.|$)", lambda m: True
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
        ends = {"": not other or other.value is None, ", and it fell elsewhere too": fell,
                ", and no clear loss elsewhere": bool(other) and not fell}  # fmt: skip
        return _moved(match["value"], figure) and figure.value == worst and ends[match["end"]]

    if held:
        yield (
            rf"(?P<cause>{any_of(held)}): (?P<value>{NUMBER}) of the change"
            r"(?P<end>|, and it fell elsewhere too|, and no clear loss elsewhere)(?:\.|$)",
            blamed,
        )
    yield r"Nothing else that changed surely explains a loss(?:\.|$)", lambda m: True
    yield r"No incident is on record for these days\.", lambda m: _incidents(claims) == 0
    yield r"On record for these days: .+\.$", lambda m: _incidents(claims) > 0


def _reach(claims: Claims) -> Iterator[tuple[str, Check]]:
    wrong, excess = (claims.overall(f"investigation.{name}") for name in ("wrong", "excess"))
    yield (
        rf"Of (?P<n>{INTEGER}) labels of these days about {_SHARE} are wrong\.",
        lambda m: _is(m, wrong) and count(m["n"]) <= claims.delivered(),
    )
    yield r"Wrong labels cannot be counted: .+?\.", lambda m: wrong is None or wrong.value is None
    yield rf"Beyond what the same mix had before: {_SHARE}\.", lambda m: _is(m, excess)
    batches = claims.figures.get("investigation.wrong.by_batch", [])
    yield (
        rf"(?P<n>{INTEGER}) batch(?:es)? with such labels, {COUNT} for training$",
        lambda m: count(m["n"]) == len(batches),
    )
    yield (
        rf"Together about {_SHARE} wrong labels\.",
        lambda m: _is(m, claims.overall("investigation.batches")),
    )
    yield r"Wrong labels in these days: no batch has an audited label of them\.", lambda m: not any(
        f.value for f in batches
    )  # fmt: skip
    yield r"The first 10; the data file has all\.", lambda m: len(batches) > 10
    yield (
        rf"(?P<n>{INTEGER}) of (?P<all>{INTEGER}) labels? found wrong, to look at$",
        lambda m: count(m["n"]) == min(count(m["all"]), claims.context.parameters.get("evidence", 24)),
    )
    month = claims.overall("investigation.month")
    yield (
        r"“.+?” and “.+?” are confused more than before$|.+: more wrong than expected$",
        lambda m: bool(month),
    )
    yield r"Accuracy fell at the same mix$", lambda m: bool(month)
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
    return int((days["labels"] - days["skipped"])[~days["is_gold"]].sum())


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


def _close(percent: str | None, share: float) -> bool:
    return abs(int(percent) / 100 - share) <= 0.0051 if percent else share > 0.99 or share < 0.01


def _chance(match: re.Match[str], figure: FigureOfRecord) -> bool:
    return figure.value < 0.001 if match["p"] is None else abs(float(match["p"]) - figure.value) <= 0.0005001


def _moved(text: str, figure: FigureOfRecord) -> bool:
    """Whether a change is printed right; one that is clear may need more digits to be told from none."""
    clear = figure.low > 0 or figure.high < 0
    return rounds(text, figure.value, figure.unit, 0.0 if clear else figure.high - figure.low)


def _is(match: re.Match[str], figure: FigureOfRecord) -> bool:
    return prints(match["value"], figure) and prints_interval(match["low"], match["high"], figure)


def _tests(claims: Claims) -> int:
    return len(claims.period("audited_labels")) + 50


def _incidents(claims: Claims) -> int:
    table = claims.table("incidents")
    if table.empty:
        return 0
    began = (
        pd.to_datetime(table["started_at"], utc=True).dt.tz_convert(claims.context.market.timezone).dt.date
    )
    return int((began < claims.end).sum())
