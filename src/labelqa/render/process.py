"""The render process: started with its limits and an empty environment, stopped with all it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from ..errors import Problem, RenderError
from ..params import Limits
from ..workers.lifeline import PARENT
from ..workers.record import VARIABLE, Record
from ..workers.warm import SETTINGS, Forked, ForkServer, Launch, Streams, UnavailableError
from .child import REFUSED
from .request import Documents, RenderAnswer, Rendered, RenderFacts, RenderRequest
from .typefaces import CONFIGURATION

PROGRAM = "labelqa.render.child"
TYPEFACES = {"FONTCONFIG_FILE": str(CONFIGURATION)}
RENDERERS = ForkServer((PROGRAM, "labelqa.render.documents"), {**SETTINGS, **TYPEFACES})
"""The server that render processes of this process are forked from."""
PATIENCE = 5  # times its processor time that a render may take, on a host that is busy with others


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
    return _served(request)


def screen(request: RenderRequest) -> Rendered:
    """
    Make the HTML alone of an executed notebook, as `render` makes it, for whoever looks at it meanwhile.

    Of the files of the answer only that one is there. Raises RenderError as `render` does.
    """
    return _served(request.model_copy(update={"screen_only": True}))


def _served(request: RenderRequest) -> Rendered:
    with TemporaryDirectory(prefix="labelqa-render-") as home, Record() as record:
        code, answer, errors = _run(request, home, record)
        closed = record.read(0)
    if code == 0:
        said = RenderAnswer.model_validate_json(answer)
        files = dict(Documents.inside(request.into))
        return Rendered(**files, closed=closed, blemishes=said.blemishes)
    raise RenderError(*_problems(code, answer, errors, request.limits))


def _run(request: RenderRequest, home: str, record: Record) -> tuple[int, bytes, bytes]:
    seconds = PATIENCE * request.limits.render_seconds
    with TemporaryFile() as asked, TemporaryFile() as answer, TemporaryFile() as errors:
        asked.write(request.model_dump_json().encode())
        asked.seek(0)
        process = _started(home, Streams(asked.fileno(), answer.fileno(), errors.fileno(), record.descriptor))
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise RenderError(_too_long(seconds)) from error
        finally:
            _end(process)
        for said in (answer, errors):
            said.seek(0)
        return code, answer.read(), errors.read()


def _started(home: str, streams: Streams) -> Forked | subprocess.Popen[bytes]:
    """A render process, forked warm or, where the host does not fork, started cold."""
    environment = {"HOME": home, "LANG": "C.UTF-8", "PATH": os.defpath, **TYPEFACES}
    with suppress(UnavailableError):
        return RENDERERS.fork(Launch(PROGRAM, [], environment, home), streams)
    own = {PARENT: str(os.getpid()), VARIABLE: str(streams.record)}
    return subprocess.Popen(
        [sys.executable, "-I", "-m", PROGRAM],
        stdin=streams.stdin,
        stdout=streams.stdout,
        stderr=streams.stderr,
        env={**environment, **own},
        cwd=home,
        pass_fds=[streams.record],
        start_new_session=True,
    )


def _end(process: Forked | subprocess.Popen[bytes]) -> None:
    """Kill it with all that it started, unless it has ended."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()  # where it was not yet the leader of a group
        process.wait()


def _problems(code: int, answer: bytes, errors: bytes, limits: Limits) -> list[Problem]:
    if code == REFUSED:
        return list(RenderAnswer.model_validate_json(answer).problems)
    if code == -signal.SIGXCPU:
        return [_too_long(limits.render_seconds, " of processor time")]
    if code < 0:
        what = f"was ended by {signal.Signals(-code).name}"
        return [Problem(what, "the render", f"print less, or raise limits.memory_mb ({limits.memory_mb})")]
    last = errors.decode(errors="replace").strip().splitlines()[-1:] or [f"exit code {code}"]
    return [Problem(f"ended without an answer: {last[0][:200]}", "the render", "this is a defect of labelqa")]


def _too_long(seconds: float, of: str = "") -> Problem:
    return Problem(
        f"took longer than {seconds:g} s{of}", "the render", "print less, or raise limits.render_seconds"
    )
