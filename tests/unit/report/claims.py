"""Every sentence of a report held against its figures: read by the grammar, and its truth looked up."""

from __future__ import annotations

import functools
import io
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from labelqa.components import AnyComponent, FigureOfRecord, Risk
from labelqa.estimates import Estimate, Estimates
from labelqa.extracts import Extract
from labelqa.measures import comparison, control_charts
from labelqa.report.language.sentences import INTERVAL, TARGETS
from labelqa.report.language.vocabulary import PLURALS, TERMS
from labelqa.report.sections.impact.words import CONSUMERS, KINDS

from .grammar import grammar
from .grammar.reading import count, reads
from .printed import BETWEEN, NUMBER, canonical, parsed, prints, prints_as_interval, rounds, sign
from .totals import wrong

NEVER = re.compile(
    r"\bnan\b|\bNone\b(?! of)|\binf\b|  |[{}]|[-−]0(?:\.0+)?(?![\d.,])|\bTrue\b|\bFalse\b|\.\.|,\."
)
_SINGLE = (
    r"(?<![\d,.])1 (?:labels|audits|answers|people|sites|queues|vendors|agents|requests|weeks|dots|days)\b"
)
_PLURAL = (
    r"(?<![\d,.])(?:0|[2-9]|\d[\d,]*\d) "
    r"(?:label|audit|answer|person|site|queue|vendor|agent|request|week|dot|day)\b(?! of)(?!-)"
)
VERDICTS = {"met": "Target met", "missed": "Target missed", "undecided": "Undecided", "none": ""}
UNTOLD = {"facts", "methods", "cover.title", "measure", "strip", "file"}

Check = Callable[[re.Match[str]], bool]


