"""What is said where a list is cut short: how many stand here, and that the data file has all."""

from __future__ import annotations

from .messages import Message

THE_FIRST = Message("The first {n}; the data file has all.")
THE_LOWEST_OF = Message("The {n} of {all} {units} with the lowest values; the data file has all.")
THE_FIRST_OF = Message("The first {n} of {all} {units}; the data file has all.")
