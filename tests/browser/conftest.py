"""Screen reports as Debian's Chromium shows them, opened as files and watched for what must not happen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from builders.report import FACTS, STRICT, a_report, write_notebook
from playwright.sync_api import Browser, Page, sync_playwright

from labelqa.render import render

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",  # Chromium refuses to run as root with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
JOB = ("market_report", "-m", "SG", "-p", "2026-10", "-e", "internal")


@dataclass(frozen=True)
class Opened:
    """A report in a page of its own, and what was asked for, said or thrown since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def count(self, selector: str) -> Counter[str]:
        """How often each word is shown in the elements of a selector."""
        return Counter(" ".join(self.page.locator(selector).all_inner_texts()).split())


@pytest.fixture(scope="session", params=["components", "market_report"])
def report(request, made_once, company, repository) -> Path:
    """The screen HTML of every component there is, and of a market of the sample company."""

    def every_component(folder: Path) -> None:
        folder.mkdir()
        executed = write_notebook(folder / "executed.ipynb", a_report())
        render(executed, folder, FACTS, repository / "templates", STRICT)

    def market(folder: Path) -> None:
        shutil.copytree(company, folder, symlinks=True)
        labelqa = Path(sys.executable).with_name("labelqa")
        subprocess.run([labelqa, "run", *JOB, "-w", folder], check=True, capture_output=True, timeout=240)

    if request.param == "components":
        return made_once("components", every_component) / "report.html"
    (page,) = made_once("published", market).glob("outputs/reports/*/*/*/*/current/report.html")
    return page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """
    The browser, for one module at a time.

    Playwright keeps an event loop running as long as it lives, and other tests start loops of their own.
    """
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium, report) -> Iterator[Callable[..., Opened]]:
    """Open the report `width` px wide; further arguments go to the browser's context."""
    contexts = []

    def open_report(width: int = 1440, **settings: object) -> Opened:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(report.as_uri(), wait_until="load")
        return opened

    yield open_report
    for context in contexts:
        context.close()
