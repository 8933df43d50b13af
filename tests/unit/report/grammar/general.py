"""What is said of any measure: its result, its headline, its change, its parts and how they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.language.terms import small
from labelqa.report.language.vocabulary import TERMS
from labelqa.report.page.intervals import METHODS

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval, sign
from .reading import BY, COUNT, NOUN, aims, any_of, count, lists, measure, runs

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (r"[A-Z][\w ]+ by \w+", "How the numbers were made")
FIXED = (
    r"Strip: value, 95% interval(?: and, as a black tick, the target)?\.",
    r"Strip from .+?\.(?= |$)(?: black tick at the target\.)?",
    r"Dot chart with intervals\.",
)
MORE = rf"(?:about {INTEGER} more|not even ten times as many) \w+ would decide"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Results, headlines, changes, and measures split by site, queue and the like."""
    yield from _results(claims)
    yield from _headlines(claims)
    yield from _parts(claims)


def _results(claims: Claims) -> Iterator[tuple[str, Check]]:
    label = rf"(?P<label>{any_of(claims.labels)})"

    def result(match: re.Match[str]) -> bool:
        figure, end = claims.labels[match["label"]], match["end"]
        if not (prints(match["value"], figure) and prints_interval(match["low"], match["high"], figure)):
            return False
        goal = re.search(rf"the target of ({NUMBER})(?: was (\w+))?", end)
        if not goal:
            return end == "." and figure.target is None
        outcome = "undecided" if end.startswith(", too uncertain") else goal[2]
        return aims(goal[1], figure) and outcome == figure.verdict and _more(end, figure)

    yield (
        rf"{label} (?:was|were) (?P<value>{NUMBER}) \({BETWEEN}\)(?P<end>\.|; the target of {NUMBER} was "
        rf"(?:met|missed)\.|, too uncertain to say whether the target of {NUMBER} was met(?:; {MORE})?\.)",
        result,
    )
    yield (
        rf"{label} (?:cannot be given|is left out): (?P<why>.+?)\.(?= [A-Z]|$)",
        lambda m: (
            claims.labels[m["label"]].value is None and m["why"] in "; ".join(claims.labels[m["label"]].flags)
        ),
    )
    nouns = {text[0].lower() + text[1:]: figure for text, figure in claims.labels.items()}
    noun = any_of(nouns)
    yield (
        rf"(?P<names>{label}(?:, (?:{noun}))* and (?:{noun})) are left out: (?P<why>.+?)\.(?= [A-Z]|$)",
        lambda m: all(
            nouns[name].value is None and m["why"] in "; ".join(nouns[name].flags)
            for name in re.findall(noun, m["names"][0].lower() + m["names"][1:])
        ),
    )
    yield (
        r"No target was agreed for (?P<names>.+?)\.(?= [A-Z]|$)",
        lambda m: _untargeted(claims, m["names"]),
    )
    yield rf"{label}: (?P<end>{MORE})\.", lambda m: _more(m["end"], claims.labels[m["label"]])
    yield (
        rf"{label} (?P<way>rose|fell) since {claims.before}: (?P<change>[^)]+\))\.",
        lambda m: _moved(claims, m),
    )
    yield (
        rf"Intervals: (?:(?:{any_of(METHODS.values())})(?:; |\.))+",
        lambda m: {*m[0].removeprefix("Intervals: ").rstrip(".").split("; ")} <= _methods(claims),
    )
    yield r"95% intervals: (?P<made>of [^.]+)\.", lambda m: _made(claims, m["made"])
    yield rf"Change is on {claims.before}, with the interval of the difference\.", lambda m: any(
        name.endswith(".change") for name in claims.figures
    )  # fmt: skip


def _methods(claims: Claims) -> set[str]:
    """The methods of all figures that have an interval, in words."""
    figures = [figure for rows in claims.figures.values() for figure in rows]
    return {METHODS[f.method] for f in figures if f.low != f.high and f.method in METHODS}


def _made(claims: Claims, told: str) -> bool:
    """Whether each measure is named with the method of its figure."""
    overall = {small(label): figure for label, figure in claims.labels.items()}
    parts = re.findall(rf"of (.+?), ({any_of(METHODS.values())})(?:; |$)", told)
    named = [(re.findall(any_of(overall), nouns), how) for nouns, how in parts]
    return told == "; ".join(f"of {nouns}, {how}" for nouns, how in parts) and all(
        nouns and {METHODS[overall[noun].method] for noun in nouns} == {how} for nouns, how in named
    )


def _untargeted(claims: Claims, names: str) -> bool:
    """Whether none of the named has a target: rows of one split, or measures of the whole market."""
    overall = {text[0].lower() + text[1:]: figure for text, figure in claims.labels.items()}
    free = [noun for noun, figure in overall.items() if figure.target is None and figure.value is not None]
    if names in ("any of these", "any of these rules"):
        return len(free) > 1
    rest = names
    for noun in sorted(free, key=len, reverse=True):
        rest = rest.replace(noun, "", 1)
    if re.fullmatch(rf"(?:, | and |{INTEGER} more)*", rest):
        return True
    return any(
        lists(names, [claims.called(f) for f in rows if f.target is None and f.value is not None])
        for rows in claims.figures.values()
        if rows[0].by
    )


