"""What the topics' patterns and checks share: counted nouns, lists of names, runs from lowest to highest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from labelqa.report.language.messages import Message
from labelqa.report.language.vocabulary import PLURALS

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval, rounds

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
COUNT = rf"(?:{'|'.join(WORDS)}|{'|'.join(word.capitalize() for word in WORDS)}|{INTEGER})"
NOUN = "|".join(forms[i] for forms in PLURALS.values() for i in (0, 1))
BY = {form: column.removesuffix("_id") for column, forms in PLURALS.items() for form in forms}


Filling = str | Message
"""What fills a slot: a pattern, or a message that is read in its turn."""


def reads(
    message: Filling, check: Check | None = None, **slots: Filling | tuple[Filling, ...]
) -> tuple[str, Check]:
    """
    The pattern of a message, and whether what was read of it is true and its forms agree with its numbers.

    `slots` give the patterns of names and of whatever is no number, or the message that fills the slot;
    several are alternatives, such as nothing and a message. A text without slots is always true.
    """
    text = message if isinstance(message, Message) else Message(message.replace("{", "{{").replace("}", "}}"))
    between = rf"{NUMBER} (?:to {NUMBER}|or more)"
    told_so = rf"{NUMBER} \({between}\)"
    ways = {"spelt": COUNT, "Spelt": COUNT, "interval": told_so, "change": told_so, "between": between}
    fill = {name: each if isinstance(each, tuple) else (each,) for name, each in slots.items()}
    said = [text, *(each for several in fill.values() for each in several if isinstance(each, Message))]

    def of(slot: tuple[str, str]) -> str:
        several = fill.get(slot[0], (ways.get(slot[1], NUMBER),))
        return "|".join(each.pattern(of) if isinstance(each, Message) else each for each in several)

    pattern = text.pattern(of)
    whole = pattern if pattern.endswith(r"\.") else rf"{pattern}(?:\.|$)"
    return whole, lambda found: all(each.agrees(found) for each in said) and (check is None or check(found))


def told(text: str, figure: FigureOfRecord) -> bool:
    """Whether a text is a figure's value and its interval: 3.2 days (2.9 to 3.6 days)."""
    found = re.fullmatch(rf"(?P<value>{NUMBER}) \({BETWEEN}\)", text)
    return (
        figure.value is not None
        and found is not None
        and prints(found["value"], figure)
        and prints_interval(found["low"], found["high"], figure)
    )


def count(word: str) -> int:
    """The number that a word or digits say: both is two, nothing is 0, and what is no whole number -1."""
    low = word.lower()
    if low in WORDS:
        return WORDS.index(low)
    whole = re.fullmatch(INTEGER, low)
    return int(low.replace(",", "")) if whole else {"both": 2, "": 0}.get(low, -1)


def any_of(texts: object) -> str:
    """A pattern of these texts, the longest first."""
    return "|".join(sorted(map(re.escape, texts), key=len, reverse=True))


def aims(text: str, figure: FigureOfRecord) -> bool:
    """Whether a text is the figure's target."""
    return figure.target is not None and rounds(text, figure.target, figure.unit, 0.0)


def lists(text: str, names: list[str], most: int = 4) -> bool:
    """Whether a text lists just these names, or the first of them and how many more."""
    found = re.fullmatch(rf"(.+) and ({INTEGER}) more", text)
    rest, more = (found[1], count(found[2])) if found else (text, 0)
    listed = 0
    for name in sorted(names, key=len, reverse=True):
        listed += name in rest
        rest = rest.replace(name, "", 1)
    return (
        not re.sub(r", | and ", "", rest) and listed + more == len(names) and (not found or len(names) > most)
    )


def runs(claims: Claims, text: str, figures: list[FigureOfRecord]) -> bool:
    """Whether “from 86% at A to 99% at B” has the lowest and highest of some figures, “100% at each” all."""
    known = [f for f in figures if f.value is not None]
    match = re.fullmatch(rf"from ({NUMBER}) at (.+) to ({NUMBER}) at (.+)|({NUMBER}) at (.+)|no value", text)
    if not match or not known:
        return bool(match) and not known
    low, high = min(known, key=value), max(known, key=value)
    if match[6] == "each":
        return len(known) > 1 and low.value == high.value and any(prints(match[5], f) for f in known)
    ends = (
        [(match[1], match[2], low), (match[3], match[4], high)] if match[1] else [(match[5], match[6], low)]
    )
    named = {claims.called(f): f for f in known}
    return all(name in named and named[name].value == f.value and prints(said, f) for said, name, f in ends)


def measure(figure: FigureOfRecord) -> str:
    """The measure of an overall figure."""
    return figure.name.removesuffix(".overall")


def value(figure: FigureOfRecord) -> float:
    """A figure's value, to sort by."""
    return float(figure.value or 0.0)
