"""Executed notebook to documents: screen HTML, tagged PDF, spreadsheet, summary; in a process of its own."""

from __future__ import annotations

from .process import render
from .request import Blemish, Documents, RenderFacts
from .warm import screen

__all__ = ["Blemish", "Documents", "RenderFacts", "render", "screen"]
