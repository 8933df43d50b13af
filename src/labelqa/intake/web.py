"""Files by HTTP: a redirect may lead to another path of the same host, and nowhere else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ..errors import Problem


class RedirectedError(OSError):
    """A server sent us to another host: what is there was not asked for."""

    def __init__(self, host: str) -> None:
        self.problem = Problem(
            f"is redirected to {host}", remedy="name the address itself, if that host is to be trusted"
        )
        super().__init__(self.problem.what)


def options() -> dict[str, Any]:
    """What fsspec's HTTP file system is told, so that it keeps to the host. Raises ImportError."""
    import aiohttp

    # NOTE: bytes are compared with a digest, so that the server must not pack them on the way.
    trace = aiohttp.TraceConfig()
    trace.on_request_redirect.append(_keep_to_the_host)
    return {
        "client_kwargs": {
            "trace_configs": [trace],
            "timeout": aiohttp.ClientTimeout(total=None, sock_connect=30, sock_read=60),
            "headers": {"Accept-Encoding": "identity"},
        }
    }


async def _keep_to_the_host(_session: Any, _context: Any, sent: Any) -> None:
    leads = urlsplit(sent.response.headers.get("Location", ""))
    here = urlsplit(str(sent.url))
    if leads.netloc and (leads.scheme, leads.netloc) != (here.scheme, here.netloc):
        raise RedirectedError(leads.hostname or leads.netloc)
