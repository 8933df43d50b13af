"""Which labels are mistaken for which."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
