"""The small market in which nothing is wrong."""

from __future__ import annotations

import pytest

from .scene import Scene, scene


@pytest.fixture(scope="session")
def calm() -> Scene:
    """Its frames."""
    return scene()
