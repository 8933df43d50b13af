"""Two sides compared: figures, pages, cells, and what both were made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..params import Edition
from . import cells, figures, origins, pages
from .sides import Side


@dataclass(frozen=True)
class Differences:
    """
    What changed from `before` to `after`.

    `pages` is None where the sides are of two periods, whose pages all differ. Of a vendor's edition `cells`
    and `parameters` are None, for they are the company's own; else where nobody kept what they were.
    """

    before: Side
    after: Side
    figures: figures.FigureChanges
    pages: tuple[pages.PageChange, ...] | None
    cells: tuple[cells.CellChange, ...] | None
    parameters: tuple[origins.ParameterChange, ...] | None
    origins: tuple[origins.Origin, ...]
    vendor: str | None

    def as_json(self) -> dict[str, Any]:
        """The same for other programs, without pictures."""
        return {
            "before": {"job": self.before.job, "revision": self.before.name},
            "after": {"job": self.after.job, "revision": self.after.name},
            "figures": [
                {
                    "kind": change.kind,
                    "name": change.either.name,
                    "by": change.either.by,
                    "before": change.before and change.before.model_dump(mode="json", exclude={"name", "by"}),
                    "after": change.after and change.after.model_dump(mode="json", exclude={"name", "by"}),
                }
                for change in self.figures.changes
            ],
            "stayed": self.figures.stayed,
            "slight": self.figures.slight,
            "pages": None if self.pages is None else [_places(change) for change in self.pages],
            "cells": None if self.cells is None else [_places(change) for change in self.cells],
            "parameters": None if self.parameters is None else [vars(each) for each in self.parameters],
            "made_of": [origin.name for origin in self.origins if origin.changed],
        }


def compare(before: Side, after: Side, edition: Edition, materiality: Mapping[str, float]) -> Differences:
    """
    What changed between two sides of one edition.

    Raises JobError where a library for it is not installed.
    """
    own = edition.vendor is None
    kept = before.notebook is not None and after.notebook is not None
    noted = before.params is not None and after.params is not None
    return Differences(
        before,
        after,
        figures.compare(before.figures, after.figures, materiality),
        pages.compare(before.documents.pdf, after.documents.pdf) if before.job == after.job else None,
        cells.compare(before.notebook or b"", after.notebook or b"") if own and kept else None,
        origins.parameters(before.params or b"", after.params or b"") if own and noted else None,
        origins.origins(before, after, own=own),
        edition.vendor,
    )


def _places(change: pages.PageChange | cells.CellChange) -> dict[str, int | None]:
    places = (change.before, change.after)
    before, after = (place.number if isinstance(place, pages.Sheet) else place for place in places)
    return {"before": before, "after": after}
