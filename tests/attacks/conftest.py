"""Companies that are attacked: one in which everything carries a token, one whose names are attacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import planting

LABELS = 60_000
PERIOD = "2026-10"
SECRET = f"{'ab' * 32} 12"  # what would be in labelqa.keys
MARKETS = ("SG", "ID", "TH")  # those with more than one vendor
VENDORS = {"alder": ("SG", "ID"), "kestrel": MARKETS, "meridian": ("ID", "TH"), "northwind": ("SG", "ID")}
REPORTS = ("market_report", "calibration", "ramp_up")


def labelqa(workspace: Path, *words: str, **environment: str) -> list[dict]:
    """Run the command with keys in the environment; the lines of JSON that it prints."""
    command = [str(Path(sys.executable).with_name("labelqa")), *words, "-w", str(workspace)]
    surroundings = {**os.environ, "LABELQA_KEYS": SECRET, **environment}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=1_700, env=surroundings
    )
    assert "Traceback" not in done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def canaries(made_once, repository) -> Path:
    """A workspace whose tables carry tokens, with every vendor's edition of the markets with several."""

    def make(folder: Path) -> None:
        planting.company(repository, folder, labels=LABELS)
        asked = [word for market in MARKETS for word in ("-m", market)]
        asked += [word for vendor in VENDORS for word in ("-e", vendor)]
        lines = labelqa(folder, "run", "-p", PERIOD, *asked, "--json")
        assert {"published": 27} == {
            status: sum(line["status"] == status for line in lines) for status in {x["status"] for x in lines}
        }, [line["cause"] for line in lines if line["cause"]]

    return made_once("canaries", make)
