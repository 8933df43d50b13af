"""A drawing that raises in the kernel: the month is published, and the run says what gave way."""

from __future__ import annotations

import nbformat
import pytest

JOB = ("run", "market_report", "-m", "SG", "-p", "2026-10", "-e", "internal")
BREAK = "from labelqa.report.page import forest, funnel\nforest.columns = None\nfunnel.fit = None"


@pytest.fixture
def spoilt(workspace):
    """The company's workspace, not strict, in whose report two kinds of drawings raise a TypeError."""
    notebooks, name = workspace / "notebooks", "market_report.ipynb"
    notebook = nbformat.read(notebooks / name, as_version=4)
    notebook.cells.insert(2, nbformat.v4.new_code_cell(BREAK))
    notebooks.unlink()  # a link to the checkout's own
    notebooks.mkdir()
    nbformat.write(notebook, notebooks / name)
    project = workspace / "params" / "project.yml"
    project.write_text(project.read_text(encoding="utf-8").replace("strict: true", "strict: false"))
    return workspace


def test_a_month_is_published_without_the_drawings_that_raise(labelqa, spoilt):
    """Each gives way to its table; a strict run fails with the same words, and keeps the traceback."""
    ran = labelqa(spoilt, *JOB)

    assert 0 == ran.code, ran.said

    gave_way = {blemish["where"]: blemish for blemish in ran.line["blemishes"]}
    funnel = gave_way["exhibit funnel-accuracy-audit-by-site"]

    assert "exhibit forest-accuracy-audit-by-site" in gave_way
    assert funnel["what"].startswith("cannot be drawn: TypeError in report/page/funnel.py, line ")
    assert "its table stands instead" == funnel["done"]
    assert f"looks: {ran.line['job']}: exhibit funnel" in ran.said
    assert "The chart of these data could not be drawn as it should." in ran.pdf_text()
    assert "accuracy.audit.by_site" in {figure["name"] for figure in ran.summary["figures"]}

    strict = labelqa(spoilt, *JOB, "--strict")
    kept = spoilt / "outputs" / "runs" / ran.line["job"] / "executed.ipynb"

    assert 0 != strict.code
    assert "exhibit funnel-accuracy-audit-by-site: cannot be drawn: TypeError" in strict.said
    assert "Traceback (most recent call last)" in kept.read_text(encoding="utf-8")
