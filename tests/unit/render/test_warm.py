"""The HTML alone, from a renderer forked warm."""

from __future__ import annotations

import pytest
from builders.report import FACTS, STRICT, a_report, cover, write_notebook

from labelqa.errors import RenderError
from labelqa.render import render, screen
from labelqa.render.request import RenderRequest


@pytest.fixture
def asked(tmp_path, repository) -> RenderRequest:
    """The request of a report with every component."""
    into = tmp_path / "warm"
    into.mkdir()
    executed = write_notebook(tmp_path / "executed.ipynb", a_report())
    return RenderRequest(
        executed=executed, into=into, facts=FACTS, templates=repository / "templates", limits=STRICT
    )


def test_it_is_the_html_of_a_whole_render_and_nothing_else(asked, tmp_path):
    """Byte for byte."""
    made = screen(asked)
    whole = render(asked.executed, tmp_path, FACTS, asked.templates, STRICT)

    assert whole.html.read_bytes() == made.html.read_bytes()
    assert ["report.html"] == [path.name for path in asked.into.iterdir()]


def test_its_box_is_closed(asked):
    """As that of a whole render is."""
    assert [] == [how for how in screen(asked).closed.values() if not how.startswith("closed: ")]


def test_what_stands_in_its_way_is_told_as_a_whole_render_tells_it(asked):
    """Two covers are one too many."""
    write_notebook(asked.executed, [cover(), *a_report()])
    with pytest.raises(RenderError) as warm:
        screen(asked)
    with pytest.raises(RenderError) as whole:
        render(asked.executed, asked.into, FACTS, asked.templates, STRICT)

    assert whole.value.problems == warm.value.problems
