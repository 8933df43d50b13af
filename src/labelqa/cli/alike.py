"""Problems that are alike, in one line: one mistake in many places, many mistakes in one place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from ..errors import Problem

PLACES = 3  # named of one mistake
MISTAKES = 10  # told of one place
_EACH = 3  # mistakes of one place that still have a line each


def lines(problems: Iterable[Problem]) -> list[str]:
    """
    Problems in words, in the order of the first of each kind.

    What differs in its place only is told once, with the first places and how many more there are; so is
    what one and the same remedy mends in one place. A run's record and JSON hold each by itself.
    """
    by_reason = _groups(dict.fromkeys(problems), lambda problem: (problem.what, problem.remedy))
    told = [_in_places(group) for group in by_reason]
    return [
        str(problem)
        for group in _groups(told, lambda problem: (problem.where, problem.remedy))
        for problem in (_in_one_place(group) if _is_much(group) else group)
    ]


def _groups(problems: Iterable[Problem], of: Callable[[Problem], Hashable]) -> list[list[Problem]]:
    found: dict[Hashable, list[Problem]] = {}
    for problem in problems:
        found.setdefault(of(problem), []).append(problem)
    return list(found.values())


def _in_places(group: Sequence[Problem]) -> Problem:
    places = [problem.where for problem in group if problem.where]
    return Problem(group[0].what, _first(places, PLACES), group[0].remedy)


def _is_much(group: Sequence[Problem]) -> bool:
    return len(group) > _EACH and bool(group[0].where and group[0].remedy)


def _in_one_place(group: Sequence[Problem]) -> list[Problem]:
    what = _first([problem.what for problem in group], MISTAKES)
    return [Problem(f"{len(group)} mistakes: {what}", group[0].where, group[0].remedy)]


def _first(texts: Sequence[str], shown: int) -> str:
    more = f" and {len(texts) - shown} more" if len(texts) > shown else ""
    return ", ".join(texts[:shown]) + more
