"""The executive page's tiles: one measure each, in words and two micro charts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...components import FigureOfRecord, Tile, Tiles
from ...estimates import Estimate, Estimates, Target, Verdict
from ..data.setting import Setting
from ..drawing import theme
from ..drawing.microcharts import line, reach, strip
from ..language.sentences import interval, left_out, more, target
from ..language.vocabulary import Term, term
from ..language.words import change, status, value, verdict_word
from . import methods, words
from .records import record
from .verdict_cells import without_target


@dataclass(frozen=True)
class TileReading:
    """One measure as a tile reads it: now, its change on the period before, and by week."""

    now: Estimates
    change: Estimate
    weekly: Estimates
    target: Target | None

    @property
    def term(self) -> Term:
        """Its words."""
        return term(self.now.name)


def tiles(setting: Setting, readings: Sequence[TileReading]) -> Tiles:
    """One tile per measure that could be made; the note names the others with their reasons."""
    shown = [reading for reading in readings if reading.now.only().exists]
    return Tiles(
        tiles=tuple(_tile(setting, reading) for reading in shown),
        note=" ".join(_notes(setting, shown, [reading for reading in readings if reading not in shown])),
        figures=tuple(figure for reading in readings for figure in _figures(setting, reading)),
    )


def judged(setting: Setting, readings: Sequence[TileReading]) -> list[tuple[Term, Estimate, Verdict | None]]:
    """Each measure with its verdict."""
    return [(r.term, r.now.only(), setting.verdict(r.now.only(), r.target)) for r in readings]


def _tile(setting: Setting, reading: TileReading) -> Tile:
    estimate, numerals = reading.now.only(), setting.numerals
    verdict = setting.verdict(estimate, reading.target)
    goal = reading.target.value if reading.target else None
    ink = theme.STATUS[status(verdict)]
    weekly = [weekly.value for _, weekly in reading.weekly]
    return Tile(
        label=reading.term.label,
        value=value(estimate, verdict, numerals),
        status=status(verdict),
        word=verdict_word(verdict) if verdict else "",
        change=change(reading.change, numerals),
        interval=interval(estimate, reading.term, numerals),
        target=target(verdict, estimate.unit, numerals) if verdict else "",
        strip_svg=strip(estimate, goal, *reach([estimate], [] if goal is None else [goal]), ink),
        trend_svg=line(weekly, goal, ink),
    )


def _notes(setting: Setting, shown: Sequence[TileReading], absent: Sequence[TileReading]) -> list[str]:
    notes, numerals = [], setting.numerals
    targeted = any(reading.target for reading in shown)
    if any(reading.change.exists for reading in shown):
        notes.append(words.CHANGE(numerals, previous=setting.context.previous.label))
    if shown:
        notes.append(words.TILE_STRIP_AND_TARGET if targeted else words.TILE_STRIP)
    if any(_has_line(reading) for reading in shown):
        line_of = words.LINE_AND_TARGET if targeted else words.LINE
        notes.append(line_of(numerals, n=max(len(reading.weekly) for reading in shown)))
    for reading in shown:
        verdict = setting.verdict(reading.now.only(), reading.target)
        if verdict and (needed := more(reading.term, verdict, numerals)):
            notes.append(words.MORE(numerals, label=reading.term.label, more=needed))
    judged_by = [(r.term.noun, r.now.only(), setting.verdict(r.now.only(), r.target)) for r in shown]
    untargeted = without_target(judged_by, words.ANY_OF_THESE, numerals)
    why = left_out([(reading.term, reading.now.only()) for reading in absent], numerals)
    how = methods.made_of(((reading.term.noun, reading.now.only()) for reading in shown), numerals)
    return [*notes, *filter(None, [how, untargeted]), *why]


def _has_line(reading: TileReading) -> bool:
    return sum(not math.isnan(weekly.value) for _, weekly in reading.weekly) > 1


def _figures(setting: Setting, reading: TileReading) -> list[FigureOfRecord]:
    estimate = reading.now.only()
    figures = [record(reading.now.figure, estimate, setting.verdict(estimate, reading.target))]
    if estimate.exists and reading.change.exists:
        figures.append(record(f"{reading.now.name}.change", reading.change))
    return figures
