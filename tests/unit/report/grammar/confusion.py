"""Which labels are mistaken for which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.front_matter.words import COSTLIEST
from labelqa.report.sections.confusion import words

from ..printed import prints, prints_as_interval
from .reading import count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Which labels are mistaken for which", words.PAIRS)
FIXED = (reads(words.PAIRS_NOTE)[0], reads(words.MATRIX, queue=".+")[0])
PAIRS = "confusion.pairs.by_label_ref_label"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """The costliest pair, worked out anew from the pairs' figures; what tables leave out."""
    yield reads(COSTLIEST, lambda m: _costliest(claims, m), true=".+", given=".+")
    yield reads(words.FIRST, lambda m: m["shown"] == "8" and count(m["n"]) == len(claims.figures[PAIRS]) > 8)
    yield reads(words.SHADING, lambda m: m["least"] == "0.5%")
    yield reads(words.RARER, lambda m: count(m["n"]) > 0)
    yield r"(?:[A-Z][\w ]+: )?no audit found a wrong label\.", lambda m: not any(
        f.value for f in claims.figures.get(PAIRS, [])
    )  # fmt: skip


def _costliest(claims: Claims, match: re.Match[str]) -> bool:
    classes = claims.table("label_classes")
    weight = classes.groupby("label_id")["severity_weight"].max().to_dict() if len(classes) else {}
    worst = max(
        claims.figures[PAIRS],
        key=lambda f: f.value * max(weight.get(label, 1.0) for label in f.by.values()),
    )
    total = claims.delivered()
    scaled = {end: getattr(worst, end) * total for end in ("value", "low", "high")}
    wrong = worst.model_copy(update={**scaled, "unit": "count"})
    names = claims.names["label"]
    given, true = (names.get(worst.by[key], worst.by[key]) for key in ("label", "ref_label"))
    return (match["given"], match["true"]) == (given, true) and (
        prints(match["wrong"], wrong) and prints_as_interval(match["wrong_between"], wrong)
    )