def _headlines(claims: Claims) -> Iterator[tuple[str, Check]]:
    label = rf"(?P<label>{any_of(claims.labels)})"
    outcomes = {"me": "met", "mi": "missed", "to": "undecided"}
    yield (
        rf"{label}, at (?P<value>{NUMBER}), (?P<end>met the target of|missed the target of|too uncertain to "
        rf"judge against) (?P<goal>{NUMBER})$",
        lambda m: (
            prints(m["value"], claims.labels[m["label"]])
            and aims(m["goal"], claims.labels[m["label"]])
            and outcomes[m["end"][:2]] == claims.labels[m["label"]].verdict
        ),
    )
    yield (
        rf"{label} (?:was|were) (?P<value>{NUMBER})(?:$|; no target is set$)",
        lambda m: prints(m["value"], claims.labels[m["label"]]) and claims.labels[m["label"]].target is None,
    )
    yield r"(?P<label>[A-Z][\w -]+)$", lambda m: (
        m["label"] in {words.label for words in TERMS.values()}
        and (m["label"] not in claims.labels or claims.labels[m["label"]].value is None)
    )  # fmt: skip


def _parts(claims: Claims) -> Iterator[tuple[str, Check]]:
    def missed(match: re.Match[str]) -> bool:
        label = match["noun"][0].upper() + match["noun"][1:]
        (name,) = [name for name, words in TERMS.items() if words.label == label]
        rows = claims.figures[f"{name}.by_{BY[match['forms']]}"]
        failed = [claims.called(f) for f in rows if f.verdict == "missed"]
        of = count(match["all"] or "0") or len(rows)
        said = {"it is the only": 1, "that is both": 2}.get(match["part"])
        return (said or count(match["some"] or match["every"])) == len(failed) and (
            of == len(rows) and lists(match["names"], failed)
        )

    yield (
        rf"(?P<names>.+) missed the (?P<noun>[a-z][\w ]+) target; (?P<part>it is the only|that is both"
        rf"|that is (?P<some>{COUNT}) of (?P<all>{INTEGER})|that is all (?P<every>{COUNT})) "
        rf"(?P<forms>{NOUN})\.",
        missed,
    )
    did = r"(?:missed the target|met the target|is undecided|are undecided)"
    yield (
        rf"(?:(?P<one>The one)|(?P<both>Both)|All (?P<every>{COUNT})|Of (?P<of>{INTEGER})) (?P<noun>{NOUN})"
        rf"(?P<rest>, .*?{did})? ?(?:{did})?(?:\.|$)",
        lambda m: _together(claims, m),
    )
    for name, words in TERMS.items():
        named = [n for n in claims.figures if n.startswith(f"{name}.by_") and "week" not in n]
        yield (
            rf"{re.escape(words.label)}, (?P<run>from .+?|{NUMBER} at .+?|no value)(?:\.$|$)",
            lambda m, named=named: any(runs(claims, m["run"], claims.figures[name]) for name in named),
        )


def _together(claims: Claims, match: re.Match[str]) -> bool:
    """Whether one of the measures split by that noun has just these verdicts."""
    counts = {"met": 0, "missed": 0, "undecided": 0}
    whole = match["every"] or match["one"] or match["both"]
    for number, did in re.findall(rf"({COUNT}) (missed|met|is undecided|are undecided)", match["rest"] or ""):
        counts[did.split()[-1]] = count(number)
    if whole:
        number = 1 if match["one"] else 2 if match["both"] else count(match["every"])
        counts[re.search(r"met|missed|undecided", match[0])[0]] = number
    return any(
        counts == {outcome: sum(f.verdict == outcome for f in found) for outcome in counts}
        and (not match["of"] or count(match["of"]) == len(found))
        for name, found in claims.figures.items()
        if name.endswith(f".by_{BY[match['noun']]}")
    )


def _more(text: str, figure: FigureOfRecord) -> bool:
    if "not even" in text:
        return figure.more is None and figure.verdict == "undecided"
    found = re.search(rf"about ({INTEGER}) more (\w+) would decide", text)
    return not found or (count(found[1]) == figure.more and (found[2][-1] == "s") == (figure.more != 1))


def _moved(claims: Claims, match: re.Match[str]) -> bool:
    change = claims.figures[f"{measure(claims.labels[match['label']])}.change"][0]
    up = match["way"] == "rose"
    nothing = 0.5 if change.unit == "count" else 0.0
    clear = change.low > nothing if up else change.high < -nothing
    return clear and claims.changed(match["change"], change) and sign(match["change"]) == (1 if up else -1)
