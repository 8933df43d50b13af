"""Sessions in which everybody labels the same items, and what became of them."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