class Claims:
    """
    What one run of a report says, the figures it says it of, and the tables of its extract.

    Texts are rewritten to the numbers of en_GB before anything is read of them.
    """

    def __init__(self, components: tuple[AnyComponent, ...], extract: Extract) -> None:
        self.components, self.extract, self.context = components, extract, extract.context
        self.month, self.before = re.escape(self.context.period.label), re.escape(self.context.previous.label)
        self.start, self.end = self.context.period.start, self.context.period.end
        self._tables: dict[str, pd.DataFrame] = {}
        self.figures = _by_name(components)
        self.names = {
            column.removesuffix("_id"): self._names(column) for column in PLURALS if column != "week"
        }
        self.names |= {"label": self._names("label_id"), "person": {}, "kind": KINDS, "consumer": CONSUMERS}
        self.risks = [
            (risk.finding, risk.record, risk.state)
            for c in components
            if c.kind == "risks"
            for risk in c.risks
        ]
        self.labels = {
            words.label: found for name, words in TERMS.items() if (found := self.overall(name)) is not None
        }

    def overall(self, name: str) -> FigureOfRecord | None:
        """The market-wide figure of a measure."""
        found = self.figures.get(f"{name}.overall") or self.figures.get(name)
        return found[0] if found and not found[0].by else None

    def contradictions(self) -> list[str]:
        """Every text that is not said by the grammar, or that its figures do not bear out."""
        known = [(re.compile(pattern), check) for pattern, check in grammar(self)]
        odd = {name for names in self.names.values() for name in names.values() if NEVER.search(name)}
        found = []
        for where, written in said(self.components):
            text = self.canonical(written)
            spoken = functools.reduce(lambda rest, name: rest.replace(name, ""), odd, text)
            if NEVER.search(spoken) or re.search(_SINGLE, text) or re.search(_PLURAL, text):
                found.append(f"{where}: badly said: {text}")
            elif where not in UNTOLD and (rest := _unproven(text, known)):
                found.append(f"{where}: not borne out: {rest}")
        return [*found, *self._tiles(), *self._rows(), *self._confidences(), *wrong(self)]

    def canonical(self, text: str) -> str:
        """A text with its numbers as the grammar reads them."""
        return canonical(text, self.context.market.locale)

    def called(self, figure: FigureOfRecord) -> str:
        """What the row of a figure is called."""
        return ", ".join(self.names.get(column, {}).get(value, value) for column, value in figure.by.items())

    def holds(self, table: str) -> bool:
        """Whether the extract has a table."""
        return table in self.extract.tables()

    def table(self, name: str) -> pd.DataFrame:
        """A table of the extract; without rows and columns where there is none."""
        if name not in self._tables:
            self._tables[name] = self.extract.table(name) if self.holds(name) else pd.DataFrame()
        return self._tables[name]

    def period(self, table: str) -> pd.DataFrame:
        """The rows of the period in a table with business days; none without it."""
        frame = self.table(table)
        if frame.empty:
            return frame
        days = pd.to_datetime(frame["local_date"]).dt.date
        return frame[(days >= self.start) & (days < self.end)]

    def drawn(self) -> pd.DataFrame:
        """The audits of the period that a design drew at random."""
        designs, audits = self.table("sample_designs"), self.period("audited_labels")
        if designs.empty or audits.empty:
            return audits
        random = designs[designs["is_probability"].astype(bool)]
        monthly = random[random["purpose"] == "monthly_estimate"]
        return audits[audits["design_id"].isin((random if monthly.empty else monthly)["design_id"])]

    def delivered(self) -> int:
        """Labels of the period but for gold items and skips."""
        days = self.period("label_days")
        made = days["labels"] - days["skipped"] - days.get("removed", 0)
        return int(made[~days["is_gold"]].sum()) if len(days) else 0

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
        before = int((weekly.rows["week"] < self.start).sum())
        return control_charts.laney(weekly, baseline=before or None)

    def weeks_outside(self) -> list[Any]:
        """The Mondays of the weeks beyond their control limits."""
        frame = self.control().frame
        return list(frame.loc[frame["signal"], "week"])

    def sites_outside(self) -> tuple[set[str], float, int, float]:
        """
        Ids of the sites beyond the funnel's limits, the mean they are held against, how many there are, and
        by how many points they differ beyond chance.
        """
        sites = self.charted("funnel-accuracy-audit-by-site")
        rows = sites.rows
        centre = float((rows["value"] * rows["n_eff"]).sum() / rows["n_eff"].sum())
        judged = comparison.funnel(sites, centre)
        apart = 100 * float(judged["tau2"].iloc[0]) ** 0.5
        return set(judged.loc[judged["outside"], "site_id"]), centre, len(rows), apart

    def _names(self, column: str) -> dict[str, str]:
        if column == "state":
            return {f.by["state"]: f.by["state"].replace("_", " ").capitalize()
                    for f in self.figures.get("time.use.by_state", []) if f.by}  # fmt: skip
        table = "label_classes" if column == "label_id" else PLURALS[column][1]
        rows = self.table(table)
        if not {column, "name"} <= set(rows):
            return {}
        return {i: self.canonical(name) for i, name in zip(rows[column], rows["name"], strict=True)}

    def _tiles(self) -> Iterator[str]:
        for tile in (tile for c in self.components if c.kind == "tiles" for tile in c.tiles):
            figure = self.labels[tile.label]
            change = self.figures.get(figure.name.removesuffix(".overall") + ".change")
            between = re.fullmatch(reads(INTERVAL, units=r"\w+")[0], self.canonical(tile.interval))
            told = [re.fullmatch(reads(each)[0], self.canonical(tile.target)) for each in TARGETS.values()]
            goal = next(filter(None, told), None)
            true = (
                prints(self.canonical(tile.value), figure),
                tile.status == figure.verdict and tile.word == VERDICTS[figure.verdict],
                between and prints_as_interval(between["estimate_between"], figure),
                between and count(between["n"]) == figure.n,
                bool(goal) == (figure.target is not None),
                not goal or rounds(goal[1], figure.target, figure.unit, 0.0),
                bool(tile.change) == bool(change),
                not change or self.changed(self.canonical(tile.change), change[0]),
            )
            if not all(true):
                yield f"tile {tile.label}: {true} {tile.value} {tile.interval} {tile.target} {tile.change}"

    def _confidences(self) -> Iterator[str]:
        """How surely risks are there: the posterior, or one less the false discovery rate."""
        for risk in (risk for c in self.components if c.kind in ("risks", "priorities") for risk in c.risks):
            sure, q = risk.record.get("posterior"), risk.record.get("q")
            share = sure if sure is not None else None if q is None else 1 - q
            said = self.canonical(risk.confidence)
            right = {"over 99%", "certain"} if share == 1.0 else {"over 99%"}
            if share is not None and said not in (right if share >= 0.995 else {f"{share:.0%}"}):
                yield f"risk {risk.finding}: {share} is not {said}"

    def _rows(self) -> Iterator[str]:
        """Result tables: each row's n, value, interval and verdict are its figure's."""
        for table in (c for c in self.components if c.kind == "table" and c.id.startswith("results-")):
            for row, figure in zip(table.rows, table.figures, strict=True):
                texts = [self.canonical(cell.text) for cell in row]
                if texts[0] != self.called(figure) or count(texts[1]) != figure.n:
                    yield f"{table.id}: {texts} is not {figure.by} {figure.n}"
                elif figure.value is None:
                    yield from [] if texts[2] == texts[3] == "–" else [f"{table.id}: {texts} has no value"]
                elif not (prints(texts[2], figure) and prints_as_interval(texts[3], figure)):
                    yield f"{table.id}: {texts} is not {figure}"
                elif len(texts) > 5 and (texts[6], row[6].status or "none") != (
                    VERDICTS[figure.verdict] or "–",
                    figure.verdict,
                ):
                    yield f"{table.id}: {texts} is {figure.verdict}"


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
            case "callout":
                yield from (("callout", text) for text in (c.title, c.text))
            case "risks":
                yield "measure", c.measure
                yield "risks title", c.title
                yield from _of_risks(c.risks, c.none, c.note)
            case "priorities":
                yield from _of_risks(c.risks, c.no_risks, c.note)
                yield from [] if c.actions else [("action", c.no_actions)]
                yield from (("action", text) for each in c.actions for text in (each.title, each.aim) if text)
            case "formula":
                yield "methods", c.alt
            case "facts":
                yield from (("facts", value) for _, value in c.rows)
            case _:
                raise NotImplementedError(f"nobody reads a {c.kind}")


