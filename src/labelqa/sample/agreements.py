"""What was agreed with the vendors, what was done about trouble, and what must be known to read a chart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .company import MARKETS, SITES, VENDORS
from .incidents import IncidentPlan
from .people import Roster
from .rhythm import SECOND, Calendar, moment

TARGETS = (
    ("accuracy", 0.95, 0.90, "at_least"),
    ("critical_accuracy", 0.985, 0.975, "at_least"),
    ("on_time", 0.90, 0.80, "at_least"),
    ("utilisation", 0.78, 0.70, "at_least"),
    ("throughput", 90.0, 75.0, "at_least"),
    ("handling_p90", 70.0, 80.0, "at_most"),
)
DATA_ERROR_MARKET, SOP_LATE_MARKET = "SG", "GB"


def market_rows() -> list[dict[str, Any]]:
    """The canonical table `markets`."""
    return [
        {
            "market_id": market.id,
            "name": market.name,
            "region": market.region,
            "timezone": market.zone,
            "languages": market.languages,
        }
        for market in MARKETS
    ]


def vendor_rows() -> list[dict[str, Any]]:
    """The canonical table `vendors`."""
    return [
        {
            "vendor_id": vendor,
            "name": name,
            "holding_id": vendor,
            "peer_benchmark_consent": tier != "bronze",
        }
        for vendor, name, tier in VENDORS
    ]


def site_rows() -> list[dict[str, Any]]:
    """The canonical table `sites`."""
    return [
        {
            "site_id": site.id,
            "vendor_id": site.vendor,
            "name": site.name,
        }
        for site in SITES
    ]


def target_rows(calendar: Calendar) -> list[dict[str, Any]]:
    """The canonical table `targets`: for each market, its vendors' accuracy, and one harder queue."""
    rows = [
        _target(calendar, metric, goal, floor, direction=direction, market_id=market.id)
        for market in MARKETS
        for metric, goal, floor, direction in TARGETS
    ]
    rows += [
        _target(calendar, "accuracy", 0.95, 0.92, market_id=site.market, vendor_id=site.vendor)
        for site in SITES
    ]
    rows += [
        _target(calendar, "accuracy", 0.97, 0.95, market_id=market.id, queue_id="prohibited")
        for market in MARKETS
    ]
    return rows


def _target(calendar: Calendar, metric: str, goal: float, floor: float, **scope: str) -> dict[str, Any]:
    return {
        "metric": metric,
        "market_id": scope["market_id"],
        "vendor_id": scope.get("vendor_id"),
        "queue_id": scope.get("queue_id"),
        "role": None,
        "tenure_band": None,
        "valid_from": calendar.date(-365).item(),
        "valid_to": None,
        "target": goal,
        "floor": floor,
        "direction": scope.get("direction", "at_least"),
        "source": "framework contract, annex 2",
    }


def data_error(roster: Roster) -> tuple[int, int] | None:
    """The instants between which the tool stored wrong timestamps; in one market only."""
    if roster.market.id != DATA_ERROR_MARKET:
        return None
    start = int(roster.calendar.instant(roster.calendar.monday(3, 3) + 2, 3 * 3600))
    return start, start + 3 * 3600 * SECOND


def incident_rows(roster: Roster, plan: IncidentPlan) -> list[dict[str, Any]]:
    """The canonical table `incidents`."""
    rows, at = list[tuple[int, int, str, str | None]](), roster.calendar.instant
    if (window := data_error(roster)) is not None:
        rows.append((*window, "Tool stored wrong timestamps", None))
    if roster.market.id == SOP_LATE_MARKET:
        day = roster.calendar.monday(3, 2)
        rows.append((int(at(day, 0)), int(at(day + 4, 0)), "SOP translation came late", None))
    for outage in plan.of("utilisation_loss"):
        start, end = int(at(outage.first, 0)), int(at(outage.last + 1, 0))
        rows.append((start, end, "Repeated failures of the labelling tool", outage.entity))
    return [
        {
            "incident_id": f"{roster.market.id}-E{number + 1}",
            "market_id": roster.market.id,
            "started_at": moment(start),
            "ended_at": moment(end),
            "note": note,
            "site_id": site,
        }
        for number, (start, end, note, site) in enumerate(rows)
    ]


def action_rows(roster: Roster, plan: IncidentPlan) -> list[dict[str, Any]]:
    """The canonical table `actions`: a standing one of each market, and those taken on planted trouble."""
    calendar, market = roster.calendar, roster.market.id
    rows = [
        _action(
            roster, f"A-{market}-audits", ("market", market), "targeted_audit", calendar.monday(0, 2), None
        )
    ]
    for incident in plan.of("restored_by_coaching", "action_without_effect"):
        opened = calendar.monday(2, 4)
        row = _action(
            roster,
            str(incident.size["action"]),
            ("team", incident.entity),
            "coach_team",
            opened,
            calendar.monday(1, 2),
        )
        rows.append(row | {"risk_id": incident.id} | _verified("accuracy", 4.0))
    for incident in plan.of("site_drop"):
        row = _action(
            roster,
            f"A-{market}-calibration",
            ("site", incident.entity),
            "calibration_session",
            incident.first + 4,
            incident.last + 1,
        )
        rows.append(row | {"risk_id": incident.id} | _verified("accuracy", 5.0))
    return rows


def _verified(metric: str, effect: float) -> dict[str, Any]:
    return {"expected_effect_pp": effect, "verify_metric": metric, "verify_days": 28}


def _action(
    roster: Roster, name: str, scope: tuple[str, str], kind: str, opened: int, closed: int | None
) -> dict[str, Any]:
    at = moment(roster.calendar.instant(opened, 9 * 3600))
    return {
        "action_id": name,
        "market_id": roster.market.id,
        "opened_at": at,
        "risk_id": None,
        "scope_type": scope[0],
        "scope_id": scope[1],
        "type": kind,
        "owner_role": "sme",
        "vendor_visible": scope[0] != "market",
        "due_at": at + timedelta(days=28),
        "closed_at": None if closed is None else moment(roster.calendar.instant(closed, 15 * 3600)),
        "status": "open" if closed is None else "done",
        "expected_effect_pp": None,
        "verify_metric": None,
        "verify_days": None,
    }
