"""How a column's times are written: every reading that fits all of its values, and what none of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Order = Literal["day", "month"]

_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?( ?(Z|[+-]\d{2}(:?\d{2})?)| UTC)?)?"
)
_NUMBERED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(.*)")
_SLASHED = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})(.*)")
_NAMED = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{1,2}:\d{2}:\d{2} [A-Z]{3,5} \d{4}")
_EPOCH = re.compile(r"1\d{9}(\.\d+)?")
_EPOCH_MS = re.compile(r"1\d{12}")
_CLOCKS = {
    r"": "",
    r"[ T]\d{1,2}:\d{2}:\d{2}": "%H:%M:%S",
    r"[ T]\d{1,2}:\d{2}": "%H:%M",
    r"[ T]\d{1,2}:\d{2}:\d{2}\.\d+": "%H:%M:%S.%f",
    r"[ T]\d{1,2}:\d{2}:\d{2} ?[AaPp][Mm]": "%I:%M:%S %p",
    r"[ T]\d{1,2}:\d{2} ?[AaPp][Mm]": "%I:%M %p",
}


@dataclass(frozen=True)
class TimeForm:
    """
    One way to read a column of times: strptime's `format`, none where the values are in ISO 8601.

    `named` says that the values name their zone or offset, `order` which of day and month comes first,
    where that is by number. `letters` are the abbreviations of zones that the values hold.
    """

    format: str = ""
    named: bool = False
    order: Order | None = None
    letters: tuple[str, ...] = ()


def candidates(value: str) -> Iterator[TimeForm]:
    """The ways in which one value can be read, before others of its column decide."""
    if found := _ISO.fullmatch(value):
        yield TimeForm(named=bool(found[4]))
    elif _NAMED.fullmatch(value):
        yield TimeForm("%a %b %d %H:%M:%S %Z %Y", named=True, letters=(value.split()[-2],))
    elif _EPOCH_MS.fullmatch(value):
        yield TimeForm("epoch_ms", named=True)
    elif _EPOCH.fullmatch(value):
        yield TimeForm("epoch", named=True)
    elif found := _SLASHED.fullmatch(value):
        yield from _with_clock(f"%Y{found[2]}%m{found[2]}%d", found[5], None)
    elif found := _NUMBERED.fullmatch(value):
        sign, year = found[2], "%Y" if len(found[4]) == 4 else "%y"
        yield from _with_clock(f"%d{sign}%m{sign}{year}", found[5], "day")
        yield from _with_clock(f"%m{sign}%d{sign}{year}", found[5], "month")


def fitting(values: Iterable[str], counted: Callable[[str], int], filled: int) -> tuple[TimeForm, ...]:
    """
    The forms in which every value of a column can be read.

    `values` are examples; `counted` is asked how many of all `filled` values a format reads. Where values
    are ISO 8601, or of letters, the examples decide.
    """
    forms = {form for value in values for form in candidates(value)}
    if not forms or any(not any(True for _ in candidates(value)) for value in values):
        return ()
    if all(form.format in ("", "epoch", "epoch_ms") or form.letters for form in forms):
        return _agreed(forms)
    kept = [form for form in forms if form.format and counted(form.format) == filled]
    return tuple(sorted(kept, key=lambda form: form.format))


def _agreed(forms: set[TimeForm]) -> tuple[TimeForm, ...]:
    formats = {form.format for form in forms}
    if len(formats) > 1:
        return ()
    letters = tuple(sorted({letters for form in forms for letters in form.letters}))
    return (TimeForm(formats.pop(), all(form.named for form in forms), None, letters),)


def _with_clock(day: str, rest: str, order: Order | None) -> Iterator[TimeForm]:
    for pattern, clock in _CLOCKS.items():
        if re.fullmatch(pattern, rest):
            gap = rest[:1] if clock else ""
            yield TimeForm(f"{day}{gap}{clock}", order=order)
