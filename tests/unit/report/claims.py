"""Every sentence of a report held against its figures: a grammar of all that may be said, and its truth."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from labelqa.components import AnyComponent, FigureOfRecord
from labelqa.estimates import Estimate, Estimates
from labelqa.measures import comparison, control_charts
from labelqa.report.vocabulary import PLURALS, TERMS

from .market import END, Fabricated
from .printed import BETWEEN, NUMBER, parsed, prints, prints_interval, rounds, sign

NEVER = re.compile(
    r"\bnan\b|\bNone\b(?! of)|\binf\b|  |[{}]|[-−]0(?:\.0+)?(?![\d.,])|\bTrue\b|\bFalse\b|\.\.|,\."
)
_WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_COUNT = rf"(?:{'|'.join(_WORDS)}|{'|'.join(w.capitalize() for w in _WORDS)}|[\d,]+)"
_SINGLE = (
    r"(?<![\d,.])1 (?:labels|audits|answers|people|sites|queues|vendors|agents|requests|weeks|dots|days)\b"
)
_PLURAL = (
    r"(?<![\d,.])(?:0|[2-9]|\d[\d,]*\d) "
    r"(?:label|audit|answer|person|site|queue|vendor|agent|request|week|dot|day)\b(?! of)(?!-)"
)

Check = Callable[[re.Match[str]], bool]


def count(word: str) -> int:
    """The number that a word or digits say; both is two."""
    low = word.lower()
    return {"both": 2}.get(low, _WORDS.index(low) if low in _WORDS else int(low.replace(",", "") or 0))


class Claims:
    """The figures of one run by name, what its ids are called, and what its tables hold."""

    def __init__(self, components: tuple[AnyComponent, ...], made: Fabricated) -> None:
        self.components, self.made = components, made
        figures = [figure for component in components for figure in component.figures]
        self.figures: dict[str, list[FigureOfRecord]] = {}
        for figure in {f.model_dump_json(exclude={"target", "verdict", "probability", "more"}): f
                       for f in sorted(figures, key=lambda f: f.target is not None)}.values():  # fmt: skip
            self.figures.setdefault(figure.name, []).append(figure)
        self.names = {
            column.removesuffix("_id"): self._names(column) for column in PLURALS if column != "week"
        }
        self.names |= {"label": self._names("label_id"), "person": {}}
        self.labels = {
            words.label: found for name, words in TERMS.items() if (found := self.overall(name)) is not None
        }

    def overall(self, name: str) -> FigureOfRecord | None:
        """The market-wide figure of a measure."""
        found = self.figures.get(f"{name}.overall") or self.figures.get(name)
        return found[0] if found and not found[0].by else None

    def contradictions(self) -> list[str]:
        """Every text that is not said by the grammar, or that its figures do not bear out."""
        found = []
        for where, text in said(self.components):
            if NEVER.search(text) or re.search(_SINGLE, text) or re.search(_PLURAL, text):
                found.append(f"{where}: badly said: {text}")
            elif where not in UNTOLD and (rest := self._unproven(where, text)):
                found.append(f"{where}: not borne out: {rest}")
        return [*found, *self._tiles(), *self._tables()]

    def _unproven(self, where: str, text: str) -> str:
        """What is left of a text from the first sentence on that is unknown or untrue."""
        while text:
            for pattern, check in self._grammar():
                match = pattern.match(text)
                if match and check(match):
                    text = text[match.end() :].lstrip()
                    break
            else:
                return text
        return ""

    def _grammar(self) -> list[tuple[re.Pattern[str], Check]]:
        if not hasattr(self, "_known"):
            from .grammar import grammar

            self._known = [(re.compile(pattern), check) for pattern, check in grammar(self)]
        return self._known

    def _names(self, column: str) -> dict[str, str]:
        table = {"state": None, "label_id": "label_classes"}.get(column, PLURALS.get(column, ("", ""))[1])
        if column == "state":
            return {f.by["state"]: f.by["state"].replace("_", " ").capitalize()
                    for f in self.figures.get("time.use.by_state", []) if f.by}  # fmt: skip
        frame = self.made.frames.get(table or "")
        return {} if frame is None else dict(zip(frame[column], frame["name"], strict=True))

    def called(self, figure: FigureOfRecord) -> str:
        """What the row of a figure is called."""
        return ", ".join(self.names.get(column, {}).get(value, value) for column, value in figure.by.items())

    def october(self, table: str, days: tuple[str, str] = ("2026-10-01", "2026-11-01")) -> pd.DataFrame:
        """The rows of the period in one of the made tables; empty without it."""
        frame = self.made.frames.get(table, pd.DataFrame({"local_date": []}))
        dates = pd.to_datetime(frame["local_date"])
        return frame[(dates >= days[0]) & (dates < days[1])]

    def delivered(self) -> int:
        """Labels of the period but for gold items and skips."""
        days = self.october("label_days")
        return int((days["labels"] - days["skipped"])[~days["is_gold"]].sum()) if len(days) else 0

    def _tiles(self) -> Iterator[str]:
        for tile in (tile for c in self.components if c.kind == "tiles" for tile in c.tiles):
            figure = self.labels[tile.label]
            change = self.figures.get(figure.name.removesuffix(".overall") + ".change")
            word = {
                "met": "Target met",
                "missed": "Target missed",
                "undecided": "Undecided",
                "none": "No target",
            }
            between = re.fullmatch(rf"95% interval {BETWEEN}, (?P<n>[\d,]+) \w+", tile.interval)
            goal = re.fullmatch(rf"Target at (?:least|most) ({NUMBER})", tile.target)
            true = (
                prints(tile.value, figure),
                tile.status == figure.verdict and tile.word == word[figure.verdict],
                between and prints_interval(between["low"], between["high"], figure),
                between and count(between["n"]) == figure.n,
                bool(goal) == (figure.target is not None),
                not goal or rounds(goal[1], figure.target, figure.unit, 0.0),
                bool(tile.change) == bool(change),
                not change or self.changed(tile.change, change[0]),
            )
            if not all(true):
                yield f"tile {tile.label}: {true} {tile.value} {tile.interval} {tile.target} {tile.change}"

    def changed(self, text: str, figure: FigureOfRecord) -> bool:
        """Whether a change and its interval are printed right, with their signs."""
        match = re.fullmatch(rf"({NUMBER}) \({BETWEEN}\)", text)
        ends = [(match[1], figure.value), (match["low"], figure.low), (match["high"], figure.high)]
        clear = figure.low > 0 or figure.high < 0
        width = 0.0 if clear and figure.unit != "count" else figure.high - figure.low
        return all(
            rounds(t, v, figure.unit, width)
            and sign(t) == (0 if parsed(t)[0] == 0 else int(math.copysign(1, v)))
            for t, v in ends
        )

    def _tables(self) -> Iterator[str]:
        """Result tables: each row's n, value, interval and verdict are its figure's."""
        word = {"met": "Target met", "missed": "Target missed", "undecided": "Undecided", "none": "No target"}
        for table in (c for c in self.components if c.kind == "table" and c.id.startswith("results-")):
            for row, figure in zip(table.rows, table.figures, strict=True):
                texts = [cell.text for cell in row]
                if texts[0] != self.called(figure) or count(texts[1]) != figure.n:
                    yield f"{table.id}: {texts} is not {figure.by} {figure.n}"
                elif figure.value is None:
                    yield from [] if texts[2] == texts[3] == "–" else [f"{table.id}: {texts} has no value"]
                elif not prints(texts[2], figure) or not prints_interval(*texts[3].split(" to "), figure):
                    yield f"{table.id}: {texts} is not {figure}"
                elif len(texts) > 5 and (texts[6] != word[figure.verdict] or row[6].status != figure.verdict):
                    yield f"{table.id}: {texts} is {figure.verdict}"

    def charted(self, chart_id: str) -> Estimates:
        """The estimates behind a chart, from its data file."""
        chart = next(c for c in self.components if c.kind == "chart" and c.id == chart_id)
        rows = pd.read_csv(io.StringIO(chart.data.csv), dtype={0: str})
        column = rows.columns[0]
        keys = pd.to_datetime(rows[column]).dt.date if column == "week" else rows[column].astype(str)
        found = [((key,), Estimate(r.value, r.low, r.high, r.n, r.n_eff, str(r.method)))
                 for key, r in zip(keys, rows.itertuples(), strict=True)]  # fmt: skip
        return Estimates.of("x", (column if column == "week" else f"{column}_id",), found)

    def control(self) -> control_charts.ControlChart:
        """The weeks and their limits, drawn up anew."""
        weekly = self.charted("trend-accuracy-audit-by-week")
        before = int((weekly.rows["week"] < END.replace(month=10, day=1)).sum())
        return control_charts.laney(weekly, baseline=before or None)

    def weeks_outside(self) -> list[Any]:
        """The Mondays of the weeks beyond their control limits."""
        frame = self.control().frame
        return list(frame.loc[frame["signal"], "week"])

    def sites_outside(self) -> tuple[set[str], float, int]:
        """Ids of the sites beyond the funnel's limits, the mean they are held against, and how many are."""
        sites = self.charted("funnel-accuracy-audit-by-site")
        rows = sites.rows
        centre = float((rows["value"] * rows["n_eff"]).sum() / rows["n_eff"].sum())
        judged = comparison.funnel(sites, centre)
        return set(judged.loc[judged["outside"], "site_id"]), centre, len(rows)


