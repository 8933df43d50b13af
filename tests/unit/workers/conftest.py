"""A process in a box, and canaries that listen outside it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from builders.boxes import TRIED
from builders.listening import Canaries, listening

BOXED = """
import json, sys
from labelqa.workers.box import Box, confine
closed = confine(Box(*map(tuple, json.loads(sys.argv[1]))))
"""


@pytest.fixture
def boxed(tmp_path) -> Callable[[str], dict]:
    """Run code in a box that may read `own` and write to `scratch`; it prints one JSON line."""
    for name in ("own", "scratch", "foreign"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rows.txt").write_text(name)

    def run(code: str) -> dict:
        box = [[str(tmp_path / name)] for name in ("own", "scratch", "foreign")]
        done = subprocess.run(
            [sys.executable, "-c", TRIED + BOXED + code, json.dumps(box)],
            capture_output=True, text=True, cwd=tmp_path, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    return run


@pytest.fixture
def canaries(tmp_path) -> Iterator[Canaries]:
    """Canaries beside the box's folders."""
    with listening(tmp_path) as found:
        yield found
