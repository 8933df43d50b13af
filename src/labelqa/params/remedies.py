"""What to write instead of a word nobody knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_SHOWN = 20


def instead(word: object, known: Iterable[str]) -> str:
    """The nearest known word as a question, where one is near, and what is known."""
    have = sorted(known)
    near = difflib.get_close_matches(str(word), have, n=1)
    question = f"did you mean {near[0]}? " if near else ""
    shown = ", ".join(have[:_SHOWN]) + (", …" if len(have) > _SHOWN else "")
    return f"{question}known: {shown}" if have else "none is known"
