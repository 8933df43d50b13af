"""The detectors, one module each: whatever declares a DETECTOR here is one, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from ..detector import Detector


def _declared() -> tuple[Detector, ...]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    declared: list[Detector] = [module.DETECTOR for module in modules]
    return tuple(sorted(declared, key=lambda detector: int(detector.number.removeprefix("R"))))


DETECTORS = _declared()
BY_SLUG: Mapping[str, Detector] = {detector.slug: detector for detector in DETECTORS}
