"""Words for calibration sessions."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import ANSWERS, AUDITS, PEOPLE, Term

_ITEMS = ("item", "items")
_KEYED = "Share of answers that are the key's"

TERMS: dict[str, Term] = {
    "calibration.score.pre": Term(
        "The score before", f"{_KEYED}, before the session", ANSWERS, head="Before"
    ),
    "calibration.score.post": Term("The score after", f"{_KEYED}, after the session", ANSWERS, head="After"),
    "calibration.change": Term(
        "The change in score", "Score after less score before, the same items", ANSWERS, unit=Unit.POINTS
    ),
    **{
        f"calibration.{name}.{part}": Term(
            f"{label} {words}", f"{label} {words} the session", _ITEMS, unit=Unit.INDEX, head=label
        )
        for name, label in (("alpha", "Krippendorff's alpha"), ("ac1", "Gwet's AC1"))
        for part, words in (("pre", "before"), ("post", "after"))
    },
    "calibration.alpha.change": Term(
        "The change in alpha", "Alpha after less alpha before", _ITEMS, unit=Unit.INDEX
    ),
    "calibration.ac1.change": Term("The change in AC1", "AC1 after less AC1 before", _ITEMS, unit=Unit.INDEX),
    "calibration.site_difference": Term(
        "Difference of sites",
        "Mean score of a site's people less that of all others",
        PEOPLE,
        unit=Unit.POINTS,
    ),
    "calibration.between_sites": Term(
        "The share of the differences between people that lies between sites",
        "Share of the variance between people's scores that lies between sites",
        PEOPLE,
    ),
    "calibration.item.pre": Term("Right before", f"{_KEYED}, before the session", PEOPLE),
    "calibration.item.post": Term("Right after", f"{_KEYED}, after the session", PEOPLE),
    "calibration.suspect_keys": Term(
        "Suspect keys", "Items whose key those who know contradict", _ITEMS, unit=Unit.COUNT, verb="were"
    ),
    "calibration.q": Term("Cochran's Q", "Cochran's Q over the people of a session", _ITEMS, unit=Unit.INDEX),
    "calibration.transfer": Term(
        "The effect on audits",
        "Change in audit accuracy of those who attended less that of the others",
        AUDITS,
        unit=Unit.POINTS,
    ),
}
