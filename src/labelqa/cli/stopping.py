"""How a run is stopped: the first signal lets jobs at work end, the second ends the process."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

import typer

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping() -> Iterator[Event]:
    """An event that SIGINT or SIGTERM sets. Nothing half-made is ever published, even by the second."""
    asked = Event()

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.set()
        typer.echo(f"{signal.Signals(number).name}: ending the jobs at work; once more ends now", err=True)
        for one in SIGNALS:
            signal.signal(one, signal.SIG_DFL)

    before = {one: signal.signal(one, ask) for one in SIGNALS}
    try:
        yield asked
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
