"""Stores of files on 127.0.0.1: an S3 store, and a web server that answers as a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

import boto3
import pytest
from moto.server import ThreadedMotoServer

SECRET = "canary/of+the=S3 store"
"""The secret key: looked for in everything that is written or said, percent-encoded as well."""


class S3:
    """An S3 store with one bucket, `labels`."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            aws_access_key_id="reader",
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
        )
        urlopen(Request(f"{endpoint}/moto-api/reset", method="POST")).close()  # noqa: S310  it is ours
        self.client.create_bucket(Bucket="labels")

    def put(self, key: str, content: bytes) -> None:
        """Put an object into the bucket."""
        self.client.put_object(Bucket="labels", Key=key, Body=content)


@contextmanager
def s3_store(environment: pytest.MonkeyPatch) -> Iterator[S3]:
    """The store, as the environment names it to whoever reads it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "reader",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        environment.setenv(name, value)
    try:
        yield S3(endpoint)
    finally:
        server.stop()


@dataclass
class Web:
    """A web server: what it has by path, or does there (at "" for any other), and the requests it got."""

    url: str = ""
    files: dict[str, bytes | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@contextmanager
def web_server() -> Iterator[Web]:
    """The server, listening until the end."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked.append(self.path)
            content = web.files.get(self.path, web.files.get(""))
            if callable(content):
                content(self)
            elif content is None:
                self.send_error(404)
            else:
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    web.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
