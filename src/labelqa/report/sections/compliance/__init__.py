"""Rules, and whether they were kept."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
