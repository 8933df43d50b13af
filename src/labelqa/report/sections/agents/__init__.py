"""How right each agent is, and whom coaching would help."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
