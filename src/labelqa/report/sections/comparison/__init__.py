"""Sites, vendors and markets side by side, and a vendor beside its peers."""

from ...language.vocabulary import declare
from .words import TERMS

declare(TERMS)
