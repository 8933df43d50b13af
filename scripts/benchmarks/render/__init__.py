"""Executed notebook to HTML and PDF, beside nbconvert's lab HTML and the weasyprint command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pikepdf

from benchmarks import Bound, Measured, children_cpu
from labelqa.render import Documents, render
from labelqa.render.request import RenderRequest
from labelqa.render.typefaces import CONFIGURATION

from .material import heavier, market_report

CHAIN, A_PAGE, HEAVIER = 1.0, 0.12, 3.0
PLAIN_HTML, PLAIN_PDF, PLAIN = "plain: nbconvert lab HTML", "plain: weasyprint PDF", "plain: both"
WHOLE = "labelqa: both, with their checks"


@dataclass(frozen=True)
class Case:
    """One executed notebook, what its documents are made with, and all that was measured, by line."""

    name: str
    request: RenderRequest
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def add(self, line: str, seconds: float) -> None:
        """One run more of a line."""
        self.seconds.setdefault(line, []).append(seconds)

    def cpu(self, line: str) -> float:
        """The median of a line's runs."""
        return median(self.seconds[line])

    @property
    def pages(self) -> int:
        """Of labelqa's PDF."""
        with pikepdf.open(Documents.inside(self.request.into).pdf) as pdf:
            return len(pdf.pages)


def measure(folder: Path, repeats: int) -> Measured:
    """The chains by turns, each step in a process of its own, on the same executed notebooks."""
    request = market_report(folder)
    cases = (Case("report", request), Case("+ 500 rows, 5,000 points", heavier(request)))
    for _ in range(repeats):
        for case in cases:
            _run(case)
    report, heavy = cases
    stages = [line for line in report.seconds if line.startswith("  ")]
    lines = (PLAIN_HTML, PLAIN_PDF, PLAIN, WHOLE, *stages)
    return Measured(
        (
            (f"CPU seconds, median of {repeats}", *(case.name for case in cases)),
            *((line, *(f"{case.cpu(line):.2f}" for case in cases)) for line in lines),
            ("pages of labelqa's PDF", *(str(case.pages) for case in cases)),
        ),
        (
            Bound("HTML and PDF", report.cpu(WHOLE) / report.cpu(PLAIN), CHAIN, "of the plain chain"),
            Bound("PDF", report.cpu("  PDF") / report.pages, A_PAGE, "CPU s a page"),
            Bound(
                "500 rows and 5,000 points", heavy.cpu(WHOLE) / report.cpu(WHOLE), HEAVIER, "times without"
            ),
        ),
    )


def _run(case: Case) -> None:
    """Both chains once, and labelqa's once more with a clock on its stages."""
    request = case.request
    html, pdf = request.into / "plain.html", request.into / "plain.pdf"
    page = children_cpu(_program("plain.py", request.executed, html))
    printed = children_cpu(_command(Path(sys.executable).with_name("weasyprint"), html, pdf))
    case.add(PLAIN_HTML, page)
    case.add(PLAIN_PDF, printed)
    case.add(PLAIN, page + printed)
    case.add(WHOLE, children_cpu(lambda: render(**dict(request))))
    for stage, seconds in _stages(request).items():
        case.add(f"  {stage}", seconds)


def _program(name: str, *arguments: Path) -> Callable[[], object]:
    return _command(sys.executable, "-P", Path(__file__).with_name(name), *arguments)


def _command(*command: str | Path) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def _stages(request: RenderRequest) -> dict[str, float]:
    done: list[subprocess.CompletedProcess[bytes]] = []
    command = [sys.executable, "-P", Path(__file__).with_name("stages.py")]
    work, environment = (
        request.model_dump_json().encode(),
        os.environ | {"FONTCONFIG_FILE": str(CONFIGURATION)},
    )
    whole = children_cpu(
        lambda: done.append(
            subprocess.run(command, input=work, stdout=subprocess.PIPE, env=environment, check=True)
        )
    )
    stages: dict[str, float] = json.loads(done[0].stdout)
    return stages | {"leaving Python": whole - sum(stages.values())}
