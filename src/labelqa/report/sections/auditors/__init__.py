"""How right QA's own verdicts are."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
