"""Where components go from a cell, and the rule that a section without data shows only its reason."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from ...components import Component, Exhibit, FigureOfRecord, Section
from ...errors import NotebookError, Problem
from ..language.words import joined
from .bundles import bundle
from .methods import made

Show = Callable[[dict[str, Any]], None]
Allow = Callable[[FigureOfRecord], None]
LONGEST_ID = 40  # letters


class Stage:
    """Shows components in order; after a section that is off, nothing until the next section."""

    def __init__(self, show: Show, allow: Allow | None = None) -> None:
        self._show = show
        self._allow = allow
        self._off = False
        self._own: set[str] = set()
        self._printed: dict[tuple[str, tuple[tuple[str, str], ...]], FigureOfRecord] = {}

    @property
    def printed(self) -> tuple[FigureOfRecord, ...]:
        """The figures shown so far, each once."""
        return tuple(self._printed.values())

    @property
    def off(self) -> bool:
        """Whether nothing is shown now, for the section is off."""
        return self._off

    def own_id(self, title: str) -> str:
        """The id of an analyst's own exhibit, by its title: own-errors-by-hour, own-errors-by-hour-2."""
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        words = "-".join(["own", *re.findall("[a-z0-9]+", plain)])[:LONGEST_ID].rstrip("-")
        numbered = (f"{words}-{number}" for number in itertools.count(2))
        chosen = next(name for name in itertools.chain([words], numbered) if name not in self._own)
        self._own.add(chosen)
        return chosen

    def emit(self, component: Component) -> None:
        """
        Show a component, unless its section is off; under an exhibit stands how its intervals were made.

        Raises NotebookError where it prints a figure under a name that already stands for another value, and
        whatever `allow` raises for a figure that this edition must not print.
        """
        if isinstance(component, Section):
            self._off = bool(component.off)
        elif self._off:
            return
        for figure in component.figures:
            self._note(figure)
            if self._allow:
                self._allow(figure)
        self._show(bundle(_with_methods(component)))

    def _note(self, figure: FigureOfRecord) -> None:
        key = (figure.name, tuple(sorted(figure.by.items())))
        before = self._printed.setdefault(key, figure)
        if (before.value, before.low, before.high) != (figure.value, figure.low, figure.high):
            raise NotebookError(
                Problem(
                    f"the figure {figure.name} is printed as {before.value} and as {figure.value}",
                    ", ".join(f"{column} {value}" for column, value in figure.by.items()),
                    remedy="show one of them, or give the other measure a name of its own",
                )
            )
        if before.target is None:
            self._printed[key] = figure


def _with_methods(component: Component) -> Component:
    if not isinstance(component, Exhibit):
        return component
    return component.model_copy(update={"note": joined(component.note, made(component.figures))})


def jupyter(shown: dict[str, Any]) -> None:
    """Show a bundle as the output of the running cell."""
    from IPython.display import display

    display(shown, raw=True)
