"""An executed notebook with every kind of component, and the facts of the job it belongs to."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import nbformat

from labelqa.components import (
    MIME,
    Action,
    Callout,
    Cell,
    Chart,
    Column,
    Component,
    Cover,
    Data,
    Facts,
    FigureOfRecord,
    Formula,
    KeyPoints,
    Lede,
    Priorities,
    Prose,
    Risk,
    RiskList,
    Section,
    Table,
    Tile,
    Tiles,
)
from labelqa.params import Limits
from labelqa.render import RenderFacts

FACTS = RenderFacts(
    report="market_report",
    title="Label quality report",
    market="ID",
    period="2026-10",
    edition="internal",
    revision="r1",
    snapshot="sha256:" + "ab" * 32,
    code="sha256:" + "cd" * 32,
    paper="a4",
    locale="en_SG",
    created=dt.datetime(2026, 11, 3, tzinfo=dt.UTC),
)
STRICT = Limits(strict=True)  # what only looks wrong fails a test, too
COLOURS = {"met": "#17706b", "missed": "#b93a16", "undecided": "#8a5c00", "none": "#44525f"}
XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


def write_notebook(path: Path, components: list[Component | dict[str, object]]) -> Path:
    """Write a notebook whose code cells each display one component (or one raw output)."""
    note = {"tags": ["note"]}
    cells = [nbformat.v4.new_markdown_cell("# An analyst's own heading\n\nNot for print.", metadata=note)]
    for component in components:
        shown = isinstance(component, Component)
        output = display({MIME: component.model_dump(mode="json")}) if shown else component
        cells.append(nbformat.v4.new_code_cell("r.show()", outputs=[output]))
    notebook = nbformat.v4.new_notebook(cells=cells)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    nbformat.write(notebook, path)
    return path


def display(data: dict[str, object]) -> dict[str, object]:
    """One display output."""
    return nbformat.v4.new_output("display_data", data=data)


def figure(name: str = "accuracy.audit.overall", **over: object) -> FigureOfRecord:
    """A figure of record."""
    values = {"value": 0.9468723, "low": 0.9436, "high": 0.95, "n": 19426, "unit": "share"}
    return FigureOfRecord(**{"name": name, **values, "method": "mover-wilson", **over})


def data(name: str, rows: int = 3) -> Data:
    """The numbers behind an exhibit."""
    lines = "".join(f"site {i},{0.9 + i / 1000:.4f}\r\n" for i in range(rows))
    return Data(file=f"{name}.csv", csv="site,accuracy\r\n" + lines, rows=rows, numeric=(1,))


def line_svg(width: int = 493, height: int = 150, words: str = "Target 95%") -> str:
    """A drawn line with an axis, a target and a clip path, as the kernel leg would draw it."""
    mid = height / 2
    points = [(24 + i * (width - 90) / 25, mid - 30 * math.sin(i / 4)) for i in range(26)]
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    ticks = "".join(
        f'<line x1="24" x2="{width - 66}" y1="{y}" y2="{y}" stroke="#dde2e6" stroke-width="0.6"/>'
        f'<text x="18" y="{y + 2.5}" font-family="Inter" font-size="7.2" fill="#44525f" text-anchor="end">'
        f"{p}</text>"
        for y, p in ((0.2 * height, "98%"), (mid, "95%"), (0.8 * height, "92%"))
    )
    return (
        f'<svg {XMLNS} viewBox="0 0 {width} {height}"><title>line</title><defs><clipPath id="clip">'
        f'<rect x="24" y="0" width="{width - 90}" height="{height}"/></clipPath></defs>{ticks}'
        f'<line x1="24" x2="{width - 66}" y1="{mid}" y2="{mid}" stroke="#13202b" stroke-dasharray="2 2" '
        f'stroke-width="0.8"/><path d="{path}" fill="none" stroke="#12436d" stroke-width="1.4" '
        f'clip-path="url(#clip)"/><text x="{width - 60}" y="{mid + 2}" font-family="Inter" font-size="7.2" '
        f'font-weight="500" fill="#13202b">{words}</text></svg>'
    )


def strip_svg(status: str) -> str:
    """A value on its interval, with a tick at the target."""
    colour = COLOURS[status]
    return (
        f'<svg {XMLNS} viewBox="0 0 150 16"><line x1="0" x2="150" y1="8" y2="8" stroke="#dde2e6"/>'
        f'<line x1="75" x2="75" y1="1.5" y2="14.5" stroke="#13202b"/><line x1="50" x2="92" y1="8" y2="8" '
        f'stroke="{colour}" stroke-width="4" stroke-opacity="0.35"/><circle cx="70" cy="8" r="3.1" '
        f'fill="{colour}"/></svg>'
    )


def trend_svg(status: str) -> str:
    """Twenty-six weeks as a line."""
    points = " ".join(f"{2 + i * 5.6:.1f},{15 - 8 * math.sin(i / 3):.1f}" for i in range(26))
    return (
        f'<svg {XMLNS} viewBox="0 0 150 30"><line x1="0" x2="150" y1="15" y2="15" stroke="#66737e" '
        f'stroke-width="0.7" stroke-dasharray="2 2"/><polyline points="{points}" fill="none" '
        f'stroke="{COLOURS[status]}" stroke-width="1.3"/></svg>'
    )


def cover(**over: object) -> Cover:
    """The cover of FACTS' job."""
    dots = "".join(
        f'<circle cx="{9 + week * 19}" cy="{24 + site * 53}" r="{6 + (week * site) % 4 * 0.7}" '
        f'fill="{("#5f97bf", "#a9cbe2", "#b98e6c", "#f4723f")[(week * 7 + site * 3) % 11 // 3]}"/>'
        for site in range(5)
        for week in range(26)
    )
    names = "".join(
        f'<text x="0" y="{9 + i * 53}" font-size="7" font-family="Inter" fill="#8fa3b2">{name}</text>'
        for i, name in enumerate(("Yogyakarta", "Semarang", "Batam", "Medan", "Bandung"))
    )
    fields = {
        "title": FACTS.title,
        "market_id": "ID",
        "market": "Indonesia",
        "period": "2026-10",
        "period_label": "October 2026",
        "edition": "internal",
        "owner": "Labelling Quality, Trust and Safety",
        "facts": (
            ("Scope", "19,426 audited labels, 5 sites, 148 agents"),
            ("Procedure", "SOP 4.2"),
            ("Data frozen", "3 November 2026"),
            ("Document", "2026-10/ID, r1"),
        ),
        "svg": f'<svg {XMLNS} viewBox="0 0 493 250">{names}{dots}</svg>',
        "alt": "Accuracy against target for each site and week; warm dots are weeks below target.",
        "key": "Each dot is one site in one week. Size: labels audited. Colour: warm is below the target.",
    }
    return Cover(**{**fields, **over})


