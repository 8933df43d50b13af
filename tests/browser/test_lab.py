"""An author opens a report's notebook by `labelqa lab`, runs it, changes a cell and saves it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from builders.report import a_report
from playwright.sync_api import Page, expect

from labelqa.execute.notebook_forms import PLAIN_METADATA

pytestmark = pytest.mark.timeout(900)

LABELQA = Path(sys.executable).with_name("labelqa")
TESTS = Path(__file__).parents[1]
KINDS = a_report()
SHOWS_ALL = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
from builders.report import a_report
from labelqa.report.page.bundles import bundle
from IPython.display import display
for component in a_report():
    display(bundle(component), raw=True)
"""
JOB = ("-m", "SG", "-p", "2026-10")
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/lab\S*?\?token=(\w+)")
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
SLOW = 60_000  # ms: of a host under load


@dataclass(frozen=True)
class RunningLab:
    """A lab at work: its workspace, its process, where it answers, and its author's own settings."""

    home: Path
    process: psutil.Process
    address: str
    token: str
    looks: Path

    def notebook(self, name: str) -> Path:
        """A notebook on disk."""
        return self.home / "notebooks" / name

    def url(self, name: str) -> str:
        """Where a notebook opens."""
        return f"{self.address}/lab/tree/{name}?token={self.token}&reset"


@pytest.fixture(scope="module")
def home(company, tmp_path_factory) -> Path:
    """A workspace with two new reports, one of them a script, and a notebook that shows every component."""
    folder = shutil.copytree(company, tmp_path_factory.mktemp("lab") / "company", symlinks=True)
    (folder / "notebooks").unlink()
    (folder / "notebooks").mkdir()
    for told in (("sites",), ("scripted", "--py")):
        subprocess.run([LABELQA, "new", "report", *told, "-w", folder], check=True, capture_output=True)
    cell = nbformat.v4.new_code_cell(SHOWS_ALL.strip())
    every_kind = nbformat.v4.new_notebook(cells=[cell], metadata=PLAIN_METADATA)
    nbformat.write(every_kind, folder / "notebooks/kinds.ipynb")
    for report in folder.glob("params/reports/*.yml"):
        if report.stem not in {"sites", "scripted"}:
            report.unlink()
    return folder


@pytest.fixture(scope="module")
def lab(home, tmp_path_factory) -> Iterator[RunningLab]:
    """JupyterLab on both, as the command starts it."""
    own = tmp_path_factory.mktemp("of-author")
    log = own / "log.txt"
    env = os.environ | {"HOME": str(own), "JUPYTERLAB_SETTINGS_DIR": str(own / "settings")}
    command = [LABELQA, "lab", *JOB, "--no-browser", "--port", "8931", "-w", home]
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said, env=env) as process:
        try:
            port, token = _answering(process, log)
            address = f"http://127.0.0.1:{port}"
            yield RunningLab(home, psutil.Process(process.pid), address, token, own / "settings")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _answering(process: subprocess.Popen, log: Path) -> tuple[str, str]:
    """The port and the token that the lab prints once it answers."""
    ends = time.monotonic() + 240
    while process.poll() is None and time.monotonic() < ends:
        if found := ADDRESS.search(log.read_text(errors="replace")):
            return found[1], found[2]
        time.sleep(0.2)
    raise AssertionError(log.read_text(errors="replace"))


@pytest.fixture
def opened(chromium, lab) -> Iterator[Callable[..., Page]]:
    """Open a notebook in a browser of its own, in a theme."""
    contexts = []

    def open_notebook(name: str, theme: str = "light") -> Page:
        settings = lab.looks / "@jupyterlab/apputils-extension/themes.jupyterlab-settings"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps({"theme": THEMES[theme]}))
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 1000}))
        page = contexts[-1].new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(lab.url(name))
        expect(page.get_by_text("labelqa lab | Idle")).to_be_visible(timeout=SLOW)
        return page

    yield open_notebook
    for context in contexts:
        context.close()


def run_all(page: Page) -> None:
    """Run every cell, by the menu, to the end."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(
        "() => { const marks = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        ".map(m => m.textContent); return marks.length && marks.every(m => /\\d/.test(m)) }",
        timeout=SLOW,
    )


def save(page: Page) -> None:
    """Save, and wait until it is."""
    with page.expect_response(lambda r: r.request.method == "PUT" and "/api/contents/" in r.url) as saved:
        page.keyboard.press("Control+s")
    assert saved.value.ok


@pytest.mark.parametrize("name", ["sites.ipynb", "scripted.py"])
def test_a_notebook_runs_on_its_jobs_extract_and_is_saved_as_it_was(opened, lab, name):
    """Its parameters cell says what was set; the file keeps its default, and not a byte of it changes."""
    before = lab.notebook(name).read_bytes()
    page = opened(name)
    run_all(page)
    said = page.locator(".jp-OutputArea-output", has_text="Set by labelqa lab").inner_text()
    save(page)

    assert f"2026-10/SG/{Path(name).stem}/internal" in said
    assert 1 == page.locator(".labelqa .cover").count()
    assert 1 == page.locator(".labelqa figure .paper svg").count()
    assert before == lab.notebook(name).read_bytes()


def test_an_edit_is_saved_without_what_its_cell_showed(opened, lab):
    """An error stands under its cell; on disk is the line that was typed, and the parameter's default."""
    path = lab.notebook("sites.ipynb")
    before = path.read_text(encoding="utf-8")
    page = opened("sites.ipynb")
    run_all(page)
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").last.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n1 / 0")
    page.keyboard.press("Control+Enter")
    failed = page.locator(".jp-OutputArea-output", has_text="ZeroDivisionError").last
    expect(failed).to_be_visible(timeout=SLOW)
    save(page)
    after = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(before, encoding="utf-8")
    cells = {cell["id"]: cell for cell in after["cells"]}

    assert cells["methods-provenance"]["source"][-1] == "1 / 0"
    assert cells["parameters"]["source"] == ['extract: str = ""  # Folder of the extract to report on.']
    assert [] == [cell for cell in after["cells"] if cell.get("outputs") or cell.get("execution_count")]


@pytest.mark.parametrize("theme", THEMES)
def test_every_component_can_be_read_in_either_theme(opened, lab, theme):
    """Its texts stand out from what is behind them as much as WCAG asks."""
    page = opened("kinds.ipynb", theme)
    run_all(page)
    found = Axe().run(page, context=".labelqa", options={"runOnly": ["color-contrast"]})

    assert len(KINDS) == page.locator(".labelqa").count()
    assert [] == [node["html"] for broken in found.response["violations"] for node in broken["nodes"]]


def test_nothing_listens_or_asks_beyond_this_machine(opened, lab):
    """The server, its kernels and the page."""
    page = opened("sites.ipynb")
    run_all(page)
    processes = [lab.process, *lab.process.children(recursive=True)]
    heard = {
        socket.laddr.ip
        for process in processes
        for socket in process.net_connections("inet")
        if socket.status == psutil.CONN_LISTEN
    }

    assert len(processes) > 1
    assert {"127.0.0.1"} == heard
    assert [] == [url for url in page.asked if not url.startswith((lab.address, "data:", "blob:"))]


def test_it_leaves_nothing_in_the_notebooks_folder_or_the_home(opened, lab):
    """But for the settings of its author; checkpoints and histories are its own, and go with it."""
    save(opened("sites.ipynb"))

    assert {"sites.ipynb", "scripted.py", "kinds.ipynb"} == {
        path.name for path in (lab.home / "notebooks").iterdir()
    }
    assert {"log.txt", "settings"} == {path.name for path in lab.looks.parent.iterdir()}
