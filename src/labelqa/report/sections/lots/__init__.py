"""Batches handed over, and whether they pass."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
