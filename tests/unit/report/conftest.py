"""A fabricated market, and the market report run over it without a kernel."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from labelqa.components import ANY_COMPONENT, MIME, AnyComponent
from labelqa.report import Report, open_report
from labelqa.report.drawing import drawing

from .market import Fabricated, market

Components = tuple[AnyComponent, ...]
LOG = drawing.__name__


@pytest.fixture(scope="session")
def fabricated() -> Fabricated:
    """The market that has everything."""
    return market()


@pytest.fixture(scope="session")
def extract(fabricated, tmp_path_factory) -> Path:
    """Its sealed extract."""
    return fabricated.write(tmp_path_factory.mktemp("extract") / "whole")


@pytest.fixture
def shown() -> list[dict]:
    """Where the bundles of `report` end up."""
    return []


@pytest.fixture
def report(extract, shown) -> Report:
    """A report on the whole market."""
    return open_report(extract, show=shown.append)


@pytest.fixture(scope="session")
def run(repository) -> Callable[[Path], Components]:
    """Runs the cells of the market report over an extract and gives what they showed."""
    notebook = json.loads((repository / "notebooks/market_report.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]

    def over(extract: Path) -> Components:
        shown: list[dict] = []
        names = {"open_report": lambda folder: open_report(folder, show=shown.append)}
        for cell in cells:
            code = cell.replace("from labelqa.report import open_report", "")
            exec(code, names)  # noqa: S102 - our own notebook
            names["extract"] = extract
        return tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)

    return over


@pytest.fixture(scope="session")
def components(run, extract) -> Components:
    """The market report on the whole market."""
    return run(extract)


@pytest.fixture(autouse=True)
def every_drawing_is_drawn(caplog) -> Iterator[None]:
    """A drawing that fails is a defect, though a report would go on; a test of that clears the log."""
    yield
    found = [record for when in ("setup", "call") for record in caplog.get_records(when)]

    assert [] == [record.exc_text or record.exc_info for record in found if record.name == LOG]
