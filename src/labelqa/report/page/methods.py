"""How the numbers were made, and from what: the words of the last section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from ...components import Facts, FigureOfRecord, Prose
from ...estimates import Estimate
from ...extracts import WITHHELD, Context
from ..language import words
from ..language.numerals import Numerals
from .intervals import METHODS

INTERVALS = (
    "**Accuracy** is estimated by the audits' sampling design. Each stratum counts by the labels it "
    "holds, not by the audits it got, so that a stratum audited more often does not pull the figure. "
    "Where one person's labels tend to be right or wrong together, audits count for fewer (design effect), "
    "the more so the fewer people and errors there are to tell it from. Unsure verdicts count in neither "
    "part.",
    "**Accuracy on gold items** is the share of answers that match the known answer. It describes "
    "gold items, which are chosen, not all labels. Its 95% interval takes each person's answers as "
    "one cluster; the Wilson interval printed beside it takes every answer as independent and is too "
    "narrow where people differ.",
    "**Wrong labels made** is the number of labels made times one less the accuracy; its "
    "interval follows from accuracy's.",
    "**Changes** on the period before are differences with the interval of the difference (MOVER); "
    "both periods' uncertainty counts.",
    "**Verdicts** keep chance out: a target is called met where something exactly at it would look so good "
    "in at most {rest} of samples, missed where it would look so bad in at most {rest}, and is undecided "
    "otherwise. Of shares that is worked out exactly, by the binomial distribution; of the fewest "
    "observations the interval, which is approximate, may leave out a target that is undecided. For an "
    "undecided figure the further observations that would decide it are given, if its value stayed as it is.",
    "**The weekly chart** is a Laney p′ chart: binomial limits widened by the variation seen from "
    "week to week, so that large samples do not raise false alarms. **The funnel** shows limits by "
    "sample size around the sites' mean, exact binomial, widened for variation between sites "
    "beyond chance.",
    "**Confusions** are weighted to all labels: the share of a label made that audits found to "
    "be another, times the labels made. They are ordered by these labels times the greater "
    "severity of the two.",
    "**Agents'** accuracy is drawn towards the market's as far as few audits demand (empirical Bayes, "
    "beta-binomial), from three months of audits, with 90% intervals. Where an agent's audits and answers "
    "to gold of the period are quite unlike what came before (a mixture of two Betas), these alone are the "
    "estimate. Agents are listed for coaching by the wrong labels above target that can be expected of "
    "them, not by their observed rate. Risks on an agent rest on the same record.",
    "**Time shares** are ratios of sums with an interval that takes each person as one cluster. "
    "**Handling time** is summed up by its median, 90th percentile, mean and trimmed mean, since a few "
    "long items pull the mean; the intervals of all four take each person as one cluster, those of "
    "quantiles by Woodruff's method. **Throughput of right labels** multiplies throughput by accuracy; "
    "its interval joins the two on the log scale (MOVER).",
    "**Staff needed** is what the decisions took, at the pace of the period, by the clock of paid time; "
    "its interval is that of a ratio of sums by person. **Decisions ahead** are as many a day as in the "
    "last eight weeks, with a prediction interval that holds the spread of single weeks for all weeks to "
    "come. **Staff ahead** is the roster as known, less those who leave at the rate seen.",
    "**Rules** are counted over all they are about, so most have no interval. Procedures read in time are "
    "given one, with people as its number of observations.",
)


_OF = {
    "Accuracy": ("accuracy.", "lots.accuracy", "labels."),
    "Accuracy on gold items": ("accuracy.gold",),
    "Wrong labels made": ("impact.",),
    "Confusions": ("confusion.",),
    "Agents'": ("agents.",),
    "Time shares": ("time.", "utilisation.", "occupancy.", "shrinkage.", "throughput.", "efficiency."),
    "Staff needed": ("capacity.",),
    "Rules": ("compliance.",),
}
"""Of which figures a paragraph speaks, by its first words; the others are of every report."""


def methods(decided: float, numerals: Numerals, printed: Iterable[FigureOfRecord]) -> Prose:
    """
    Formulas in words, the rule of verdicts, and how the intervals of the figures `printed` so far were made.

    Only what this report has: a paragraph speaks of figures by the beginning of their names.
    """
    figures = list(printed)
    names, percent = {figure.name for figure in figures}, {"rest": numerals.percent(1 - decided, 0)}
    said = [paragraph.format(**percent) for paragraph in INTERVALS if _is_of(_head(paragraph), names)]
    return Prose(paragraphs=(*said, *_intervals(figures)))


def made(figures: Iterable[FigureOfRecord]) -> str:
    """How the intervals of figures were made, each method once; empty where none has an interval."""
    used = {figure.method for figure in figures if _has_interval(figure)}
    said = [how for name, how in METHODS.items() if name in used]
    return f"Intervals: {'; '.join(said)}." if said else ""


def made_of(measures: Iterable[tuple[str, Estimate]]) -> str:
    """How the intervals of several measures were made, by what they are called inside a sentence."""
    by_method: dict[str, list[str]] = {}
    for noun, estimate in measures:
        if estimate.low < estimate.high and estimate.method in METHODS:
            by_method.setdefault(METHODS[estimate.method], []).append(noun)
    said = [f"of {words.listed(nouns)}, {method}" for method, nouns in by_method.items()]
    return f"95% intervals: {'; '.join(said)}." if said else ""


def _is_of(head: str, names: Iterable[str]) -> bool:
    return head not in _OF or any(name.startswith(_OF[head]) for name in names)


def _head(paragraph: str) -> str:
    """The words that a paragraph begins with in bold."""
    return paragraph.split("**")[1]


def _intervals(figures: Iterable[FigureOfRecord]) -> tuple[str, ...]:
    """One paragraph on the intervals there are, each with the word that summary.json has for it."""
    used = {figure.method for figure in figures if _has_interval(figure)}
    said = [f"{METHODS[name]} ({name})" for name in METHODS if name in used]
    if not said:
        return ()
    return (f"**Intervals** in this report, with the word for each in the data files: {'; '.join(said)}.",)


def _has_interval(figure: FigureOfRecord) -> bool:
    return figure.low is not None and figure.low != figure.high


def snapshot(context: Context) -> str:
    """A snapshot's number and digest, as printed."""
    return f"{context.snapshot_number}, {_wrappable(context.snapshot)}"