def tiles() -> Tiles:
    """Six figures, one of each status at least."""
    rows = (
        ("Accuracy", "94.7%", "missed", "Missed", "\u22120.8 points (\u22121.3 to \u22120.3)"),
        ("Critical accuracy", "98.1%", "undecided", "Undecided", "+0.1 points (\u22120.6 to 0.8)"),
        ("On time", "96.2%", "met", "Met", "+0.2 points (0.0 to 0.4)"),
        ("Utilisation", "83.1%", "met", "Met", "+0.6 points (0.1 to 1.1)"),
        ("Items per hour", "41.2", "none", "", "\u22120.4 (\u22121.0 to 0.2)"),
        ("Handling time", "62 s", "none", "", ""),
    )
    made = tuple(
        Tile(
            label=label,
            value=value,
            status=status,
            word=word,
            change=change,
            interval="95% interval 94.4% to 95.0%, n 19,426.",
            target="Target at least 95%." if status != "none" else "",
            strip_svg=strip_svg(status),
            trend_svg=trend_svg(status),
        )
        for label, value, status, word, change in rows
    )
    note = "Change is on September. Strip: value, 95% interval and, as a tick, the target. Line: 26 weeks."
    return Tiles(tiles=made, note=note, figures=(figure(),))


def chart(name: str = "weekly-trend", **over: object) -> Chart:
    """A chart with its words and data."""
    fields = {
        "id": name,
        "title": "Weekly accuracy left its control band after the SOP change",
        "measure": "Share of audited labels that were right, by ISO week, May to October 2026",
        "alt": "Line of 26 weeks: steady near 96% until September, then falling to 94%.",
        "svg": line_svg(),
        "note": "Laney p\u2032 limits. Weeks begin on Monday.",
        "data": data(name, 26),
    }
    return Chart(**{**fields, **over})


