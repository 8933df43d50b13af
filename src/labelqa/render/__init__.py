"""Executed notebook to documents: screen HTML, tagged PDF, spreadsheet, summary; in a process of its own."""

from __future__ import annotations

from .process import render, screen
from .request import Blemish, Documents, RenderFacts

__all__ = ["Blemish", "Documents", "RenderFacts", "render", "screen"]
