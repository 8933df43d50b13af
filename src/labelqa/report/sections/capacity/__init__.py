"""Staff needed, staff there, and staff who left."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
