"""The HTML alone, by a renderer forked warm: for whoever looks at a report while it is written."""

from __future__ import annotations

from pathlib import Path

from ..errors import RenderError
from ..workers.record import Record
from ..workers.warm import ForkServer, Launch, UnavailableError
from .process import PATIENCE, PROGRAM, Ended, environment, serve, too_long
from .request import Rendered, RenderRequest

SERVER = ForkServer(("labelqa.render.documents",))


def screen(request: RenderRequest) -> Rendered:
    """
    Make the HTML of an executed notebook, as `render` makes it, in a box like its own.

    Of the files of the answer only that one is there. Raises RenderError as `render` does.
    """
    return serve(request.model_copy(update={"screen_only": True}), _forked)


def _forked(request: RenderRequest, home: str, record: Record) -> Ended:
    asked, said = Path(home, "request.json"), Path(home, "answer.json")
    asked.write_text(request.model_dump_json(), encoding="utf-8")
    with asked.open("rb") as given, said.open("wb") as log:
        launch = Launch([], environment(home), home, PROGRAM, given.fileno())
        try:
            process = SERVER.fork(launch, log.fileno(), record.descriptor)
        except UnavailableError as error:
            raise RenderError(f"the renderer did not start: {error}") from error
    seconds = PATIENCE * request.limits.render_seconds
    code = process.wait_for(seconds)
    if code is None:
        process.kill()
        process.wait()
        raise RenderError(too_long(seconds))
    answer = said.read_bytes()
    return code, answer.splitlines()[-1] if answer else b"", answer
