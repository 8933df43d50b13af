"""New workspaces: params written with comments that explain them, and never over what is there."""

from .commented import Keys, text
from .kinds import blank, sample_company
from .workspace import begin, renew

__all__ = ["Keys", "begin", "blank", "renew", "sample_company", "text"]
