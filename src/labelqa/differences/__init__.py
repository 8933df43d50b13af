"""What changed between two revisions of one edition, or between one and the working tree, on one page."""

from __future__ import annotations

from .differences import Differences, compare
from .page import Heading, page
from .sides import WORKING, Side, named, of_draft, of_revision

__all__ = ["WORKING", "Differences", "Heading", "Side", "compare", "named", "of_draft", "of_revision", "page"]
