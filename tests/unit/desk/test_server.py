"""Who may read a preview: this machine, by the address, from the preview's own page."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading

import psutil
import pytest

from labelqa.desk.server import Site, serve
from labelqa.errors import ParamsError


@pytest.fixture
def site(preview):
    """A preview that has not begun, served from a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin():
        return serve(preview, 0)

    made, stop = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    yield made

    async def end():
        stop()
        preview.closing.set()
        made.tell()
        await asyncio.sleep(0.1)

    asyncio.run_coroutine_threadsafe(end(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def ask(site: Site, place: str = "", method: str = "GET", body: str | None = None, **headers: str):
    """The status, the headers and the first bytes of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, place if place.startswith("/") else f"/{site.token}/{place}", body, named)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read1(4096)
    connection.close()
    return found


@pytest.mark.parametrize("place", ["", "report", "events", "preview.js", "report.pdf"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example"},
        {"Host": "attacker.example:{port}"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://attacker.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    ],
)
def test_a_host_or_an_origin_that_is_not_its_own_is_refused(site, place, headers):
    """DNS rebinding, another site's page, another port of this machine."""
    given = {name: value.format(port=site.port) for name, value in headers.items()}

    assert 403 == ask(site, place, **given)[0]


@pytest.mark.parametrize(
    "place", ["/", "/report", "/wrong/", "/wrong/report", "/wrong/events", "/robots.txt"]
)
def test_without_its_secret_there_is_nothing(site, place):
    """Whoever is on this machine and was not given the address."""
    assert 404 == ask(site, place)[0]


def test_its_own_page_is_served_by_both_names_of_this_machine(site):
    """With a policy that lets nothing in from elsewhere and nobody frame it."""
    for host in ("127.0.0.1", "localhost"):
        status, headers, body = ask(site, Host=f"{host}:{site.port}", Origin=f"http://{host}:{site.port}")

        assert (200, b"<!DOCTYPE html>") == (status, body[:15])
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "no-store" == headers["Cache-Control"]
        assert "no-referrer" == headers["Referrer-Policy"]


def test_a_link_elsewhere_may_lead_to_it(site):
    """Such as in a terminal that is a page itself; it has to know the address."""
    asked = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}

    assert (200, 404) == (ask(site, **asked)[0], ask(site, "/wrong/", **asked)[0])


def test_it_listens_on_this_machine_alone(site):
    """No other address, of either family."""
    heard = [c.laddr for c in psutil.Process().net_connections("inet") if c.status == psutil.CONN_LISTEN]

    assert [("127.0.0.1", site.port)] == [tuple(address) for address in heard if address.port == site.port]
    assert ["127.0.0.1"] == [address.ip for address in heard]


def test_how_it_stands_is_told_as_it_is(site, preview):
    """At once, to whoever listens."""
    _, headers, body = ask(site, "events")
    told = json.loads(body.decode().removeprefix("data: "))

    assert "text/event-stream" == headers["Content-Type"]
    assert ("Quality", "October 2026", "internal", ["internal", "v1"]) == tuple(
        told[name] for name in ("report", "period", "edition", "editions")
    )


def test_the_edition_is_switched_by_a_post_and_to_one_that_there_is(site, preview):
    """Anything else is no edition."""
    assert 204 == ask(site, "edition", "POST", "nothing")[0]
    assert "internal" == preview._asked
    assert 204 == ask(site, "edition", "POST", "v1")[0]
    assert "v1" == preview._asked
    assert 403 == ask(site, "edition", "POST", "internal", Origin="http://attacker.example")[0]


def test_a_page_that_is_not_there_yet_cannot_be_printed(site):
    """The answer is plain text."""
    status, headers, body = ask(site, "report.pdf")

    assert (409, "text/plain; charset=utf-8") == (status, headers["Content-Type"])
    assert b"there is no page to print yet\n" == body


def test_a_port_that_is_taken_is_told(preview):
    """Before anything is made."""

    async def begin(port: int):
        serve(preview, port)

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ParamsError, match=f"--port: port {port} cannot be had"):
            asyncio.run(begin(port))
