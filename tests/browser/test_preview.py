"""A report while it is written, as its author sees it: saved on disk, seen in the browser."""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from builders.waiting import alive, until
from playwright.sync_api import FrameLocator, Page, expect

JOB = ("market_report", "-m", "SG", "-p", "2026-10")
LATE = "What to audit next"
SLOW = 120_000  # ms: a busy machine runs a whole notebook


@dataclass(frozen=True)
class Desk:
    """A preview at work: its workspace, its address, its process."""

    root: Path
    address: str
    process: subprocess.Popen[str]

    @property
    def notebook(self) -> Path:
        """The report's notebook."""
        return self.root / "notebooks" / "market_report.ipynb"


@pytest.fixture(scope="module")
def desk(company, tmp_path_factory) -> Iterator[Desk]:
    """A preview of a market of the sample company, of whose end nothing is left."""
    root = tmp_path_factory.mktemp("preview") / "company"
    shutil.copytree(company, root)
    labelqa = Path(sys.executable).with_name("labelqa")
    subprocess.run([labelqa, "keys", "-w", root], check=True)
    command = [labelqa, "preview", *JOB, "--port", "0", "-w", root]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield Desk(root, process.stdout.readline().strip(), process)
        started = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)

    assert 0 == process.returncode
    assert until(lambda: not alive(started))


@pytest.fixture
def page(desk, chromium) -> Iterator[Page]:
    """The preview's page, with a report in it and nothing to complain of."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    opened, complaints = context.new_page(), []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(desk.address)
    expect(opened.locator("#status")).to_have_class("current", timeout=SLOW)
    expect(opened.locator("iframe.coming")).to_have_count(0)
    yield opened
    context.close()

    assert [] == complaints


@pytest.fixture
def save(desk) -> Iterator[Callable[[str, str], None]]:
    """Save the notebook with one text in place of another; at the end as it was."""
    before = desk.notebook.read_text(encoding="utf-8")

    def saved(old: str, new: str) -> None:
        assert old in before
        desk.notebook.write_text(before.replace(old, new), encoding="utf-8")

    yield saved
    desk.notebook.write_text(before, encoding="utf-8")


def report(page: Page) -> FrameLocator:
    """The report in the page."""
    return page.frame_locator("iframe:not(.coming)")


def scrolled(page: Page) -> float:
    """How far the report is scrolled."""
    return page.evaluate("document.querySelector('iframe').contentWindow.scrollY")


def test_a_saved_cell_is_seen_in_its_place(page, save):
    """The page stays where its reader is."""
    report(page).locator("#section-sampling-plan").scroll_into_view_if_needed()
    before = scrolled(page)
    save(f'{LATE}\\", needs', 'What else to audit\\", needs')
    expect(report(page).locator("h2", has_text="What else to audit")).to_be_in_viewport(timeout=SLOW)

    assert before == scrolled(page) > 1000


def test_a_broken_cell_is_told_over_the_last_page_and_gone_when_it_is_mended(page, save):
    """With notebook, cell and line, as plain text."""
    save("r.lots.oc_curve()", "r.lots.oc_kurve('<b>')")
    faults = page.locator("#faults")
    expect(faults.locator(".where")).to_have_text(
        re.compile(r"market_report\.ipynb, cell \d+, line 4"), timeout=SLOW
    )
    expect(faults.locator("h2")).to_contain_text("did you mean r.lots.oc_curve")
    expect(faults.locator(".code")).to_have_text("r.lots.oc_kurve('<b>')")
    expect(page.locator("#doing")).to_have_text("Error")
    expect(report(page).locator("h2").first).to_be_visible()
    save(LATE, LATE)

    expect(faults).to_be_hidden(timeout=SLOW)
    expect(page.locator("#doing")).to_have_text("Up to date")


def test_a_clean_run_proves_what_is_seen(page):
    """Once nothing is saved for a while."""
    expect(page.locator("#proof")).to_have_text("Proved: a clean run shows the same", timeout=SLOW)


def test_the_page_is_printed_when_it_is_asked_for(page):
    """The link opens a PDF."""
    href = page.locator("#pdf").evaluate("link => link.href")
    printed = page.context.request.get(href, timeout=SLOW)

    assert (200, "application/pdf", b"%PDF-") == (
        printed.status,
        printed.headers["content-type"],
        printed.body()[:5],
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_bar_can_be_read_by_everybody(page, save, width, scheme):
    """In both themes and widths, with a fault too: nothing for axe, nothing sideways."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    save("r.lots.oc_curve()", "r.lots.oc_kurve()")
    expect(page.locator("#faults")).to_be_visible(timeout=SLOW)
    found = Axe().run(page, context={"exclude": [["iframe"]]})

    assert [] == [each["id"] for each in found.response["violations"]]
    assert width == page.evaluate("document.documentElement.scrollWidth")


def test_nothing_listens_beyond_this_machine(desk, page):
    """Neither the preview nor a process of it; only 127.0.0.1, one port."""
    ours = psutil.Process(desk.process.pid)
    heard = [
        connection.laddr.ip
        for process in (ours, *ours.children(recursive=True))
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]

    assert ["127.0.0.1"] == heard


@pytest.mark.parametrize("headers", [{"Host": "attacker.example"}, {"Origin": "http://attacker.example"}])
def test_another_sites_page_gets_nothing(desk, headers):
    """Under a name that leads here, or with the address in hand."""
    place = urlsplit(desk.address)
    with closing(http.client.HTTPConnection(place.hostname, place.port)) as connection:
        connection.request("GET", f"{place.path}report", headers=headers)

        assert 403 == connection.getresponse().status


def test_another_edition_is_chosen_by_the_switch(page):
    """A vendor's: its own rows, cut as for it; then the company's own again."""
    page.select_option("#edition", "alder")
    expect(report(page).locator(".edition")).to_have_text("Alder edition", timeout=SLOW)
    page.select_option("#edition", "internal")

    expect(report(page).locator(".edition")).to_have_text("Internal edition", timeout=SLOW)
