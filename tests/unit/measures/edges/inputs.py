"""How a measure's inputs are declared: its calls on a market, and what their answers are held to."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from labelqa.estimates import Unit

from .held import Held
from .market import Frames, Watched

Calls = Sequence[Callable[[], Any]]
FEW = 6
SITES, QUEUES = ("site_id",), ("queue_id",)
SPLITS = ((), SITES)
SHARE = Held(numbers=(0.0, 1.0))
AT_MOST_ONE = Held(units={Unit.INDEX: (-1.0, 1.0)})
"""Agreement beyond chance."""
CHANGE = Held(units={Unit.INDEX: (-2.0, 2.0)})
"""Differences of two such."""
SIGNED = Held(units=dict.fromkeys((Unit.COUNT, Unit.FTE, Unit.DAYS), (-1e15, 1e15)))
"""Differences of what is counted."""
NONE = Held(none=True)
"""Lists that may well be empty."""


@dataclass(frozen=True)
class Inputs:
    """
    The calls of a measure on a market, and what their answers are held to.

    `once`: they are the same on every market; `few`: they take long, so that only the first FEW edges are
    gone to.
    """

    calls: Callable[[Frames], Calls]
    held: Held = field(default_factory=Held)
    once: bool = False
    few: bool = False


def each(
    measure: Callable[..., Any], *args: Any, by: Iterable[tuple[str, ...]] = SPLITS, **more: Any
) -> Calls:
    """The measure of the whole and split in several ways."""
    return [functools.partial(measure, *args, by=split, **more) for split in by]


def one(measure: Callable[..., Any], *args: Any, **more: Any) -> Calls:
    """The measure called once."""
    return [functools.partial(measure, *args, **more)]


def once(calls: Callable[[Frames], Calls], held: Held = Held()) -> Inputs:  # noqa: B008 - frozen
    """Inputs that are the same on every market."""
    return Inputs(calls, held, once=True)


def kept(make: Callable[[Frames], Any]) -> Callable[[Frames], Any]:
    """`make`, done once for each market: what many measures take."""
    held: dict[int, tuple[Frames, Any]] = {}

    def made(frames: Frames) -> Any:
        if isinstance(frames, Watched):
            return make(frames)
        if id(frames) not in held:
            held[id(frames)] = frames, make(frames)
        return held[id(frames)][1]

    return made
