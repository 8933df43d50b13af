"""How much was labelled, and what the figures rest on."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
