"""What a report is written in: its notebook, the params and the templates, and when they change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from .. import sealed
from ..errors import ParamsError, Problem

_TOGETHER_MS, _STEP_MS, _LOOK_MS = 60, 20, 250  # what is saved within the first is one change


@dataclass(frozen=True)
class Digests:
    """The digests of what a report is written in; of what is not there, none."""

    params: str
    notebook: str
    templates: str


@dataclass(frozen=True)
class Sources:
    """Where they lie: the notebook is a file, the others are folders."""

    params: Path
    notebook: Path
    templates: Path

    def digests(self) -> Digests:
        """As they are now."""
        return Digests(digest(self.params), digest(self.notebook), digest(self.templates))

    def changes(self, since: Digests, stop: Event) -> Iterator[Digests]:
        """
        Their digests, each time that one of them is another, until `stop` is set.

        They are looked at now and then, too: not every disk tells of what is saved.
        """
        for _ in watcher()(
            *(path for path in (self.params, self.notebook.parent, self.templates) if path.is_dir()),
            stop_event=stop,
            debounce=_TOGETHER_MS,
            step=_STEP_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            if (now := self.digests()) != since:
                yield now
            since = now


def watcher() -> Callable[..., Iterator[object]]:
    """What watches files. Raises ParamsError where it is not installed."""
    try:
        from watchfiles import watch
    except ImportError as error:
        remedy = "pip install 'labelqa[desk]'"
        raise ParamsError(Problem("needs watchfiles, which is not there", "preview", remedy)) from error
    return watch


def digest(path: Path) -> str:
    """One digest of a file, or of all files in a folder; those that go away meanwhile are not in it."""
    found = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        try:
            found.update(f"{file.relative_to(path)}\0{sealed.digest_of(file)}\n".encode())
        except OSError:  # a folder, or an editor that replaces the file just now
            continue
    return found.hexdigest()