def table(name: str = "site-results", rows: int = 5, **over: object) -> Table:
    """A table with a micro chart and a verdict in each row."""
    statuses = ("met", "missed", "undecided", "none")
    words = {"met": "Met", "missed": "Missed", "undecided": "Undecided", "none": "–"}
    made = tuple(
        (
            Cell(text=f"Northwind Semarang {i + 1}"),
            Cell(text=f"{4000 + 37 * i:,}"),
            Cell(text=f"{94 + i % 4 / 2:.1f}%"),
            Cell(text="93.1% to 95.2%", svg=strip_svg(statuses[i % 4])),
            Cell(text=words[statuses[i % 4]], status=statuses[i % 4]),
        )
        for i in range(rows)
    )
    fields = {
        "id": name,
        "title": "Site results against the target",
        "measure": "Audited labels, October 2026",
        "columns": (
            Column(name="Site"),
            Column(name="Audited", numeric=True),
            Column(name="Accuracy", numeric=True),
            Column(name="95% interval", share=0.2),
            Column(name="Verdict"),
        ),
        "rows": made,
        "note": "Weighted to the labels decided.",
        "data": data(name, rows),
    }
    return Table(**{**fields, **over})


def heat_table() -> Table:
    """Confusion as a shaded table."""
    labels = (
        "Counterfeit",
        "Prohibited goods",
        "Misleading claim",
        "Health claim",
        "Logo misuse",
        "No violation",
    )
    rows = tuple(
        (
            Cell(text=name),
            Cell(text=f"{1450 - 130 * i:,}"),
            *(Cell(text=f"{(i * j) % 7 / 2:.1f}", shade=None if i == j else (i * j) % 6) for j in range(6)),
        )
        for i, name in enumerate(labels)
    )
    return Table(
        id="confusion",
        title="Which labels are mistaken for which",
        measure="Each row: what agents chose where the audit found the label of the row, in percent",
        columns=(
            Column(name="Audit found", share=0.2),
            Column(name="Items", numeric=True, share=0.08),
            *(Column(name=name) for name in labels),
        ),
        rows=rows,
        heat=True,
        data=data("confusion"),
    )


RISKS = (
    ("S4", "Brand logo misuse is mistaken often enough to reach sellers", "Northwind Batam", "persisting"),
    ("S3", "Accuracy fell when SOP 4.2 went live and has not come back", "Northwind Semarang", "new"),
    (
        "S2",
        "Joiners of September take longer than those before them",
        "Cohort of September 2026",
        "improving",
    ),
    ("S1", "Audits of the night shift are too few to judge it", "Alder Bandung", "reopened"),
)


def risk(number: int = 0, **over: object) -> Risk:
    """A finding; each of the four severities in turn."""
    severity, title, entity, state = RISKS[number % len(RISKS)]
    fields = {
        "finding": f"r{number % 20 + 1}.site-{number}",
        "severity": severity,
        "title": title,
        "entity": entity,
        "cost": f"about {240 - number % 4 * 60:,} wrong labels a month",
        "interval": f"{180 - number % 4 * 45:,} to {310 - number % 4 * 70:,}",
        "confidence": f"{99 - number % 4 * 6}%",
        "action": "send every decision of this label through a second agent",
        "owner": "QA lead",
        "due": "20 November 2026",
        "state": state,
    }
    return Risk(**{**fields, **over})


def risks(count: int = 4, **over: object) -> RiskList:
    """The list of findings."""
    csv = "finding,wrong labels\r\n" + "".join(f"{risk(i).finding},{240 - i}\r\n" for i in range(count))
    fields = {
        "id": "risks",
        "title": "One critical risk, one high, two below",
        "measure": "Findings of October 2026, by expected wrong labels, how sure and how long",
        "risks": tuple(risk(i) for i in range(count)),
        "none": "No finding calls for action in October 2026.",
        "note": "312 tests, 4 flagged, at most 0.9 of them by chance.",
        "data": Data(file="risks.csv", csv=csv, rows=count, numeric=(1,)),
    }
    return RiskList(**{**fields, **over})