def provenance(context: Context, rows: Mapping[str, int], numerals: Numerals) -> Facts:
    """Which frozen data, which days, how many rows, and what they lack."""
    last = {span.text: span.end - dt.timedelta(days=1) for span in (context.period, context.window)}
    facts = [
        ("Snapshot", snapshot(context)),
        ("Frozen on", numerals.day(context.frozen_on)),
        (
            "Market",
            f"{context.market.name} ({context.market.id}), business days in {context.market.timezone}",
        ),
        ("Period", f"{numerals.day(context.period.start)} to {numerals.day(last[context.period.text])}"),
        ("History", f"{numerals.day(context.window.start)} to {numerals.day(last[context.window.text])}"),
        ("Edition", context.edition),
        *_data(context, rows, numerals),
        ("Not observed", _unobserved(context)),
    ]
    facts += (
        [("Parameters", ", ".join(f"{k} = {v}" for k, v in context.parameters.items()))]
        if context.parameters
        else []
    )
    return Facts(title="Provenance", rows=tuple(facts))


def _data(context: Context, rows: Mapping[str, int], numerals: Numerals) -> list[tuple[str, str]]:
    """What is said of the data that the report was made of; of all vendors' in a vendor's edition nothing."""
    told = {
        "Rows": ", ".join(f"{name} {numerals.count(count)}" for name, count in rows.items()),
        "Rejected rows": _rejected(context, numerals),
        "Missing tables": ", ".join(context.missing) or "none",
    }
    return [(what, WITHHELD if context.vendor else said) for what, said in told.items()]


def _unobserved(context: Context) -> str:
    if not context.unobserved:
        return "nothing"
    return f"{', '.join(context.unobserved)}: a constant of the mapping, not measured"


def _rejected(context: Context, numerals: Numerals) -> str:
    parts = [
        f"{table} {numerals.count(sum(reasons.values()))} ({', '.join(reasons)})"
        for table, reasons in context.rejected.items()
        if reasons
    ]
    return ", ".join(parts) or "none"


def _wrappable(digest: str) -> str:
    """A digest in groups, so that a narrow column can break it."""
    name, _, value = digest.rpartition(":")
    groups = " ".join(value[i : i + 16] for i in range(0, len(value), 16))
    return f"{name} {groups}".strip()
