"""docs/notebook.md lists all that a notebook can ask and show."""

from __future__ import annotations

from reference.notebook import notebook


def test_the_document_is_what_the_docstrings_say(repository):
    """Where this fails, scripts/docs writes it anew."""
    assert notebook() == (repository / "docs" / "notebook.md").read_text(encoding="utf-8")
