"""The documents' pictures: exhibits of the sample company's report, and of one of the guides' own code."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from PIL import Image, ImageOps
from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
LABELQA = Path(sys.executable).with_name("labelqa")
CHROMIUM = "/usr/bin/chromium"
WIDTH, MARGIN, COLOURS = 1000, 16, 64
JOB = ("-m", "SG", "-p", "2026-10", "-e", "internal")
OWN = "own_exhibits"
# Name of the picture: the report and the element in it.
PICTURES = {
    "forest": ("market_report", "#exhibit-forest-accuracy-audit-by-site"),
    "control-chart": ("market_report", "#exhibit-trend-accuracy-audit-by-week"),
    "confusion": ("market_report", "#exhibit-confusion-matrix"),
    "risks": ("market_report", "#exhibit-risks"),
    "own-figure": (OWN, "figure.chart >> nth=0"),
    "own-table": (OWN, ".exhibit >> nth=0"),
}
GUIDES = ("your-chart.md", "your-table.md")  # whose first piece of Python is shown


def write_pictures(folder: Path) -> None:
    """Make both reports and write each picture as PNG into an existing folder; takes some minutes."""
    with TemporaryDirectory() as place:
        workspace = _workspace(Path(place))
        _labelqa(workspace, "run", "market_report", OWN, *JOB)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": WIDTH, "height": 900})
            for name, (report, element) in PICTURES.items():
                (folder / f"{name}.png").write_bytes(_picture(page, workspace, report, element))
            browser.close()


def _workspace(folder: Path) -> Path:
    for name in ("params", "notebooks", "templates"):
        shutil.copytree(PROJECT / name, folder / name)
    _labelqa(folder, "sample")
    _labelqa(folder, "new", "report", OWN)
    path = folder / "notebooks" / f"{OWN}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    shown = [cell for cell in notebook.cells if cell.id != "sites-accuracy"]
    sources = ['r.section("own", "Exhibits of one\'s own")', *map(_first_code, GUIDES)]
    notebook.cells = [*shown[:3], *map(nbformat.v4.new_code_cell, sources), *shown[3:]]
    nbformat.write(notebook, path)
    params = folder / "params" / "reports" / f"{OWN}.yml"
    params.write_text(params.read_text(encoding="utf-8").partition("\n# A run that does not show")[0])
    return folder


def _first_code(guide: str) -> str:
    text = (PROJECT / "docs" / guide).read_text(encoding="utf-8")
    return re.findall(r"```python\n(.+?)```", text, re.DOTALL)[0]


def _labelqa(workspace: Path, *words: str) -> None:
    subprocess.run([LABELQA, *words, "-w", workspace], check=True, stdout=subprocess.DEVNULL)


def _picture(page: Page, workspace: Path, report: str, element: str) -> bytes:
    """An element as PNG of few colours, which charts and tables have anyway."""
    (found,) = workspace.glob(f"outputs/reports/*/*/{report}/internal/r1/report.html")
    if page.url != found.as_uri():
        page.goto(found.as_uri())
    shot = ImageOps.expand(
        Image.open(io.BytesIO(page.locator(element).screenshot())).convert("RGB"), MARGIN, "white"
    )
    written = io.BytesIO()
    shot.quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    pictures = Path(sys.argv[1])
    pictures.mkdir(exist_ok=True)
    write_pictures(pictures)
