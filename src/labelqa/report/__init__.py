"""All that a notebook imports: open an extract, ask for measures, show them."""

from .market import Report, open_report
from .overview.markets import Overview, open_overview

__all__ = ["Overview", "Report", "open_overview", "open_report"]
