"""Names that somebody may misspell: what is known, and which of it was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from ....errors import ParamsError, Problem

_LONGEST = 60  # letters of a wrong name that are repeated


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like `name`; empty where none is like it."""
    plain = {each.casefold(): each for each in sorted(known)}
    found = difflib.get_close_matches(name.casefold(), plain, n=1)
    return plain[found[0]] if found else ""


def have(name: str, known: Sequence[str], listed: Sequence[str] | None = None) -> str:
    """A remedy: the name that was probably meant, and all that are known, or those to be `listed`."""
    close, told = nearest(name, known), known if listed is None else listed
    there = f"have {', '.join(told)}" if told else "there is none"
    return f"did you mean {close!r}? {there}" if close else there


def require(name: str, known: Iterable[str], *, noun: str, where: str) -> None:
    """Raise ParamsError where `name` is none of the known ones."""
    there = sorted(known)
    if name not in there:
        raise ParamsError(Problem(f"no {noun} is called {quoted(name)}", where, have(name, there)))


def quoted(value: object) -> str:
    """A value as an error may repeat it: text, a number and the like; of anything else its type."""
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    return f"a {type(value).__name__}"
