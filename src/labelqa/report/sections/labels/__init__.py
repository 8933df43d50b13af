"""Labels one by one."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
