"""How right labels are."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
