"""The figures on the page, in summary.json and in report.xlsx are the same numbers, in every report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pypdfium2
import pytest
from builders.spreadsheet import sheets
from unit.report.printed import BETWEEN, NUMBER, canonical, parsed, prints, prints_interval

from labelqa.components import FigureOfRecord
from labelqa.report.vocabulary import TERMS
from labelqa.report.vocabulary.impact import CONSUMERS, KINDS

MARKET = "ID"  # its locale writes 1.234,5
REPORTS = {"market_report": MARKET, "calibration": MARKET, "ramp_up": MARKET, "market_overview": "all"}
LOCALES = {MARKET: "id_ID", "all": "en_GB"}

UNPRINTED = {
    "accuracy.audit.by_week": "dots of the control chart",
    "accuracy.audit.by_market_week": "dots of the small multiples",
    "agents.accuracy.by_person": "dots of the caterpillar; of the list for coaching see LISTED",
    "ambiguity.variance_difference.overall": "a sentence says which of the two is more",
    "flow.requested.overall": "the height of the cumulative flow diagram",
    "flow.delivered.overall": "the height of the cumulative flow diagram",
    "labels.missed.by_label_queue": "a column of the table's data",
    "labels.false.by_label_queue": "a column of the table's data",
}
"""Figures that are drawn or in an exhibit's data, and not on the page in figures."""
