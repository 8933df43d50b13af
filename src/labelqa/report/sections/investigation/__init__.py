"""One question about one part of a market: is it real, since when, where, why."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
