"""New joiners: who is behind, what became of them, what is due, and by which rules."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from labelqa.measures.acceptance import worst_outgoing_continuous
from labelqa.measures.learning_curves import HORIZON
from labelqa.report.language.vocabulary import TERMS

from ..printed import INTEGER, NUMBER, prints, rounds
from .reading import COUNT, any_of, count, lists

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (
    "New joiners",
    "From the first day to proficiency",
    "How joiners learn",
    "What is due for each joiner",
    "Joiners in figures",
    "Learning in figures",
    "How soon, by cohort",
    "Ramp-up by cohort",
)
FIXED = (
    r"Learning curves by weeks in production\.",
    r"Step curves of the share of joiners who are proficient, by days in production\.",
    r"A line for each joiner by days in production, marked where proficient\.",
    r"Band: 95% interval of the share proficient\. Below the days: how many were still learning\.",
    r"By day 60: proficient by then\. –: not known yet\.",
    r"Ring: first passed the audit gate\. Dot: proficient\. Cross: left\.",
    r"Pace: 1 is the median tenured agent's\. Audit: the share of the joiner's work to audit now\.",
    r"Joiners appear by pseudonym\.",
)
DEFAULTS = {
    "sure": 0.8, "latest_audits": 60, "pace": 0.9, "pace_days": 5, "checks_in_a_row": 2, "plan_days": 60,
    "clean_run": 20, "audited_after": 0.2,
}  # fmt: skip
SHORT = 0.2
"""P(target) from which accuracy is surely too low."""


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Joiners are counted anew from the tables, decisions from the data of the chart of joiners."""
    yield from _cohorts(claims)
    yield from _outcomes(claims)
    yield from _rules(claims)
    label = rf"(?P<label>{any_of(label for label in claims.labels)})"
    yield (
        rf"{label} (?:was|were) (?P<value>{NUMBER})\.",
        lambda m: prints(m["value"], claims.labels[m["label"]]) and _is_of_joiners(claims, m),
    )
    yield rf"{label}\.", lambda m: claims.labels[m["label"]].value is None and _is_of_joiners(claims, m)
    yield (
        rf"(?:[A-Z][\w ]+: )?[Nn]obody began production in the weeks to {claims.month}\.",
        lambda m: _began(claims) == (0, 0),
    )
    yield r"No target for accuracy was agreed\.", lambda m: (
        "accuracy" not in set(claims.table("targets").get("metric", ()))
    )  # fmt: skip
    yield r"Nobody is tenured, so no pace is known\.", lambda m: _tenured(claims) == 0
    yield r"No label was timed\.", lambda m: claims.table("label_days")["timed"].sum() == 0
    yield r"Joiners were seen in too few weeks for a curve\.", lambda m: _weeks_seen(claims) < 2
    yield r"Joiner accuracy: no joiner is there\.", lambda m: (
        set(_joiners(claims)["decision"]) == {"left"}
    )  # fmt: skip
    for name, words in ((name, words) for name, words in TERMS.items() if name.startswith("ramp.")):
        split = claims.figures.get(f"{name}.by_cohort") or claims.figures.get(f"{name}.by_person", [])
        yield (
            rf"{re.escape(words.label)}: (?P<why>.+)\.$",
            lambda m, split=split: (
                bool(split)
                and all(f.value is None for f in split)
                and any(m["why"] == "; ".join(f.flags) for f in split)
            ),
        )


