"""The program of the render process: a request on stdin, its Answer on stdout."""

from __future__ import annotations

import os
import resource
import sys

from ..errors import Problem, RenderError
from ..workers.box import Box, confine
from .request import Answer, Request

REFUSED = 3  # not 1, which an uncaught exception has


def main() -> int:
    """Serve one request; REFUSED with the problems where the report could not be made."""
    request = Request.model_validate_json(sys.stdin.buffer.read())
    closed = enclose(request)
    problems = work(request)
    sys.stdout.write(Answer(problems=problems, closed=closed).model_dump_json())
    return REFUSED if problems else 0


def enclose(request: Request) -> dict[str, str]:
    """
    Cap this process's memory and CPU time and box it, for good; what was closed, and how.

    It reads the notebook and the templates, and writes to the folder of the documents and to its home.
    """
    limits, memory = request.limits, request.limits.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.render_seconds, limits.render_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    read = (str(request.executed), str(request.templates))
    return confine(Box(read, (str(request.into), os.environ["HOME"])))


def work(request: Request) -> tuple[Problem, ...]:
    """Make the documents; the problems where that is not possible within the limits."""
    try:
        from .documents import make

        make(request)
    except RenderError as error:
        return error.problems
    except (MemoryError, SystemError):  # C code that got no memory may raise the latter
        what = f"needs more than {request.limits.memory_mb} MB"
        return (Problem(what, "the render", "print less, or raise limits.memory_mb"),)
    return ()


if __name__ == "__main__":
    sys.exit(main())
