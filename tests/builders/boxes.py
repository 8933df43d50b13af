"""What the programs say that tests run in a box."""

from __future__ import annotations

TRIED = """
def tried(action):
    try:
        return str(action())
    except OSError as error:
        return type(error).__name__
"""
