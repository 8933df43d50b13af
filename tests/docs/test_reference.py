"""The pages that are made from the code say what the code says."""

from __future__ import annotations

import pytest
from reference.pages import pages
from reference.problems import problems

from labelqa import errors
from labelqa.cli.reading import anchor

MADE = ("commands", "notebook", "parameters")


def _kinds(kind: type) -> list[type]:
    return [kind, *(below for sub in kind.__subclasses__() for below in _kinds(sub))]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """What the code says, by page."""
    return pages()


def test_each_page_is_what_the_code_says(made, repository):
    """Where this fails, scripts/docs writes them anew."""
    docs = repository / "docs"

    assert [] == [name for name, text in made.items() if text != (docs / name).read_text(encoding="utf-8")]


def test_no_page_is_left_of_what_is_no_longer_there(made, repository):
    """A folder of made pages holds nothing else."""
    docs = repository / "docs"
    found = {path.relative_to(docs).as_posix() for folder in MADE for path in (docs / folder).iterdir()}

    assert found == {name for name in made if "/" in name}


@pytest.mark.parametrize("kind", _kinds(errors.LabelQAError), ids=lambda kind: kind.__name__)
def test_each_kind_of_error_names_a_part_of_a_page_that_is_there(made, kind):
    """The command line prints it at the end."""
    page, _, part = kind("wrong").page.partition("#")
    headings = [line.lstrip("# ") for line in made[page].splitlines() if line.startswith("#")]

    assert part in map(anchor, headings)


def test_problems_are_found_with_what_they_say_and_advise():
    """Of a text in place, one that a function is given, and one under a name that others use, too."""
    found = {(told.error, told.module, told.what, told.remedy) for told in problems()}

    assert ("ParamsError", "cli.options", "… is set twice", "set it once") in found
    assert (
        "ParamsError",
        "params.loading",
        "is missing",
        "write it; params/schemas says what it holds",
    ) in found
    assert (
        "ReleaseError",
        "editions",
        "a vendor's edition needs keys",
        "make them with `labelqa keys`",
    ) in found
    assert (
        "ReleaseError",
        "editions.releases",
        "the ledger …",
        "see that the registry is the one they were entered in, or run `labelqa ledger --restore`",
    ) in found
