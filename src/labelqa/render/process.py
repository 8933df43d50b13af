"""The render process: started with its limits and an empty environment, stopped with all it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ..errors import Problem, RenderError
from ..params import Limits
from ..workers.lifeline import PARENT
from ..workers.record import VARIABLE, Record
from .child import REFUSED
from .request import Documents, RenderAnswer, Rendered, RenderFacts, RenderRequest
from .typefaces import CONFIGURATION

PROGRAM = "labelqa.render.child"
PATIENCE = 5  # times its processor time that a render may take, on a host that is busy with others

Ended = tuple[int, bytes, bytes]
"""A render process's exit status, its answer, and what it said besides."""


def render(
    executed: Path,
    into: Path,
    facts: RenderFacts,
    templates: Path,
    limits: Limits,
    outside: tuple[Path, ...] = (),
) -> Rendered:
    """
    Make the documents of an executed notebook in the folder `into`, in a process of their own.

    That process has to fail to open what is `outside`, for its box to count as closed.
    Raises RenderError with every problem that process names, or with how it ended.
    """
    request = RenderRequest(
        executed=executed.resolve(),
        into=into.resolve(),
        facts=facts,
        templates=templates.resolve(),
        limits=limits,
        outside=outside,
    )
    return serve(request, _run)


def serve(request: RenderRequest, run: Callable[[RenderRequest, str, Record], Ended]) -> Rendered:
    """What a process that `run` starts in a folder makes of a request. Raises RenderError like `render`."""
    with tempfile.TemporaryDirectory(prefix="labelqa-render-") as home, Record() as record:
        code, answer, errors = run(request, home, record)
        closed = record.read(0)
    if code == 0:
        said = RenderAnswer.model_validate_json(answer)
        files = dict(Documents.inside(request.into))
        return Rendered(**files, closed=closed, blemishes=said.blemishes)
    raise RenderError(*_problems(code, answer, errors, request.limits))


def environment(home: str) -> dict[str, str]:
    """All that a renderer knows of the host."""
    return {"HOME": home, "LANG": "C.UTF-8", "PATH": os.defpath, "FONTCONFIG_FILE": str(CONFIGURATION)}


def too_long(seconds: float, of: str = "") -> Problem:
    """That a render took longer than those seconds."""
    return Problem(
        f"took longer than {seconds:g} s{of}", "the render", "print less, or raise limits.render_seconds"
    )


def _run(request: RenderRequest, home: str, record: Record) -> Ended:
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**environment(home), VARIABLE: str(record.descriptor), PARENT: str(os.getpid())},
        cwd=home,
        pass_fds=[record.descriptor],
        start_new_session=True,
    )
    try:
        answer, errors = process.communicate(
            request.model_dump_json().encode(), PATIENCE * request.limits.render_seconds
        )
    except subprocess.TimeoutExpired as error:
        raise RenderError(too_long(PATIENCE * request.limits.render_seconds)) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    return process.returncode, answer, errors


def _problems(code: int, answer: bytes, errors: bytes, limits: Limits) -> list[Problem]:
    if code == REFUSED:
        return list(RenderAnswer.model_validate_json(answer).problems)
    if code == -signal.SIGXCPU:
        return [too_long(limits.render_seconds, " of processor time")]
    if code < 0:
        what = f"was ended by {signal.Signals(-code).name}"
        return [Problem(what, "the render", f"print less, or raise limits.memory_mb ({limits.memory_mb})")]
    last = errors.decode(errors="replace").strip().splitlines()[-1:] or [f"exit code {code}"]
    return [Problem(f"ended without an answer: {last[0][:200]}", "the render", "this is a defect of labelqa")]
