"""Words for an investigation: what is compared, what stands out, what it cost."""

from __future__ import annotations

from ...estimates import Unit
from .words import AUDITS, Term

_SHARE = "Share of labels that are right, by the sampling design of the audits"

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
    "investigation.options": Term("The expected effect", "Points", ("action", "actions"), unit=Unit.POINTS),
}