def _of_risks(risks: tuple[Risk, ...], none: str, note: str) -> Iterator[tuple[str, str]]:
    """The sentences on risks; names, days and roles are no claims."""
    yield from [] if risks else [("risk", none)]
    for risk in risks:
        cost = f"{risk.cost} ({risk.interval})" if risk.interval else risk.cost
        yield from (("risk", text) for text in (risk.title, cost, risk.rests_on, risk.action) if text)
    yield from [("note", note)] if note else []


def _unproven(text: str, known: list[tuple[re.Pattern[str], Check]]) -> str:
    """What is left of a text from the first sentence on that is unknown or untrue."""
    while text:
        for pattern, check in known:
            match = pattern.match(text)
            if match and check(match):
                text = text[match.end() :].lstrip()
                break
        else:
            return text
    return ""


def _by_name(components: tuple[AnyComponent, ...]) -> dict[str, list[FigureOfRecord]]:
    """Each figure once, with its target where it was printed with one."""
    figures = sorted((f for c in components for f in c.figures), key=lambda f: f.target is not None)
    plain = {f.model_dump_json(exclude={"target", "verdict", "probability", "more"}): f for f in figures}
    named: dict[str, list[FigureOfRecord]] = {}
    for figure in plain.values():
        named.setdefault(figure.name, []).append(figure)
    return named
