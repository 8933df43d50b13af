"""Paid time, plans kept, output and handling time."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