def _cohorts(claims: Claims) -> Iterator[tuple[str, Check]]:
    compared = claims.figures.get("ramp.accuracy.against_others.by_cohort", [])
    gaps = {f.by["cohort"]: f for f in compared if f.by}
    behind = _behind(gaps, 1 - claims.context.decided)
    yield (
        rf"(?P<n>{INTEGER}) joiners? in (?P<cohorts>{INTEGER}) cohorts? began production in the weeks to "
        rf"{claims.month}\.",
        lambda m: (count(m["n"]), count(m["cohorts"])) == _began(claims),
    )
    yield (
        r"Cohorts? (?P<names>.+) (?P<verb>is|are) behind the other joiners$",
        lambda m: lists(m["names"], behind) and (m["verb"] == "is") == (len(behind) == 1),
    )
    yield (
        r"Cohort (?P<name>.+?) is less accurate than the other joiners at the same age(?:\.|$)",
        lambda m: m["name"] in behind,
    )
    yield (
        r"Cohort (?P<name>.+?) was less accurate than the other joiners on days 14 to 60 of production: "
        r"(?P<change>[^)]+\))\.",
        lambda m: m["name"] in behind and claims.changed(m["change"], gaps[m["name"]]),
    )
    thin = [
        f.by["cohort"]
        for f in claims.figures.get("ramp.learning.accuracy.by_cohort", [])
        if any(flag.startswith("only ") for flag in f.flags)
    ]
    cohorts = claims.figures.get("ramp.learning.accuracy.by_cohort", [])
    yield (
        r"Dots: weeks of (?P<about>.+?)(?:, band: its 95% interval)?\. Tenured: their middle half\.",
        lambda m: (
            (m["about"] == "All joiners" and len(thin) == len(cohorts))
            or m["about"] in {f.by["cohort"] for f in cohorts} - set(thin)
        ),
    )
    yield r"Too few people or weeks for a curve: (?P<names>[^.]+)\.(?: |$)", lambda m: lists(m["names"], thin)
    yield (
        r"No cohort is surely behind the others(?:; risks name (?P<named>.+))?$",
        lambda m: not behind and len(gaps) > 1 and _risks_name(claims, m["named"]),
    )


def _outcomes(claims: Claims) -> Iterator[tuple[str, Check]]:
    def due(match: re.Match[str]) -> bool:
        counts = _joiners(claims)["decision"].value_counts()
        said = {each: count(match[each]) for each in ("coach", "extend", "graduate")}
        there = int(counts.drop("left", errors="ignore").sum())
        return said == {each: counts.get(each, 0) for each in said} and count(match["n"]) == there

    def coached(match: re.Match[str]) -> bool:
        rows = _joiners(claims)
        there = rows[rows["decision"] != "left"]
        return (count(match["coach"] or "none"), count(match["n"])) == (
            (there["decision"] == "coach").sum(),
            len(there),
        )

    yield (
        rf"Of (?P<n>{INTEGER}) joiners? still there, coaching is due for (?P<coach>{INTEGER}), more time for "
        rf"(?P<extend>{INTEGER}), graduation for (?P<graduate>{INTEGER})\.",
        due,
    )
    yield (
        rf"Coaching is due for (?:none|(?P<coach>{INTEGER})) of (?P<n>{INTEGER}) joiners?$",
        coached,
    )
    yield (
        rf"(?P<there>{COUNT}) of (?P<n>{INTEGER}) joiners? became proficient(?:\.|$)",
        lambda m: (
            (count(m["there"]), count(m["n"]))
            == ((_joiners(claims)["outcome"] == "proficient").sum(), len(_joiners(claims)))
        ),
    )
    yield (
        rf"(?P<shown>{INTEGER}) of (?P<n>{INTEGER}) joiners; the data file has all\.",
        lambda m: count(m["shown"]) < count(m["n"]) == len(_joiners(claims)),
    )
    yield r"The first 40; the data file has all\.", lambda m: len(_joiners(claims)) > 40


def _rules(claims: Claims) -> Iterator[tuple[str, Check]]:
    asked = {**DEFAULTS, **claims.context.parameters}
    goal = next((f.target for f in claims.figures.get("ramp.accuracy.by_person", []) if f.target), None)

    def percent(text: str, share: float | None) -> bool:
        return share is not None and rounds(text, share, "share", 0.0)

    yield (
        rf"P\(target\): probability that the accuracy is (?P<goal>{NUMBER}) or more\.",
        lambda m: percent(m["goal"], goal),
    )
    yield (
        rf"\*\*Proficient\*\* is who, at (?P<checks>{COUNT}) weekly checks in a row, has an accuracy of "
        rf"(?P<goal>{NUMBER}) or more with a probability of at least (?P<sure>{NUMBER}), by the last "
        rf"(?P<audits>{INTEGER}) audits, and at least (?P<pace>{NUMBER}) of the median tenured agent's pace "
        rf"over the last (?P<days>{COUNT}) days of work\. It counts from the last of these checks\.",
        lambda m: (
            [count(m[each]) for each in ("checks", "audits", "days")]
            == [asked["checks_in_a_row"], asked["latest_audits"], asked["pace_days"]]
            and all(
                percent(m[name], share)
                for name, share in (("goal", goal), ("sure", asked["sure"]), ("pace", asked["pace"]))
            )
        ),
    )
    yield (
        rf"\*\*Coach\*\* where that probability is at most (?P<short>{NUMBER}), or where after "
        rf"(?P<plan>{INTEGER}) days the pace is below (?P<pace>{NUMBER})\. \*\*Graduate\*\* where proficient "
        r"and not so\. \*\*Extend\*\* in all other cases\.",
        lambda m: (
            count(m["plan"]) == asked["plan_days"]
            and percent(m["short"], SHORT)
            and percent(m["pace"], asked["pace"])
        ),
    )
    yield (
        rf"Everything is to be audited until (?P<clean>{INTEGER}) audits in a row are clean, then "
        rf"(?P<share>{NUMBER}) until one is not \(CSP-1\)\. Where that is done, at most (?P<most>{NUMBER}) "
        r"of what goes out is wrong, whatever comes in\.",
        lambda m: (
            count(m["clean"]) == asked["clean_run"]
            and percent(m["share"], asked["audited_after"])
            and percent(m["most"], worst_outgoing_continuous(asked["clean_run"], asked["audited_after"]))
        ),
    )


