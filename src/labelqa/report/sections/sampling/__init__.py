"""What was audited, and what to audit next."""

from ...language.vocabulary import declare
from . import plan_words, words

declare(words.TERMS)
declare(plan_words.TERMS)
