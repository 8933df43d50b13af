"""What the figures rest on: how much was labelled and audited, what was refused, what is not there."""

from __future__ import annotations

from ....components import Facts
from ....contracts.decisions import NO_DESIGN
from ....estimates import Estimate, Estimates
from ....extracts import WITHHELD
from ....measures import volume
from ...data.rows import SOURCES, ExtractReader
from ...data.setting import Setting
from ...language.words import capital, joined, reason, sentence
from ...page.records import records
from . import words


def scope(setting: Setting, rows: ExtractReader) -> tuple[tuple[str, str], ...]:
    """The cover's facts: how much, from when to when, from which data."""
    context, market = setting.context, setting.context.market
    return (
        (words.SCOPE, _amounts(setting, rows)),
        (words.MARKET, words.DAYS_IN(setting.numerals, market=market.id, zone=market.timezone)),
        (words.FROZEN, setting.numerals.day(context.frozen_on)),
        (words.SNAPSHOT, f"{context.snapshot_number}, {context.snapshot.rpartition(':')[2][:12]}"),
    )


def summary(setting: Setting, rows: ExtractReader) -> str:
    """How much was labelled, by how many people at how many sites, and how much of it was looked at."""
    numerals = setting.numerals
    if why := rows.why_none("label_days"):
        return sentence(words.NOTHING_LABELLED(numerals, market=setting.context.market.name, why=why))
    days = rows.cut("label_days")
    by = {"people": days["person_id"].nunique(), "period": setting.period}
    if sites := days["site_id"].nunique():
        by["sites"] = sites
    labels = _delivered(rows)
    audits, gold = (_size(rows, table) for table in ("audited_labels", "gold_answers"))
    if not labels:
        return (words.ONLY_GOLD_AT if sites else words.ONLY_GOLD)(numerals, n=gold, **by)
    return joined(
        (words.LABELLED_AT if sites else words.LABELLED)(numerals, n=labels, **by),
        words.AUDITED(numerals, n=audits) if audits else "",
        words.CHECKED(numerals, n=gold) if gold else "",
        "" if audits or gold else words.NOTHING_AUDITED,
    )


def notes(
    setting: Setting,
    rows: ExtractReader,
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
    context, said = setting.context, words.NOTES
    found = [(said["labels"], _amounts(setting, rows))]
    found += _audits(setting, rows, accuracy.only(), blind.only(), lag.only())
    if removed[1:]:
        found.append((said["removed"], _removed(setting, *(one.only() for one in removed))))
    found += [
        (said["rejected"], WITHHELD if context.vendor else _rejected(setting)),
        (said["missing"], WITHHELD if context.vendor else _missing(setting)),
        (said["zones"], WITHHELD if context.vendor else _zones(setting)),
    ]
    if context.derived:
        made = [words.SPOKEN.get(name, name) for name in context.derived]
        derived = words.DERIVED(setting.numerals, tables=", ".join(made))
        found.append((said["derived"], capital(derived)))
    if context.unobserved:
        constant = words.UNOBSERVED(setting.numerals, columns=", ".join(context.unobserved))
        found.append((said["unobserved"], constant))
    found += [(said["note"], note) for note in context.notes]
    asked = (blind, lag, *removed[1:])
    figures = tuple(figure for estimates in asked for figure in records(estimates))
    return Facts(title=words.DATA, rows=tuple(found), figures=figures)


def _audits(
    setting: Setting, rows: ExtractReader, accuracy: Estimate, blind: Estimate, lag: Estimate
) -> list[tuple[str, str]]:
    said = words.NOTES
    if why := rows.why_none("audited_labels"):
        return [(said["audits"], capital(why))]
    numerals, audits = setting.numerals, rows.cut("audited_labels")
    unsure = int((audits["verdict"] == "unsure").sum())
    facts = [(said["audits"], words.UNSURE(numerals, n=len(audits), unsure=unsure))]
    if accuracy.exists:
        worth = round(accuracy.n_eff)
        if accuracy.flags:
            told = words.WORTH_CLUSTERED(numerals, n=worth, why=", ".join(accuracy.flags))
        else:
            told = words.WORTH(numerals, n=worth)
        facts.append((said["worth"], told))
    facts.append((said["blind"], numerals.estimate(blind) if blind.exists else reason(blind)))
    if lag.exists:
        facts.append((said["lag"], words.LAG(numerals, days=round(lag.value))))
    if audits["design_id"].eq(NO_DESIGN).any():
        facts.append((said["design"], words.UNDRAWN))
    elif not rows.holds("sample_designs"):
        facts.append((said["design"], words.NO_DESIGN))
    return facts


def _removed(setting: Setting, standing: Estimate, untainted: Estimate, given: Estimate) -> str:
    """Accuracy with the answers that were removed since, beside that without them."""
    told = ((words.STANDING, standing), (words.UNTAINTED, untainted), (words.GIVEN, given))
    shares = [message(setting.numerals, right=one, n=one.n) for message, one in told if one.exists]
    return words.REMOVED(setting.numerals, n=given.n - standing.n, shares=shares)


def _rejected(setting: Setting) -> str:
    tables = {
        table: ", ".join(_aside(setting, table, reason, rows) for reason, rows in reasons.items())
        for table, reasons in setting.context.rejected.items()
        if reasons
    }
    return "; ".join(f"{table}: {said}" for table, said in tables.items()) or words.NONE


def _aside(setting: Setting, table: str, reason: str, rows: int) -> str:
    if example := setting.context.examples.get(table, {}).get(reason):
        return words.REJECTED_SUCH_AS(setting.numerals, rows=rows, reason=reason, example=example)
    return words.REJECTED(setting.numerals, rows=rows, reason=reason)


def _missing(setting: Setting) -> str:
    """The tables that are not there, by reason; what is made of them is not named."""
    reasons: dict[str, list[str]] = {}
    for table, why in setting.context.missing.items():
        if table not in SOURCES:
            reasons.setdefault(why, []).append(table)
    return "; ".join(f"{', '.join(tables)}: {why}" for why, tables in reasons.items()) or words.NONE


def _zones(setting: Setting) -> str:
    """Which zone the times that name none were taken to be in; where several were, of which tables."""
    assumed = setting.context.zones
    if not assumed:
        return words.ZONES_NAMED
    several = [f"{zone}: {', '.join(tables)}" for zone, tables in assumed.items()]
    zones = several if len(several) > 1 else assumed
    return words.ZONES_TAKEN(setting.numerals, zones="; ".join(zones))


def _amounts(setting: Setting, rows: ExtractReader) -> str:
    counts = (_delivered(rows), _size(rows, "audited_labels"), _size(rows, "gold_answers"))
    found = [amount(setting.numerals, n=n) for n, amount in zip(counts, words.AMOUNTS, strict=True) if n]
    return ", ".join(found) or words.NO_LABELS


def _delivered(rows: ExtractReader) -> int:
    return 0 if rows.why_none("label_days") else volume.delivered(rows.cut("label_days"))[()]


def _size(rows: ExtractReader, table: str) -> int:
    return 0 if rows.why_none(table) else len(rows.cut(table))
