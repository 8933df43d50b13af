"""Components as HTML for Jupyter: the words and drawings of a report's pages, with a look of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...components import (
    Action,
    Callout,
    Cell,
    Chart,
    Component,
    Cover,
    Facts,
    Formula,
    KeyPoints,
    Lede,
    Priorities,
    Prose,
    Risk,
    RiskList,
    Section,
    Table,
    Tile,
    Tiles,
    capital,
)
from ...signs import settled
from ..drawing.svg import escaped
from . import jupyter_words as words
from .jupyter_style import CLASS, STYLE

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def markup(component: Component) -> str:
    """A component as HTML: every text of it is text, and only its drawings are markup already."""
    shown = _BY_KIND[type(component)](component)
    return f'<div class="{CLASS}"><style>{STYLE}</style>{shown}</div>'


def _text(text: str) -> str:
    return escaped(settled(text))


def _with_bold(text: str) -> str:
    return _BOLD.sub(r"<b>\1</b>", _text(text))


def _tag(name: str, inner: str, kind: str = "") -> str:
    """An element; where there is nothing in it, nothing."""
    marked = f' class="{kind}"' if kind else ""
    return f"<{name}{marked}>{inner}</{name}>" if inner else ""


def _each(name: str, inners: Iterable[str]) -> str:
    return "".join(_tag(name, inner) for inner in inners)


def _drawn(svg: str, kind: str = "") -> str:
    return _tag("div", svg, f"paper {kind}".strip())


def _head(title: str, measure: str = "") -> str:
    return _tag("b", _text(title), "title") + _tag("small", _text(measure))


def _cover(cover: Cover) -> str:
    facts = _each("small", (f"<b>{_text(label)}</b> {_text(text)}" for label, text in cover.facts))
    head = f"{_text(cover.owner)} · {_text(capital(cover.edition))} {words.EDITION}"
    title = _tag("p", _text(cover.title)) + _tag("h2", _text(cover.market))
    drawing = cover.svg + _tag("small", _text(cover.key))
    return _tag(
        "div", _tag("small", head) + title + _tag("p", _text(cover.period_label)) + drawing + facts, "cover"
    )


def _key_points(points: KeyPoints) -> str:
    return _tag("h3", words.MAIN_POINTS) + _tag("ol", _each("li", map(_with_bold, points.points)))


def _section(section: Section) -> str:
    return _tag("h2", _text(section.title)) + _tag("p", _text(section.off))


def _lede(lede: Lede) -> str:
    return _tag("p", _with_bold(lede.text), "lede")


def _prose(prose: Prose) -> str:
    notes = prose.footnotes or ("",) * len(prose.paragraphs)
    return "".join(
        _tag("p", _with_bold(paragraph)) + _tag("small", _text(note))
        for paragraph, note in zip(prose.paragraphs, notes, strict=True)
    )


def _callout(callout: Callout) -> str:
    inner = _head(callout.title) + _tag("p", _text(callout.text))
    return _tag("div", inner, f"callout {callout.tone}")


def _facts(facts: Facts) -> str:
    rows = _each("tr", (f"<th>{_text(label)}</th><td>{_text(text)}</td>" for label, text in facts.rows))
    return _tag("h3", _text(facts.title)) + _tag("table", rows)


def _tiles(tiles: Tiles) -> str:
    shown = _tag("div", _each("div", map(_tile, tiles.tiles)), "side-by-side")
    return shown + _tag("small", _text(tiles.note))


def _tile(tile: Tile) -> str:
    strip, trend = _drawn(tile.strip_svg), _drawn(tile.trend_svg)
    return (
        _tag("p", _text(tile.label))
        + _tag("p", _text(tile.value), "value")
        + _tag("p", _tag("span", _text(tile.word), f"mark {tile.status}"))
        + _tag("small", _text(tile.change))
        + strip
        + _tag("small", _text(tile.interval))
        + _tag("small", _text(tile.target))
        + trend
    )


def _priorities(asked: Priorities) -> str:
    risks = _tag("ol", _each("li", map(_brief, asked.risks))) or _tag("p", _text(asked.no_risks))
    actions = _tag("ol", _each("li", map(_asked, asked.actions))) or _tag("p", _text(asked.no_actions))
    sides = (_tag("h3", words.TOP_RISKS) + risks, _tag("h3", words.TOP_ACTIONS) + actions)
    return _tag("div", _each("div", sides), "side-by-side") + _tag("small", _text(asked.note))


def _brief(risk: Risk) -> str:
    about = f"{_severity(risk)} {_text(risk.entity)}. {_text(capital(risk.state))}."
    cost = f"{_text(_cost(risk))}. {words.CONFIDENCE} {_text(risk.confidence)}."
    return _tag("b", _text(risk.title)) + _tag("small", about) + _tag("small", cost)


def _asked(action: Action) -> str:
    who = f"{_text(action.owner)}, {words.BY_DAY} {_text(action.due)}. {_text(capital(action.aim))}"
    return _tag("b", _text(action.title)) + _tag("small", who)


def _severity(risk: Risk) -> str:
    return _tag("span", _text(risk.grade), f"mark {risk.severity.lower()}")


def _cost(risk: Risk) -> str:
    return capital(f"{risk.cost} ({risk.interval})" if risk.interval else risk.cost)


def _chart(chart: Chart) -> str:
    drawing = _drawn(chart.svg, chart.width) or _tag("p", _text(chart.fault))
    return _tag("figure", _head(chart.title, chart.measure) + drawing + _tag("small", _text(chart.note)))


def _formula(formula: Formula) -> str:
    return _tag("figure", _head(formula.title) + _drawn(formula.svg) + _tag("small", _text(formula.note)))


def _grid(head: str, heads: str, rows: str, note: str) -> str:
    """A table under its head, in a box of its own where it is long."""
    table = _tag("table", _tag("caption", head) + f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>")
    return _tag("div", table, "scroll") + _tag("small", note)


def _table(table: Table) -> str:
    numeric = ["number" if column.numeric else "" for column in table.columns]
    heads = "".join(
        _tag("th", _text(column.name) or "&nbsp;", kind)
        for column, kind in zip(table.columns, numeric, strict=True)
    )
    rows = "".join(
        _tag("tr", "".join(_cell(cell, kind) for cell, kind in zip(row, numeric, strict=True)))
        for row in table.rows
    )
    note = " ".join(filter(None, ("" if table.rows else words.NO_ROWS, _text(table.note))))
    return _grid(_head(table.title, table.measure), heads, rows, note)


def _cell(cell: Cell, kind: str) -> str:
    text = _drawn(cell.svg) or _text(cell.text)
    if cell.marked:
        text = _tag("span", text, f"mark {(cell.status or cell.severity or '').lower()}")
    shade = f"shade-{cell.shade}" if cell.shade is not None else ""
    return f'<td class="{" ".join(filter(None, (kind, shade)))}">{text}</td>'


def _risks(risks: RiskList) -> str:
    head = _head(risks.title, risks.measure)
    if not risks.risks:
        return head + _tag("p", _text(risks.none)) + _tag("small", _text(risks.note))
    rows = _each("tr", (_each("td", _risk_cells(risk)) for risk in risks.risks))
    return _grid(head, _each("th", words.RISK_HEADS), rows, _text(risks.note))


def _risk_cells(risk: Risk) -> tuple[str, ...]:
    about = ": ".join(filter(None, (risk.entity, risk.rests_on)))
    due = f"{words.BY_DAY} {risk.due}" if risk.due else ""
    whose = ", ".join(filter(None, (risk.owner, due)))
    return (
        _tag("b", _text(risk.title)) + _tag("small", _text(about)),
        _severity(risk),
        _text(_cost(risk)),
        _text(capital(risk.confidence)),
        _text(capital(risk.action)) + _tag("small", _text(whose)) or "&nbsp;",
        _text(capital(risk.state)),
    )


_BY_KIND: Mapping[type[Component], Callable[[Any], str]] = {
    Cover: _cover,
    KeyPoints: _key_points,
    Section: _section,
    Lede: _lede,
    Prose: _prose,
    Callout: _callout,
    Facts: _facts,
    Tiles: _tiles,
    Priorities: _priorities,
    Chart: _chart,
    Formula: _formula,
    Table: _table,
    RiskList: _risks,
}
