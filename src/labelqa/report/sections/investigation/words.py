"""Words for an investigation: what is compared, what stands out, what it cost."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import ANSWERS, AUDITS, DECISIONS, LABELS, Forms, Term

_SHARE = "Share of labels that are right, by the sampling design of the audits"

KNOWN = ("known answer", "known answers")
SIGNS: dict[str, tuple[str, Forms]] = {
    "audits_before": ("Right by audits, usual: before", AUDITS),
    "audits_others": ("Right by audits, usual: others in these days", AUDITS),
    "gold_before": ("Right on gold items, usual: before", ANSWERS),
    "gold_others": ("Right on gold items, usual: others in these days", ANSWERS),
    "agreement_before": ("Double labels as others gave, usual: before", LABELS),
    "speed_others": ("Decisions that are fast, usual: others before", DECISIONS),
    "mix_others": ("Labels of the commonest class, usual: others in these days", LABELS),
}
"""The kinds of evidence as printed, and what their n counts."""

TERMS: dict[str, Term] = {
    "investigation.before": Term("Accuracy before", _SHARE, AUDITS),
    "investigation.accuracy": Term("Accuracy in these days", _SHARE, AUDITS),
    "investigation.drawn": Term("Accuracy in these days, drawn to the weeks before", _SHARE, AUDITS),
    "investigation.change": Term("The change of accuracy", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.mix": Term("The part of it that another mix makes", "Points", AUDITS, unit=Unit.POINTS),
    "investigation.rate": Term("The change at the same mix", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.others": Term("The change of all others", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.difference": Term(
        "The change less that of all others", "Change in points", AUDITS, unit=Unit.POINTS
    ),
    "investigation.p": Term("The chance of so many wrong audits", "p value", AUDITS, unit=Unit.INDEX),
    "investigation.since": Term("The chance of such weeks", "p value", AUDITS, unit=Unit.INDEX),
    "investigation.episode": Term("Accuracy in the weeks that stand out", _SHARE, AUDITS),
    "investigation.lost": Term("The change in these weeks", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.subgroups": Term(
        "Wrong labels over those expected", "Wrong labels over those expected", AUDITS, unit=Unit.INDEX
    ),
    "investigation.pairs": Term(
        "Confusions over those expected", "Confusions over those expected", AUDITS, unit=Unit.INDEX
    ),
    "investigation.causes": Term(
        "What else changed", "What it explains, in points", AUDITS, unit=Unit.POINTS
    ),
    "investigation.elsewhere": Term("The same elsewhere", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.wrong": Term(
        "Wrong labels in these days",
        "Wrong labels",
        AUDITS,
        unit=Unit.COUNT,
        head="Wrong labels",
        verb="were",
    ),
    "investigation.batches": Term(
        "Wrong labels in batches", "Wrong labels", AUDITS, unit=Unit.COUNT, verb="were"
    ),
    "investigation.month": Term("Wrong labels a month", "Wrong labels", AUDITS, unit=Unit.COUNT, verb="were"),
    "investigation.excess": Term(
        "Wrong labels beyond those usual before", "Wrong labels", AUDITS, unit=Unit.COUNT, verb="were"
    ),
    "investigation.known": Term(
        "The change at the same mix, by all known answers",
        "Change in points",
        KNOWN,
        unit=Unit.POINTS,
    ),
    "investigation.known_before": Term("Right before, of all known answers", "Share right", KNOWN),
    "investigation.known_after": Term("Right in these days, of all known answers", "Share right", KNOWN),
    "investigation.signs": Term("Every kind of evidence", "Shares of what is asked about", AUDITS),
    "investigation.options": Term("The expected effect", "Points", ("action", "actions"), unit=Unit.POINTS),
}
