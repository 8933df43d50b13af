"""What the topics' patterns and checks share: counted nouns, lists of names, runs from lowest to highest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from labelqa.report.language.messages import Message
from labelqa.report.language.sentences import AT, AT_EACH, FROM, NO_VALUE
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
    if not known:
        return text == NO_VALUE
    ends = {"low": min(known, key=value), "high": max(known, key=value)}
    alike = len(known) > 1 and ends["low"].value == ends["high"].value
    right = AT_EACH if alike else FROM if len(known) > 1 else AT
    found = re.fullmatch(reads(right, lowest=".+", highest=".+")[0], text)
    if found is None or alike:
        return found is not None and any(prints(found["low"], f) for f in known)
    named, said = {claims.called(f): f for f in known}, found.groupdict()
    return all(
        (named_one := named.get(said[f"{end}est"])) and named_one.value == f.value and prints(said[end], f)
        for end, f in ends.items()
        if end in said
    )


def measure(figure: FigureOfRecord) -> str:
    """The measure of an overall figure."""
    return figure.name.removesuffix(".overall")


def value(figure: FigureOfRecord) -> float:
    """A figure's value, to sort by."""
    return float(figure.value or 0.0)
