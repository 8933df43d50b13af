"""The glossary of totals: which labels a number counts, with the numbers of this report."""

from __future__ import annotations

from ....components import Facts
from ....measures import volume
from ...data.deliveries import handed_over
from ...data.rows import ExtractReader
from ...data.setting import Setting
from ...language.totals import TOTALS
from . import words

_LABELS = "label_days"


def totals(setting: Setting, rows: ExtractReader) -> Facts:
    """
    Every total by name with its rule; the counts with their numbers, as all pages print them.

    A vendor's edition has the rules alone: its counts are printed where they were cleared.
    """
    counts = {} if setting.context.vendor else _counts(rows)
    told = {key: f"{setting.numerals.count(count)}: " for key, count in counts.items()}
    return Facts(
        title=words.TOTALS,
        rows=tuple((name, f"{told.get(key, '')}{rule}") for key, (name, rule) in TOTALS.items()),
    )


def _counts(rows: ExtractReader) -> dict[str, int]:
    """The complete counts of the period by their key; those that there are no rows for are left out."""
    found = {}
    if not rows.why_none(_LABELS):
        days = rows.cut(_LABELS)
        work = volume.without_gold(days)
        found["made"] = volume.delivered(days)[()]
        found |= {"work": int(work["labels"].sum()), "decisions": int(days["labels"].sum())}
    for key, table in (("audits", "audited_labels"), ("gold", "gold_answers")):
        if not rows.why_none(table):
            found[key] = len(rows.cut(table))
    if not (held := handed_over(rows)).why:
        found["handed_over"] = held.labels()[()]
    return found
