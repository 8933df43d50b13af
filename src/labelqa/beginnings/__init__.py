"""New workspaces: params written with comments that explain them, and never over what is there."""

from ..params.loading import FOLDER as PARAMS
from .commented import Keys, text
from .copies import copy_all, copy_notebook
from .kinds import blank, sample_company
from .workspace import begin, renew, stands

__all__ = [
    "PARAMS",
    "Keys",
    "begin",
    "blank",
    "copy_all",
    "copy_notebook",
    "renew",
    "sample_company",
    "stands",
    "text",
]
