"""Words around an analyst's own figures and frames."""

from __future__ import annotations

from ..language.messages import Message

YES, NO = "yes", "no"
ROWS = "rows"
ROWS_COUNTED = ("row", "rows")
VERB = "came to"  # whatever is before it
SHARE = Message("Share of rows that are {column}")
MEAN = Message("Mean of {column}")
QUANTILE = Message("Quantile {q} of {column}")
RATE = Message("{column} per {per}")
COUNT, DIFFERENT = Message("Rows"), Message("Different values of {column}")
REPEATED = Message("{column} stands more than once")
ALL_ROWS = "all rows given"
WITH_INTERVAL, UNJUDGED = Message("{value} ({estimate:between})"), "cannot be judged"
DAYS = Message("{first} to {last}")
POINT = ("series", "x", "y")
NO_ROWS = Message("{title}: there are no rows.")
FIRST_COLUMNS = Message("The first {n} of {all} columns; the data file has all of them.")
MOMENT = Message("{day}, {time}")
