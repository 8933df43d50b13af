"""What one edition may see: a sealed folder of Parquet tables and the words around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pydantic import Field, JsonValue

from .errors import DataError, ParamsError, Problem
from .models import Model
from .sealed import MANIFEST, open_sealed

CONTEXT = "context.json"
FOLDER = "extract"  # its name in the folder that `labelqa extract` leaves, beside the notebook
WITHHELD = "not in this edition"  # the same words for what is secret and for what there is none of
NEVER = "not part of a vendor's edition"  # of tables that no vendor is meant to see, be there rows or not


class Span(Model):
    """Business days from `start` up to, not including, `end`, with its words."""

    text: str
    label: str
    start: dt.date
    end: dt.date


class MarketFacts(Model):
    """What a report prints about its market."""

    id: str
    name: str
    timezone: str
    locale: str


class Context(Model):
    """
    Everything a report needs to know that is not a row of a table.

    `rejected` counts rows by table and reason, `examples` tells of one of them each; `zones` says of which
    tables and columns the times that name no zone were taken to be in it; `derived` names the tables made of
    what rows of labels carry; `own_figures` says that a vendor's edition may hold an analyst's own drawings,
    which nobody can clear; `origins` says whose the notebook and the templates are, as provenance.origins
    has it.
    """

    report: str
    title: str
    owner: str
    edition: str
    vendor: str | None = None
    market: MarketFacts
    period: Span
    previous: Span
    window: Span
    parameters: dict[str, JsonValue]
    definitions: dict[str, JsonValue]
    decided: float = 0.95
    snapshot: str
    snapshot_number: str
    frozen_on: dt.date
    provisional: bool = False
    own_figures: bool = False
    missing: dict[str, str]
    rejected: dict[str, dict[str, int]]
    examples: dict[str, dict[str, str]] = Field(default_factory=dict)
    zones: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unobserved: tuple[str, ...]
    derived: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    origins: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Extract:
    """One edition's data: `folder` holds <table>.parquet, CONTEXT and the manifest."""

    folder: Path
    context: Context

    def tables(self) -> list[str]:
        """The names of the tables it holds."""
        return sorted(path.stem for path in self.folder.glob("*.parquet"))

    def markets(self) -> dict[str, Extract]:
        """The extracts of each market, by its id; none in the extract of one market."""
        parts = sorted(path.parent for path in self.folder.glob(f"*/{CONTEXT}"))
        return {part.name: _read(part) for part in parts}

    def table(self, name: str) -> pd.DataFrame:
        """One table. Raises DataError where the extract does not hold it."""
        path = self.folder / f"{name}.parquet"
        if not path.is_file():
            why = self.context.missing.get(name, "this edition has no such table")
            raise DataError(
                Problem(
                    f"table {name} is not in the extract: {why}",
                    str(self.folder),
                    f"have {', '.join(self.tables())}",
                )
            )
        return pd.read_parquet(path)


def open_extract(folder: str | Path) -> Extract:
    """
    Open and verify an extract, or the one in a folder that `labelqa extract` left.

    Raises ParamsError where none is named, as in a notebook whose parameters nobody set, DataError where a
    file was altered.

    Sets pandas to hold strings as Python's own in this process: the same values, and a report's thousands of
    small selections cost a fifth less than with Arrow's.
    """
    pd.set_option("mode.string_storage", "python")
    if not str(folder).strip():
        remedy = (
            "make one with `labelqa extract REPORT --into DIR`, then open DIR/REPORT.ipynb or set it to DIR"
        )
        raise ParamsError(Problem("names no extract", "the parameter extract", remedy))
    place = _place(Path(folder))
    open_sealed(place)
    return _read(place)


def _place(folder: Path) -> Path:
    inner = folder / FOLDER
    return inner if (inner / MANIFEST).is_file() and not (folder / MANIFEST).exists() else folder


def _read(folder: Path) -> Extract:
    return Extract(folder, Context.model_validate_json((folder / CONTEXT).read_text(encoding="utf-8")))
