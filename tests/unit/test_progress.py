"""Events of a run."""

from __future__ import annotations

import pytest

from labelqa.progress import Step, silent


def test_a_step_is_a_value_that_cannot_change():
    """Whoever draws a step may keep it."""
    step = Step("2026-10/SG/market_report/internal", "execute", 3, 12)

    with pytest.raises(AttributeError):
        step.done = 4
    assert Step("2026-10/SG/market_report/internal", "execute", 3, 12) == step


def test_the_silent_observer_writes_nothing(capfd):
    """The library says nothing by itself."""
    silent(Step("2026-10/SG", "freeze"))

    assert ("", "") == capfd.readouterr()