def priorities(found: int = 3, acted: int = 3) -> Priorities:
    """So many risks and so many actions."""
    asked = ("Train the 31 agents on section 6 of SOP 4.2", "Second label on all logo decisions",
             "Extend the ramp of the September cohort by two weeks")  # fmt: skip
    return Priorities(
        risks=tuple(risk(i) for i in range(found)),
        actions=tuple(
            Action(title=title, owner="Training lead", due="20 November 2026", aim="for the first risk")
            for title in asked[:acted]
        ),
        no_risks="No finding calls for action in October 2026.",
        no_actions="No action is open.",
    )


def formula(**over: object) -> Formula:
    """A formula as it is drawn: outlines in a sheet as wide as the main column."""
    fields = {
        "title": "Accuracy",
        "tex": r"\hat{p} = \sum_h W_h \hat{p}_h",
        "alt": "The estimate is the sum over strata of the stratum's weight times its share of right labels.",
        "svg": f'<svg {XMLNS} viewBox="0 0 357 30"><defs><path id="p" d="M 0 0 L 4 8 L 8 0 z"/></defs>'
        '<g transform="translate(2 20) scale(1 -1)"><use href="#p"/><use href="#p" x="12"/></g></svg>',
        "note": "W: share of the labels that a stratum holds.",
    }
    return Formula(**{**fields, **over})


def a_report() -> list[Component | dict[str, object]]:
    """Every kind of component, in a report's order."""
    text = (
        "The market total hides two opposite movements. Four sites together stayed above target in every "
        "week of October. **One site** lost three points in a month.",
        "Utilisation and turnaround are inside their limits, so the loss of accuracy is not explained by "
        "workload. Agreement between auditors is unchanged, which rules out a change in how they score.",
    )
    return [
        cover(),
        KeyPoints(
            points=(
                "Labels were correct in 94.7% of audits (94.4% to 95.0%); the target was missed.",
                "Semarang fell to 91.8% after SOP 4.2 went live on 14 September; no other site moved.",
                "Logo misuse is the weakest label: 12.5% of true cases were given another label.",
                "Six agents are below the target with more than 99% probability.",
            )
        ),
        Section(name="summary", title="Quality slipped below target, and one site explains it"),
        Lede(text="Across five sites 19,426 labels were audited and **1,032** were wrong."),
        tiles(),
        priorities(),
        Callout(
            title="What we recommend", text="Train the 31 agents on section 6 of SOP 4.2.", tone="action"
        ),
        Section(name="trend", title="The drop began with SOP 4.2"),
        chart(),
        chart("by-site", width="main", svg=line_svg(357, 210), title="Only Semarang broke away"),
        table(width="main"),
        Section(name="sites", title="One site is below the target"),
        chart("funnel"),
        table("agents", 24, figures=(figure("accuracy.audit.by_site", by={"site": "Semarang"}),)),
        Callout(title="Read with care", text="Two strata have no audits.", tone="caution"),
        Section(name="confusion", title="Logo misuse is mistaken for counterfeit"),
        heat_table(),
        Prose(paragraphs=text[:1]),
        Section(name="time", title="Time and utilisation", off="The table time is not in the snapshot."),
        Section(name="requests", title="Requests", off="No request was due in October 2026."),
        Section(name="risks", title="Risks and actions"),
        risks(),
        Prose(paragraphs=text),
        Section(name="agents_wide", title="All agents", layout="landscape"),
        chart("caterpillar", svg=line_svg(740, 260), width="wide"),
        Section(name="methods", title="How the numbers were made", layout="annex"),
        Prose(paragraphs=text),
        formula(),
        Facts(
            title="Definitions",
            rows=(("Utilisation", "Handling over scheduled time."), ("\u03b1", "Krippendorff.")),
        ),
        Callout(title="Note", text="Appeals close up to 30 days after the decision."),
        Section(name="provenance", title="Where the numbers come from", layout="annex"),
        Facts(title="Provenance", rows=(("Snapshot", "s1 of 3 November 2026"), ("Period", "October 2026"))),
    ]
