"""The program of the render process: a request on stdin, its Answer on stdout."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Mapping

from ..errors import Problem, RenderError
from ..workers.box import Box, confine
from .request import Answer, Request

REFUSED = 3  # not 1, which an uncaught exception has


def main() -> int:
    """Serve one request; REFUSED with the problems where the report could not be made."""
    request = Request.model_validate_json(sys.stdin.buffer.read())
    closed = enclose(request)
    answer = work(request, closed)
    sys.stdout.write(answer.model_dump_json())
    return REFUSED if answer.problems else 0


def enclose(request: Request) -> dict[str, str]:
    """
    Cap this process's memory and CPU time and box it, for good; what was closed, and how.

    It reads the notebook and the templates, and writes to the folder of the documents and to its home.
    """
    limits, memory = request.limits, request.limits.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.render_seconds, limits.render_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    read = (str(request.executed), str(request.templates))
    return confine(Box(read, (str(request.into), os.environ["HOME"])))


def work(request: Request, closed: Mapping[str, str]) -> Answer:
    """Make the documents; the answer has the problems where that is not possible within the limits."""
    try:
        from .documents import make

        return Answer(blemishes=make(request), closed=closed)
    except RenderError as error:
        return Answer(problems=error.problems, closed=closed)
    except (MemoryError, SystemError):  # C code that got no memory may raise the latter
        what = f"needs more than {request.limits.memory_mb} MB"
        problem = Problem(what, "the render", "print less, or raise limits.memory_mb")
        return Answer(problems=(problem,), closed=closed)


if __name__ == "__main__":
    sys.exit(main())
