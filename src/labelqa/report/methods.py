"""How the numbers were made, and from what: the words of the last section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pydantic import JsonValue

from ..components import Facts, Prose
from ..extracts import Context
from .numerals import Numerals

INTERVALS = (
    "**Accuracy** is estimated by the audits' sampling design. Each stratum counts by the labels it "
    "holds, not by the audits it got, so that a stratum audited more often does not pull the figure. "
    "The 95% interval joins the strata's Wilson intervals (MOVER); where one person's labels tend to "
    "be right or wrong together, each stratum counts for fewer audits (design effect). Unsure "
    "verdicts count in neither part.",
    "**Accuracy on gold items** is the share of answers that match the known answer. It describes "
    "gold items, which are chosen, not all labels. Its 95% interval takes each person's answers as "
    "one cluster; the Wilson interval printed beside it takes every answer as independent and is too "
    "narrow where people differ.",
    "**Wrong labels delivered** is the number of delivered labels times one less the accuracy; its "
    "interval follows from accuracy's.",
    "**Changes** on the period before are differences with the interval of the difference (MOVER); "
    "both periods' uncertainty counts.",
    "**Verdicts** are met where the probability that the target is met is at least {decided}, missed "
    "where it is at most {rest}, undecided otherwise. For an undecided figure the further "
    "observations that would decide it are given, if its value stayed as it is.",
    "**The weekly chart** is a Laney p′ chart: binomial limits widened by the variation seen from "
    "week to week, so that large samples do not raise false alarms. **The funnel** shows limits by "
    "sample size around the sites' mean, exact binomial, widened for variation between sites "
    "beyond chance.",
    "**Confusions** are weighted to all labels: the share of a delivered label that audits found to "
    "be another, times the labels delivered. They are ordered by these labels times the greater "
    "severity of the two.",
    "**Agents'** accuracy is drawn towards the market's as far as few audits demand (empirical Bayes, "
    "beta-binomial), from three months of audits, with 90% intervals. Agents are listed for coaching "
    "by the wrong labels above target that can be expected of them, not by their observed rate.",
    "**Time shares** are ratios of sums with an interval that takes each person as one cluster. "
    "**Handling time** is summed up by its median, 90th percentile and mean, since a few long items "
    "pull the mean.",
)


def methods(decided: float, numerals: Numerals) -> Prose:
    """Formulas in words, interval methods and the rule of verdicts."""
    percent = {"decided": numerals.percent(decided, 0), "rest": numerals.percent(1 - decided, 0)}
    return Prose(paragraphs=tuple(paragraph.format(**percent) for paragraph in INTERVALS))


def definitions(given: Mapping[str, JsonValue]) -> Facts:
    """How the company counts time; the trade has no one definition, so these are printed."""
    counted = _states(given.get("utilisation_counts"), "handling")
    rows = [
        ("Utilisation", f"{counted}, over paid time"),
        ("Occupancy", str(given.get("occupancy", "handling / (handling + waiting)"))),
        ("Shrinkage", "paid time neither handling nor waiting, over paid time"),
        ("Internal shrinkage", _states(given.get("shrinkage_internal"), "all other states")),
        ("External shrinkage", _states(given.get("shrinkage_external"), "leave, absence")),
        ("Throughput", "labels / hours of handling time, as a ratio of sums"),
    ]
    if given.get("idle_cap"):
        rows.append(("Idle time", str(given["idle_cap"])))
    return Facts(title="Definitions", rows=tuple(rows))


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
        ("Rows", ", ".join(f"{name} {numerals.count(count)}" for name, count in rows.items())),
        ("Rejected rows", _rejected(context, numerals)),
        ("Missing tables", ", ".join(context.missing) or "none"),
        ("Not observed", _unobserved(context)),
    ]
    facts += (
        [("Parameters", ", ".join(f"{k} = {v}" for k, v in context.parameters.items()))]
        if context.parameters
        else []
    )
    return Facts(title="Provenance", rows=tuple(facts))


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


def _states(states: JsonValue, otherwise: str) -> str:
    return (
        ", ".join(str(state).replace("_", " ") for state in states) if isinstance(states, list) else otherwise
    )


def _wrappable(digest: str) -> str:
    """A digest in groups, so that a narrow column can break it."""
    name, _, value = digest.rpartition(":")
    groups = " ".join(value[i : i + 16] for i in range(0, len(value), 16))
    return f"{name} {groups}".strip()
