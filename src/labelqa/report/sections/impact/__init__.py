"""What wrong labels cost."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
