"""Requests for labels, and whether they were delivered in time."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
