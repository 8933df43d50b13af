"""What spreadsheets do to ids, as SQL: long numbers are cut, zeros in front go, and .0 comes behind."""

from __future__ import annotations

CHANGED = "zeros in front or .0 behind, as spreadsheets leave them"
_FORMS = ", ".join(f"'{form}'" for form in (".E+", "E+", "-.E+", "-E+"))


def shortened(value: str) -> str:
    """Whether an id is a number in scientific notation, with a sign, as no system writes ids."""
    number = f"TRANSLATE(UPPER({value}), '0123456789', '') IN ({_FORMS})"
    number += f" AND SUBSTR(LTRIM({value}, '-'), 1, 1) BETWEEN '0' AND '9'"
    return f"({value} LIKE '%E+%' OR {value} LIKE '%e+%') AND {number}"


def plain(value: str) -> str:
    """An id without the zeros in front and the .0 behind: what two spellings of one id share."""
    whole = f"CASE WHEN {value} LIKE '%.0' THEN SUBSTR({value}, 1, LENGTH({value}) - 2) ELSE {value} END"
    return f"LTRIM({whole}, '0')"
