"""The libraries of the extra `desk`, imported when a comparison needs them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from ..errors import JobError, Problem


def desk(module: str) -> ModuleType:
    """A module of the extra `desk`. Raises JobError that says how to install it."""
    try:
        return import_module(module)
    except ImportError as error:
        remedy = "pip install 'labelqa[desk]'"
        raise JobError(Problem(f"{module} is not installed", "the comparison", remedy)) from error
