"""Odd names and values for drawings, and what does not fit in a drawing as WeasyPrint makes it."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pandas as pd
import pytest
from weasyprint import HTML

from labelqa.components import Chart
from labelqa.render.drawings import CleanDrawing, clean
from labelqa.render.edges import check_edges
from labelqa.render.pdf import Fetcher
from labelqa.render.shaping import shaped_drawings
from labelqa.render.typefaces import CONFIGURATION
from labelqa.report.data.setting import Setting
from labelqa.report.data.targets import Targets
from labelqa.report.drawing import drawing
from labelqa.report.drawing.fitting import boxes, overlap
from labelqa.report.language.numerals import Numerals

from .market import context

TARGETS = ["metric", "market_id", "vendor_id", "site_id", "queue_id", "role", "tenure_band", "valid_from"]
NAMES = {
    "one letter": "A",
    "wide": "W" * 300,
    "narrow": "il" * 150,
    "long": "Counterfeit goods and misuse of protected brands, second review " * 4,
    "thai": "ศูนย์ตรวจสอบเนื้อหากรุงเทพมหานครตะวันตกเฉียงใต้" * 4,
    "devanagari": "गुणवत्ता नियंत्रण केंद्र मुंबई " * 8,
    "arabic": "مركز مراجعة المحتوى في القاهرة " * 8,
    "chinese": "上海市浦东新区内容质量审核与标注中心" * 8,
    "emoji": "🚀🦊👩🏽‍💻🔥" * 30,
    "digits": "8" * 300,
}
SHARES = {
    "none right": (0.0, 0.0, 0.004, 900),
    "all right": (1.0, 0.996, 1.0, 900),
    "all right of many": (1.0, 0.999996, 1.0, 1_000_000),
    "usual": (0.95, 0.9, 0.98, 150),
}


@pytest.fixture(autouse=True)
def fonts_of_print(monkeypatch):
    """The machine's own Inter may have other widths; WeasyPrint reads the configuration for every page."""
    monkeypatch.setenv("FONTCONFIG_FILE", str(CONFIGURATION))


@pytest.fixture(scope="module")
def setting() -> Setting:
    """A market without targets of its own, whose ids are its names."""
    nothing = Targets(pd.DataFrame({"metric": pd.Series(dtype=str)}).reindex(columns=TARGETS))
    return Setting(context({}), Numerals("en_SG"), {}, nothing)


@pytest.fixture
def unfit(monkeypatch) -> Callable[[Chart], list[str]]:
    """What WeasyPrint cuts off in the chart just drawn, and which of its texts stand over one another."""
    drawn: list = []
    fit = drawing.fit

    def noted(plots, cells=()):
        drawn[:] = plots
        fit(plots, cells)

    monkeypatch.setattr(drawing, "fit", noted)

    def found(chart: Chart) -> list[str]:
        texts = [box for plot in drawn for box in boxes(plot)]
        pairs = itertools.combinations(texts, 2)
        over = [f"{one.text} over {other.text}" for one, other in pairs if overlap(one, other)]
        return [*cut(chart.svg), *over]

    return found


def cut(svg: str) -> list[str]:
    """What WeasyPrint cuts off at a drawing's edges."""
    drawings = {"1": CleanDrawing(clean(svg, "x", prefix="d1-"), "exhibit e")}
    images: dict[str, object] = {}
    page = HTML(string='<img src="fig:1" alt="x" style="width:126mm">', url_fetcher=Fetcher(drawings))
    with shaped_drawings():
        page.render(cache=images).write_pdf()
    return [problem.what for problem in check_edges(images, drawings)]
