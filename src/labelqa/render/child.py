"""The program of the render process: a request on stdin, its answer on stdout."""

from __future__ import annotations

import os
import resource
import sys
import traceback
from pathlib import Path

from jinja2 import TemplateError

from ..errors import Problem, RenderError
from ..workers import record
from ..workers.box import Box, confine
from ..workers.lifeline import PARENT, hang_on
from .request import RenderAnswer, RenderRequest

REFUSED = 3  # not 1, which an uncaught exception has


def main() -> int:
    """Serve one request; REFUSED where the report could not be made."""
    hang_on(int(os.environ[PARENT]))
    request = RenderRequest.model_validate_json(sys.stdin.buffer.read())
    record.tell(enclose(request))
    answer = work(request)
    sys.stdout.write(answer.model_dump_json())
    return REFUSED if answer.problems else 0


def enclose(request: RenderRequest) -> dict[str, str]:
    """
    Cap this process's memory and CPU time and box it, for good; what was closed, and how.

    It reads the notebook and the templates, and writes to the folder of the documents and to its home.
    """
    limits, memory = request.limits, request.limits.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.render_seconds, limits.render_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    read = (str(request.executed), str(request.templates))
    outside = tuple(map(str, request.outside))
    return confine(Box(read, (str(request.into), os.environ["HOME"]), outside))


def work(request: RenderRequest) -> RenderAnswer:
    """Make the documents; the answer has the problems where that is not possible within the limits."""
    try:
        from .documents import make

        return RenderAnswer(blemishes=make(request))
    except RenderError as error:
        return RenderAnswer(problems=error.problems)
    except TemplateError as error:
        return RenderAnswer(problems=(mistake(error, request.templates),))
    except (MemoryError, SystemError):  # C code that got no memory may raise the latter
        what = f"needs more than {request.limits.memory_mb} MB"
        problem = Problem(what, "the render", "print less, or raise limits.memory_mb")
        return RenderAnswer(problems=(problem,))


def mistake(error: TemplateError, templates: Path) -> Problem:
    """What an error says of the template that it was raised in, and of its line."""
    raised = traceback.extract_tb(error.__traceback__)
    places = [
        f"{Path(frame.filename).relative_to(templates.parent)}:{frame.lineno}"
        for frame in raised
        if Path(frame.filename).is_relative_to(templates)
    ]
    where = places[-1] if places else templates.name
    return Problem(f"cannot be filled in: {error}", where, "mend the template")


if __name__ == "__main__":
    sys.exit(main())
