"""What past actions did to accuracy, as detectors and recommendations have it."""

from __future__ import annotations

import functools

from ..actions import Effect, effects
from .detector_data import AUDITS, PEOPLE, DetectorData, with_team
from .evidence import checks


def past_effects(data: DetectorData) -> tuple[Effect, ...]:
    """The effects of the actions that were judged by the period's end, made once."""
    return data.once("effects", functools.partial(_effects, data))


def _effects(data: DetectorData) -> tuple[Effect, ...]:
    actions, audits = data.table("actions"), data.drawn(data.known(AUDITS))
    if actions.empty or audits.empty:
        return ()
    known = with_team(checks(data, audits), data.table(PEOPLE))
    return effects(actions, known, data.setting.zone, data.end)
