"""From files to params: what wrote them, what they hold, what they do not say, and the mapping of it all."""

from .answers import Answers, Question
from .drawing_up import Proposal, propose
from .seeing import seen

__all__ = ["Answers", "Proposal", "Question", "propose", "seen"]
