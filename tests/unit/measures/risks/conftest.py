"""The small market in which nothing is wrong."""

from __future__ import annotations

import pytest

from labelqa.measures.risks.calm_market import CalmMarket, calm_market


@pytest.fixture(scope="session")
def calm() -> CalmMarket:
    """Its frames."""
    return calm_market()
