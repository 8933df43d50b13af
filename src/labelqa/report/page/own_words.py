"""Words around an analyst's own figures and frames."""

from __future__ import annotations

from ..language.messages import Message

YES, NO = "yes", "no"
ROWS = "rows"
POINT = ("series", "x", "y")
NO_ROWS = Message("{title}: there are no rows.")
FIRST_COLUMNS = Message("The first {n} of {all} columns; the data file has all of them.")
MOMENT = Message("{day}, {time}")
