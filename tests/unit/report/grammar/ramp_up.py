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
from labelqa.measures.ramp_up import AGES
from labelqa.report.language.shortened import THE_FIRST
from labelqa.report.language.vocabulary import TERMS
from labelqa.report.page.words import ALSO
from labelqa.report.sections.ramp_up import words

from ..printed import NUMBER, prints, rounds
from .reading import any_of, count, lists, reads

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (
    *(words.TITLE, words.IN_FIGURES, words.LEARNING_IN_FIGURES, words.COHORTS),
    *("From the first day to proficiency", "How joiners learn", "What is due for each joiner"),
    "How soon, by cohort",
)
FIXED = tuple(
    reads(text)[0]
    for text in (
        *(words.LEARNING_ALT, words.INCIDENCE_ALT, words.LINES_ALT, words.INCIDENCE_NOTE),
        *(words.COHORTS_NOTE, words.LINES_NOTE, words.PSEUDONYMS),
    )
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
    nobody, _ = reads(words.NOBODY, span=f"the weeks to {claims.month}")
    yield rf"(?:[A-Z][\w ]+: )?(?i:{nobody})", lambda m: _began(claims) == (0, 0)
    no_target, _ = reads(words.NO_TARGET)
    agreed = set(claims.table("targets").get("metric", ()))
    yield rf"(?i:{no_target})", lambda m: "accuracy" not in agreed
    yield r"Nobody is tenured, so no pace is known\.", lambda m: _tenured(claims) == 0
    yield r"No label was timed\.", lambda m: claims.table("label_days")["timed"].sum() == 0
    yield reads(words.TOO_FEW_WEEKS, lambda m: _weeks_seen(claims) < 2)
    yield r"Joiner accuracy: no joiner is there\.", lambda m: (
        set(_joiners(claims)["decision"]) == {"left"}
    )  # fmt: skip
    for name, said in ((name, said) for name, said in TERMS.items() if name.startswith("ramp.")):
        split = claims.figures.get(f"{name}.by_cohort") or claims.figures.get(f"{name}.by_person", [])
        yield (
            rf"{re.escape(said.label)}: (?P<why>.+)\.$",
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
    yield reads(
        words.BEGAN,
        lambda m: (count(m["n"]), count(m["cohorts"])) == _began(claims),
        span=f"the weeks to {claims.month}",
    )
    yield reads(
        words.BEHIND,
        lambda m: (
            lists(m["cohorts"], behind)
            and (m["n_form"], m["n_form1"]) == (("Cohort", "is") if len(behind) == 1 else ("Cohorts", "are"))
        ),
        cohorts=".+",
    )
    yield reads(words.LESS_ACCURATE, lambda m: m["cohort"] in behind, cohort=".+?")
    first, last = map(str, AGES)
    yield reads(
        words.LAGS,
        lambda m: m["cohort"] in behind and claims.changed(m["gap"], gaps[m["cohort"]]),
        cohort=".+?",
        first=first,
        last=last,
    )
    levels = claims.figures.get("ramp.learning.accuracy.by_cohort", [])
    every = {f.by["cohort"] for f in levels}
    thin = [f.by["cohort"] for f in levels if any(flag.startswith("only ") for flag in f.flags)]
    yield reads(
        words.DOTS,
        lambda m: m["about"] in every - {*thin} or (m["about"] == words.ALL and every == {*thin}),
        about=".+?",
        band=("", words.BAND),
    )
    yield reads(words.UNDRAWN, lambda m: lists(m["cohorts"], thin), cohorts="[^.]+")
    yield reads(
        words.NONE_BEHIND,
        lambda m: not behind and len(gaps) > 1 and _risks_name(claims, m["named"]),
        also=("", ALSO),
        named=".+",
    )


def _outcomes(claims: Claims) -> Iterator[tuple[str, Check]]:
    def due(match: re.Match[str]) -> bool:
        """For so many of those still there each is due, of what is told."""
        counts = _joiners(claims)["decision"].value_counts().drop("left", errors="ignore")
        told = {name: count(number) for name, number in match.groupdict().items() if "_form" not in name}
        return told.pop("n") == counts.sum() and told == {each: counts.get(each, 0) for each in told}

    def reached(match: re.Match[str]) -> bool:
        outcomes = _joiners(claims)["outcome"]
        return (count(match["there"]), count(match["n"])) == ((outcomes == "proficient").sum(), len(outcomes))

    yield reads(words.ARE_DUE, due)
    yield reads(words.COACHED, due)
    yield reads(words.NONE_COACHED, lambda m: due(m) and "coach" not in set(_joiners(claims)["decision"]))
    yield reads(words.REACHED, reached)
    yield reads(words.LINES_SHOWN, lambda m: count(m["shown"]) < count(m["n"]) == len(_joiners(claims)))
    yield reads(THE_FIRST, lambda m: len(_joiners(claims)) > 40, n="40")


def _rules(claims: Claims) -> Iterator[tuple[str, Check]]:
    asked = {**DEFAULTS, **claims.context.parameters}
    goal = next((f.target for f in claims.figures.get("ramp.accuracy.by_person", []) if f.target), None)
    shares = {"goal": goal, "short": SHORT, **{name: asked[name] for name in ("sure", "pace")}}
    shares |= {"fraction": asked["audited_after"]}
    shares["limit"] = worst_outgoing_continuous(asked["clean_run"], asked["audited_after"])
    counts = {
        "checks": asked["checks_in_a_row"], "audits": asked["latest_audits"], "days": asked["pace_days"],
        "plan": asked["plan_days"], "clean": asked["clean_run"],
    }  # fmt: skip

    def as_asked(match: re.Match[str]) -> bool:
        told = {name: said for name, said in match.groupdict().items() if "_form" not in name}
        return all(
            count(said) == counts[name]
            if name in counts
            else shares[name] is not None and rounds(said, shares[name], "share", 0.0)
            for name, said in told.items()
        )

    for message in (words.DUE_NOTE, words.PROFICIENT_RULE, words.DUE_RULE, words.GATE_RULE):
        yield reads(message, as_asked)


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
