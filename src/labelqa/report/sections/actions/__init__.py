"""What was done about risks, and whether it worked."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
