"""What the figures rest on: how much was labelled and audited, what was refused, what is not there."""

from __future__ import annotations

from collections.abc import Mapping

from ....components import Facts
from ....estimates import Estimate, Estimates
from ....extracts import WITHHELD
from ....measures import volume
from ...data.rows import SOURCES, Rows
from ...data.setting import Setting
from ...language import words
from ...language.totals import MADE
from ...language.vocabulary import ANSWERS, AUDITS, LABELS, PEOPLE, PLURALS
from ...page.records import records


def scope(setting: Setting, rows: Rows) -> tuple[tuple[str, str], ...]:
    """The cover's facts: how much, from when to when, from which data."""
    context = setting.context
    return (
        ("Scope", _amounts(setting, rows)),
        ("Market", f"{context.market.id}, days in {context.market.timezone}"),
        ("Data frozen", setting.numerals.day(context.frozen_on)),
        ("Snapshot", f"{context.snapshot_number}, {context.snapshot.rpartition(':')[2][:12]}"),
    )


def summary(setting: Setting, rows: Rows) -> str:
    """How much was labelled, by how many people at how many sites, and how much of it was looked at."""
    if why := rows.why_none("label_days"):
        return words.sentence(f"{setting.context.market.name}: {why}")
    days = rows.cut("label_days")
    people = words.plural(days["person_id"].nunique(), PEOPLE, setting.numerals)
    sites = days["site_id"].nunique()
    where = f" at {words.plural(sites, PLURALS['site_id'], setting.numerals)}" if sites else ""
    by = f"by {people}{where} in {setting.period}"
    labels = _delivered(rows)
    audits, gold = (_size(rows, table) for table in ("audited_labels", "gold_answers"))
    checked = words.plural(gold, ANSWERS, setting.numerals)
    if not labels:
        return f"{checked} to gold items were given {by}, and nothing else was labelled."
    said = [f"{words.plural(labels, LABELS, setting.numerals)} {_were(labels)} made {by}."]
    if audits:
        said.append(f"{setting.numerals.count(audits)} {_were(audits)} audited.")
    if gold:
        said.append(f"{checked} can be checked against gold.")
    return " ".join(said if audits or gold else [*said, "There were no audits."])


def notes(
    setting: Setting,
    rows: Rows,
    accuracy: Estimates,
    blind: Estimates,
    lag: Estimates,
    *,
    removed: tuple[Estimates, ...] = (),
) -> Facts:
    """
    The state of the data in a list.

    `removed` is accuracy on gold items: of the answers that stand, of those not tainted, of all given.
    """
    context = setting.context
    found = [("Labels", _amounts(setting, rows))]
    found += _audits(setting, rows, accuracy.only(), blind.only(), lag.only())
    if removed[1:]:
        found.append(("Gold answers removed", _removed(setting, *(one.only() for one in removed))))
    found += [
        ("Rejected rows", WITHHELD if context.vendor else _rejected(setting)),
        ("Missing tables", WITHHELD if context.vendor else _missing(setting)),
        ("Time zones", WITHHELD if context.vendor else _zones(context.zones)),
    ]
    if context.unobserved:
        constant = "a constant of the mapping, so nothing is said about it"
        found.append(("Not observed", f"{', '.join(context.unobserved)}: {constant}"))
    found += [("Note", note) for note in context.notes]
    asked = (blind, lag, *removed[1:])
    figures = tuple(figure for estimates in asked for figure in records(estimates))
    return Facts(title="State of the data", rows=tuple(found), figures=figures)


def _audits(
    setting: Setting, rows: Rows, accuracy: Estimate, blind: Estimate, lag: Estimate
) -> list[tuple[str, str]]:
    if why := rows.why_none("audited_labels"):
        return [("Audits", words.capital(why))]
    numerals, audits = setting.numerals, rows.cut("audited_labels")
    unsure = int((audits["verdict"] == "unsure").sum())
    facts = [
        (
            "Audits",
            f"{words.plural(len(audits), AUDITS, numerals)}, {words.spelt(unsure, numerals)} of them unsure",
        )
    ]
    if accuracy.exists:
        worth = words.plural(round(accuracy.n_eff), ("independent audit", "independent audits"), numerals)
        clustered = f" ({', '.join(accuracy.flags)})" if accuracy.flags else ""
        facts.append(("Worth", f"{worth} drawn evenly{clustered}"))
    facts.append(("Blind", numerals.estimate(blind) if blind.exists else words.reason(blind)))
    if lag.exists:
        days = round(lag.value)
        facts.append(
            ("Audit lag", f"{words.plural(days, ('day', 'days'), numerals)} after the decision, median")
        )
    if not rows.holds("sample_designs"):
        facts.append(("Audit design", "not described: every audit counts by its inclusion probability"))
    return facts


def _removed(setting: Setting, standing: Estimate, untainted: Estimate, given: Estimate) -> str:
    """Accuracy with the answers that were removed since, beside that without them."""
    numerals = setting.numerals
    shown = [
        f"{words.with_interval(one, numerals)} of {words.plural(int(one.n), ANSWERS, numerals)} {which}"
        for one, which in ((standing, "that stand"), (untainted, "that are not tainted"), (given, "given"))
        if one.exists
    ]
    return f"{numerals.count(given.n - standing.n)}; right are {words.listed(shown)}"


def _rejected(setting: Setting) -> str:
    tables = {
        table: ", ".join(_aside(setting, table, reason, rows) for reason, rows in reasons.items())
        for table, reasons in setting.context.rejected.items()
        if reasons
    }
    return "; ".join(f"{table}: {said}" for table, said in tables.items()) or "none"


def _aside(setting: Setting, table: str, reason: str, rows: int) -> str:
    example = setting.context.examples.get(table, {}).get(reason)
    return f"{setting.numerals.count(rows)} with {reason}" + (f", such as {example}" if example else "")


def _missing(setting: Setting) -> str:
    """The tables that are not there, by reason; what is made of them is not named."""
    reasons: dict[str, list[str]] = {}
    for table, why in setting.context.missing.items():
        if table not in SOURCES:
            reasons.setdefault(why, []).append(table)
    return "; ".join(f"{', '.join(tables)}: {why}" for why, tables in reasons.items()) or "none"


def _zones(assumed: Mapping[str, tuple[str, ...]]) -> str:
    """Which zone the times that name none were taken to be in; where several were, of which tables."""
    if not assumed:
        return "every time names its own"
    if len(assumed) == 1:
        return f"times that name none are taken to be in {next(iter(assumed))}"
    taken = "; ".join(f"{zone}: {', '.join(told)}" for zone, told in assumed.items())
    return f"times that name none are taken to be in {taken}"


def _amounts(setting: Setting, rows: Rows) -> str:
    amounts = [
        (_delivered(rows), MADE),
        (_size(rows, "audited_labels"), AUDITS),
        (_size(rows, "gold_answers"), ("answer to gold items", "answers to gold items")),
    ]
    found = [words.plural(count, forms, setting.numerals) for count, forms in amounts if count]
    return ", ".join(found) or "no labels"


def _delivered(rows: Rows) -> int:
    return 0 if rows.why_none("label_days") else volume.delivered(rows.cut("label_days"))[()]


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _size(rows: Rows, table: str) -> int:
    return 0 if rows.why_none(table) else len(rows.cut(table))