def _behind(gaps: dict[str, FigureOfRecord], chance: float) -> list[str]:
    """Cohorts of enough people that are surely behind: of all so called, `chance` are so by chance."""
    known = [cohort for cohort, figure in gaps.items() if figure.value is not None]
    if not known:
        return []
    chances = stats.false_discovery_control([_not_behind(gaps[cohort]) for cohort in known])
    few = "fewer than eight people"
    return [c for c, q in zip(known, chances, strict=True) if q <= chance and few not in gaps[c].flags]


def _risks_name(claims: Claims, named: str | None) -> bool:
    """Whether those are the cohorts of the risks listed; a report without the list may name any."""
    listed = any(c.kind == "risks" for c in claims.components)
    found = [r["entity_id"] for _, r, state in claims.risks if r["kind"] == "R13" and state != "resolved"]
    if not listed:
        return True
    return lists(named, found, 3) if named else not found


def _not_behind(figure: FigureOfRecord) -> float:
    """The probability that a difference is not below none: normal, with its own side's spread."""
    side = figure.high - figure.value if figure.value < 0 else figure.value - figure.low
    return float(stats.norm.cdf(1.96 * figure.value / side)) if side > 0 else float(figure.value >= 0)


def _is_of_joiners(claims: Claims, match: re.Match[str]) -> bool:
    return claims.labels[match["label"]].name.startswith("ramp.")


def _began(claims: Claims) -> tuple[int, int]:
    """How many agents began production in the window, and in how many cohorts."""
    people, window = claims.table("people"), claims.context.window
    began = pd.to_datetime(people["production_start"])
    inside = began.between(pd.Timestamp(window.start), pd.Timestamp(window.end), inclusive="left")
    rows = people[inside & (people["role"] == "agent")].drop_duplicates("person_id")
    gone = pd.to_datetime(rows["left_date"]) <= pd.to_datetime(rows["production_start"])
    rows = rows[~gone]
    training, tracks = claims.table("training"), rows.get("ramp_track", pd.Series(None, index=rows.index))
    cohorts = tracks.astype(object)
    if "cohort_id" in training:
        taught = training.dropna(subset=["cohort_id"]).groupby("person_id")["cohort_id"].last()
        cohorts = rows["person_id"].map(taught).astype(object).fillna(cohorts)
    return len(rows), cohorts.fillna("unknown").nunique()


def _weeks_seen(claims: Claims) -> int:
    """In how many of their weeks in production joiners were audited."""
    people, audits = claims.table("people"), claims.table("audited_labels")
    people = people.assign(began=pd.to_datetime(people["production_start"]))
    joined = people[people["began"] >= pd.Timestamp(claims.context.window.start)]
    seen = audits.merge(joined[["person_id", "began"]].drop_duplicates(), on="person_id")
    days = (pd.to_datetime(seen["local_date"]) - seen["began"]).dt.days
    return (days[days.between(0, HORIZON - 1)] // 7).nunique()


def _tenured(claims: Claims) -> int:
    """How many agents had been in production for ninety days when the window began."""
    began = pd.to_datetime(claims.table("people")["production_start"])
    return int((began <= pd.Timestamp(claims.context.window.start) - pd.Timedelta(days=90)).sum())


def _joiners(claims: Claims) -> pd.DataFrame:
    """The data of the chart of joiners."""
    chart = next(c for c in claims.components if c.kind == "chart" and c.id == "joiners")
    return pd.read_csv(io.StringIO(chart.data.csv), dtype={"joiner": str, "cohort": str})
