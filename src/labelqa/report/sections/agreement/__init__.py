"""How much people agree, and where the SOP is unclear."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
