"""What is said of any measure: its result, its headline, its change, its parts and how they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.front_matter import words as front
from labelqa.report.language import sentences as say
from labelqa.report.language.terms import decapitalised
from labelqa.report.language.vocabulary import TERMS
from labelqa.report.page import words
from labelqa.report.page.method_words import MADE, MADE_OF, METHODS, OF
from labelqa.report.sections.compliance.words import ANY_RULE

from ..printed import INTEGER, prints, prints_as_interval, sign
from .reading import BY, COUNT, NOUN, aims, any_of, count, lists, measure, reads, runs

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = (r"[A-Z][\w ]+ by \w+", "How the numbers were made")
FIXED = tuple(
    reads(text)[0]
    for text in (
        *(words.TILE_STRIP, words.TILE_STRIP_AND_TARGET, words.STRIP_AND_TARGET, words.STRIP),
        words.FOREST_ALT,
    )
)
TO_THE_END = r".+?(?=\.(?: [A-Z]|$))"
LARGER = {"more": (say.MORE, say.NOT_EVEN), "counted": r"\w+", "units": r"\w+"}


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Results, headlines, changes, and measures split by site, queue and the like."""
    yield from _results(claims)
    yield from _reasons(claims)
    yield from _notes(claims)
    yield from _headlines(claims)
    yield from _parts(claims)


def _results(claims: Claims) -> Iterator[tuple[str, Check]]:
    known = {"label": any_of(claims.labels), "verb": "was|were", "further": ("", say.FURTHER), **LARGER}
    for outcome, message in ((None, say.RESULT), *say.RESULTS.items()):
        yield reads(
            message,
            lambda m, outcome=outcome: (
                _is_told(claims, m, outcome)
                and prints_as_interval(m["estimate_between"], claims.labels[m["label"]])
                and _more(claims, m)
            ),
            **known,
        )
    yield reads(words.MORE, lambda m: _more(claims, m), **known)
    for message, way in ((say.ROSE, 1), (say.FELL, -1)):
        yield reads(message, lambda m, way=way: _moved(claims, m, way), previous=claims.before, **known)


def _reasons(claims: Claims) -> Iterator[tuple[str, Check]]:
    """What there is no figure of, or no target."""
    label, nouns = (
        any_of(claims.labels),
        {decapitalised(text): figure for text, figure in claims.labels.items()},
    )
    noun = any_of(nouns)

    def lacks(match: re.Match[str], names: list[str]) -> bool:
        return all(
            nouns[name].value is None and match["why"] in "; ".join(nouns[name].flags) for name in names
        )

    yield reads(say.NOT_GIVEN, lambda m: lacks(m, [decapitalised(m["label"])]), label=label, why=TO_THE_END)
    yield reads(
        say.LEFT_OUT,
        lambda m: (
            lacks(m, named := re.findall(noun, decapitalised(m["names"])))
            and (m["n_form"] == "is") == (len(named) == 1)
        ),
        names=rf"(?:{label})(?:(?:, (?:{noun}))* and (?:{noun}))?",
        why=TO_THE_END,
    )
    yield reads(words.NO_TARGET, lambda m: _untargeted(claims, m["names"]), names=TO_THE_END)


def _notes(claims: Claims) -> Iterator[tuple[str, Check]]:
    """How intervals and changes were made."""
    yield (
        rf"{MADE}: (?:(?:{any_of(METHODS.values())})(?:; |\.))+",
        lambda m: {*m[0].removeprefix(f"{MADE}: ").rstrip(".").split("; ")} <= _methods(claims),
    )
    yield reads(MADE_OF, lambda m: _made(claims, m["methods"]), methods="[^.]+")
    yield reads(
        words.CHANGE,
        lambda m: any(name.endswith(".change") for name in claims.figures),
        previous=claims.before,
    )


def _methods(claims: Claims) -> set[str]:
    """The methods of all figures that have an interval, in words."""
    figures = [figure for rows in claims.figures.values() for figure in rows]
    return {METHODS[f.method] for f in figures if f.low != f.high and f.method in METHODS}


def _made(claims: Claims, told: str) -> bool:
    """Whether each measure is named with the method of its figure."""
    overall = {decapitalised(label): figure for label, figure in claims.labels.items()}
    fill = {"nouns": ".+?", "method": any_of(METHODS.values())}
    each = rf"{OF.pattern(lambda slot: fill[slot[0]])}(?:; |$)"
    return re.fullmatch(rf"(?:{each})+", told) is not None and all(
        (nouns := re.findall(any_of(overall), found["nouns"]))
        and {METHODS[overall[noun].method] for noun in nouns} == {found["method"]}
        for found in re.finditer(each, told)
    )


