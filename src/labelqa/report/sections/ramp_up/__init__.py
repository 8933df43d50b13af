"""New joiners on their way to their targets."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
