"""The preview's page, served to this machine alone and to whoever knows its address."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from hmac import compare_digest
from importlib import resources
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler

from .. import fonts
from ..errors import LabelQAError, ParamsError, Problem
from .preview import Preview

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OWN, _LINK = ("same-origin", "none"), ("navigate", "document")  # as browsers say who asks, and for what
_FRAMED = "frame-ancestors 'self'"  # the report brings the rest of its policy with it
_KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
_FACES = ("Inter-Regular.core.woff2", "Inter-Medium.core.woff2", "Inter-SemiBold.core.woff2")


@dataclass
class Site:
    """A preview with its address; made where its event loop runs."""

    preview: Preview
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    listening: set[asyncio.Event] = field(default_factory=set)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    @property
    def address(self) -> str:
        """Where its page is; whoever has it may read the report."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    @cached_property
    def origins(self) -> set[str]:
        """From where its pages may ask."""
        return {f"http://{name}:{self.port}" for name in _NAMES}

    def tell(self) -> None:
        """Wake the pages that listen; any thread may call this."""
        self.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for event in self.listening:
            event.set()


def serve(preview: Preview, port: int) -> tuple[Site, Callable[[], None]]:
    """
    Serve a preview on a port of this machine's own address, 0 for a free one, in the loop that runs; what
    ends it.

    Raises ParamsError where the port is taken.
    """
    try:
        bound = socket.create_server((HOST, port))
    except OSError as error:
        what, remedy = f"port {port} cannot be had: {error.strerror}", "name another, or 0 for a free one"
        raise ParamsError(Problem(what, "--port", remedy)) from error
    site = Site(preview, bound.getsockname()[1])
    preview.tell = site.tell
    pages = [(rf"/([^/]+)/{place}", handler, {"site": site}) for place, handler in _PLACES.items()]
    server = HTTPServer(Application(pages, default_handler_class=_Nowhere, log_function=lambda _: None))
    bound.setblocking(False)
    server.add_sockets([bound])
    return site, server.stop


class _Page(RequestHandler):
    """What is served to the preview's own page, and refused to every other."""

    policy = _POLICY

    def initialize(self, site: Site) -> None:
        """Take the site."""
        self.site = site

    def set_default_headers(self) -> None:
        """Nothing is kept, framed by others, or told to others."""
        self.clear_header("Server")
        for name, value in {
            "Cache-Control": "no-store",
            "Content-Security-Policy": self.policy,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse a host that is not this machine's (DNS rebinding), another's page, and a wrong token."""
        headers, own = self.request.headers, self.site.origins
        if f"http://{headers.get('Host', '')}" not in own or headers.get("Origin", min(own)) not in own:
            raise HTTPError(403)
        followed = headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")
        if headers.get("Sec-Fetch-Site", "none") not in _OWN and followed != _LINK:
            raise HTTPError(403)
        if not compare_digest(self.path_args[0].encode(), self.site.token.encode()):
            raise HTTPError(404)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say the number, and nothing of why."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class _Frame(_Page):
    """The bar and the place for the report."""

    def get(self, _token: str) -> None:
        """The page around the report."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_resource("preview.html"))


class _Asset(_Page):
    """What the page around the report is made with."""

    def get(self, _token: str, name: str) -> None:
        """A style sheet, a script or a typeface."""
        self.set_header("Content-Type", f"{_KINDS[name[name.rindex('.') :]]}; charset=utf-8")
        self.finish((fonts.FOLDER / name).read_bytes() if name in _FACES else _resource(name))


class _Report(_Page):
    """The report as a run would publish it, byte for byte."""

    policy = _FRAMED

    def get(self, _token: str) -> None:
        """The last page that could be made."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.site.preview.html)


class _Printed(_Page):
    """The report in print."""

    async def get(self, _token: str) -> None:
        """The PDF, made now; or why it cannot be made, as plain text."""
        try:
            pdf = await asyncio.wrap_future(self.site.preview.printed())
        except LabelQAError as error:
            self.set_status(409)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(f"{error}\n")
            return
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", 'inline; filename="report.pdf"')
        self.finish(pdf)


class _Edition(_Page):
    """The switch of editions."""

    def post(self, _token: str) -> None:
        """Show the edition that the body names."""
        self.site.preview.show(self.request.body.decode(errors="replace"))
        self.set_status(204)


class _Events(_Page):
    """How the preview stands, as it changes: server-sent events."""

    async def get(self, _token: str) -> None:
        """Until the page leaves or the preview is closed."""
        self.set_header("Content-Type", "text/event-stream")
        changed = asyncio.Event()
        self.site.listening.add(changed)
        try:
            while not self.site.preview.closing.is_set():
                changed.clear()
                self.write(f"data: {json.dumps(asdict(self.site.preview.standing))}\n\n")
                await self.flush()
                await changed.wait()
        except StreamClosedError:
            pass
        finally:
            self.site.listening.discard(changed)

    def on_connection_close(self) -> None:
        """Let go of a page that left."""
        self.site.tell()


class _Nowhere(RequestHandler):
    """Every other address."""

    def prepare(self) -> None:
        """There is nothing."""
        self.set_status(404)
        self.finish()


_PLACES: dict[str, type[_Page]] = {
    "": _Frame,
    r"(preview\.css|preview\.js|Inter-(?:Regular|Medium|SemiBold)\.core\.woff2)": _Asset,
    "report": _Report,
    r"report\.pdf": _Printed,
    "edition": _Edition,
    "events": _Events,
}


def _resource(name: str) -> bytes:
    return resources.files(__package__).joinpath("page", name).read_bytes()