def _untargeted(claims: Claims, names: str) -> bool:
    """Whether none of the named has a target: rows of one split, or measures of the whole market."""
    overall = {decapitalised(text): figure for text, figure in claims.labels.items()}
    free = [noun for noun, figure in overall.items() if figure.target is None and figure.value is not None]
    if names in (words.ANY_OF_THESE, ANY_RULE):
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
    known = {"label": any_of(claims.labels), "verb": "was|were"}
    messages = ((None, front.UNTARGETED), (None, say.HEADLINE), *say.HEADLINES.items())
    for outcome, message in messages:
        yield reads(message, lambda m, outcome=outcome: _is_told(claims, m, outcome), **known)
    yield r"(?P<label>[A-Z][\w -]+)$", lambda m: (
        m["label"] in {term.label for term in TERMS.values()}
        and (m["label"] not in claims.labels or claims.labels[m["label"]].value is None)
    )  # fmt: skip


def _parts(claims: Claims) -> Iterator[tuple[str, Check]]:
    for part, number in ((front.ONLY, 1), (front.BOTH, 2), (front.ALL, None), (front.SOME, None)):
        yield reads(
            front.MISSED_IN,
            lambda m, number=number: _missed(claims, m, number),
            names=".+",
            noun=r"[a-z][\w ]+",
            part=part,
            unit=NOUN,
            units=NOUN,
        )
    did = any_of({form for forms in say.DID.values() for form in forms})
    for message, number in ((say.ONE, 1), (say.BOTH, 2), (say.ALL, None), (say.OF, None)):
        yield reads(
            message,
            lambda m, number=number: _together(claims, m, number),
            unit=NOUN,
            units=NOUN,
            did=did,
            said=rf"{COUNT} .*?(?:{did})",
        )
    for name, term in TERMS.items():
        split = [n for n in claims.figures if n.startswith(f"{name}.by_") and "week" not in n]
        yield reads(
            words.RUN,
            lambda m, split=split: any(runs(claims, m["run"], claims.figures[name]) for name in split),
            label=re.escape(term.label),
            run=r".+?(?=\.?$)",
        )


def _is_told(claims: Claims, match: re.Match[str], outcome: str | None) -> bool:
    """Whether value, target and outcome are the figure's."""
    figure, goal = claims.labels[match["label"]], match.groupdict().get("goal")
    return (
        prints(match["value"], figure)
        and figure.verdict == (outcome or "none")
        and (aims(goal, figure) if goal else figure.target is None)
    )


def _missed(claims: Claims, match: re.Match[str], number: int | None) -> bool:
    """Whether those named are all that missed the target, and of how many."""
    found = match.groupdict()
    (name,) = [name for name, term in TERMS.items() if term.noun == match["noun"]]
    rows = claims.figures[f"{name}.by_{BY[found.get('unit') or found['units']]}"]
    failed = [claims.called(f) for f in rows if f.verdict == "missed"]
    return (
        (number or count(match["n"])) == len(failed)
        and (count(found["of"]) if "of" in found else len(failed)) == len(rows)
        and lists(match["names"], failed)
    )


def _together(claims: Claims, match: re.Match[str], number: int | None) -> bool:
    """Whether one of the measures split by that noun has just these verdicts."""
    found, outcomes = match.groupdict(), {did: outcome for outcome, forms in say.DID.items() for did in forms}
    said = (
        [(number or count(found.get("n") or ""), found["did"])]
        if "did" in found
        else [(count(n), did) for n, did in re.findall(rf"({COUNT}) ({any_of(outcomes)})", match["said"])]
    )
    counts = dict.fromkeys(say.DID, 0) | {outcomes[did]: n for n, did in said}
    return any(
        counts == {outcome: sum(f.verdict == outcome for f in rows) for outcome in counts}
        and ("of" not in found or count(found["of"]) == len(rows))
        for name, rows in claims.figures.items()
        if name.endswith(f".by_{BY[found.get('unit') or found['units']]}")
    )


def _more(claims: Claims, match: re.Match[str]) -> bool:
    """Whether a larger sample, where one is spoken of, is the one that would decide."""
    figure, found = claims.labels[match["label"]], match.groupdict()
    if found.get("units"):
        return figure.more is None and figure.verdict == "undecided" and found["times"] == "ten"
    return not found.get("counted") or (
        count(found["n"]) == figure.more and (found["counted"][-1] == "s") == (figure.more != 1)
    )


def _moved(claims: Claims, match: re.Match[str], way: int) -> bool:
    change = claims.figures[f"{measure(claims.labels[match['label']])}.change"][0]
    nothing = 0.5 if change.unit == "count" else 0.0
    clear = change.low > nothing if way > 0 else change.high < -nothing
    return clear and claims.changed(match["change"], change) and sign(match["change"]) == way
