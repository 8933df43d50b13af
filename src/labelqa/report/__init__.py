"""All that a notebook imports: open an extract, ask for measures, show them."""

from .opening import Report, open_report

__all__ = ["Report", "open_report"]
