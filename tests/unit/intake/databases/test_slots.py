"""At most two readers of a database, of all processes."""

from __future__ import annotations

import subprocess
import sys
import threading

from labelqa.intake.databases.slots import slot

URL = "postgresql://host/slots"
HOLDING = f"""
import sys
from labelqa.intake.databases.slots import slot
with slot({URL!r}):
    print("in", flush=True)
    sys.stdin.read()
"""


def test_a_third_reader_waits_until_one_of_two_is_done_or_dead(tmp_path, monkeypatch):
    """In another process as well; another database is no matter."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    holders = [subprocess.Popen([sys.executable, "-c", HOLDING], **pipes) for _ in range(2)]
    entered = threading.Event()

    def enter() -> None:
        with slot(URL):
            entered.set()

    try:
        assert [b"in\n"] * 2 == [holder.stdout.readline() for holder in holders]
        third = threading.Thread(target=enter, daemon=True)
        third.start()
        with slot("postgresql://host/other"):
            assert not entered.wait(0.5)
        holders[0].kill()
        assert entered.wait(30)
        third.join(30)
    finally:
        for holder in holders:
            holder.kill()
            holder.communicate()
