"""The program of the render process: a request on stdin, the problems found as JSON on stdout."""

from __future__ import annotations

import json
import resource
import sys

from ..errors import Problem, RenderError
from ..params import Limits
from .request import Request

REFUSED = 3  # not 1, which an uncaught exception has


def main() -> int:
    """Serve one request; REFUSED with the problems where the report could not be made."""
    request = Request.model_validate_json(sys.stdin.buffer.read())
    confine(request.limits)
    problems = work(request)
    sys.stdout.write(json.dumps([(p.what, p.where, p.remedy) for p in problems]))
    return REFUSED if problems else 0


def confine(limits: Limits) -> None:
    """Cap this process's memory and CPU time, for good."""
    memory = limits.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.render_seconds, limits.render_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
