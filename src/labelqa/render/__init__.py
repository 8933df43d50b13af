"""Executed notebook to documents: screen HTML, tagged PDF and summary, made in a process of their own."""

from __future__ import annotations

from .process import render
from .request import Documents, RenderFacts

__all__ = ["Documents", "RenderFacts", "render"]
