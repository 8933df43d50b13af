"""The sample company: fictional labelling data with planted incidents and their answer key."""

from .generate import write

__all__ = ["write"]
