"""Every public function of `measures` on every edge: a value inside its range, or a reason, or our error."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from labelqa import measures
from labelqa.errors import LabelQAError

from . import of_agreement, of_audits, of_investigations, of_numbers, of_risks, of_wide, of_work
from .inputs import FEW, Inputs
from .market import Frames, Watched, market
from .pushed import EDGES

INPUTS: dict[str, Inputs] = {
    name: inputs
    for module in (of_agreement, of_audits, of_investigations, of_numbers, of_risks, of_wide, of_work)
    for name, inputs in module.INPUTS.items()
}


def _public() -> dict[str, Callable[..., Any]]:
    """Every function of `measures` that others may call, by module and name."""
    prefix, found = f"{measures.__name__}.", {}
    for module in pkgutil.walk_packages(measures.__path__, prefix):
        for name, member in vars(importlib.import_module(module.name)).items():
            own = inspect.isfunction(member) and member.__module__ == module.name
            if own and not name.startswith("_"):
                found[f"{module.name.removeprefix(prefix)}.{name}"] = member
    return found


PUBLIC = _public()


@pytest.fixture(scope="module")
def pushed() -> dict[str, Frames]:
    """The market at each edge."""
    whole = market()
    return {edge.__name__: edge(whole) for edge in EDGES}


def test_every_public_measure_has_inputs():
    """A new one is swept too, and one that is gone leaves nothing behind."""
    assert sorted(PUBLIC) == sorted(INPUTS)


@pytest.mark.parametrize("name", sorted(INPUTS))
def test_no_measure_leaves_its_range_or_warns_at_an_edge(name, pushed):
    """Empty, one row, one person, all right, all wrong, zero weights, census: every answer can be printed."""
    assert [] == [*_found(name, pushed)]


def _found(name: str, pushed: dict[str, Frames]) -> Iterator[str]:
    """Complaints at the edges, but for those that leave all tables alone that the measure looks at."""
    whole, *others = [*pushed.items()][: FEW if INPUTS[name].few else None]
    seen = Watched(whole[1])
    yield from (f"{whole[0]}: {each}" for each in _complaints(name, seen))
    for edge, frames in others:
        if not INPUTS[name].once and any(frames[table] is not whole[1][table] for table in seen.read):
            yield from (f"{edge}: {each}" for each in _complaints(name, frames))


def _complaints(name: str, frames: Frames) -> Iterator[str]:
    inputs, ours = INPUTS[name], _refusals(PUBLIC[name])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            calls = inputs.calls(frames)
        except ours:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            yield f"its inputs: {_told(error)}"
            return
        for place, call in enumerate(calls):
            try:
                yield from inputs.held.complaints(call(), f"call {place} ")
            except ours:
                continue
            except Exception as error:  # noqa: BLE001
                yield f"call {place} {_told(error)}"


def _refusals(function: Callable[..., Any]) -> tuple[type[Exception], ...]:
    """Our errors; a ValueError of a function whose docstring names it."""
    return (LabelQAError, ValueError) if "ValueError" in (function.__doc__ or "") else (LabelQAError,)


def _told(error: Exception) -> str:
    frames = inspect.getinnerframes(error.__traceback__) if error.__traceback__ else []
    ours = [f for f in frames if "labelqa/measures" in f.filename]
    where = f"{ours[-1].filename.rpartition('/')[2]}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__} {str(error)[:160]!r} {where}"