UNTOLD = {"facts", "methods", "cover.title", "measure", "strip", "file"}


def said(components: tuple[AnyComponent, ...]) -> Iterator[tuple[str, str]]:
    """Every text a reader sees, and where; where it is in UNTOLD it makes no claim on a figure."""
    annex = False
    for c in components:
        match c.kind:
            case "cover":
                yield "cover.title", c.title
                yield from (("cover", text) for text in (dict(c.facts)["Scope"], c.alt, c.key) if text)
            case "key_points":
                yield from (("key point", point) for point in c.points)
            case "section":
                annex = c.layout == "annex"
                yield "title", c.title
                yield from [("off", c.off)] if c.off else []
            case "lede":
                yield "lede", c.text
            case "prose":
                yield from (("methods" if annex else "prose", text) for text in c.paragraphs)
            case "tiles":
                yield "note", c.note
            case "chart" | "table":
                yield "measure", c.measure
                yield f"{c.id} title", c.title
                yield from [(f"{c.id} alt", c.alt)] if c.kind == "chart" else []
                yield from [(f"{c.id} note", c.note)] if c.note else []
                yield from (
                    ("file", cell.text) for row in getattr(c, "rows", ()) for cell in row if cell.text
                )
            case "facts":
                yield from (("facts", value) for _, value in c.rows)
