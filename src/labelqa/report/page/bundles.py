"""The MIME bundle of a component: itself for the renderer, HTML and text for whoever looks at a cell."""

from __future__ import annotations

from typing import Any

from ...components import MIME, Action, Component, Priorities, Risk, RiskList
from .jupyter_markup import markup


def bundle(component: Component) -> dict[str, Any]:
    """The MIME bundle of a component: itself for the renderer, and what Jupyter shows instead."""
    return {
        MIME: component.model_dump(mode="json"),
        "text/plain": _plain(component),
        "text/html": markup(component),
    }


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
