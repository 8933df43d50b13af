"""Where components go from a cell, and the rule that a section without data shows only its reason."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from ...components import (
    MIME,
    Action,
    Chart,
    Component,
    Exhibit,
    FigureOfRecord,
    Formula,
    Priorities,
    Risk,
    RiskList,
    Section,
    Table,
    Tiles,
)
from ...errors import NotebookError, Problem
from ..drawing.svg import escaped
from ..language.words import joined
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


def bundle(component: Component) -> dict[str, Any]:
    """The MIME bundle of a component: itself for the renderer, and what Jupyter shows instead."""
    shown = {MIME: component.model_dump(mode="json"), "text/plain": _plain(component)}
    if isinstance(component, Chart | Formula) and component.svg:
        shown["image/svg+xml"] = component.svg
    elif isinstance(component, RiskList | Priorities):
        shown["text/html"] = "".join(f"<p>{escaped(line)}</p>" for line in _found(component))
    elif isinstance(component, Table):
        shown["text/html"] = _table(component)
    elif isinstance(component, Tiles):
        shown["text/html"] = "".join(
            f"<p>{escaped(tile.label)}: <b>{escaped(tile.value)}</b> {escaped(tile.word)}. "
            f"{escaped(tile.interval)}. {escaped(tile.target)}</p>"
            for tile in component.tiles
        )
    return shown


def jupyter(shown: dict[str, Any]) -> None:
    """Show a bundle as the output of the running cell."""
    from IPython.display import display

    display(shown, raw=True)


def _plain(component: Component) -> str:
    if isinstance(component, RiskList | Priorities):
        return "\n".join(_found(component))
    words = {**component.model_dump(exclude={"figures", "svg", "data", "rows", "columns", "tiles"})}
    return "\n".join(str(text) for text in words.values() if text)


def _found(component: RiskList | Priorities) -> list[str]:
    """Risks and actions as lines."""
    risks = [_risk(risk) for risk in component.risks]
    if isinstance(component, RiskList):
        return [component.title, component.measure, *(risks or [component.none]), component.note]
    actions = [_action(action) for action in component.actions]
    return [*(risks or [component.no_risks]), *(actions or [component.no_actions]), component.note]


def _risk(risk: Risk) -> str:
    asked = f" {risk.action}: {risk.owner}, {risk.due}." if risk.action else ""
    cost = f"{risk.cost} ({risk.interval})" if risk.interval else risk.cost
    return f"{risk.grade}, {risk.state}: {risk.title}. {risk.entity}. {cost}, {risk.confidence}.{asked}"


def _action(action: Action) -> str:
    return f"{action.title}: {action.owner}, {action.due}. {action.aim}"


def _table(table: Table) -> str:
    head = "".join(f"<th>{escaped(column.name)}</th>" for column in table.columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{escaped(cell.text)}</td>' for cell in row)}</tr>" for row in table.rows
    )
    caption = f"<caption>{escaped(table.title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
