"""Every public method of a report shows in its docstring how it is called, and the example runs."""

from __future__ import annotations

import pytest
from reference.notebook import example, public, sections

from labelqa.report import Overview, Report, open_overview, open_report
from labelqa.report.market import sections_of

from .companies import sampled
from .market import MARKETS, market, write_markets

OF_A_MARKET = [("r", Report), *sections()]
MOST_ON_R, MOST_IN_A_SECTION = 40, 25


def examples(parts: list[tuple[str, type]]) -> list[object]:
    """The example of every public method of some classes."""
    return [
        pytest.param(example(method), id=f"{name}.{called}")
        for name, part in parts
        for called, method in public(part)
    ]


@pytest.fixture(scope="module")
def sample(repository, tmp_path_factory):
    """A market of the sample company, which has every table."""
    return sampled(1, tmp_path_factory.mktemp("sample"), repository)


@pytest.fixture(scope="module")
def markets(tmp_path_factory):
    """Three small markets side by side."""
    made = {market_id: market(seed) for market_id, (_, seed) in MARKETS.items()}
    return write_markets(tmp_path_factory.mktemp("markets") / "x", made)


@pytest.mark.parametrize("code", examples(OF_A_MARKET))
def test_each_example_of_a_market_runs(sample, code):
    """As it stands in the docstring."""
    shown: list[dict] = []

    answer = eval(code, {"r": open_report(sample, show=shown.append)})  # noqa: S307 - our own docstring

    assert answer is not None or shown or code in SHOWING_NOTHING


SHOWING_NOTHING = (
    *("r.comparison.peers()", "r.risks.evidence()"),  # in vendors' editions only
    *("r.actions.investigations()", "r.lots.oc_curve()"),  # nothing was investigated, and no lot inspected
    # the company's labels are of one class each, without a score or a shape
    *("r.accuracy.gold_label_table()", "r.accuracy.score_section()", "r.agreement.tell_shapes()"),
)


@pytest.mark.parametrize("code", examples([("all markets", Overview)]))
def test_each_example_of_all_markets_runs(markets, code):
    """As it stands in the docstring."""
    shown: list[dict] = []

    answer = eval(code, {"r": open_overview(markets, show=shown.append)})  # noqa: S307 - our own docstring

    assert answer is not None or shown


def test_what_completes_in_a_notebook_fits_in_a_hand(sample):
    """Names on r, and names of each section."""
    r = open_report(sample, show=list.append)

    assert MOST_ON_R >= len(dir(r))
    assert {} == {name: len(dir(part)) for name, part in sections_of(r) if len(dir(part)) > MOST_IN_A_SECTION}
