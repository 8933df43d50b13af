"""Words for double labels: how far they agree, and whether the SOP or the people are at fault."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import LABELS, Term

ITEMS, ERRORS = ("item", "items"), ("error", "errors")

TERMS: dict[str, Term] = {
    "agreement.alpha": Term(
        "Agreement by alpha",
        "Krippendorff's alpha of double labels",
        ITEMS,
        "alpha",
        Unit.INDEX,
        "Alpha",
    ),
    "agreement.alpha_ordinal": Term(
        "Agreement on the scale",
        "Krippendorff's ordinal alpha of double labels",
        ITEMS,
        unit=Unit.INDEX,
        head="Ordinal alpha",
    ),
    "agreement.ac1": Term("Agreement by AC1", "Gwet's AC1 of double labels", ITEMS, "ac1", Unit.INDEX, "AC1"),
    "agreement.raw": Term(
        "Raw agreement", "Share of equal pairs of double labels", ITEMS, "raw_agreement", head="Raw"
    ),
    "agreement.specific": Term(
        "Agreement on a label", "Chance that another person gives the label too", ITEMS, head="Given by both"
    ),
    "agreement.blind": Term(
        "Blind double labels", "Share of double labels given without sight of another", LABELS, verb="were"
    ),
    "ambiguity.sop": Term(
        "Errors laid to the SOP",
        "Share of the errors whose reason is a gap or an ambiguity of the SOP",
        ERRORS,
        head="Laid to the SOP",
        verb="were",
    ),
    "ambiguity.disagreement": Term(
        "Disagreement of the competent",
        "Share of items on which competent people differ",
        ITEMS,
        head="Items they differ on",
    ),
    "ambiguity.entropy": Term(
        "Indecision of the competent",
        "Entropy of competent people's labels of an item, in bits",
        ITEMS,
        unit=Unit.INDEX,
        head="Bits an item",
    ),
    "ambiguity.variance": Term("Part of the variance", "Share of the variance of correctness", ITEMS),
    "ambiguity.variance_difference": Term(
        "Items less people",
        "Share of the variance in the items less that in the people",
        ITEMS,
        unit=Unit.POINTS,
    ),
}
