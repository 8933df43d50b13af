"""What to write instead of a word nobody knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_SHOWN = 20


def instead(word: object, known: Iterable[str], *, shown: int = _SHOWN) -> str:
    """The nearest known word as a question, where one is near, and what is known: `shown` of it at most."""
    have = sorted(known)
    near = difflib.get_close_matches(str(word), have, n=1)
    question = f"did you mean {near[0]}? " if near else ""
    listed = ", ".join(have[:shown]) + (", …" if len(have) > shown else "")
    return f"{question}known: {listed}" if have else "none is known"
